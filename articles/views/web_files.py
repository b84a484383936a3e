"""What machines ask a station for by a name of its own: who may crawl, whom to tell, who belongs to whom."""

import datetime as dt

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)

from articles import links
from articles.models import PublishedHost, PublishedWebFiles
from articles.sheets import SOURCES, sheet_of
from articles.site import Site, site_of
from articles.text.web_files import AI_FETCH, AI_SEARCH, NO_SELLERS, TRAINING, robots_txt

BACKGROUND = "#ffffff"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
MEANWHILE = {"Cache-Control": "public, max-age=60"}


def said_by(site: Site) -> PublishedWebFiles:
    return PublishedWebFiles.objects.get(pk=site.station_id)


def text(lines: str) -> HttpResponse:
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def robots(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    said = said_by(site)
    refused: list[str] = []
    refused += () if said.allow_training else TRAINING
    refused += () if said.allow_ai_search else AI_SEARCH
    refused += () if said.allow_ai_fetch else AI_FETCH
    paths = (links.sitemap_path(), links.news_sitemap_path())
    return text(robots_txt(refused=refused, sitemaps=[site.base_url + path for path in paths]))


def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. 404 once it has ended: nobody is to trust a contact that may be gone."""
    site = site_of(request)
    said = said_by(site)
    if not said.security_until or said.security_until < site.now.date():
        raise Http404
    ends = dt.datetime.combine(said.security_until, dt.time(23, 59, 59), site.now.tzinfo)
    lines = (
        f"Contact: {said.security_contact}",
        f"Expires: {ends.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {site.language}",
        f"Canonical: {site.base_url}{links.security_path()}",
    )
    return text("\n".join((*lines, "")))


def security_elsewhere(request: HttpRequest) -> HttpResponse:
    """The place of it before RFC 9116."""
    return HttpResponsePermanentRedirect(links.security_path())


def trust(request: HttpRequest) -> HttpResponse:
    """Who belongs to whom: made from the same rows on every host of the group, so that all agree."""
    site = site_of(request)
    said = {row.pk: row for row in PublishedWebFiles.objects.all()}
    hosts = PublishedHost.objects.filter(is_primary=True).order_by("name").values_list("station_id", "name")
    origins = {station: f"{links.origin(name)}/" for station, name in hosts}
    own = said[site.station_id]
    head = next((pk for pk, row in said.items() if row.stands_for_group and pk in origins), None)
    if own.stands_for_group:
        lines = [f"control={origin}" for station, origin in origins.items() if station != site.station_id]
    else:
        lines = [f"controlledby={origins[head]}"] if head else []
    lines += [f"datatrainingallowed={'yes' if own.allow_training else 'no'}", *own.trust_lines.splitlines()]
    return text("\n".join((*lines, "")))


def ads(request: HttpRequest) -> HttpResponse:
    """IAB ads.txt 1.1."""
    return text(f"{said_by(site_of(request)).ads_lines.strip() or NO_SELLERS}\n")


def icon(request: HttpRequest, digest: str) -> HttpResponse:
    site = site_of(request)
    if request.path != site.icon_url:
        raise Http404
    return HttpResponse(site.icon, content_type="image/svg+xml", headers=FOR_EVER)


def icon_by_name(request: HttpRequest) -> HttpResponse:
    """Not for good: another logo has another address. A phone cannot show the mark, and makes its own."""
    site = site_of(request)
    if site.logo and request.path == links.touch_icon_path():
        return HttpResponseRedirect(site.logo.touch.src)
    return HttpResponseRedirect(site.icons[0].src)


def sheet(request: HttpRequest, page: str, digest: str) -> HttpResponse:
    """Of one kind of page, in the station's theme and colours.

    A page that a proxy has kept, or that another release has made, asks for it by another name: it gets the
    one of today, and does not keep it for long.
    """
    if page not in SOURCES:
        raise Http404
    site = site_of(request)
    css, path = sheet_of(page, site.look, site.colours)
    headers = FOR_EVER if request.path == path else MEANWHILE
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers=headers)


def manifest(request: HttpRequest) -> HttpResponse:
    """W3C web app manifest, so that a reader can keep the station on a phone's first screen."""
    site = site_of(request)
    facts = {
        "name": site.brand,
        "short_name": site.callsign,
        "description": site.tagline,
        "lang": site.language,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": BACKGROUND,
        "theme_color": site.brand_color,
        # Not "maskable": what a focus keeps in the square may reach to its edges.
        "icons": [{**icon._asdict(), "purpose": "any"} for icon in site.app_icons],
    }
    given = {name: value for name, value in facts.items() if value}
    return JsonResponse(given, content_type="application/manifest+json")
