"""What the ledger says a story holds, and where it was filed: plain values to compare a file with."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape

from articles.text.plain import fold_space

_TEXT = re.compile(r"[^<>&]*(?:&(?:amp|lt|gt|nbsp|#824);[^<>&]*)*")


class NotPlain(Exception):
    """The body is not made of plain paragraphs, as an import writes it; the message shows where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A revision's content. `tags` are names by id; `source` is a key of `Filing.sources`."""

    headline: str
    paragraphs: tuple[str, ...]
    deck: str = ""
    dateline: str = ""
    bylines: tuple[tuple[str, str], ...] = ()
    tags: Mapping[int, str] = field(default_factory=dict)
    source: int | None = None
    from_archive: bool = True
    published_at: dt.datetime | None = None
    estimated: bool = False
    embargo_until: dt.datetime | None = None
    on_hold: bool = False
    warnings: tuple[str, ...] = ()

    def tells_of(self, words: str) -> bool:
        """Whether a warning of the ledger quotes these words: set aside, but said aloud."""
        return any(words in warning for warning in self.warnings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Where the story was filed, and what every name in a file's header leads to. Names are `key`s.

    `tags` are those of merged tags. `aliases` are what the run was told to read for a section's name.
    `carried`: it is newer copy of a story that was there, which may keep a date or an embargo of before.
    """

    station: int
    section: int
    callsigns: Mapping[str, int]
    sections: Mapping[str, int]
    tags: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    zone: dt.tzinfo = dt.UTC
    station_given: bool = False
    section_given: bool = False
    date_given: bool = False
    carried: bool = False


def key(name: str) -> str:
    """How names are compared: case and kind of white space do not count."""
    return fold_space(name).casefold()


def leads(name: str, table: Mapping[str, int], ours: Collection[int]) -> bool | None:
    """Whether a name leads to one of `ours`; None where it leads nowhere any more."""
    found = table.get(key(name))
    return None if found is None else found in ours


def plain_paragraphs(body: str) -> tuple[str, ...]:
    """The paragraphs of an imported body, letter for letter. Raises NotPlain for any other markup."""
    if not (body.startswith("<p>") and body.endswith("</p>")):
        raise NotPlain(body[:40])
    inner = body[3:-4].split("</p><p>")
    return tuple(_letters(paragraph) for paragraph in inner)


def _letters(markup: str) -> str:
    if "&" not in markup and "<" not in markup and ">" not in markup:
        return markup
    found = _TEXT.match(markup)
    end = found.end() if found else 0
    if end < len(markup):
        raise NotPlain(markup[max(0, end - 20) : end + 20])
    return unescape(markup)
