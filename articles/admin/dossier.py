"""All that a story's page shows of the story, looked up at once."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from articles.admin.scope import sections_for
from articles.admin.standing import live_and_coming
from articles.admin.story_history import came_from, history_parts
from articles.forms.stories import Offers, sections_offered
from articles.models import (
    Asset,
    Autosave,
    CorrectionPlacement,
    Edition,
    Host,
    Presence,
    PreviewLink,
    PublishedClock,
    Revision,
    Source,
    Station,
    Story,
    StoryNote,
    User,
)
from articles.models.editions import LONG_COLUMNS
from articles.models.fetching import fetch_together
from articles.services.assigning import desk_of
from articles.services.autosaves import offered
from articles.services.presence import signs_of_others

MOST_OFFERED = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Dossier:
    """A story, and the rows of what stands beside its text; `history` is that of `history_parts`."""

    story: Story
    now: dt.datetime
    host: str
    editions: list[Edition]
    history: list[list[Any]]
    notes: list[StoryNote]
    corrections: list[CorrectionPlacement]
    links: list[PreviewLink]
    came_from: Any
    desk: list[User]
    offers: Offers
    typed: list[Autosave]
    signs: list[Presence]

    @property
    def coming(self) -> Edition | None:
        return next((edition for edition in self.editions if edition.live_from > self.now), None)

    @classmethod
    def of(cls, story: Story, user: User) -> "Dossier":
        """One query. What the story and its home keep of themselves on their objects is kept there, too."""
        history, parts = history_parts(story), _parts(story, user)
        lists = fetch_together(*history, *parts.values())
        found = dict(zip(parts, lists[len(history) :], strict=True))
        _keep(story, lists[0], found)
        return cls(
            story=story,
            now=found["clock"][0].now,
            host=next((host.name for host in found["host"]), ""),
            editions=found["editions"],
            history=lists[: len(history)],
            notes=found["notes"],
            corrections=found["corrections"],
            links=found["links"],
            came_from=next(iter(found["came_from"]), None),
            desk=found["desk"],
            offers=Offers(found["sections"], found["sources"]),
            typed=found["typed"],
            signs=found["signs"],
        )


def _parts(story: Story, user: User) -> dict[str, QuerySet[Any]]:
    """By name; what is found under the last six is kept on the story."""
    at_home = Edition.objects.filter(story=story.pk, placement__home=True)
    shared = story.preview_links.shared().open().select_related("made_by")
    return {
        "clock": Station.objects.filter(pk=story.station_id).annotate(now=PublishedClock()).only("pk"),
        "host": Host.objects.filter(station=story.station_id, is_primary=True)[:1],
        "editions": live_and_coming(at_home),
        "notes": notes_on(story),
        "corrections": corrections_on(story),
        "links": shared.annotate(looks=Count("visits")).order_by("-pk"),
        "came_from": came_from(story),
        "desk": desk_of(story),
        "sections": sections_offered(sections_for(user, "create_story"), story),
        "sources": Source.objects.all(),
        "typed": typed_at(user, form_path(story)),
        "signs": signs_of_others(story, user),
        "bylines": story.bylines.select_related("person").order_by("position"),
        "subjects": story.tags.order_by("name"),
        "assets": Asset.objects.filter(pk__in={*story.gallery, story.lead_picture_id or 0}),
        "approved": Revision.objects.filter(pk=story.approved_revision_id or 0)
        .select_related("created_by")
        .defer("content"),
        "current": story.revisions.once_current().only("number")[:1],
        "earlier": at_home.earlier().only("number")[:1],
    }


def _keep(story: Story, placements: list[Any], found: dict[str, list[Any]]) -> None:
    assets = {asset.pk: asset for asset in found["assets"]}
    sources = {source.pk: source for source in found["sources"]}
    home = next(placement for placement in placements if placement.home)
    home.story, home.earlier_number = story, next((row.number for row in found["earlier"]), None)
    story.home, story.once_live = home, any(placement.once_live for placement in placements)
    story.bylines_in_order, story.subjects = found["bylines"], found["subjects"]
    story.gallery_assets = {number: assets[number] for number in story.gallery if number in assets}
    story.lead_picture = assets.get(story.lead_picture_id)
    story.source = sources.get(story.source_id)
    story.approved_revision = next(iter(found["approved"]), None)
    story.base = next((row.number for row in found["current"]), None)


def notes_on(story: Story) -> QuerySet[StoryNote]:
    """Those that are not settled, the oldest first."""
    return story.notes.open().select_related("author", "to")


def corrections_on(story: Story) -> QuerySet[CorrectionPlacement]:
    """Those that stand on the home station, or will; the newest first."""
    rows = CorrectionPlacement.objects.filter(placement__story=story.pk, placement__home=True)
    rows = rows.filter(carried_by__live_until__gt=F("carried_by__live_from")).order_by("-pk")
    unseen = [f"{edition}__{name}" for edition in ("corrects", "carried_by") for name in LONG_COLUMNS]
    return rows.select_related("correction", "corrects", "carried_by").defer(*unseen)


def form_path(story: Story | None) -> str:
    name = "admin:articles_story_change" if story else "admin:articles_story_add"
    return reverse(name, args=[story.pk] if story else None)


def typed_at(user: User, path: str) -> QuerySet[Autosave]:
    return offered(user, path)[: MOST_OFFERED + 1]
