"""What has happened to a story, in compact tables: placements, editions, revisions, events, origin."""

import dataclasses
from typing import Any

from django.utils.translation import gettext as _

from articles.admin.record import live_until, person_words
from articles.admin.verbs import OF_THE_EMBARGO, WITH_A_REASON, event_words, field_words
from articles.forms.times import full_time
from articles.links import origin, story_path
from articles.models import (
    Asset,
    Edition,
    EmbargoOverride,
    Host,
    Placement,
    ReviewBypass,
    Revision,
    Story,
    StoryEvent,
)
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


def history_of(story: Story, *, rows: int = FEW) -> History:
    """Five queries, and four more where somebody had to give a reason; the newest `rows` of each kind."""
    zone = story.station.zone
    editions = story.editions.select_related("station", "created_by").order_by("-pk")[: rows + 1]
    revisions = story.revisions.select_related("created_by").defer("content").order_by("-number")[: rows + 1]
    events = StoryEvent.objects.filter(story_id=story.pk).select_related("actor").order_by("-at", "-id")
    told = list(events[: rows + 1])
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
                "who": person_words(event.actor),
                "fields": ", ".join(map(field_words, event.fields)),
                "why": why.get(event.pk, ""),
            }
            for event in told
        ],
    ]
    placements, (shown_editions, shown_revisions, shown_events) = placements_of(story), found
    return History(
        placements,
        shown_editions[:rows],
        shown_revisions[:rows],
        shown_events[:rows],
        list(story.revisions.waiting().defer("content")[:1]),
        more=any(len(kind) > rows for kind in found),
    )


def reasons_of(story: Story) -> dict[int, str]:
    """Why somebody passed an embargo or the second pair of eyes, or killed a picture, by the event that
    tells of it.

    Each override was written with one event, each bypass with the event of its edition, and a picture keeps
    why it was killed.
    """
    told = StoryEvent.objects.filter(story_id=story.pk).order_by("pk")
    overridden = told.filter(verb__in=OF_THE_EMBARGO).values_list("pk", flat=True)
    overrides = EmbargoOverride.objects.filter(story_id=story.pk).order_by("pk")
    found = dict(zip(overridden, overrides.values_list("reason", flat=True), strict=False))
    bypasses = dict(ReviewBypass.objects.filter(story_id=story.pk).values_list("edition_id", "reason"))
    if bypasses:
        bypassed = told.filter(verb="review_bypassed").values_list("pk", "edition_id")
        found |= {pk: bypasses[edition] for pk, edition in bypassed if edition in bypasses}
    killed = told.filter(verb="picture_killed", asset_id__isnull=False).values_list("pk", "asset_id")
    kills = Asset.objects.in_bulk([asset for _pk, asset in killed if asset])
    return found | {pk: kills[asset].kill_reason for pk, asset in killed if asset in kills}


def placements_of(story: Story) -> list[dict[str, Any]]:
    placements = story.placements.with_publication().select_related("station", "section", "down_by")
    return [
        {
            "station": placement.station,
            "section": placement.section,
            "state": Publication(placement.publication).label,
            "home": placement.home,
            "down": down_words(placement),
            "reason": placement.down_reason,
        }
        for placement in placements
    ]


def down_words(placement: Placement) -> str:
    if placement.down_at is None:
        return ""
    return _("{time} by {who}").format(
        time=full_time(placement.down_at, placement.station.zone), who=person_words(placement.down_by)
    )


def site_address(story: Story, live: Edition | None) -> str:
    """Where readers find the story now; empty where they do not. One query at most."""
    if live is None or story.station.opened_at is None:
        return ""
    host = Host.objects.filter(station=story.station_id, is_primary=True).first()
    return origin(host.name) + story_path(live.section.slug, live.slug, story.pk) if host else ""


def came_from(story: Story) -> Any:
    """The ledger's newest line about the story, if it was imported."""
    return story.import_items.select_related("run", "source").order_by("-pk").first()
