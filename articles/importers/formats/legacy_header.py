"""The first lines of a legacy file: station and section, and what may stand in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.errors import WireFormatError
from articles.importers.formats.datelines import find_dateline
from articles.importers.formats.marked_lines import Marks, is_marked
from articles.importers.item import Discard, ParseOptions, Place
from articles.text.callsigns import parse_callsign
from articles.text.plain import fold_space

LONGEST_SECTION = 60
LONGEST_BRAND = 80
LONGEST_LIKELY_HEADLINE = 140
_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says, and the index of the line after it."""

    end: int
    brand: str = ""
    callsign: str | None = None
    section: str | None = None
    warnings: tuple[str, ...] = ()
    discards: tuple[Discard, ...] = ()


def read_header(lines: Sequence[str], options: ParseOptions) -> Header:
    """Station and section line of `lines`, which have no white space at their ends; the first is not blank.

    Raises WireFormatError where one is missing and the run names none.
    """
    station = read_station_line(lines[0])
    if station is None:
        if not options.station_given:
            raise WireFormatError(
                f"no station line: the first line is {quote(lines[0])}, which does not end in a comma and a "
                "call sign; name the station with --station",
                line=1,
            )
        return _without_station(lines, options)
    brand, callsign = station
    written = lines[0].rpartition(",")[2].strip()
    warnings = () if written == callsign else (f"call sign {callsign} is written “{written}”",)
    station_line = Discard("station", lines[0], Place.HEADER)
    flaw = _why_no_section(lines[1]) if len(lines) > 1 else "missing"
    if flaw and not options.section_given:
        raise WireFormatError(
            f"no section line: the second line is {flaw}; name the section with --section", line=2
        )
    if flaw:
        return Header(1, brand, callsign, None, warnings, (station_line,))
    section_line = Discard("section", lines[1], Place.HEADER)
    return Header(2, brand, callsign, fold_space(lines[1]), warnings, (station_line, section_line))


def read_station_line(line: str) -> tuple[str, str] | None:
    """Brand and call sign, split at the last comma; None if that is not what the line holds."""
    brand, comma, callsign = line.rpartition(",")
    brand, found = fold_space(brand), parse_callsign(callsign)
    return (brand, found) if comma and found and 0 < len(brand) <= LONGEST_BRAND else None


def quote(line: str) -> str:
    return f"“{line[:_QUOTED]}…”" if len(line) > _QUOTED else f"“{line}”"


def _without_station(lines: Sequence[str], options: ParseOptions) -> Header:
    """The first line is the section if it can be one and a headline follows it; else it is the headline."""
    flaw = _why_no_section(lines[0])
    if not flaw and _headline_follows(lines):
        return Header(1, section=fold_space(lines[0]), discards=(Discard("section", lines[0], Place.HEADER),))
    if not options.section_given:
        flaw = flaw or f"{quote(lines[0])}, and no headline follows it: it is probably the headline itself"
        raise WireFormatError(
            f"no section line: the first line is {flaw}; name the section with --section", line=1
        )
    return Header(0)


def _why_no_section(line: str) -> str:
    """What the line is instead; empty if it can be a section."""
    if not line:
        return "blank"
    if len(fold_space(line)) > LONGEST_SECTION:
        return f"{quote(line)}, too long for a section and probably the headline"
    if line.endswith((".", "!", "?")):
        return f"{quote(line)}, which ends like a sentence and is probably the headline"
    # An embargo taken for a section would be lost.
    if is_marked(line):
        return quote(line)
    return ""


def _headline_follows(lines: Sequence[str]) -> bool:
    """Whether the lines after the first are one that looks like a headline, and then text."""
    start = next((at for at, line in enumerate(lines[1:], 1) if line), len(lines))
    end = next((at for at, line in enumerate(lines[start:], start) if not line), len(lines))
    ignored = Marks()
    if start == len(lines) or ignored.read(lines[start], Place.ABOVE_TEXT):
        return False
    if any(not ignored.read(line, Place.ABOVE_TEXT) for line in lines[start + 1 : end]):
        return False
    headline = lines[start]
    looks_like_one = len(headline) <= LONGEST_LIKELY_HEADLINE and not re.search(r"\.[\"”’]?$", headline)
    return looks_like_one and not find_dateline(headline) and any(lines[end:])
