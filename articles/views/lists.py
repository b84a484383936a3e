"""Lists of one section, tag or person: at most three queries, at any depth."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from articles import links, structured_data
from articles.fronts import standing_on
from articles.models import PublishedListing, PublishedPerson, PublishedTag
from articles.renditions import PictureFile, picture_sources
from articles.site import SiteSection, site_of
from articles.views.addresses import moved, old_address
from articles.views.cards import page_of
from articles.views.cursors import read_cursor, told_to_machines
from articles.views.front import placed_cards, section_context
from articles.views.showing import render


def section(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_of(request)
    found = site.section(slug)
    if found is None:
        return old_address(request)
    if request.path != found.url:
        return moved(request, found.url)
    placed = {} if read_cursor(request) else placed_cards(standing_on(site.station_id), found.id)
    return section_page(request, found, placed)


def section_page(request: HttpRequest, found: SiteSection, placed: dict[int, dict[str, Any]]) -> HttpResponse:
    """The newest; where something was placed on the section's front, that first. One query."""
    context = {"heading": found.name, "section": found}
    if placed:
        context |= section_context(site_of(request), found, placed)
    return show(request, "section", found.id, found.url, context)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_of(request)
    found = PublishedTag.objects.filter(station_id=site.station_id, slug=slug.lower()).first()
    if found is None:
        raise Http404
    url = links.tag_path(found.leads_to or found.slug)
    if request.path != url:
        return moved(request, url)
    return show(request, "tag", found.pk, url, {"heading": found.labels.get(site.language) or found.name})


def person(request: HttpRequest, slug: str) -> HttpResponse:
    site = site_of(request)
    found = PublishedPerson.objects.filter(station_id=site.station_id, slug=slug.lower()).first()
    if found is None:
        raise Http404
    url = links.person_path(found.leads_to or found.slug)
    if request.path != url:
        return moved(request, url)
    photo = portrait(found)
    context = {
        "heading": found.name,
        "intro": found.bio,
        "job_title": found.job_title,
        "email": found.email,
        "handle": found.fediverse,
        "photo": photo,
        "graph": structured_data.of_person(site, found, url=site.base_url + url, photo=photo),
    }
    return show(request, "person", found.pk, url, context)


def portrait(person: PublishedPerson) -> dict[str, Any] | None:
    """None where there is none, or its rights have ended."""
    if not person.photo_token:
        return None
    file: PictureFile = {
        "token": person.photo_token,
        "width": person.photo_width or 0,
        "height": person.photo_height or 0,
        "version": person.photo_version or 0,
        "complete": bool(person.photo_complete),
        "source": person.photo_source or "",
    }
    return {**picture_sources(file), "alt": person.photo_alt, "credit": person.photo_credit}


def show(request: HttpRequest, kind: str, key: int, url: str, context: dict[str, Any]) -> HttpResponse:
    site = site_of(request)
    cursor = read_cursor(request)
    if "cards" not in context:
        rows = PublishedListing.objects.on(site.station_id).filter(kind=kind, key=key)
        found, next_query = page_of(rows, cursor)
        context |= {"cards": found, "next_url": next_query and url + next_query}
    context = {"graph": structured_data.of_page(site, context["heading"], site.base_url + url)} | context
    slug = url.strip("/").rpartition("/")[2]
    context |= {
        "kind": kind,
        "feed_path": links.list_feed_path(kind, slug),
        "search_url": f"{links.search_path()}?{urlencode({kind: slug})}",
        "first_url": url if cursor else "",
    } | told_to_machines(request, site.base_url + url, context["cards"])
    return render(request, "public/list.html", context)
