"""Files of a batch: read, parsed and matched with the stations they name. No story is written here."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.errors import TextTooLarge, WireFormatError
from articles.importers.files import CannotRead, FoundFile, read_file
from articles.importers.formats import FORMATS
from articles.importers.item import ParseOptions, WireItem
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
from articles.text.callsigns import parse_callsign
from articles.text.html import body_from_paragraphs
from articles.text.plain import fingerprint, normalise_for_match

# A batch is cut here too: five hundred files of the largest size would be a gigabyte.
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, with the rows for everything that it names."""

    item: WireItem
    station: Station
    section: Section
    tags: list[Tag]
    people: list[Person | None]
    origin: Source
    body: str
    fingerprint: str

    @property
    def copy(self) -> tuple[int, str]:
        """The same on two files: the same story twice on one station."""
        return self.station.pk, self.fingerprint


@dataclass(slots=True)
class Candidate:
    """A file on its way to an outcome. It is refused, or the `same` as before, or `parsed`."""

    found: FoundFile
    source: ImportSource
    data: bytes = b""
    sha256: str = ""
    modified_at: dt.datetime | None = None
    same: ImportedFile | None = None
    parsed: Parsed | None = None
    read_warnings: list[str] = field(default_factory=list)
    outcome: str = ""
    reason: str = ""
    warnings: list[str] = field(default_factory=list)
    story: Story | None = None

    def refuse(self, reason: str) -> None:
        self.outcome, self.reason, self.story = ImportItem.Outcome.REFUSED, reason, None

    def settle(self, outcome: str, story: Story | None, *warnings: str) -> None:
        self.outcome, self.story = outcome, story
        self.warnings.extend(warnings)

    def forget(self) -> None:
        """Back to where reading left it, for another try."""
        if self.outcome != ImportItem.Outcome.REFUSED:
            self.outcome, self.story, self.warnings = "", None, list(self.read_warnings)


def read_batch(
    batch: list[FoundFile], sources: dict[str, ImportSource], options: ImportOptions, directory: Directory
) -> Iterator[list[Candidate]]:
    """The batch as candidates, in lists of at most `BATCH_BYTES` of files."""
    part: list[Candidate] = []
    size = 0
    for found in batch:
        candidate = read(found, sources[found.source], options)
        part.append(candidate)
        size += len(candidate.data)
        if size > BATCH_BYTES:
            yield understood(part, options, directory)
            part, size = [], 0
    if part:
        yield understood(part, options, directory)


def read(found: FoundFile, source: ImportSource, options: ImportOptions) -> Candidate:
    candidate = Candidate(found, source)
    if found.refusal:
        candidate.refuse(found.refusal)
        return candidate
    try:
        file = read_file(found, options.max_bytes)
    except CannotRead as error:
        candidate.refuse(str(error))
        return candidate
    candidate.data, candidate.modified_at = file.data, file.modified_at
    candidate.sha256 = hashlib.sha256(file.data).hexdigest()
    return candidate


def understood(part: list[Candidate], options: ImportOptions, directory: Directory) -> list[Candidate]:
    """Recognise bytes that came in before; parse the others. One query for the part."""
    told = options.station or options.section or options.encoding
    known = {} if told else recognised(part)
    for candidate in part:
        if candidate.outcome:
            continue
        same = known.get((candidate.source.pk, candidate.found.path, candidate.sha256))
        if same:
            candidate.same = same
        else:
            parse(candidate, options, directory)
    return part


def recognised(part: list[Candidate]) -> dict[tuple[int, str, str], ImportedFile]:
    rows = ImportedFile.objects.select_related("station", "story").filter(
        source__in={candidate.source.pk for candidate in part},
        path__in=[candidate.found.path for candidate in part],
    )
    return {(row.source_id, row.path, row.sha256): row for row in rows}


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
    section = item.section or options.section
    if not callsign:
        raise Unknown("it has no station line, such as “Miami News, KMIA”: name one with --station")
    if not section:
        raise Unknown("it has no section line: name one with --section")
    station = directory.station(callsign, item.brand)
    return Parsed(
        item=item,
        station=station,
        section=directory.section(station, section),
        tags=directory.tags(item.tags),
        people=[directory.person(byline.name) for byline in item.bylines],
        origin=directory.source(item.source_name, station),
        body=body_from_paragraphs(item.paragraphs),
        fingerprint=fingerprint(item.headline, item.body_text),
    )


def brand_warning(item: WireItem, station: Station) -> list[str]:
    if not item.brand or normalise_for_match(item.brand) == normalise_for_match(station.brand):
        return []
    return [f"the file calls {station.callsign} “{item.brand}”, not “{station.brand}”"]
