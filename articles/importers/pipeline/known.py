"""What is known when a batch is decided: the database's rows, and what this run has decided before."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q

from articles.importers.pipeline.candidates import Candidate, Copy, Identity, Parsed
from articles.importers.pipeline.options import ImportOptions
from articles.models import Edition, ImportedFile, ImportItem, ImportRun, Placement, Story, StoryEvent, User
from articles.services.clock import database_now
from articles.services.redaction import REDACTED
from articles.services.undoing import NOT_TOUCHING


@dataclass
class Imagined:
    """What a dry run would have made in its batches so far: a hundred bytes a story."""

    taken: set[bytes] = field(default_factory=set)
    freed: set[bytes] = field(default_factory=set)
    seen: set[Identity] = field(default_factory=set)


@dataclass
class Asked:
    """A run that is under way: what it was asked to do, by whom, and its row; a dry run has none."""

    options: ImportOptions
    by: User | None = None
    run: ImportRun | None = None
    imagined: Imagined = field(default_factory=Imagined)


@dataclass
class Known:
    """The state before a batch, and then what becomes of each copy and identity while it is decided.

    A candidate sees what the ones before it will have done, in this batch or, in a dry run, in any:
    outcomes do not depend on where one batch ends and the next begins.
    """

    asked: Asked
    now: dt.datetime
    rows: dict[Identity, ImportedFile] = field(default_factory=dict)
    firsts: dict[Copy, ImportedFile] = field(default_factory=dict)
    homes: dict[int, Placement] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    redacted: set[int] = field(default_factory=set)
    # When the edition of a placement opens that is coming.
    coming: dict[int, dt.datetime] = field(default_factory=dict)
    taken: dict[Copy, Candidate] = field(default_factory=dict)
    freed: set[Copy] = field(default_factory=set)
    seen: set[Identity] = field(default_factory=set)

    @property
    def options(self) -> ImportOptions:
        return self.asked.options

    def row(self, candidate: Candidate, parsed: Parsed) -> ImportedFile | None:
        """What this identity stood for when the batch began."""
        return self.rows.get(candidate.identity(parsed.station.pk))

    def owner(self, copy: Copy) -> Candidate | ImportedFile | None:
        """Whose story this copy is: of an earlier candidate, or of a row."""
        if copy in self.taken:
            return self.taken[copy]
        if copy in self.freed:
            return None
        imagined = self.asked.imagined
        if digest(copy) in imagined.taken:
            return ImportedFile(station_id=copy[0], fingerprint=copy[1])
        if digest(copy) in imagined.freed:
            return None
        return self.firsts.get(copy)

    def take(self, candidate: Candidate, parsed: Parsed, row: ImportedFile | None = None) -> None:
        """From here on this copy is the candidate's, and no longer what its `row` had."""
        if row and row.fingerprint != parsed.fingerprint:
            self.freed.add((row.station_id, row.fingerprint))
        self.taken[parsed.copy] = candidate

    def came_before(self, candidate: Candidate, parsed: Parsed) -> bool:
        """Whether another file of this run had the same identity: two arguments under one source name."""
        identity = candidate.identity(parsed.station.pk)
        if identity in self.seen or identity in self.asked.imagined.seen:
            return True
        row = self.rows.get(identity)
        if not (candidate.found.again and row and row.story_id):
            return False
        items = ImportItem.objects.filter(story=row.story_id, run=self.asked.run, source=candidate.source)
        items = items.filter(path=candidate.found.path, member=candidate.found.member)
        return items.exclude(argument=candidate.found.argument).exists()

    def imagine(self) -> None:
        """Keep what was decided, for the next batches of a dry run."""
        taken, freed = set(map(digest, self.taken)), set(map(digest, self.freed))
        imagined = self.asked.imagined
        imagined.taken -= freed
        imagined.taken |= taken
        imagined.freed |= freed
        imagined.freed -= taken
        if len(self.options.paths) > 1:
            imagined.seen |= self.seen


def digest(copy: Copy) -> bytes:
    return copy[0].to_bytes(8, "big", signed=True) + bytes.fromhex(copy[1])[:16]


def look_up(candidates: list[Candidate], asked: Asked) -> Known:
    """What is known of these candidates. Locks the stories that may be written, unless nothing will be.

    Eight queries at most; none where all files are unchanged and nothing waits to be published.
    """
    parsed = [(candidate, candidate.parsed) for candidate in candidates if candidate.parsed]
    again = [c.same for c in candidates if c.same and may_change(c.same, asked.options)]
    names = Q(pk__in=[row.pk for row in again]) | Q(
        source__in={candidate.source.pk for candidate, _ in parsed},
        path__in=[candidate.found.path for candidate, _ in parsed],
        superseded=False,
    )
    rows = list(ImportedFile.objects.filter(names)) if parsed or again else []
    if rows and not asked.options.dry_run:
        hold_stories(rows)
        # Another run may have been at these stories until a moment ago.
        rows = list(ImportedFile.objects.filter(names))
    known = Known(asked, database_now())
    read_stories(known, rows)
    known.rows = {(row.source_id, row.path, row.member, row.station_id): row for row in rows}
    fresh = {row.pk: row for row in rows}
    for candidate in candidates:
        candidate.same = fresh.get(candidate.same.pk, candidate.same) if candidate.same else None
    if parsed:
        firsts = ImportedFile.objects.select_related("story").defer("story__body")
        firsts = firsts.filter(
            station__in={what.station.pk for _, what in parsed},
            fingerprint__in=[what.fingerprint for _, what in parsed],
            is_duplicate=False,
        )
        known.firsts = {(row.station_id, row.fingerprint): row for row in firsts}
    know_redacted(known, candidates)
    return known


def may_change(row: ImportedFile, options: ImportOptions) -> bool:
    """Whether something may have to be written although the file's bytes are the same as before."""
    if row.is_duplicate or not options.publish:
        return False
    return options.revive or row.published_version < row.story_version


def hold_stories(rows: Iterable[ImportedFile]) -> None:
    """In the order of their keys: two runs, or a run and an editor, never wait in a circle."""
    keys = {row.story_id for row in rows if row.story_id}
    list(Story.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))


def read_stories(known: Known, rows: Iterable[ImportedFile]) -> None:
    """Give the rows their stories as they are now, and look at what people did to them."""
    rows = [row for row in rows if row.story_id]
    keys = {row.story_id for row in rows if row.story_id}
    if not keys:
        return
    found = Story.objects.select_related("source", "lead_picture").in_bulk(keys)
    for row in rows:
        row.story = found.get(row.story_id)
    known.homes |= {home.story_id: home for home in Placement.objects.filter(story__in=keys, home=True)}
    known.touched |= set(
        StoryEvent.objects.filter(story_id__in=keys, actor__isnull=False)
        .exclude(verb__in=NOT_TOUCHING)
        .values_list("story_id", flat=True)
    )
    coming = Edition.objects.filter(story__in=keys, live_from__gt=known.now, live_until__gt=F("live_from"))
    known.coming |= dict(coming.values_list("placement", "live_from"))


def know_redacted(known: Known, candidates: list[Candidate]) -> None:
    """One query, and none where no story is called so."""
    rows = [*known.rows.values(), *known.firsts.values(), *(c.same for c in candidates if c.same)]
    suspects = {row.story.pk for row in rows if row.story and row.story.headline == REDACTED}
    if suspects:
        events = StoryEvent.objects.filter(story_id__in=suspects, verb="redacted")
        known.redacted |= set(events.values_list("story_id", flat=True))


def older_stories(row: ImportedFile) -> list[ImportedFile]:
    """The stories that an identity stood for before its `row`, newest first. One query."""
    rows = ImportedFile.objects.filter(
        source=row.source_id, path=row.path, member=row.member, station=row.station_id, superseded=True
    )
    return list(rows.order_by("-pk"))


def is_touched(known: Known, story: Story, row: ImportedFile) -> bool:
    """Whether a person has saved, published or moved the story since the importer last wrote it."""
    return story.version != row.story_version or story.pk in known.touched


def is_down(known: Known, story: Story) -> bool:
    return bool(story.binned_at or known.homes[story.pk].down_kind)
