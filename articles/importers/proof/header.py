"""The lines above the headline: which of them say where the story belongs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.importers.proof.held import Filing, key, leads
from articles.importers.proof.reading import Line
from articles.text.callsigns import parse_callsign


@dataclass(frozen=True, slots=True)
class Header:
    """One way to read the header: `end` is the index of the line after it, `notes` what cannot be told."""

    end: int
    lines: tuple[tuple[str, Line], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Astray:
    """A line that names another station or section than the story's."""

    place: str
    line: Line


def headers(lines: Sequence[Line], filing: Filing, *, any_section: bool) -> Iterator[Header | Astray]:
    """Every way in which the first lines agree with where the story was filed, the fullest first.

    `lines` begin with one that is not blank. A name that leads nowhere now was taken from its station or
    section since; one that leads elsewhere is astray.
    """
    station = _leads_to_station(lines[0], filing)
    if station is not None:
        if station[0] is False:
            yield Astray("station line", lines[0])
        else:
            start = Header(1, (("station line", lines[0]),), station[1])
            yield from _with_section(lines, start, filing, any_section=any_section)
    if filing.station_given:
        yield from _with_section(lines, Header(0), filing, any_section=any_section)


def _leads_to_station(line: Line, filing: Filing) -> tuple[bool | None, tuple[str, ...]] | None:
    """Whether the line's call sign is the station's, with a note where it is nobody's; None: no such line."""
    brand, _, written = line.text.rpartition(",")
    callsign = parse_callsign(written)
    if not (brand.strip() and callsign):
        return None
    found = leads(callsign, filing.callsigns, [filing.station])
    return found, () if found is not None else (f"no station has the call sign {callsign} now",)


def _with_section(
    lines: Sequence[Line], before: Header, filing: Filing, *, any_section: bool
) -> Iterator[Header | Astray]:
    line = lines[before.end] if before.end < len(lines) else None
    if line and line.text:
        name = key(line.text)
        found = leads(filing.aliases.get(name, name), filing.sections, [filing.section])
        if found is False and not any_section:
            yield Astray("section line", line)
        else:
            notes = list(before.notes)
            if found is None:
                notes.append(f"no section of the station is called “{line.text}” now")
            elif not found:
                notes.append(line.text)
            yield Header(before.end + 1, (*before.lines, ("section line", line)), tuple(notes))
    if filing.section_given:
        yield before
