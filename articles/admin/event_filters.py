"""What the Events page can be asked. Each condition is the beginning of an index of events."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.story_dates import span_on_clock_of
from articles.admin.story_filters import TypedFilter
from articles.admin.verbs import WORDS
from articles.models import StoryEvent, User
from articles.permissions import stations_for

Events = QuerySet[StoryEvent]

# That a search by a part of their names looks for.
MOST_PEOPLE = 50


class WhatFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return sorted(WORDS.items(), key=lambda pair: str(pair[1]))

    def queryset(self, request: HttpRequest, queryset: Events) -> Events:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class WhoFilter(TypedFilter):
    """By a username or a whole name."""

    title = _("who")
    parameter_name = "by"

    def queryset(self, request: HttpRequest, queryset: Events) -> Events:
        if not self.typed():
            return queryset
        return queryset.filter(actor__in=people_called("iexact", self.typed()))


class StationFilter(admin.SimpleListFilter):
    title = _("station")
    parameter_name = "station"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [(str(station.pk), station.brand) for station in stations_for(request.user, "view_desk")]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: Events) -> Events:
        if self.value() not in {value for value, __ in self.lookup_choices}:
            return queryset
        return queryset.filter(station_id=int(self.value() or 0))


class WhenFilter(TypedFilter):
    """A day, a month or a year, on the clock of the user's first station."""

    title = _("when")
    parameter_name = "dated"
    example = "2026, 2026-10, 2026-10-08"

    def queryset(self, request: HttpRequest, queryset: Events) -> Events:
        if not self.typed():
            return queryset
        span = span_on_clock_of(request.user, self.typed())
        return queryset.filter(at__gte=span[0], at__lt=span[1]) if span else queryset.none()


def people_called(lookup: str, typed: str) -> list[int]:
    """Numbers, not a query: within one, the database cannot know how few they are."""
    full = Concat("first_name", Value(" "), "last_name")
    people = User.objects.alias(full=full).order_by("pk")
    found = people.filter(**{f"username__{lookup}": typed}) | people.filter(**{f"full__{lookup}": typed})
    return list(found.values_list("pk", flat=True)[:MOST_PEOPLE])
