"""Deciding what becomes of each candidate, and writing it with its part of the ledger.

Runs inside a transaction of the caller. The constraints on `ImportedFile` are what makes a story come in
once; what is looked up here only decides between the outcomes.
"""

import dataclasses
import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from articles.errors import NothingToPublish
from articles.importers.pipeline.candidates import Candidate, Parsed
from articles.importers.pipeline.drafts import draft_of
from articles.importers.pipeline.options import ImportOptions
from articles.models import (
    Edition,
    ImportBlob,
    ImportedFile,
    ImportItem,
    ImportRun,
    Placement,
    Story,
    StoryEvent,
)
from articles.services.bulk import Draft, create_stories, hold_copy, update_copy
from articles.services.clock import database_now
from articles.services.content import read_content
from articles.services.copying import copy_in
from articles.services.publishing import cancel_scheduled, publish_story
from articles.text.html import plain_text
from articles.text.plain import normalise_for_match, words_in_common

Outcome = ImportItem.Outcome
Identity = tuple[int, int, str]
Copy = tuple[int, str]
# Takes the keys of new editions that need search entries.
Search = Callable[[Sequence[int]], None]
DELETED = "its story was deleted, and stays deleted"


@dataclass
class Batch:
    """What is known before a batch is settled, and what it will create."""

    options: ImportOptions
    now: dt.datetime
    search: Search
    known: dict[Identity, ImportedFile]
    firsts: dict[Copy, ImportedFile]
    fresh: dict[Copy, tuple[Candidate, Parsed]] = field(default_factory=dict)
    twins: list[tuple[Candidate, Parsed]] = field(default_factory=list)
    # Stories that have an edition already: nothing of theirs waits to be published.
    published: set[int] = field(default_factory=set)

    def before(self, candidate: Candidate, parsed: Parsed) -> ImportedFile | None:
        """What this identity stood for when the batch began."""
        return self.known.get((candidate.source.pk, parsed.station.pk, candidate.found.path))


def settle(candidates: list[Candidate], options: ImportOptions, search: Search) -> None:
    """Give every candidate its outcome and story. A handful of statements, and some for each update."""
    now = database_now()
    batch = Batch(options, now, search, *look_up(candidates))
    if options.publish:
        batch.published = published_before(candidates)
    for candidate in candidates:
        if candidate.outcome:
            continue
        if candidate.same:
            see_again(candidate, candidate.same, batch)
        elif candidate.parsed:
            see(candidate, candidate.parsed, batch)
    create(batch)
    for candidate, parsed in batch.twins:
        first = batch.fresh[parsed.copy][0]
        candidate.settle(Outcome.DUPLICATE, first.story)
        remember(candidate, parsed, batch, duplicate=True)


def look_up(candidates: list[Candidate]) -> tuple[dict[Identity, ImportedFile], dict[Copy, ImportedFile]]:
    """What is known of these identities, and the first of each copy. Two queries."""
    parsed = [(candidate, candidate.parsed) for candidate in candidates if candidate.parsed]
    files = ImportedFile.objects.select_related("story")
    known = files.filter(
        source__in={candidate.source.pk for candidate, _ in parsed},
        path__in=[candidate.found.path for candidate, _ in parsed],
    )
    firsts = files.filter(is_duplicate=False, fingerprint__in=[what.fingerprint for _, what in parsed])
    return (
        {(row.source_id, row.station_id, row.path): row for row in known},
        {(row.station_id, row.fingerprint): row for row in firsts},
    )


def see(candidate: Candidate, parsed: Parsed, batch: Batch) -> None:
    """Decide about new or changed bytes."""
    before = batch.before(candidate, parsed)
    first = batch.firsts.get(parsed.copy)
    if first and (before is None or first.pk != before.pk):
        kept = f"story {before.story_id} stays as it was" if before and not before.is_duplicate else ""
        candidate.settle(Outcome.DUPLICATE, first.story, *filter(None, [kept]))
        if not kept:
            remember(candidate, parsed, batch, duplicate=True)
    elif before and not before.is_duplicate and not is_another_story(candidate, parsed, before):
        update(candidate, parsed, before, batch)
    elif parsed.copy in batch.fresh:
        batch.twins.append((candidate, parsed))
    else:
        batch.fresh[parsed.copy] = candidate, parsed


def is_another_story(candidate: Candidate, parsed: Parsed, before: ImportedFile) -> bool:
    """Neither the headline nor more than half of the words are those of the story of this identity."""
    story = before.story
    if story is None or normalise_for_match(parsed.item.headline) == normalise_for_match(story.headline):
        return False
    if words_in_common(plain_text(story.body), parsed.item.body_text) > 0.5:
        return False
    candidate.warnings.append(f"another text than before under this name: story {story.pk} is kept too")
    return True


def create(batch: Batch) -> None:
    fresh = list(batch.fresh.values())
    if not fresh:
        return
    drafts = [draft_of(candidate, parsed, batch.options, batch.now) for candidate, parsed in fresh]
    stories = create_stories(drafts=drafts, now=batch.now, note="Imported", search=batch.search)
    rows = []
    for (candidate, parsed), story in zip(fresh, stories, strict=True):
        candidate.settle(Outcome.CREATED, story)
        if batch.before(candidate, parsed):
            remember(candidate, parsed, batch)
        else:
            rows.append(imported_file(candidate, parsed))
    copy_in(rows)


def see_again(candidate: Candidate, same: ImportedFile, batch: Batch) -> None:
    """The very bytes that came in before: unchanged, unless a draft is to be published now."""
    story = same.story
    if same.is_duplicate:
        candidate.settle(Outcome.DUPLICATE, story)
    elif story is None:
        candidate.settle(Outcome.UNCHANGED, None, DELETED)
    elif batch.options.publish and publish_draft(candidate, same, story, batch):
        candidate.settle(Outcome.UPDATED, story)
    else:
        candidate.settle(Outcome.UNCHANGED, story)


def published_before(candidates: list[Candidate]) -> set[int]:
    """One query for the batch: most files of a second run are live since the first."""
    stories = [candidate.same.story_id for candidate in candidates if candidate.same]
    return set(Edition.objects.filter(story__in=stories).values_list("story", flat=True))


def publish_draft(candidate: Candidate, same: ImportedFile, story: Story, batch: Batch) -> bool:
    """Publish an untouched draft of an earlier run, from its embargo on where it has one."""
    if story.pk in batch.published or story.binned_at or touched(story, same):
        return False
    home = Placement.objects.get(story=story, home=True)
    if home.down_kind:
        return False
    now = batch.now
    if story.on_hold or (story.published_at and story.published_at > now):
        candidate.warnings.append("left as a draft: it is on hold, or its date lies ahead")
        return False
    ahead = story.embargo_until if story.embargo_until and story.embargo_until > now else None
    publish_story(placement=home, by=None, at=ahead)
    return True


def update(candidate: Candidate, parsed: Parsed, before: ImportedFile, batch: Batch) -> None:
    """Newer copy of a known story: into the working copy, or beside it where a person is at work."""
    story = before.story
    if story is None:
        candidate.settle(Outcome.UNCHANGED, None, DELETED)
        return
    home = Placement.objects.get(story=story, home=True)
    draft = draft_of(candidate, parsed, batch.options, batch.now)
    if story.binned_at or home.down_kind:
        candidate.settle(Outcome.UNCHANGED, story, "the story was taken down or binned, and stays so")
        return
    if touched(story, before):
        hold_copy(story=story, draft=draft)
        candidate.settle(Outcome.UPDATED, story, "held for an editor")
    elif says_the_same(draft, story, home):
        candidate.settle(Outcome.UNCHANGED, story)
    else:
        draft = as_safe(candidate, draft, story, batch.now)
        make_room(home, draft)
        update_copy(story=story, placement=home, draft=draft)
        if draft.opens_at:
            publish_update(home, draft, batch.now)
        candidate.settle(Outcome.UPDATED, story)
        before.story_version = story.version
    remember(candidate, parsed, batch)


def as_safe(candidate: Candidate, draft: Draft, story: Story, now: dt.datetime) -> Draft:
    """Newer copy never lifts an embargo that still holds: that is a person's to do, on the record."""
    held = story.embargo_until
    if not held or held <= now or (draft.embargo_until and draft.embargo_until >= held):
        return draft
    candidate.warnings.append("its earlier embargo is kept: a publisher can lift it")
    opens_at = max(draft.opens_at, held) if draft.opens_at else None
    return dataclasses.replace(draft, embargo_until=held, opens_at=opens_at)


def make_room(home: Placement, draft: Draft) -> None:
    """Take back an edition of the importer's own that the newer copy would hold, or embargo for longer."""
    coming = home.editions.coming().first()
    later = coming and draft.embargo_until and draft.embargo_until > coming.live_from
    if coming and (draft.on_hold or later):
        cancel_scheduled(placement=home, by=None)


def publish_update(home: Placement, draft: Draft, now: dt.datetime) -> None:
    """At once, or from the embargo on; an edition that waits is the importer's own: nobody touched it."""
    ahead = draft.opens_at if draft.opens_at and draft.opens_at > now else None
    try:
        publish_story(placement=home, by=None, at=ahead, waiting="cancel")
    except NothingToPublish:
        return


def says_the_same(draft: Draft, story: Story, home: Placement) -> bool:
    """Whether only layout, encoding or an estimated date differ."""
    old, new = read_content(story, home), draft.content
    dates = (old.published_at, new.published_at)
    dated_alike = old.published_at_estimated == new.published_at_estimated and (
        new.published_at_estimated or dates[0] == dates[1]
    )
    return (
        dated_alike
        and (old.headline, old.deck, old.body, old.dateline)
        == (new.headline, new.deck, new.body, new.dateline)
        and (old.page["bylines"], old.page["tags"], old.page["source"])
        == (new.page["bylines"], new.page["tags"], new.page["source"])
        and (story.embargo_until, story.on_hold, home.section_id)
        == (draft.embargo_until, draft.on_hold, draft.section.pk)
    )


def touched(story: Story, file: ImportedFile) -> bool:
    """Whether a person has saved, published or moved the story since the importer last wrote it."""
    return (
        story.version != file.story_version
        or StoryEvent.objects.filter(story_id=story.pk, actor__isnull=False).exists()
    )


def remember(candidate: Candidate, parsed: Parsed, batch: Batch, *, duplicate: bool = False) -> None:
    """Write what this identity now stands for."""
    row = batch.before(candidate, parsed) or imported_file(candidate, parsed)
    if candidate.outcome in (Outcome.CREATED, Outcome.DUPLICATE) and candidate.story:
        row.story_version = candidate.story.version
    row.story, row.is_duplicate = candidate.story, duplicate
    row.sha256, row.fingerprint = candidate.sha256, parsed.fingerprint
    row.save()


def imported_file(candidate: Candidate, parsed: Parsed) -> ImportedFile:
    return ImportedFile(
        source=candidate.source,
        station=parsed.station,
        path=candidate.found.path,
        sha256=candidate.sha256,
        fingerprint=parsed.fingerprint,
        story=candidate.story,
        story_version=candidate.story.version if candidate.story else 0,
    )


def write_ledger(run: ImportRun, candidates: list[Candidate]) -> None:
    """One item a candidate, and the bytes of those not kept yet."""
    keep_bytes(candidates)
    copy_in(
        ImportItem(
            run=run,
            source=candidate.source,
            argument=candidate.found.argument,
            path=candidate.found.path,
            sha256=candidate.sha256,
            blob_id=candidate.sha256 or None,
            encoding=candidate.parsed.item.encoding if candidate.parsed else "",
            outcome=candidate.outcome,
            reason=candidate.reason,
            warnings=candidate.warnings,
            story=candidate.story,
        )
        for candidate in candidates
    )


def keep_bytes(candidates: Iterable[Candidate]) -> None:
    by_hash = {candidate.sha256: candidate.data for candidate in candidates if candidate.sha256}
    kept = set(ImportBlob.objects.filter(pk__in=by_hash).values_list("pk", flat=True))
    ImportBlob.objects.bulk_create(
        (
            ImportBlob(sha256=sha256, size=len(data), data=zlib.compress(data, 1))
            for sha256, data in by_hash.items()
            if sha256 not in kept
        ),
        ignore_conflicts=True,
    )
