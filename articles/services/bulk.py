"""Many new stories at once, for importers: the same editions as one by one, in a dozen statements."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from articles.models import (
    Byline,
    Edition,
    Placement,
    Revision,
    Section,
    Story,
    StoryEvent,
    StoryTag,
)
from articles.services.clock import database_now
from articles.services.content import StoryContent, read_contents, snapshot
from articles.services.copying import copy_in, copy_values, new_row
from articles.services.drafting import Credit, claim_version, keep_revision, next_revision_number
from articles.services.freezing import Span, freeze_edition
from articles.services.indexing import index_lists, index_search, index_words
from articles.services.record import change_pages, keys_of, story_event

# What newer copy replaces; where the story stands and how it is published stays.
COPY_FIELDS = (
    "headline",
    "deck",
    "body",
    "dateline",
    "source_id",
    "published_at",
    "published_at_estimated",
    "published_at_day_only",
    "embargo_until",
    "on_hold",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A story to be; `opens_at` is when its first edition goes live, None leaves it unpublished."""

    content: StoryContent
    section: Section
    slug: str
    source_id: int | None = None
    credits: tuple[Credit, ...] = ()
    tag_ids: tuple[int, ...] = ()
    embargo_until: dt.datetime | None = None
    on_hold: bool = False
    opens_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Opening:
    """A placement whose story has no edition yet, with `placement.story` read, and when its first opens."""

    placement: Placement
    opens_at: dt.datetime


@transaction.atomic
def create_stories(
    *,
    drafts: Sequence[Draft],
    now: dt.datetime,
    note: str,
    search: Callable[[Sequence[int]], None] = index_search,
) -> list[Story]:
    """Stories, placements, revisions, editions, lists and events of all drafts, or of none.

    `now` is the instant of the batch, read in this transaction. One page change for the whole batch.
    `search` gets the keys of the editions that need search entries, before the commit.
    """
    stories = copy_in(_story(draft) for draft in drafts)
    placements = copy_in(
        new_row(
            Placement,
            story_id=story.pk,
            station_id=story.station_id,
            section_id=draft.section.pk,
            slug=draft.slug,
            home=True,
        )
        for story, draft in zip(stories, drafts, strict=True)
    )
    _name_and_tag(stories, drafts)
    revisions = copy_values(
        Revision,
        (
            {
                "story_id": story.pk,
                "number": 1,
                "kind": Revision.Kind.IMPORTED,
                "content": snapshot(story, draft.content, placement),
                "note": note,
            }
            for story, draft, placement in zip(stories, drafts, placements, strict=True)
        ),
    )
    copy_values(
        StoryEvent,
        (
            _event("imported", placement, now, revision_id=revision)
            for placement, revision in zip(placements, revisions, strict=True)
        ),
    )
    editions = [
        freeze_edition(
            content=draft.content,
            placement=placement,
            span=Span(live_from=draft.opens_at),
        )
        for draft, placement in zip(drafts, placements, strict=True)
        if draft.opens_at
    ]
    _open(editions, now, search)
    return stories


@transaction.atomic
def publish_first_editions(
    *, openings: Sequence[Opening], now: dt.datetime, search: Callable[[Sequence[int]], None] = index_search
) -> None:
    """What `publish_story` does, for many stories without editions at once; the caller holds their rows."""
    contents = read_contents([opening.placement for opening in openings])
    editions = [
        freeze_edition(content=content, placement=opening.placement, span=Span(live_from=opening.opens_at))
        for content, opening in zip(contents, openings, strict=True)
    ]
    _open(editions, now, search)


def _story(draft: Draft) -> Story:
    content = draft.content
    return new_row(
        Story,
        station_id=draft.section.station_id,
        headline=content.headline,
        deck=content.deck,
        body=content.body,
        language=content.language,
        dateline=content.dateline,
        source_id=draft.source_id,
        published_at=content.published_at,
        published_at_estimated=content.published_at_estimated,
        published_at_day_only=content.published_at_day_only,
        embargo_until=draft.embargo_until,
        on_hold=draft.on_hold,
    )


def _name_and_tag(stories: Sequence[Story], drafts: Sequence[Draft]) -> None:
    both = list(zip(stories, drafts, strict=True))
    copy_values(
        Byline,
        (
            {"story_id": story.pk, "position": position, **dataclasses.asdict(credit)}
            for story, draft in both
            for position, credit in enumerate(draft.credits)
        ),
    )
    copy_values(
        StoryTag,
        ({"content_object_id": story.pk, "tag_id": tag} for story, draft in both for tag in draft.tag_ids),
    )


def _event(
    verb: str,
    placement: Placement,
    at: dt.datetime,
    *,
    edition_id: int | None = None,
    revision_id: int | None = None,
) -> dict[str, Any]:
    """As `record.story_event` has it, of nobody."""
    return {
        "at": at,
        "verb": verb,
        "story_id": placement.story_id,
        "station_id": placement.station_id,
        "placement_id": placement.pk,
        "edition_id": edition_id,
        "revision_id": revision_id,
    }


def _open(editions: Sequence[Edition], now: dt.datetime, search: Callable[[Sequence[int]], None]) -> None:
    """Write first editions with their lists, search entries, page changes and events."""
    if not editions:
        return
    copy_in(editions)
    index_lists(editions)
    search([edition.pk for edition in editions])
    for opens_at in sorted({edition.live_from for edition in editions}):
        at_once = [edition for edition in editions if edition.live_from == opens_at]
        change_pages(keys_of(*at_once), effective_at=opens_at)
    verbs = {True: "scheduled", False: "published"}
    copy_values(
        StoryEvent,
        (
            _event(verbs[edition.live_from > now], edition.placement, now, edition_id=edition.pk)
            for edition in editions
        ),
    )
    index_words(editions)


@transaction.atomic
def update_copy(*, story: Story, placement: Placement, draft: Draft) -> Revision:
    """Put newer copy of the same source into the working copy of a story that nobody has touched.

    Raises StaleSave where somebody saved it since `story` was read. The slug, and so the address, stays.
    """
    claim_version(story=story, version=story.version)
    fresh = _story(draft)
    for name in COPY_FIELDS:
        setattr(story, name, getattr(fresh, name))
    story.save(update_fields=[*(name.removesuffix("_id") for name in COPY_FIELDS), "updated_at"])
    if placement.section_id != draft.section.pk:
        placement.section = draft.section
        placement.save(update_fields=["section"])
    story.bylines.all().delete()
    story.story_tags.all().delete()
    _name_and_tag([story], [draft])
    return keep_revision(
        story=story, by=None, note="Imported again", kind=Revision.Kind.IMPORTED, fields=COPY_FIELDS
    )


@transaction.atomic
def hold_copy(*, story: Story, draft: Draft) -> Revision:
    """Keep newer copy beside a story that somebody works on, as a revision that waits; the story stays."""
    locked = Story.objects.select_for_update().get(pk=story.pk)
    placement = Placement.objects.get(story=locked, home=True)
    revision = Revision.objects.create(
        story=locked,
        number=next_revision_number(locked),
        kind=Revision.Kind.HELD,
        content=snapshot(locked, draft.content, placement) | {"headline": draft.content.headline},
        note="Imported again; held for an editor",
        waits=True,
    )
    story_event(
        "held", story=locked, at=database_now(), by=None, placement=placement, revision=revision
    ).save()
    return revision
