"""What a parser makes of one story, whatever format it came in, and what a parser is told beforehand."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What a run says to a parser. `*_given`: the run names one for files that have no such line."""

    encoding: str | None = None
    max_bytes: int = 2_000_000
    station_given: bool = False
    section_given: bool = False


@dataclass(frozen=True, slots=True)
class WireByline:
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class WireTime:
    """A time as a file gives it: wall clock, and a zone only if the file names one."""

    text: str
    local: dt.datetime
    has_time: bool = True
    zone: dt.tzinfo | None = None
    # Why the reading is not the only one possible, as a sentence; empty where it is.
    doubt: str = ""

    def instant(self, station_zone: dt.tzinfo, *, later: bool = False) -> dt.datetime:
        """In UTC; a day without a time begins at midnight.

        A wall time that the clock shows twice, or never, has two readings: the earlier, or `later`.
        """
        aware = self.local.replace(tzinfo=self.zone or station_zone)
        readings = sorted(aware.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1))
        return readings[later]


class Place(StrEnum):
    """Where in a file something stood that is no copy; with it, a file's words can be put back in order."""

    HEADER = "header"
    ABOVE_HEADLINE = "above the headline"
    ABOVE_TEXT = "above the text"
    BELOW_TEXT = "below the text"


@dataclass(frozen=True, slots=True)
class Discard:
    """A line that is no copy, as it stood; `kind` names it: station, byline, end mark ..."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class WireItem:
    """One story as its file tells it. Nothing here is looked up, and nothing is made up.

    `callsign` and `section` are None only where the run names one. `embargo_text` is an embargo that could
    not be read, as written: with it, or with `hold`, the story must not go live by itself.
    `source_name` is empty where the file names no source.
    """

    format: str
    encoding: str
    headline: str
    paragraphs: tuple[str, ...]
    callsign: str | None = None
    brand: str = ""
    section: str | None = None
    deck: str = ""
    dateline: str = ""
    bylines: tuple[WireByline, ...] = ()
    published: WireTime | None = None
    updated: WireTime | None = None
    tags: tuple[str, ...] = ()
    source_name: str = ""
    embargo: WireTime | None = None
    embargo_text: str = ""
    hold: bool = False
    warnings: tuple[str, ...] = ()
    discards: tuple[Discard, ...] = ()

    @property
    def body_text(self) -> str:
        """The paragraphs with a blank line between two: what fingerprints and comparisons read."""
        return "\n\n".join(self.paragraphs)
