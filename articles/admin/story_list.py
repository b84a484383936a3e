"""The story list: its columns, filters and search, at a constant number of queries."""

import re
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles.admin.scope import sections_for
from articles.models import Byline, Edition, Placement, Revision, Story
from articles.permissions import stations_for
from articles.services.import_files import stories_of_file
from articles.text.plain import clean_line
from articles.workflow import Publication, Stage

MOST_COUNTED = 1000
FILE_NAME = re.compile(r"/|\.\w{1,5}$")
MOST_DIGITS = 18  # a story number fits into 64 bits


class ShortPaginator(Paginator):
    """Counts to a thousand and no further: a list is searched and filtered, not leafed through."""

    is_short = True

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        found: int = rows.order_by()[: MOST_COUNTED + 1].count()
        return found


def with_standing(stories: QuerySet[Story]) -> QuerySet[Story]:
    """What the columns show, in three queries for a page: home placement with its editions, and names."""
    editions = Edition.objects.filter(placement=OuterRef("pk"))
    saved = Revision.objects.once_current().filter(story=OuterRef("story")).order_by("-number")
    homes = (
        Placement.objects.filter(home=True)
        .with_publication()
        .annotate(
            opens_at=Subquery(editions.coming().values("live_from")[:1]),
            frozen_at=Subquery(editions.live().values("created_at")[:1]),
            saved_at=Subquery(saved.values("created_at")[:1]),
        )
        .select_related("section")
    )
    return stories.select_related("station", "lead_picture", "created_by").prefetch_related(
        Prefetch("placements", queryset=homes, to_attr="homes"),
        Prefetch("bylines", queryset=Byline.objects.order_by("position"), to_attr="names"),
    )


def search(stories: QuerySet[Story], typed: str) -> QuerySet[Story]:
    """By story number, by the name of the file it came from, or by headlines with all the words.

    `~*` is what the trigram index answers.
    """
    typed = clean_line(typed)
    number = typed.lstrip("#")
    words = Q()
    for word in typed.split():
        words &= Q(headline__iregex=re.escape(word))
    if FILE_NAME.search(typed):
        words |= Q(pk__in=stories_of_file(typed))
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        return stories.filter(Q(pk=int(number)) | words)
    return stories.filter(words)


class StationFilter(admin.SimpleListFilter):
    title = "station"
    parameter_name = "station"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [(str(station.pk), station.brand) for station in stations_for(request.user, "view_story")]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return queryset.filter(station=_known(self)) if self.value() else queryset


class SectionFilter(admin.SimpleListFilter):
    """Of one station: the user's only one, or the one that is chosen."""

    title = "section"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sections = list(sections_for(request.user, "view_story").order_by("station", "position", "name"))
        chosen = request.GET.get("station") or (
            str(sections[0].station_id) if len({section.station_id for section in sections}) == 1 else ""
        )
        return [(str(section.pk), section.name) for section in sections if str(section.station_id) == chosen]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if not self.value():
            return queryset
        return queryset.filter(placements__home=True, placements__section=_known(self))


class StageFilter(admin.SimpleListFilter):
    title = "desk"
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return queryset.filter(stage=self.value()) if self.value() else queryset


class StateFilter(admin.SimpleListFilter):
    """What readers have. The bin is shown only when it is asked for."""

    title = "readers"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Publication.choices), ("bin", "In the bin")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if self.value() == "bin":
            return queryset.in_the_bin()  # type: ignore[attr-defined]
        shown: QuerySet[Story] = queryset.at_hand()  # type: ignore[attr-defined]
        return _in_state(shown, self.value())


def _in_state(stories: QuerySet[Story], state: str | None) -> QuerySet[Story]:
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
            return stories.filter(up, ~Exists(mine.live()), Exists(mine.coming()))
        case Publication.EXPIRED:
            return stories.filter(up, Exists(mine.once_live()), ~Exists(mine.due_or_live()))
        case Publication.UNPUBLISHED:
            return stories.filter(up, ~Exists(mine.once_live()))
    return stories


def _known(chosen: admin.SimpleListFilter) -> int | None:
    """The value as a number, if it was on offer; nothing matches None."""
    value = chosen.value()
    return int(value) if value and value in {str(key) for key, _ in chosen.lookup_choices} else None
