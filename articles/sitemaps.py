"""Sitemaps (sitemaps.org, and Google's for news): every live story, a thousand addresses a file.

A story stands in the file of its number, for ever: file 12 has numbers 12,000 to 12,999. So each file is one
seek of an index, and the index hops from file to file, whatever the number of stories.
"""

import datetime as dt
from typing import Any

from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles import links
from articles.models import PublishedClock, PublishedEdition
from articles.site import Site, site_of

A_FILE = 1000
# Google takes stories of two days in a news sitemap, by their original date.
NEWS_FOR = dt.timedelta(hours=48)
NEWS_COLUMNS = ("headline", "slug", "section_slug", "number", "published_at", "language", "page")

HOPS = f"""
with recursive hop (number) as (
    (select number from published_edition where station_id = %(station)s order by number limit 1)
    union all
    select (
        select e.number from published_edition e
        where e.station_id = %(station)s and e.number >= (hop.number / {A_FILE} + 1) * {A_FILE}
        order by e.number limit 1
    ) from hop where hop.number is not null
)
select number / {A_FILE} from hop where number is not null
"""  # noqa: S608 - a constant of ours


def index(request: HttpRequest) -> HttpResponse:
    """Names the pages' file, the news files and those of the stories. Three queries."""
    site = site_of(request)
    with connections["readers"].cursor() as cursor:
        cursor.execute(HOPS, {"station": site.station_id})
        files = [number for (number,) in cursor.fetchall()]
    news = -(-of_two_days(site).count() // A_FILE) or 1
    paths = [
        links.sitemap_path("pages"),
        *(links.news_sitemap_path(number) for number in range(1, news + 1)),
        *(links.sitemap_path(str(number)) for number in files),
    ]
    return xml(request, "index", {"urls": [site.base_url + path for path in paths]})


def pages(request: HttpRequest) -> HttpResponse:
    """The front, the sections and what the foot of every page leads to; tags and people are found from the
    stories. One query.
    """
    site = site_of(request)
    foot = [link.url for link in (*site.behind.who_links(), *site.behind.service_links())]
    # Not what stands elsewhere, nor the form, which no search engine is to show.
    ours = [url for url in foot if url.startswith("/") and url != links.correction_request_path()]
    paths = ["/", *(section.url for section in site.sections), *ours, links.archive_path()]
    urls = [{"loc": site.base_url + path} for path in paths]
    return xml(request, "urls", {"urls": urls})


def stories(request: HttpRequest, part: str) -> HttpResponse:
    """404 where no live story has such a number. Two queries."""
    site, first = site_of(request), int(part) * A_FILE
    live = PublishedEdition.objects.on(site.station_id).filter(number__gte=first, number__lt=first + A_FILE)
    rows = live.order_by("number").values("section_slug", "slug", "number", "changed_at")
    urls = [{"loc": address(site, row), "lastmod": row["changed_at"]} for row in rows]
    if not urls:
        raise Http404
    return xml(request, "urls", {"urls": urls})


def news(request: HttpRequest, part: str = "") -> HttpResponse:
    """Stories of the last 48 hours by their own date; the first file is there even when it is empty."""
    site, before = site_of(request), (int(part or 1) - 1) * A_FILE
    rows = of_two_days(site).newest_first().values(*NEWS_COLUMNS)[before : before + A_FILE]
    found = [{**row, "loc": address(site, row), "day_only": row["page"].get("day_only")} for row in rows]
    if part and not found:
        raise Http404
    return xml(request, "news", {"stories": found})


def of_two_days(site: Site) -> Any:
    """A date that lies ahead of the clock is no news yet."""
    news = PublishedEdition.objects.on(site.station_id).news()
    return news.filter(published_at__gt=PublishedClock() - NEWS_FOR, published_at__lte=PublishedClock())


def address(site: Site, row: dict[str, Any]) -> str:
    return site.base_url + links.story_path(row["section_slug"], row["slug"], row["number"])


def xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    page = render_to_string(f"public/sitemap_{template}.xml", context, request)
    return HttpResponse(page, content_type="application/xml")
