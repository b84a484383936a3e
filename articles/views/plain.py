"""What machines ask for: robots.txt, health. And the error pages."""

import logging

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from articles import links
from articles.models import PublishedHost
from articles.site import site_of
from articles.themes import PROGRAM
from articles.views import showing
from articles.views.cards import newest
from articles.views.kept import kept_address

log = logging.getLogger(__name__)
NEVER_STORED = {"Cache-Control": "no-store"}


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; no database is asked."""
    return HttpResponse("ok\n", content_type="text/plain", headers=NEVER_STORED)


def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: a query as each login. One of the doors that use `default`."""
    for alias in ("default", "readers"):
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("select 1")
        except DatabaseError:
            return HttpResponse(
                f"no database: {alias}\n", status=503, content_type="text/plain", headers=NEVER_STORED
            )
    return HttpResponse("ok\n", content_type="text/plain", headers=NEVER_STORED)


def admin_robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


def admin_home(request: HttpRequest) -> HttpResponse:
    """In the demo a chooser of stations; elsewhere the admin's host has the admin only."""
    if not settings.DEMO:
        return HttpResponseRedirect("/admin/")
    hosts = PublishedHost.objects.filter(is_primary=True).select_related("station").order_by("name")
    stations = [
        {
            "brand": host.station.brand,
            "callsign": host.station.callsign,
            "tagline": host.station.tagline,
            "url": links.origin(host.name) + "/",
        }
        for host in hosts
    ]
    return render(request, "public/chooser.html", {"stations": stations, "admin_url": "/admin/"})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the station's brand, with ways on. One query."""
    return showing.render(request, "public/404.html", {"latest": newest(site_of(request))}, status=404)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 in the station's brand, of a request that no view has read. Asks neither database nor theme."""
    page = loader.render_to_string("public/unreadable.html", {"site": site_of(request)}, using=PROGRAM)
    return HttpResponse(page, status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500 in the station's brand where that much is known; asks no context processors.

    The database is asked only to keep what somebody had typed into a form of the admin. The page is the
    program's own, whatever the theme: what broke may be a template of that.
    """
    site = getattr(request, "site", None)
    restore = "" if site else kept_address(request)
    try:
        page = loader.render_to_string("500.html", {"site": site, "restore": restore}, using=PROGRAM)
    except ValueError:  # the list of static files is another release's
        log.exception("The page of the fault could not be made for %s", request.path)
        words = _("This page could not be made")
        return HttpResponse(f"{words}\n", status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=500)
