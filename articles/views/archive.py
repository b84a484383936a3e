"""The archive by the date that readers see, in the station's zone: years, months, days. Three queries."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Value
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import links, structured_data
from articles.models import PublishedEdition
from articles.models.published import PublishedQuerySet
from articles.site import Site, site_of
from articles.views.addresses import moved
from articles.views.cards import page_of
from articles.views.cursors import read_cursor, told_to_machines
from articles.views.showing import render


def archive(request: HttpRequest, year: str = "", month: str = "", day: str = "") -> HttpResponse:
    """An estimated date sorts a story here as well; what has no stories is no page."""
    site = site_of(request)
    parts = [int(part) for part in (year, month, day) if part]
    url = links.archive_path(*parts)
    if request.path != url:
        return moved(request, url)
    try:
        if len(parts) < 2:
            return overview(request, site, *parts)
        return listing(request, site, parts)
    except (ValueError, OverflowError):  # no day of the calendar
        raise Http404 from None


def overview(request: HttpRequest, site: Site, year: int | None = None) -> HttpResponse:
    """The years that have stories, or the months of one."""
    stretches = months(year) if year is not None else years(site)
    found = with_stories(site, stretches)
    if year is not None and not found:
        raise Http404
    url = links.archive_path(*([] if year is None else [year]))
    name = _("Archive")
    up = [] if year is None else [(name, site.base_url + links.archive_path())]
    context = {
        "kind": "archive",
        "heading": name if year is None else f"{name} {year}",
        "description": _("Every story of {brand}, by date.").format(brand=site.brand),
        "graph": structured_data.of_page(site, str(year or name), site.base_url + url, above=up),
        "year": year,
        "entries": [(first, address(first, whole_year=year is None)) for first in found],
        "canonical_url": site.base_url + url,
    }
    return render(request, "public/archive.html", context)


def address(first: dt.date, *, whole_year: bool) -> str:
    return links.archive_path(first.year) if whole_year else links.archive_path(first.year, first.month)


def listing(request: HttpRequest, site: Site, parts: list[int]) -> HttpResponse:
    """The stories of a month, and its days that have any; or those of one day."""
    whole_month = len(parts) == 2
    first = dt.date(*(*parts, 1)[:3])
    last = next_month(first) if whole_month else first + dt.timedelta(days=1)
    cursor = read_cursor(request)
    found, next_query = page_of(within(site, first, last), cursor)
    if not found and not cursor:
        raise Http404
    url = links.archive_path(*parts)
    heading = date_format(first, "YEAR_MONTH_FORMAT" if whole_month else "DATE_FORMAT")
    days = with_stories(site, each_day(first, last)) if whole_month and not cursor else []
    context = {
        "kind": "archive",
        "heading": heading,
        "graph": structured_data.of_page(site, heading, site.base_url + url, above=above(site, parts)),
        "up": (links.archive_path(parts[0]), parts[0]) if whole_month else month_of(first),
        "days": [(day, links.archive_path(day.year, day.month, day.day)) for day in days],
        "cards": found,
        "next_url": next_query and url + next_query,
        "first_url": url if cursor else "",
    } | told_to_machines(request, site.base_url + url, found)
    return render(request, "public/list.html", context)


def above(site: Site, parts: list[int]) -> list[tuple[str, str]]:
    """The archive's pages over that of a month or a day."""
    way = [(_("Archive"), links.archive_path()), (str(parts[0]), links.archive_path(parts[0]))]
    if len(parts) > 2:
        path, name = month_of(dt.date(parts[0], parts[1], 1))
        way.append((name, path))
    return [(name, site.base_url + path) for name, path in way]


def month_of(day: dt.date) -> tuple[str, str]:
    return links.archive_path(day.year, day.month), date_format(day, "YEAR_MONTH_FORMAT")


def within(site: Site, first: dt.date, last: dt.date) -> PublishedQuerySet:
    """From the first day's first moment on the station's wall to before that of `last`."""
    zone = ZoneInfo(site.timezone)
    begins, ends = (dt.datetime.combine(day, dt.time.min, zone) for day in (first, last))
    rows = PublishedEdition.objects.on(site.station_id)
    return rows.filter(published_at__gte=begins, published_at__lt=ends)


def with_stories(site: Site, stretches: Iterable[tuple[dt.date, dt.date]]) -> list[dt.date]:
    """The first days of those that have any. One query: a probe of an index for each."""
    asked = list(stretches)
    rows = [
        within(site, first, last).newest_first().values_list(Value(place))[:1]
        for place, (first, last) in enumerate(asked)
    ]
    if not rows:
        return []
    found = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return [asked[place][0] for (place,) in sorted(found)]


def years(site: Site) -> list[tuple[dt.date, dt.date]]:
    """From the newest story's to the oldest one's, newest first. One query."""
    dates = PublishedEdition.objects.on(site.station_id).order_by("published_at", "number")
    ends = dates.values_list("published_at")[:1].union(dates.reverse().values_list("published_at")[:1])
    zone = ZoneInfo(site.timezone)
    found = sorted(moment.astimezone(zone).year for (moment,) in ends)
    if not found:
        return []
    return [(dt.date(year, 1, 1), dt.date(year + 1, 1, 1)) for year in range(found[-1], found[0] - 1, -1)]


def months(year: int) -> list[tuple[dt.date, dt.date]]:
    firsts = [dt.date(year, month, 1) for month in range(1, 13)]
    return [(first, next_month(first)) for first in firsts]


def next_month(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1)


def each_day(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    days = [first + dt.timedelta(days=count) for count in range((last - first).days)]
    return [(day, day + dt.timedelta(days=1)) for day in days]
