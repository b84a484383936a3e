"""Whole stories for those who read by program: RSS 2.0, Atom and JSON Feed of a station and of each list.

Stories with an estimated date are no news and stand in none. Three queries, five for a tag or a person.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles import links
from articles.feeds.formats import FORMATS
from articles.models import (
    PublishedCorrection,
    PublishedEdition,
    PublishedListing,
    PublishedPerson,
    PublishedTag,
)
from articles.pages import CORRECTION_LABELS, STORY_COLUMNS, plain_title, story_context
from articles.site import Site, site_of

LATEST = 30
_TAG = re.compile(r"<[a-z][^<>]*>")
_LOCAL = re.compile(r' (href|src)="(/[^"]*)"')
_SRCSET = re.compile(r' srcset="([^"]*)"')


def station(request: HttpRequest, name: str) -> HttpResponse:
    site = site_of(request)
    news = PublishedEdition.objects.on(site.station_id).filter(published_at_estimated=False)
    rows = news.newest_first().values(*STORY_COLUMNS)[:LATEST]
    return answer(request, name, site.brand, "/", stories(site, rows))


def section(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    site = site_of(request)
    found = site.section(slug)
    if found is None:
        raise Http404
    return listed(request, name, "section", found.id, found.slug, found.name)


def tag(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    site = site_of(request)
    found = PublishedTag.objects.filter(station_id=site.station_id, slug=slug.lower()).first()
    if found is None:
        raise Http404
    title = found.labels.get(site.language) or found.name
    return listed(request, name, "tag", found.pk, found.leads_to or found.slug, title)


def person(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    site = site_of(request)
    found = PublishedPerson.objects.filter(station_id=site.station_id, slug=slug.lower()).first()
    if found is None:
        raise Http404
    return listed(request, name, "person", found.pk, found.leads_to or found.slug, found.name)


def listed(request: HttpRequest, name: str, kind: str, key: int, slug: str, title: str) -> HttpResponse:
    """The newest of a list; 301 where it bears another slug now."""
    site = site_of(request)
    path = links.list_feed_path(kind, slug, name)
    if request.path != path:
        return HttpResponsePermanentRedirect(path)
    of_list = PublishedListing.objects.on(site.station_id).filter(kind=kind, key=key)
    newest = of_list.filter(published_at_estimated=False).newest_first().values_list("number", flat=True)
    shown = PublishedEdition.objects.on(site.station_id).filter(number__in=list(newest[:LATEST]))
    rows = shown.newest_first().values(*STORY_COLUMNS)
    page = links.section_path(slug) if kind == "section" else f"/{kind}/{slug}/"
    return answer(request, name, f"{title} - {site.brand}", page, stories(site, rows))


def corrections(request: HttpRequest, name: str) -> HttpResponse:
    """Each correction of a story that is live, the newest first."""
    site = site_of(request)
    rows = PublishedCorrection.objects.filter(station_id=site.station_id).order_by("-corrected_at", "-id")
    title = _("Corrections - %(brand)s") % {"brand": site.brand}
    return answer(request, name, title, links.corrections_path(), correction_items(site, rows[:LATEST]))


def answer(
    request: HttpRequest, name: str, title: str, page: str, items: Iterable[dict[str, Any]]
) -> HttpResponse:
    site = site_of(request)
    feed = FORMATS[name](
        title=title,
        link=site.base_url + page,
        description=site.tagline or title,
        language=site.language,
        feed_url=site.base_url + request.path,
        feed_guid=site.base_url + request.path,
        author_name=site.brand,
    )
    for item in items:
        feed.add_item(**item)
    return HttpResponse(
        feed.writeString("utf-8"),
        content_type=feed.content_type,
        headers={"Cross-Origin-Resource-Policy": "cross-origin"},
    )


def stories(site: Site, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for row in rows:
        path = links.story_path(row["section_slug"], row["slug"], row["number"])
        story = story_context(site, row, path)
        html = render_to_string("public/feed_story.html", {"story": story, "site": site})
        yield {
            "title": plain_title(row),
            "link": story["url"],
            "description": escape(row["deck"]),
            "summary": row["deck"],
            "content": absolute(html.strip(), site.base_url),
            "authors": [
                {"name": byline["name"], "url": byline["url"] and site.base_url + byline["url"]}
                for byline in story["bylines"]
            ],
            "pubdate": row["published_at"],
            # What readers were told of since; never before the date that the story bears.
            "updateddate": max(row["changed_at"], row["published_at"]),
            "unique_id": guid(site, row["first_live_at"], f"story-{row['number']}"),
            "unique_id_is_permalink": False,
            "categories": [row["section_name"], *(tag["name"] for tag in story["tags"])],
            "picture": story["picture"]
            and {**story["picture"], "url": site.base_url + story["picture"]["src"]},
            "item_language": row["language"],
        }


def correction_items(site: Site, rows: Iterable[PublishedCorrection]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield {
            "title": f"{CORRECTION_LABELS[row.kind]}: {row.headline}",
            "link": site.base_url + links.story_path(row.section_slug, row.slug, row.number),
            "description": escape(row.text),
            "summary": row.text,
            "content": f"<p>{escape(row.text)}</p>",
            "authors": [],
            "pubdate": row.corrected_at,
            "updateddate": row.corrected_at,
            "unique_id": guid(site, row.corrected_at, f"correction-{row.pk}"),
            "unique_id_is_permalink": False,
            "categories": [str(CORRECTION_LABELS[row.kind])],
            "picture": None,
            "item_language": site.language,
        }


def guid(site: Site, since: dt.datetime, name: str) -> str:
    """The same over all editions: a tag URI (RFC 4151) of host, day and number, and no address."""
    return f"tag:{site.host},{since.date().isoformat()}:{name}"


def absolute(html: str, base: str) -> str:
    """Addresses of this station in full, as a reader elsewhere needs them."""

    def of_tag(mark: re.Match[str]) -> str:
        whole = _LOCAL.sub(lambda found: f' {found[1]}="{base}{found[2]}"', mark[0])
        return _SRCSET.sub(lambda found: f' srcset="{whole_srcset(found[1], base)}"', whole)

    return _TAG.sub(of_tag, html)


def whole_srcset(srcset: str, base: str) -> str:
    return ", ".join(
        base + part.strip() if part.strip().startswith("/") else part.strip() for part in srcset.split(",")
    )
