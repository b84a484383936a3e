"""The stations' old text files: station line, section line, headline, paragraphs; one story a file."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from articles.errors import WireFormatError
from articles.importers.formats.datelines import find_dateline
from articles.importers.formats.decoding import Decoded, decode
from articles.importers.formats.legacy_header import (
    LONGEST_LIKELY_HEADLINE,
    Header,
    quote,
    read_header,
    read_station_line,
)
from articles.importers.formats.marked_lines import Marks, ends_like_a_sentence
from articles.importers.formats.paragraphs import split_paragraphs
from articles.importers.item import Discard, ParseOptions, Place, WireItem
from articles.text.plain import clean_line

NAME: Final = "legacy_text"
LONGEST_HEADLINE: Final = 200
_END_MARKS: Final = frozenset(("-30-", "###", "(END)"))
_UNWRAPPED: Final = 120
_DEFAULTS: Final = ParseOptions()


def sniff(head: bytes) -> bool:
    """Whether the first line with anything on it is a station line. Never raises."""
    return bool(callsign_of(head))


def callsign_of(head: bytes) -> str:
    """What a file that may be broken otherwise says whose it is; empty where it does not. Never raises."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8-sig", "ignore")
    first = next((line for line in text.splitlines() if line.strip()), "")
    station = read_station_line(first)
    return station[1] if station else ""


def parse(stream: BinaryIO, options: ParseOptions = _DEFAULTS) -> Iterator[WireItem]:
    """The one story of the file. Raises WireFormatError with a reason that a person can act on."""
    raw = stream.read(options.max_bytes + 1)
    if len(raw) > options.max_bytes:
        raise WireFormatError(
            f"larger than {options.max_bytes:,} bytes: raise --max-bytes, or split the file"
        )
    yield _read_story(decode(raw, options.encoding), options)


def _read_story(decoded: Decoded, options: ParseOptions) -> WireItem:
    lines, first_line = _lines(decoded.text)
    end_marks = _take_end_marks(lines)
    if not lines:
        raise WireFormatError("the file is empty")
    stripped = [line.strip() for line in lines]
    try:
        header = read_header(stripped, options)
        marks = Marks(warnings=[*decoded.warnings, *header.warnings], discards=[*header.discards])
        headline, at = _read_headline(stripped, header, marks)
    except WireFormatError as error:
        # Blank lines above the story count as lines of the file.
        line = error.line + first_line if error.line else None
        raise WireFormatError(error.reason, line=line) from None
    paragraphs = _read_text(lines, stripped, at, marks)
    marks.discards += end_marks
    return WireItem(
        format=NAME,
        encoding=decoded.encoding,
        headline=headline,
        paragraphs=tuple(paragraphs),
        callsign=header.callsign,
        brand=header.brand,
        section=header.section,
        dateline=find_dateline(paragraphs[0]),
        bylines=tuple(marks.bylines),
        published=marks.published,
        updated=marks.updated,
        tags=tuple(marks.tags),
        source_name=marks.source_name,
        embargo=marks.embargo,
        embargo_text=marks.embargo_text,
        hold=marks.hold,
        warnings=tuple(marks.warnings),
        discards=tuple(marks.discards),
    )


def _lines(text: str) -> tuple[list[str], int]:
    """The lines from the first to the last with anything on it, and how many blank ones came before."""
    if "\r" in text:
        # CR CR LF is one line end that went through a careless conversion.
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", " ").replace("\u2029", "\n\n")
    lines = text.split("\n")
    first, end = 0, len(lines)
    while first < end and not lines[first].strip():
        first += 1
    while end > first and not lines[end - 1].strip():
        end -= 1
    return lines[first:end], first


def _take_end_marks(lines: list[str]) -> list[Discard]:
    """Take the end mark off `lines`, and the blank lines before it."""
    taken: list[Discard] = []
    if lines and "".join(lines[-1].split()).upper() in _END_MARKS:
        taken.append(Discard("end mark", lines.pop().strip(), Place.BELOW_TEXT))
        while lines and not lines[-1].strip():
            lines.pop()
    return taken


def _read_headline(lines: Sequence[str], header: Header, marks: Marks) -> tuple[str, int]:
    """The headline and the index of the line after it. An embargo or a date above it is taken in as well."""
    for at in range(header.end, len(lines)):
        if not lines[at]:
            continue
        if marks.read(lines[at], Place.ABOVE_HEADLINE):
            marks.warnings.append(f"stands above the headline: {quote(lines[at])}")
            continue
        headline = clean_line(lines[at])
        _check_headline(headline, at, marks)
        marks.hold_for_copy(headline)
        return headline, at + 1
    raise WireFormatError("no headline: nothing follows the header")


def _check_headline(headline: str, at: int, marks: Marks) -> None:
    if len(headline) > LONGEST_HEADLINE:
        raise WireFormatError(
            f"the headline has {len(headline)} characters, {LONGEST_HEADLINE} are allowed; it is probably "
            f"missing, and the text begins in its place: {quote(headline)}",
            line=at + 1,
        )
    if len(headline) > LONGEST_LIKELY_HEADLINE:
        marks.warnings.append(
            f"the headline may be missing: it has {len(headline)} characters, {quote(headline)}"
        )
    elif find_dateline(headline) and ends_like_a_sentence(headline):
        marks.warnings.append(
            f"the headline may be missing: it begins and ends like a text, {quote(headline)}"
        )


def _read_text(lines: Sequence[str], stripped: Sequence[str], at: int, marks: Marks) -> list[str]:
    """The paragraphs from line `at` on, after the lines that have a meaning of their own."""
    below_headline = at
    while at < len(lines) and (not stripped[at] or marks.read(stripped[at], Place.ABOVE_TEXT)):
        at += 1
    paragraphs = split_paragraphs(lines[at:])
    if not paragraphs:
        raise WireFormatError("a headline but no text: nothing follows it that is copy")
    if at == below_headline and at + 1 < len(lines) and not stripped[at + 1]:
        _doubt_first_line(stripped[at], marks)
    if len(paragraphs) == 1 and len(lines) - at > 2 and max(map(len, lines[at:])) > _UNWRAPPED:
        marks.warnings.append("no blank lines: the whole text became one paragraph")
    for paragraph in paragraphs:
        if "EMBARGO" in paragraph or "HOLD" in paragraph:
            marks.hold_for_copy(paragraph)
    return paragraphs


def _doubt_first_line(line: str, marks: Marks) -> None:
    if not ends_like_a_sentence(line) and len(line) <= LONGEST_LIKELY_HEADLINE:
        marks.warnings.append(f"the line below the headline may belong to it: {quote(line)}")
