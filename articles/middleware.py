"""The first decision about a request: whose host it is for, and whether it is anybody's."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache
from typing import cast
from urllib.parse import urljoin

from django.conf import settings
from django.db import OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from articles import links
from articles.models import PublishedHost
from articles.site import Site, SiteRequest

# Asked by load balancers under whatever name they use; neither tells anything about content.
HEALTH_PATHS = ("/healthz", "/readyz")
FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class HostMiddleware:
    """Admin hosts get the admin's addresses, a station's hosts the station's, all others 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        believe_proxies(request)
        raw = request.META.get("HTTP_HOST", "")
        name = split_domain_port(raw)[0]
        if name in settings.ADMIN_HOSTS or request.path in HEALTH_PATHS:
            return self.get_response(request)
        try:
            host = PublishedHost.objects.select_related("station").filter(name=name).first() if name else None
        except OperationalError:
            return database_away()
        if host is None:
            return HttpResponseBadRequest(
                "No station answers at this address. Check how it is spelled.\n", content_type="text/plain"
            )
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        # Readers have no cookie of ours, and none may change what they get.
        request.META.pop("HTTP_COOKIE", None)
        known = cast(SiteRequest, request)
        known.urlconf, known.site = "articles.urls.station", Site.of(host)
        with translation.override(host.station.language):
            answer = self.get_response(request)
        # A story may change or go at any moment: browsers ask again, which costs an empty 304.
        answer.headers.setdefault("Cache-Control", "no-cache")
        if host.is_primary and not raw.split(":")[0].endswith("."):
            return answer
        return to_primary(request, host, answer)


class TextCompression(GZipMiddleware):
    """Compresses what is text. Pictures are compressed already, and a second time costs a core."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if kind.startswith("text/") or kind.endswith(("json", "xml")):
            return super().process_response(request, response)
        return response


def to_primary(request: HttpRequest, host: PublishedHost, answer: HttpResponse) -> HttpResponse:
    """301 in one hop, however the path is spelled: an alias of the station answers nothing itself.

    `answer` is the primary host's own; made and thrown away, since only it knows where the path leads.
    """
    path = request.get_full_path()
    if isinstance(answer, HttpResponsePermanentRedirect):
        path = answer["Location"]
    return HttpResponsePermanentRedirect(urljoin(links.origin(host.primary_name) + "/", path))


def database_away() -> HttpResponse:
    """Plain, since the station's name and colours are away too."""
    return HttpResponse(
        "This page is not available right now. Please try again in a minute.\n",
        status=503,
        content_type="text/plain",
        headers={"Retry-After": "30", "Cache-Control": "no-store"},
    )


def believe_proxies(request: HttpRequest) -> None:
    """Take what TRUSTED_PROXIES say about the scheme, and drop what anybody else says."""
    if is_trusted(request.META.get("REMOTE_ADDR", "")):
        if request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
            request.META["wsgi.url_scheme"] = "https"  # META is the environ itself
    else:
        for header in FORWARDED:
            request.META.pop(header, None)


@lru_cache(maxsize=1024)
def is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)
