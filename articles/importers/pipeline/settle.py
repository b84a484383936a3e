"""Writing what was decided for a batch: stories, and what each identity stands for.

Runs inside a transaction of the caller. In a fixed order, and where rows are unique in the order of their
keys, so that two runs over the same files wait for each other and never in a circle.
"""

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import F

from articles.errors import NothingToPublish, WrongTime
from articles.importers.pipeline.candidates import Act, Candidate, Parsed
from articles.importers.pipeline.deciding import decide
from articles.importers.pipeline.known import Asked, Known, is_down, look_up
from articles.models import (
    Edition,
    ImportedFile,
    ImportItem,
    Placement,
    Story,
)
from articles.services.bulk import (
    Draft,
    Opening,
    create_stories,
    hold_copy,
    publish_first_editions,
    update_copy,
)
from articles.services.copying import copy_values
from articles.services.deleting import take_from_bin
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.taking_down import revive_story

# Takes the keys of new editions that need search entries.
Search = Callable[[Sequence[int]], None]


def settle(candidates: list[Candidate], asked: Asked, search: Search) -> None:
    """Give every candidate its outcome and story. A handful of statements, and some for each update."""
    known = look_up(candidates, asked)
    decide(candidates, known)
    if asked.options.dry_run:
        known.imagine()
        return
    for candidate in candidates:
        if candidate.parsed and candidate.draft and candidate.act in (Act.UPDATE, Act.HOLD):
            write_version(candidate, candidate.parsed, candidate.draft, known)
    publish_waiting([candidate for candidate in candidates if candidate.act == Act.PUBLISH], known, search)
    write_new(candidates, known, search)


def write_version(candidate: Candidate, parsed: Parsed, draft: Draft, known: Known) -> None:
    """Newer copy of a story, and what its identity stands for now."""
    story, row = candidate.story, candidate.row
    if story is None or row is None:
        raise ValueError("newer copy of no story")
    if candidate.act == Act.HOLD:
        hold_copy(story=story, draft=draft)
    else:
        home = known.homes[story.pk]
        if candidate.cancels:
            cancel_scheduled(placement=home, by=None)
        if draft.opens_at and is_down(known, story):
            bring_back(story, home)
        update_copy(story=story, placement=home, draft=draft)
        row.story_version = story.version
        if draft.opens_at:
            publish_next(home, draft.opens_at, known.now)
            row.published_version = story.version
    remember(row, candidate, parsed, known)


def publish_next(home: Placement, opens_at: dt.datetime, now: dt.datetime) -> None:
    """At once, or from the embargo on; an edition that waits is the importer's own: nobody touched it."""
    # Nothing to publish: only what readers are not told has changed, such as an embargo.
    with contextlib.suppress(NothingToPublish):
        try:
            publish_story(placement=home, by=None, at=opens_at if opens_at > now else None, waiting="cancel")
        except WrongTime:
            # The embargo ended while this batch was under way.
            publish_story(placement=home, by=None, waiting="cancel")


def bring_back(story: Story, home: Placement) -> None:
    """Out of the bin, or out of the dead: a withdrawn story lives again by its next edition alone."""
    if story.binned_at:
        take_from_bin(story=story, by=None)
    if home.down_kind == Placement.Down.KILLED:
        revive_story(story=story, by=None)
    story.binned_at = None


def publish_waiting(candidates: list[Candidate], known: Known, search: Search) -> None:
    """Untouched drafts of earlier runs go live, and what a run revives; newer copy that waited as well."""
    stories = [candidate.story for candidate in candidates if candidate.story]
    if not stories:
        return
    published = set(Edition.objects.filter(story__in=stories).values_list("story", flat=True))
    openings = []
    for story in stories:
        home = known.homes[story.pk]
        home.story = story
        opens_at = max(known.now, story.embargo_until or known.now)
        if is_down(known, story):
            bring_back(story, home)
        if story.pk in published:
            publish_next(home, opens_at, known.now)
        else:
            openings.append(Opening(placement=home, opens_at=opens_at))
    publish_first_editions(openings=openings, now=known.now, search=search)
    rows = ImportedFile.objects.filter(pk__in=[candidate.row.pk for candidate in candidates if candidate.row])
    rows.update(published_version=F("story_version"))


def write_new(candidates: list[Candidate], known: Known, search: Search) -> None:
    """New stories, and the rows of identities that are new or stand for something else now."""
    fresh = [candidate for candidate in candidates if candidate.act == Act.CREATE and candidate.draft]
    drafts = [candidate.draft for candidate in fresh if candidate.draft]
    stories = create_stories(drafts=drafts, now=known.now, note="Imported", search=search) if drafts else []
    for candidate, story in zip(fresh, stories, strict=True):
        candidate.story = story
    for candidate in candidates:
        if candidate.twin:
            candidate.story = candidate.twin.story
    rows = [
        row
        for candidate in candidates
        if candidate.parsed and candidate.act in (Act.CREATE, Act.REMEMBER, Act.PUBLISH)
        if (row := row_to_insert(candidate, candidate.parsed, known))
    ]
    copy_values(ImportedFile, sorted(rows, key=itemgetter("station_id", "fingerprint")))


def row_to_insert(candidate: Candidate, parsed: Parsed, known: Known) -> dict[str, Any] | None:
    """A new row for the candidate's identity, or None where the one that it has was written instead."""
    row = candidate.row
    if row and candidate.act == Act.CREATE and not row.is_duplicate:
        ImportedFile.objects.filter(pk=row.pk).update(superseded=True)
        row = None
    if row:
        if candidate.act == Act.CREATE and candidate.story:
            row.story_version, row.published_version = candidate.story.version, 0
        remember(row, candidate, parsed, known)
        return None
    version = candidate.story.version if candidate.story else 0
    return {
        "source_id": candidate.source.pk,
        "station_id": parsed.station.pk,
        "path": candidate.found.path,
        "member": candidate.found.member,
        "story_version": version,
        "published_version": version if opens(candidate) else 0,
        **what_it_is(candidate, parsed, known),
    }


def remember(row: ImportedFile, candidate: Candidate, parsed: Parsed, known: Known) -> None:
    """Write what the candidate's identity stands for now; a story that it stood for before may be back."""
    if row.superseded:
        now = ImportedFile.objects.filter(source=row.source_id, path=row.path, member=row.member)
        now.filter(station=row.station_id, superseded=False).update(superseded=True)
        row.superseded = False
    if opens(candidate):
        row.published_version = row.story_version
    for name, value in what_it_is(candidate, parsed, known, dated=row.dated).items():
        setattr(row, name, value)
    row.save()


def what_it_is(
    candidate: Candidate, parsed: Parsed, known: Known, dated: dt.datetime | None = None
) -> dict[str, Any]:
    """What an identity says of its file and its story; a date that was given once stays."""
    return {
        "story_id": candidate.story.pk if candidate.story else None,
        "is_duplicate": candidate.outcome == ImportItem.Outcome.DUPLICATE,
        "sha256": candidate.sha256,
        "told": known.options.told,
        "fingerprint": parsed.fingerprint,
        "content_sha256": parsed.content_sha256,
        "dated": parsed.dated or dated,
    }


def opens(candidate: Candidate) -> bool:
    """Whether the story was published by this run, or an edition of it made to come."""
    created = candidate.act == Act.CREATE and candidate.draft and candidate.draft.opens_at
    return bool(created) or candidate.act == Act.PUBLISH
