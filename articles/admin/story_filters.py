"""The filters of the story list. Each says its condition twice where it is rare: see `story_page.narrow`."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.fields import DateTimeField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.scope import sections_for, stations_at_hand
from articles.admin.story_page import IsAny, narrow
from articles.models import (
    FAR_FUTURE,
    Byline,
    Correction,
    Edition,
    Person,
    Placement,
    Source,
    Story,
    StoryTag,
    Tag,
)
from articles.models.clock import PublishedClock
from articles.permissions import memberships
from articles.text.plain import clean_line
from articles.workflow import Publication, Stage

Stories = QuerySet[Story]


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("Mine")), ("begun", _("Begun by me")), ("assigned", _("Assigned to me"))]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        begun, assigned = Q(created_by=request.user.pk), Q(assigned_to=request.user.pk)
        mine = {"mine": begun | assigned, "begun": begun, "assigned": assigned}.get(self.value() or "")
        if mine is None:
            return queryset
        return narrow(
            request, queryset, Story.objects.filter(mine).values("pk"), lambda stories: stories.filter(mine)
        )


class StateFilter(admin.SimpleListFilter):
    """What readers have. The bin is shown only when it is asked for."""

    title = _("readers")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        states = [(str(value), label) for value, label in Publication.choices]
        return [*states, ("corrected", _("Corrected")), ("bin", _("In the bin"))]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        state = self.value()
        if state == "bin":
            return queryset.in_the_bin()  # type: ignore[attr-defined]
        shown: Stories = queryset.at_hand()  # type: ignore[attr-defined]
        hits = rare(state)
        if hits is None:
            return in_state(shown, state)
        return narrow(request, in_state(shown, state), hits, lambda stories: stories)


def rare(state: str | None) -> QuerySet[Any] | None:
    """Numbers among which are all stories in that state; None for what most stories are in."""
    match state:
        case Publication.KILLED | Publication.WITHDRAWN:
            return Placement.objects.filter(down_kind=state, home=True).values("story")
        case Publication.SCHEDULED:
            return Edition.objects.coming().values("story")
        case Publication.EXPIRED:
            ended = Edition.objects.once_live().filter(
                live_until__lt=FAR_FUTURE, live_until__lte=PublishedClock()
            )
            return ended.values("story")
        case "corrected":
            return Correction.objects.values("story")
    return None


def in_state(stories: Stories, state: str | None) -> Stories:
    """The conditions of `with_publication`, each as a look into the editions' indexes."""
    homes = Placement.objects.filter(story=OuterRef("pk"), home=True)
    up = Exists(homes.filter(down_kind=""))
    mine = Edition.objects.filter(story=OuterRef("pk"), placement__home=True)
    match state:
        case Publication.KILLED | Publication.WITHDRAWN:
            return stories.filter(Exists(homes.filter(down_kind=state)))
        case Publication.LIVE:
            return stories.filter(up, Exists(mine.live()))
        case Publication.SCHEDULED:
            return stories.filter(up, Exists(mine.coming()))
        case Publication.EXPIRED:
            return stories.filter(up, Exists(mine.once_live()), ~Exists(mine.due_or_live()))
        case Publication.UNPUBLISHED:
            return stories.filter(up, ~Exists(mine.once_live()))
        case "corrected":
            return stories.filter(Exists(Correction.objects.filter(story=OuterRef("pk"))))
    return stories


class StageFilter(admin.SimpleListFilter):
    title = _("desk")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        stage = self.value()
        if stage not in (Stage.IN_REVIEW, Stage.READY):
            return queryset.filter(stage=stage) if stage else queryset
        hits = Story.objects.filter(stage=stage).values("pk")
        return narrow(request, queryset, hits, lambda stories: stories.filter(stage=stage))


class StationFilter(admin.SimpleListFilter):
    title = _("station")
    parameter_name = "station"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        stations = stations_at_hand(request.user, "view_story")
        found = [(str(station.pk), station.brand) for station in stations]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        return queryset.filter(station=_known(self)) if self.value() else queryset


class SectionFilter(admin.SimpleListFilter):
    """Of one station: the user's only one, or the one that is chosen."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        theirs = {str(membership.station_id) for membership in memberships(request.user)}
        chosen = request.GET.get("station") or (theirs.pop() if len(theirs) == 1 else "")
        if not (chosen.isascii() and chosen.isdecimal() and len(chosen) < 19):
            return []
        sections = sections_for(request.user, "view_story").filter(station=int(chosen))
        return [(str(section.pk), section.name) for section in sections.order_by("position", "name")]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        if not self.value():
            return queryset
        homes = Placement.objects.filter(home=True, section=_known(self))
        # Within one station the database knows by itself which way is the shorter one.
        return with_one(queryset, homes)


def with_one(stories: Stories, rows: QuerySet[Any], column: str = "story") -> Stories:
    """Stories that one of `rows` belongs to."""
    return stories.filter(Exists(rows.filter(**{column: OuterRef("pk")})))


class TypedFilter(admin.SimpleListFilter):
    """A filter whose value is typed, with completion: there are too many to list."""

    template = "admin/articles/story/typed_filter.html"
    complete: ClassVar[str] = ""
    example: ClassVar[Any] = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        others = {name: value for name, value in changelist.params.items() if name != self.parameter_name}
        yield {
            "value": self.value() or "",
            "others": others.items(),
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def typed(self) -> str:
        return clean_line(str(self.value() or ""))


class NameFilter(TypedFilter, ABC):
    """By a name that stands on stories."""

    @abstractmethod
    def of(self, typed: str) -> tuple[QuerySet[Any], Callable[[Stories], Stories]]:
        """The numbers of all stories that are meant, and how stories are narrowed to them."""

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        if not self.typed():
            return queryset
        hits, those = self.of(self.typed())
        return narrow(request, queryset, hits, those)


class TagFilter(NameFilter):
    title = _("tag")
    parameter_name = "tag"
    complete = "articles/storytag/tag"

    def of(self, typed: str) -> tuple[QuerySet[Any], Callable[[Stories], Stories]]:
        tags = Tag.objects.filter(Q(name__iexact=typed) | Q(slug=typed) | Q(merged_tags__name__iexact=typed))
        rows = StoryTag.objects.filter(tag__in=tags.values("pk"))
        return rows.values("content_object"), lambda stories: with_one(stories, rows, "content_object")


class PersonFilter(NameFilter):
    """By a person's name or slug, or by a name as it was printed."""

    title = _("person")
    parameter_name = "person"
    complete = "articles/byline/person"

    def of(self, typed: str) -> tuple[QuerySet[Any], Callable[[Stories], Stories]]:
        people = Person.objects.filter(Q(name__iexact=typed) | Q(slug=typed))
        # As it was printed, which an index answers, or as most names are.
        printed = Q(name__in={typed, typed.title()})
        rows = Byline.objects.filter(Q(IsAny(F("person"), ArraySubquery(people.values("pk")))) | printed)
        return rows.values("story"), lambda stories: with_one(stories, rows)


class SourceFilter(NameFilter):
    title = _("source")
    parameter_name = "source"
    complete = "articles/story/source"

    def of(self, typed: str) -> tuple[QuerySet[Any], Callable[[Stories], Stories]]:
        sources = Source.objects.filter(Q(name__iexact=typed) | Q(label__iexact=typed))
        found = Q(IsAny(F("source"), ArraySubquery(sources.values("pk"))))
        return Story.objects.filter(found).values("pk"), lambda stories: stories.filter(found)


class SavedFilter(admin.SimpleListFilter):
    title = _("saved")
    parameter_name = "saved"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("In the last 24 hours")), ("7", _("In 7 days")), ("30", _("In 30 days"))]

    def queryset(self, request: HttpRequest, queryset: Stories) -> Stories:
        if self.value() not in {value for value, __ in self.lookup_choices}:
            return queryset
        span = Value(dt.timedelta(days=int(self.value() or 0)))
        return queryset.filter(updated_at__gte=ExpressionWrapper(PublishedClock() - span, DateTimeField()))


def _known(chosen: admin.SimpleListFilter) -> int | None:
    """The value as a number, if it was on offer; nothing matches None."""
    value = chosen.value()
    return int(value) if value and value in {str(key) for key, __ in chosen.lookup_choices} else None
