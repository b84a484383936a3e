"""Files of a batch: read, parsed and matched with the stations they name. No story is written here."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from articles.errors import TextTooLarge, WireFormatError
from articles.importers.archives import read_found
from articles.importers.files import CannotRead, FoundFile
from articles.importers.formats import FORMATS
from articles.importers.formats.legacy_text import callsign_of
from articles.importers.item import ParseOptions, WireItem
from articles.importers.opening import Descent
from articles.importers.pipeline.directory import Directory, Unknown
from articles.importers.pipeline.options import ImportOptions
from articles.models import (
    ImportedFile,
    ImportItem,
    ImportSource,
    Person,
    Section,
    Source,
    Station,
    Story,
    Tag,
)
from articles.services.bulk import Draft
from articles.services.redaction import REDACTED
from articles.text.callsigns import parse_callsign
from articles.text.canonical import canonical_json
from articles.text.html import body_from_paragraphs
from articles.text.plain import fingerprint, normalise_for_match

# A batch is cut here too: five hundred files of the largest size would be a gigabyte.
BATCH_BYTES = 8_000_000
# Where a station line is looked for in a file that cannot be read as a story.
HEAD_BYTES = 2000

Identity = tuple[int, str, str, int]
Copy = tuple[int, str]


class Act(StrEnum):
    """What is to be written for a candidate, besides its part of the ledger."""

    NOTHING = ""
    CREATE = "create"
    UPDATE = "update"
    HOLD = "hold"
    PUBLISH = "publish"
    # Only what its identity stands for.
    REMEMBER = "remember"


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, with the rows for everything that it names.

    `content_sha256` covers all that the file says but its date, which is in `dated` unless it is a guess.
    """

    item: WireItem
    station: Station
    section: Section
    tags: list[Tag]
    people: list[Person | None]
    origin: Source
    body: str
    fingerprint: str
    content_sha256: str
    dated: dt.datetime | None

    @property
    def copy(self) -> Copy:
        """The same on two files: the same story twice on one station."""
        return self.station.pk, self.fingerprint


@dataclass(slots=True)
class Candidate:
    """A file on its way to an outcome. It is refused, or the `same` as before, or `parsed`.

    `row` is what its identity stands for, once that is known; `draft` and `act` are what is to be done.
    """

    found: FoundFile
    source: ImportSource
    data: bytes = b""
    sha256: str = ""
    modified_at: dt.datetime | None = None
    same: ImportedFile | None = None
    parsed: Parsed | None = None
    # Whose file it is, as far as it says so; it may be refused for all else.
    station: int | None = None
    read_warnings: list[str] = field(default_factory=list)
    outcome: str = ""
    reason: str = ""
    warnings: list[str] = field(default_factory=list)
    story: Story | None = None
    # Whether the ledger may keep the bytes: those of a redacted story are gone for good.
    keep: bool = True
    act: Act = Act.NOTHING
    row: ImportedFile | None = None
    draft: Draft | None = None
    twin: "Candidate | None" = None
    cancels: bool = False

    def identity(self, station: int) -> Identity:
        return self.source.pk, self.found.path, self.found.member, station

    def refuse(self, reason: str) -> None:
        self.outcome, self.reason, self.story, self.act = (
            ImportItem.Outcome.REFUSED,
            reason,
            None,
            Act.NOTHING,
        )

    def settle(self, outcome: str, story: Story | None, *warnings: str) -> None:
        self.outcome, self.story = outcome, story
        self.warnings.extend(warnings)

    def forget(self) -> None:
        """Back to where reading left it, for another try."""
        if self.outcome == ImportItem.Outcome.REFUSED and not (self.parsed or self.same):
            return
        self.outcome, self.reason, self.story, self.warnings = "", "", None, list(self.read_warnings)
        self.keep, self.act, self.row, self.draft = True, Act.NOTHING, None, None
        self.twin, self.cancels = None, False


class Sources:
    """The origins that files are found under, by name; a dry run makes none, and gives them negative keys."""

    def __init__(self, options: ImportOptions) -> None:
        self._make = not options.dry_run
        self._found: dict[str, ImportSource] = {}

    def __getitem__(self, name: str) -> ImportSource:
        if name not in self._found:
            self._found[name] = self._source(name)
        return self._found[name]

    def _source(self, name: str) -> ImportSource:
        if self._make:
            return ImportSource.objects.get_or_create(name=name)[0]
        found = ImportSource.objects.filter(name=name).first()
        return found or ImportSource(pk=-1 - len(self._found), name=name)


def read_batch(
    batch: list[FoundFile], sources: Sources, options: ImportOptions, directory: Directory
) -> Iterator[list[Candidate]]:
    """The batch as candidates, in lists of at most `BATCH_BYTES` of files."""
    part: list[Candidate] = []
    size = 0
    with Descent() as descent:
        for found in batch:
            candidate = read(found, sources[found.source], options, descent)
            part.append(candidate)
            size += len(candidate.data)
            if size > BATCH_BYTES:
                yield understood(part, options, directory)
                part, size = [], 0
    if part:
        yield understood(part, options, directory)


def read(found: FoundFile, source: ImportSource, options: ImportOptions, descent: Descent) -> Candidate:
    candidate = Candidate(found, source)
    if found.refusal:
        candidate.refuse(found.refusal)
        return candidate
    try:
        file = read_found(found, options.max_bytes, descent.open_descriptor)
    except CannotRead as error:
        candidate.refuse(str(error))
        return candidate
    candidate.data, candidate.modified_at = file.data, file.modified_at
    candidate.sha256 = hashlib.sha256(file.data).hexdigest()
    return candidate


def understood(part: list[Candidate], options: ImportOptions, directory: Directory) -> list[Candidate]:
    """Recognise bytes that came in before, under the same words; parse the others. One query for the part."""
    known = recognised(part)
    told = options.told
    for candidate in part:
        candidate.station = directory.owner(callsign_of(candidate.data[:HEAD_BYTES]))
        if candidate.outcome:
            continue
        rows = known.get((candidate.source.pk, candidate.found.path, candidate.found.member), ())
        # A run that says nothing about the bytes takes what an earlier one said.
        candidate.same = next(
            (row for row in rows if row.sha256 == candidate.sha256 and told in ("", row.told)), None
        )
        if candidate.same is None:
            parse(candidate, options, directory)
        if candidate.parsed:
            candidate.station = candidate.parsed.station.pk
        elif candidate.same:
            candidate.station = candidate.same.station_id
        if candidate.reason and any(row.story and row.story.headline == REDACTED for row in rows):
            candidate.keep = False
            candidate.refuse("it is damaged, and its story was redacted: its bytes are not kept")
    return part


def recognised(part: list[Candidate]) -> dict[tuple[int, str, str], list[ImportedFile]]:
    """What these names stood for until now, at whatever station; stories without their texts."""
    rows = (
        ImportedFile.objects.select_related("story")
        .defer("story__body", "story__deck")
        .filter(
            source__in={candidate.source.pk for candidate in part},
            path__in=[candidate.found.path for candidate in part],
            superseded=False,
        )
    )
    known: dict[tuple[int, str, str], list[ImportedFile]] = {}
    for row in rows:
        known.setdefault((row.source_id, row.path, row.member), []).append(row)
    return known


def parse(candidate: Candidate, options: ImportOptions, directory: Directory) -> None:
    """Bytes to an item with its station, section and names; a refusal says what is wrong with the file."""
    parse_options = ParseOptions(
        encoding=options.encoding or None,
        max_bytes=options.max_bytes,
        station_given=bool(options.station),
        section_given=bool(options.section),
    )
    try:
        item = next(iter(FORMATS["legacy_text"].parse(io.BytesIO(candidate.data), parse_options)))
        candidate.parsed = place(item, options, directory)
    except (WireFormatError, TextTooLarge, Unknown) as error:
        candidate.refuse(str(error))
        return
    candidate.read_warnings = [*item.warnings, *brand_warning(item, candidate.parsed.station)]
    candidate.warnings = list(candidate.read_warnings)


def place(item: WireItem, options: ImportOptions, directory: Directory) -> Parsed:
    """Find the rows for what the item names; the file's own lines come before the run's.

    Raises Unknown, and TextTooLarge for copy that its markup would make too large.
    """
    callsign = item.callsign or parse_callsign(options.station)
    if not callsign:
        raise Unknown("it has no station line, such as “Miami News, KMIA”: name one with --station")
    if not (item.section or options.section):
        raise Unknown("it has no section line: name one with --section")
    body = body_from_paragraphs(item.paragraphs)
    station = directory.station(callsign, item.brand)
    section = directory.section(station, item.section or options.section)
    return Parsed(
        item=item,
        station=station,
        section=section,
        tags=directory.tags(item.tags),
        people=[directory.person(byline.name, station) for byline in item.bylines],
        origin=directory.source(item.source_name, station),
        body=body,
        fingerprint=fingerprint(item.headline, item.body_text),
        content_sha256=content_hash(item, section),
        # Where clocks skip midnight, or show it twice, the later reading is the one on the day that is named.
        dated=item.published.instant(station.zone, later=not item.published.has_time)
        if item.published
        else options.published_at,
    )


def content_hash(item: WireItem, section: Section) -> str:
    """Of all that decides what the story is, but its date: whether a file says anything new."""
    embargo = item.embargo
    said = (
        item.headline,
        item.deck,
        item.paragraphs,
        item.dateline,
        [(byline.name, byline.title) for byline in item.bylines],
        item.tags,
        item.source_name,
        (embargo.local.isoformat(), str(embargo.zone)) if embargo else None,
        item.embargo_text,
        item.hold,
        section.pk,
    )
    return hashlib.sha256(canonical_json(said)).hexdigest()


def brand_warning(item: WireItem, station: Station) -> list[str]:
    if not item.brand or normalise_for_match(item.brand) == normalise_for_match(station.brand):
        return []
    return [f"the file calls {station.callsign} “{item.brand}”, not “{station.brand}”"]
