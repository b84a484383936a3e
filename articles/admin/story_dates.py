"""The filter of the story list by date: what readers see, or what is written on what they do not have."""

import datetime as dt
import re
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.scope import zone_of
from articles.admin.story_filters import Stories, TypedFilter
from articles.admin.story_page import narrow
from articles.models import Edition, Story
from articles.permissions import Actor, stations_for


class DatedFilter(TypedFilter):
    """By the date that readers see, or that is written on what they do not have: a day, a month or a year.

    On the clock of the user's first station.
    """

    title = _("dated")
    parameter_name = "dated"
    example = "2026, 2026-10, 2026-10-08"

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        if not self.typed():
            return queryset
        span = span_on_clock_of(request.user, self.typed())
        if span is None:
            return queryset.none()
        first, after = span
        within: Any = {"published_at_estimated": False, "published_at__gte": first, "published_at__lt": after}
        stations = stations_for(request.user, "view_story").order_by().values("pk")
        # The index of stories is on the date that is written, or else the day one was begun.
        written = Story.objects.alias(dated=Coalesce("published_at", "created_at"))
        had = Edition.objects.due_or_live().filter(story=OuterRef("pk"))
        written = written.filter(~Exists(had), **within, dated__gte=first, dated__lt=after)
        shown = Edition.objects.due_or_live().filter(**within)
        hits = numbers_of(shown.filter(station__in=stations), "story").union(
            numbers_of(written.filter(station__in=stations), "pk"), all=True
        )
        return narrow(request, queryset, hits, lambda stories: dated_between(stories, first, after))


def numbers_of(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    return rows.order_by().values_list(column)


def dated_between(stories: Stories, first: dt.datetime, after: dt.datetime) -> Stories:
    """One look into the index of editions for each story on the way; written as Exists, it would read all."""
    rows = Edition.objects.due_or_live().filter(story=OuterRef("pk"), published_at_estimated=False)
    written = Case(When(published_at_estimated=False, then="published_at"))
    date = Coalesce(Subquery(rows.order_by().values("published_at")[:1]), written)
    return stories.alias(date=date).filter(date__gte=first, date__lt=after)


def span_on_clock_of(user: Actor, typed: str) -> tuple[dt.datetime, dt.datetime] | None:
    """The same as instants, by the clock of the user's first station."""
    span = span_of(typed)
    if span is None:
        return None
    zone = zone_of(user)
    return span[0].replace(tzinfo=zone), span[1].replace(tzinfo=zone)


def span_of(typed: str) -> tuple[dt.datetime, dt.datetime] | None:
    """From the beginning of a day, month or year to the next one; None for what is none."""
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", typed)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.datetime(year or 0, month or 1, day or 1)
        if day:
            return first, first + dt.timedelta(days=1)
        if month:
            return first, (first + dt.timedelta(days=31)).replace(day=1)
        return first, first.replace(year=first.year + 1)
    except (ValueError, OverflowError):
        return None
