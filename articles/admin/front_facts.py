"""What the page of a front tells: its places with their stories, what a rule puts there, who arranged it."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.record import person_words
from articles.admin.standing import State
from articles.admin.story_list import search
from articles.forms.fronts import place_of
from articles.forms.times import desk_time
from articles.models import (
    PLACES,
    Edition,
    Front,
    FrontArrangement,
    Placement,
    PublishedEdition,
    PublishedListing,
    Story,
    User,
)
from articles.permissions import stories_for
from articles.services.fronts import Slot, standing_at
from articles.workflow import Publication

MOST_FOUND: Final = 8
MOST_EARLIER: Final = 10


def front_name(front: Front) -> str:
    brand = front.station.brand
    return f"{front.section.name}, {brand}" if front.section else _("Front of {brand}").format(brand=brand)


def address_of(front: Front) -> str:
    if front.section:
        return reverse("admin:section_front", args=[front.section.pk])
    return reverse("admin:station_front", args=[front.station.pk])


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A story as a front would have it."""

    number: int
    headline: str
    section: str
    publication: Publication

    @property
    def state(self) -> State:
        return State(self.publication, str(self.publication.label))


def candidates(front: Front, numbers: Collection[int]) -> dict[int, Candidate]:
    """By number, those that have a place on the station. One query."""
    placements = Placement.objects.filter(station=front.station, story__in=numbers)
    return {
        placement.story_id: Candidate(
            number=placement.story_id,
            headline=placement.headline_override or placement.story.headline,
            section=placement.section.name,
            publication=Publication(placement.publication),
        )
        for placement in placements.with_publication().select_related("story", "section")
    }


def found_for(front: Front, user: User, typed: str, here: Collection[int]) -> list[int]:
    """Live and scheduled stories of the station with these words, up to one more than `MOST_FOUND`; without
    words the newest that are not here yet. One query.
    """
    if not typed:
        editions = Edition.objects.due_or_live().filter(station=front.station, published_at_estimated=False)
        if front.section:
            editions = editions.filter(section=front.section)
        newest = editions.exclude(story__in=here).order_by("-published_at", "-story")
        # A live story may have one that waits.
        found = newest.values_list("story_id", flat=True)[: 2 * (MOST_FOUND + 1)]
        return list(dict.fromkeys(found))[: MOST_FOUND + 1]
    due = Edition.objects.due_or_live().filter(story=OuterRef("pk"), station=front.station)
    stories: QuerySet[Story] = search(stories_for(user, Story.objects.at_hand()), typed)
    newest_first = stories.filter(Exists(due)).order_by("-updated_at", "-pk")
    return list(newest_first.values_list("pk", flat=True)[: MOST_FOUND + 1])


def newest_by_rule(front: Front, but: Collection[int]) -> list[str]:
    """Headlines that fill the places without a story now, in order. One query."""
    rows: Any
    if front.section_id:
        rows = PublishedListing.objects.on(front.station_id).filter(kind="news", key=front.section_id)
    else:
        rows = PublishedEdition.objects.on(front.station_id)
    found = rows.news().exclude(number__in=but).newest_first()
    return list(found.values_list("headline", flat=True)[:PLACES])


def places_of(
    front: Front, form: Any, stories: dict[int, Candidate], now: dt.datetime
) -> list[dict[str, Any]]:
    """Every place with its rows, and what a rule puts there now; last, what has no place that there is."""
    rows = [(place_of({"place": str(row["place"].value() or "")}), row) for row in form.forms]
    stand = {
        place: number
        for place, number in standing_at(valid_slots(form), now).items()
        if number in stories and stories[number].publication == Publication.LIVE
    }
    rule = iter(newest_by_rule(front, list(stand.values())))
    return [
        {
            "number": place if place <= PLACES else 0,
            "name": place_name(place),
            "is_last": place == PLACES,
            "entries": [
                {"form": row, "story": stories.get(number_of(row)), "index": form.forms.index(row)}
                for at, row in rows
                if at == place
            ],
            "by_rule": "" if place > PLACES or place in stand else next(rule, _("nothing is left")),
        }
        for place in range(1, PLACES + 2)
        if place <= PLACES or any(at == place for at, _row in rows)
    ]


def place_names(form: Any, story: int) -> str:
    """Where the story stands in the form; empty where it does not."""
    places = (
        place_of({"place": str(row["place"].value() or "")}) for row in form.forms if number_of(row) == story
    )
    return ", ".join(place_name(place) for place in places)


def place_name(place: int) -> str:
    if place > PLACES:
        return _("Without a place")
    return _("Lead") if place == 1 else _("Place {number}").format(number=place)


def number_of(row: Any) -> int:
    return int(row["story"].value())


def valid_slots(form: Any) -> list[Slot]:
    return [row.slot() for row in form.forms if row.is_valid()]


def earlier(front: Front, now: dt.datetime) -> list[dict[str, Any]]:
    """Who arranged it when, the newest first and the current one at the head. One query."""
    rows = FrontArrangement.objects.filter(front=front.pk).select_related("by")
    told = [told_of(row, front, now) for row in rows[: MOST_EARLIER + 1]]
    if front.version and len(told) <= MOST_EARLIER:
        told.append({"version": 0, "when": "", "who": "", "what": _("Everything by rule")})
    return told


def told_of(row: FrontArrangement, front: Front, now: dt.datetime) -> dict[str, Any]:
    what = _("version {number}").format(number=row.version)
    if row.restores is not None:
        what += f" ({_('version {number} again').format(number=row.restores)})"
    when = desk_time(row.at, front.station.zone, now)
    return {"version": row.version, "when": when, "who": who(row.by), "what": what}


def who(user: User | None) -> str:
    return person_words(user) if user else _("The demo")


def in_order(slots: Iterable[Slot], stories: dict[int, Candidate]) -> Sequence[str]:
    """A saved arrangement in words."""
    return [
        f"{place_name(slot.place)}: {stories[slot.story_id].headline}"
        for slot in slots
        if slot.story_id in stories
    ]
