"""The first decision about a request: whose host it is for, and whether it is anybody's."""

import ipaddress
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, ClassVar, cast
from urllib.parse import urljoin

from csp.decorators import csp
from django.conf import settings
from django.contrib import admin
from django.db import OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from whitenoise.middleware import WhiteNoiseMiddleware

from articles import links
from articles.away import database_away, needs_no_database
from articles.forms.typed import is_from_here, keep_words, words_in
from articles.freshness import PublishedChangedAt
from articles.models import PublishedHost, User
from articles.permissions import may
from articles.services.accounts import has_second_factor
from articles.site import Site, SiteRequest

log = logging.getLogger(__name__)

# Asked by load balancers under whatever name they use; neither tells anything about content.
HEALTH_PATHS = ("/healthz", "/readyz")
FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class HostMiddleware:
    """Admin hosts get the admin's addresses, a station's hosts the station's, all others 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # By host. Shows nothing but the page that says that the database is away.
        self.last_seen: dict[str, Site] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        believe_proxies(request)
        if request.path in HEALTH_PATHS:
            return self.get_response(request) if only_reads(request) else not_allowed()
        raw = request.META.get("HTTP_HOST", "")
        name = split_domain_port(raw)[0]
        if name in settings.ADMIN_HOSTS:
            return self.get_response(request)
        try:
            host = host_named(name)
        except OperationalError:
            return self.without_database(request, self.last_seen.get(name))
        if host is None:
            self.last_seen.pop(name, None)
            return HttpResponseBadRequest(
                "No station answers at this address. Check how it is spelled.\n", content_type="text/plain"
            )
        # An alias answers nothing itself, and takes nothing in.
        is_itself = host.is_primary and not raw.split(":")[0].endswith(".")
        if not only_reads(request) and not (is_itself and takes_posts(request)):
            return not_allowed()
        # Readers have no cookie of ours, and none may change what they get.
        request.META.pop("HTTP_COOKIE", None)
        known = cast(SiteRequest, request)
        known.urlconf, known.site = "articles.urls.station", Site.of(host)
        known.changed_at = host.changed_at
        self.last_seen[name] = known.site
        with translation.override(host.station.language):
            answer = self.get_response(request)
        if not is_itself:
            answer = to_primary(request, host, answer)
        # A story may change or go at any moment: browsers ask again, which costs an empty 304.
        answer.headers.setdefault("Cache-Control", "no-cache")
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A database that goes away inside a view is away, too, and no mistake of ours."""
        # Of a form that was sent, the page of the fault keeps what was typed; this one could not.
        if not isinstance(exception, OperationalError) or not only_reads(request):
            return None
        log.error("The database did not answer for %s", request.path, exc_info=exception)
        return database_away(request, getattr(request, "site", None))

    def without_database(self, request: HttpRequest, site: Site | None) -> HttpResponse:
        """A page that says so, and what it is made of, from the disk or of the row last seen."""
        if not only_reads(request):
            return not_allowed()
        request.META.pop("HTTP_COOKIE", None)
        if site and needs_no_database(request.path, site):
            known = cast(SiteRequest, request)
            known.urlconf, known.site = "articles.urls.station", site
        elif not request.path.startswith(StaticFiles.FOR_READERS):
            return database_away(request, site)
        answer = self.get_response(request)
        # The page of a file that is not there would be the desk's.
        return database_away(request, site) if answer.status_code == 404 else answer


def host_named(name: str) -> Any:
    """None for nobody's. With `changed_at`, the date of what its pages say. One query."""
    if not name:
        return None
    dated = PublishedHost.objects.annotate(changed_at=PublishedChangedAt())
    return dated.select_related("station").filter(name=name).first()


def only_reads(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def takes_posts(request: HttpRequest) -> bool:
    """The one form of readers' pages."""
    return request.method == "POST" and request.path == links.correction_request_path()


def not_allowed() -> HttpResponse:
    return HttpResponseNotAllowed(["GET", "HEAD"])


class DeskLanguage:
    """The admin in the language that whoever is signed in has chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        with translation.override(request.user.language):
            return self.get_response(request)


class SecondFactorFirst:
    """Whoever can publish sets up a second factor before anything else; what they typed is kept."""

    # What does it, and the ways out.
    OPEN = ("admin:login", "admin:logout", "admin:jsi18n", "healthz", "readyz", "robots", "home")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.SECOND_FACTOR_REQUIRED or hasattr(request, "site") or match is None:
            return None
        name = match.view_name or ""
        if name in self.OPEN or name.startswith(("mfa_", "account_", "password_reset")):
            return None
        user = request.user
        if not isinstance(user, User) or not may(user, "publish") or has_second_factor(user):
            return None
        if request.method == "POST" and is_from_here(request):
            keep_words(user=user, address=request.path, words=words_in(request.POST))
        return HttpResponseRedirect(reverse("mfa_index"))


class StaticFiles(WhiteNoiseMiddleware):
    """Of the collected files, the stations' hosts give what readers' pages use; the rest is the desk's."""

    FOR_READERS = f"{settings.STATIC_URL}public/"

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A station's own stylesheet is made from its row, and no file.
        if hasattr(request, "site") and not request.path_info.startswith(self.FOR_READERS):
            answer: HttpResponseBase = self.get_response(request)
        else:
            answer = super().__call__(request)
        return answer


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
    origin = links.origin(host.primary_name)
    if isinstance(answer, HttpResponsePermanentRedirect):
        return HttpResponsePermanentRedirect(urljoin(f"{origin}/", answer["Location"]))
    # Put together, not joined: a path that begins with two slashes would be taken for another host.
    return HttpResponsePermanentRedirect(origin + request.get_full_path())


def believe_proxies(request: HttpRequest) -> None:
    """Take what TRUSTED_PROXIES say about the scheme and the client; drop what anybody else says."""
    remote = request.META.get("REMOTE_ADDR", "")
    if is_trusted(remote):
        request.META["REMOTE_ADDR"] = client_behind(remote, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        if request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
            request.META["wsgi.url_scheme"] = "https"  # META is the environ itself
    else:
        for header in FORWARDED:
            request.META.pop(header, None)


def client_behind(proxy: str, forwarded: str) -> str:
    """The last address that a proxy of ours has seen itself; what stands before it may be made up."""
    for name in reversed(forwarded.split(",")):
        try:
            proxy = str(ipaddress.ip_address(name.strip()))
        except ValueError:
            break
        if not is_trusted(proxy):
            break
    return proxy


@lru_cache(maxsize=1024)
def is_trusted(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(ip in ipaddress.ip_network(proxy) for proxy in settings.TRUSTED_PROXIES)


class Unchanged(ConditionalGetMiddleware):
    """A 304 says of its page what the page says: a browser puts those headers in place of what it keeps.

    With the least of headers in place of its own, a page that was asked for again had no style.
    """

    KEPT = ("Access-Control-Allow-Origin", "Content-Security-Policy", "Cross-Origin-Resource-Policy")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        for name in self.KEPT:
            if name in response.headers:
                answer.headers.setdefault(name, response.headers[name])
        return answer


class LeastHeadersMiddleware:
    """What every answer carries, those included that never reach a view: nothing runs, nothing frames it."""

    HEADERS: ClassVar[dict[str, str]] = {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        # Pictures, feeds and what others show of a story say themselves that others may load them.
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        for name, value in self.HEADERS.items():
            # A preview stands in a frame of the desk, and says so in its policy.
            if name != "X-Frame-Options" or not getattr(answer, "xframe_options_exempt", False):
                answer.headers.setdefault(name, value)
        return answer


class BodyLimitMiddleware:
    """Refuses a body by its announced length, before a byte of it is read or written to a disk.

    Stands behind the one that knows who is signed in, and before whatever looks into a form.
    """

    # A long text of somebody whose sign-in ended while they wrote: it is carried along to the next one.
    OF_STRANGERS = 4 * 1024 * 1024
    # A picture of 30 MB, or a text of 2 MB however it is encoded.
    OF_ANYBODY = 48 * 1024 * 1024

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = announced_length(request)
        if length > self.OF_ANYBODY:
            return too_large(request, gettext("This is larger than 48 MB. Send less at once."))
        if length > self.OF_STRANGERS and not request.user.is_authenticated:
            return too_large(
                request,
                gettext("This is larger than 4 MB, and you are not signed in. Sign in, then send it."),
            )
        return self.get_response(request)


def announced_length(request: HttpRequest) -> int:
    """As Django reads it: a body without a length is no body."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    """A page of the desk for a browser there; a line for programs, and for readers, whose forms are small."""
    if hasattr(request, "site") or "text/html" not in request.headers.get("Accept", ""):
        return HttpResponse(f"{sentence}\n", status=413, content_type="text/plain")
    context = {
        **admin.site.each_context(request),
        "title": gettext("Too much to send at once"),
        "sentence": sentence,
        "signed_in": request.user.is_authenticated,
        "back": request.headers.get("Referer", "") if is_from_here(request) else "",
    }
    page = csp(settings.ADMIN_CSP)(lambda asked: render(asked, "admin/413.html", context, status=413))
    return cast(HttpResponse, page(request))
