"""What has happened to a story, in compact tables: placements, editions, revisions, events, origin."""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.admin.record import actor_words, change_words, live_until, person_words
from articles.admin.verbs import OF_THE_EMBARGO, WITH_A_REASON, event_words
from articles.forms.times import full_time
from articles.links import origin, story_path
from articles.models import (
    Asset,
    Edition,
    EmbargoOverride,
    Placement,
    ReviewBypass,
    Revision,
    Story,
    StoryEvent,
)
from articles.models.editions import LONG_COLUMNS
from articles.models.fetching import fetch_together
from articles.workflow import Publication

# On the form; the story's history page shows more.
FEW = 6
MANY = 500


@dataclasses.dataclass(frozen=True, slots=True)
class History:
    """Rows ready to be shown; `more` says that the form has left some out, `waiting` is held copy."""

    placements: list[dict[str, Any]]
    editions: list[dict[str, Any]]
    revisions: list[dict[str, Any]]
    events: list[dict[str, Any]]
    waiting: list[Revision]
    more: bool


def history_parts(story: Story, *, rows: int = FEW) -> tuple[QuerySet[Any], ...]:
    """What `history_of` is made from: the newest `rows` of each kind, and one more."""
    once = Edition.objects.once_live().filter(placement=OuterRef("pk"))
    placements = story.placements.with_publication().annotate(once_live=Exists(once))  # type: ignore[no-redef]
    editions = story.editions.select_related("station", "created_by").defer(*LONG_COLUMNS)
    revisions = story.revisions.select_related("created_by").defer("content")
    events = StoryEvent.objects.filter(story_id=story.pk).select_related(
        "actor", "person_before", "person_after"
    )
    return (
        placements.select_related("station", "section", "down_by"),
        editions.order_by("-pk")[: rows + 1],
        revisions.order_by("-number")[: rows + 1],
        events.order_by("-at", "-id")[: rows + 1],
        story.revisions.waiting().defer("content")[:1],
    )


def history_of(story: Story, parts: Sequence[list[Any]], *, rows: int = FEW) -> History:
    """From the rows of `history_parts`. No query; one, or two, where somebody had to give a reason."""
    zone = story.station.zone
    placements, editions, revisions, told, waiting = parts
    why = reasons_of(story) if any(event.verb in WITH_A_REASON for event in told) else {}
    found: list[list[dict[str, Any]]] = [
        [
            {
                "edition": edition,
                "station": edition.station.callsign,
                "opens": full_time(edition.live_from, edition.station.zone),
                "ends": live_until(edition, edition.station),
                "who": person_words(edition.created_by),
            }
            for edition in editions
        ],
        [
            {
                "revision": revision,
                # What its author began with; of the first one, itself.
                "before": revision.begun_from or max(revision.number - 1, 1),
                "when": full_time(revision.created_at, zone),
                "who": person_words(revision.created_by),
            }
            for revision in revisions
        ],
        [
            {
                "when": full_time(event.at, zone),
                "what": event_words(event.verb),
                "who": actor_words(event),
                "fields": change_words(event),
                "why": why.get(event.pk, ""),
            }
            for event in told
        ],
    ]
    shown_editions, shown_revisions, shown_events = found
    return History(
        [placement_words(placement) for placement in placements],
        shown_editions[:rows],
        shown_revisions[:rows],
        shown_events[:rows],
        waiting,
        more=any(len(kind) > rows for kind in found),
    )


def reasons_of(story: Story) -> dict[int, str]:
    """Why somebody passed an embargo or the second pair of eyes, or killed a picture, by the event that
    tells of it.

    Each override was written with one event, each bypass with the event of its edition, and a picture keeps
    why it was killed.
    """
    told = StoryEvent.objects.filter(story_id=story.pk).order_by("pk")
    overridden, overrides, bypassed, bypasses, killed = fetch_together(
        told.filter(verb__in=OF_THE_EMBARGO),
        EmbargoOverride.objects.filter(story_id=story.pk).order_by("pk"),
        told.filter(verb="review_bypassed"),
        ReviewBypass.objects.filter(story_id=story.pk),
        told.filter(verb="picture_killed", asset_id__isnull=False),
    )
    why = {event.pk: row.reason for event, row in zip(overridden, overrides, strict=False)}
    given = {row.edition_id: row.reason for row in bypasses}
    why |= {event.pk: given[event.edition_id] for event in bypassed if event.edition_id in given}
    kills = Asset.objects.in_bulk({event.asset_id for event in killed}) if killed else {}
    return why | {event.pk: kills[event.asset_id].kill_reason for event in killed if event.asset_id in kills}


def placement_words(placement: Any) -> dict[str, Any]:
    return {
        "station": placement.station,
        "section": placement.section,
        "state": Publication(placement.publication).label,
        "home": placement.home,
        "down": down_words(placement),
        "reason": placement.down_reason,
    }


def down_words(placement: Placement) -> str:
    if placement.down_at is None:
        return ""
    return _("{time} by {who}").format(
        time=full_time(placement.down_at, placement.station.zone), who=person_words(placement.down_by)
    )


def site_address(story: Story, live: Edition | None, host: str) -> str:
    """Where readers find the story now on the station's `host`; empty where they do not."""
    if live is None or story.station.opened_at is None or not host:
        return ""
    return origin(host) + story_path(live.section.slug, live.slug, story.pk)


def came_from(story: Story) -> QuerySet[Any]:
    """The ledger's newest line about the story, if it was imported."""
    return story.import_items.select_related("run", "source").order_by("-pk")[:1]
