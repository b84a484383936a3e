"""Where a path leads that is no page of today: 301, 410 or 404."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles import links
from articles.models import PublishedAddress, PublishedEdition, PublishedGone
from articles.models.published import PublishedQuerySet
from articles.site import Site, site_of
from articles.views.cards import newest
from articles.views.showing import render


def of_number(site: Site, number: int) -> PublishedQuerySet:
    return PublishedEdition.objects.on(site.station_id).filter(number=number)


def gone(request: HttpRequest, number: int) -> HttpResponse:
    """410 with the public reason for a story that was live here once; else as any unknown path."""
    site = site_of(request)
    found = PublishedGone.objects.filter(station_id=site.station_id, number=number).first()
    if found is None:
        return old_address(request)
    return no_longer(request, found)


def old_address(request: HttpRequest) -> HttpResponse:
    """A section without its slash, a story under an old path, elsewhere, 410, or 404. One query."""
    site = site_of(request)
    if section := site.section(request.path.strip("/")):
        return moved(request, section.url)
    if "\0" in request.path:  # PostgreSQL takes none in a text
        raise Http404
    found = PublishedAddress.objects.filter(host_id=site.host_id, path=request.path).first()
    if found is None:
        raise Http404
    if found.number:
        return to_story(request, found.number)
    if found.gone:
        return no_longer(request, None)
    return HttpResponsePermanentRedirect(found.url)


def to_story(request: HttpRequest, number: int) -> HttpResponse:
    site = site_of(request)
    row = of_number(site, number).values("section_slug", "slug", "number").first()
    if row:
        return HttpResponsePermanentRedirect(
            links.story_path(row["section_slug"], row["slug"], row["number"])
        )
    found = PublishedGone.objects.filter(station_id=site.station_id, number=number).first()
    return no_longer(request, found)


def no_longer(request: HttpRequest, found: PublishedGone | None) -> HttpResponse:
    """410, with the public reason where a story was, and with ways on. One query."""
    context = {"gone": found, "latest": newest(site_of(request))}
    return render(request, "public/410.html", context, status=410)


def moved(request: HttpRequest, url: str) -> HttpResponse:
    """301 to the one spelling, with the query as it came."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
