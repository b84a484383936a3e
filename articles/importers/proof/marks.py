"""Lines that are no copy: each is claimed by what the story holds of it, or is told of in a warning."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importers.proof.dates import says
from articles.importers.proof.difference import quoted
from articles.importers.proof.held import Filing, Held, key, leads

_KEYED = re.compile(r"(?P<key>published|updated|tags|source)\s*:\s*(?P<value>.*)", re.IGNORECASE | re.ASCII)
_BY = re.compile(r"by(?:\s*:)?\s+(?P<names>\S.*)", re.IGNORECASE)
_EMBARGO = re.compile(
    r"embargo(?:ed)?\b(?:\s+for release)?(?:\s+(?:until|till)\b)?\s*:?\s*(?P<time>.*)", re.IGNORECASE
)
_HOLD = re.compile(r"hold for release\b.*", re.IGNORECASE)
_ORNAMENT = "*-–—=_ []()<>"
_JOINS = frozenset(("and", "&"))


@dataclass(slots=True)
class Claims:
    """Which of the story's marks the lines so far account for; with `loose`, unlike ones are noted only."""

    held: Held
    filing: Filing
    loose: bool = False
    notes: list[str] = field(default_factory=list)
    names: list[str] = field(init=False)
    tags: set[int] = field(init=False)
    source: bool = False
    date: bool = False
    embargo: bool = False

    def __post_init__(self) -> None:
        self.names = [word for name, title in self.held.bylines for word in _names(f"{name} {title}")]
        self.tags = set(self.held.tags)

    def take(self, line: str, *, byline: bool = True) -> str:
        """The name of the place that accounts for `line`; "" where none does."""
        kind = kind_of(line)
        if not kind or (kind == "byline" and not byline):
            return ""
        if kind == "updated" or self._claim(kind, line):
            return kind
        if self.loose:
            self.notes.append(line)
            return kind
        return ""

    def _claim(self, kind: str, line: str) -> bool:
        match kind:
            case "byline":
                return self._byline(line)
            case "tags":
                return self._tags(_value(line))
            case "source":
                return self._source(_value(line))
            case "published":
                return self._published(line)
            case "embargo":
                return self._embargo(line)
        return self.held.on_hold

    def _byline(self, line: str) -> bool:
        found = _BY.fullmatch(line)
        said = _names(found["names"]) if found else []
        if not said or self.names[: len(said)] != said:
            return False
        del self.names[: len(said)]
        return True

    def _tags(self, value: str) -> bool:
        held = {key(name): tag for tag, name in self.held.tags.items()}
        for part in filter(None, map(str.strip, value.split(","))):
            tag = held.get(key(part)) or self.filing.tags.get(key(part))
            if tag not in self.held.tags:
                return False
            self.tags.discard(tag)
        return True

    def _source(self, value: str) -> bool:
        if not value or (self.source and self.held.tells_of(value)):
            return True
        found = leads(value, self.filing.sources, [self.held.source] if self.held.source else [])
        if found is None:
            self.notes.append(f"the source “{value}” has another name now")
        self.source = found is not False
        return self.source

    def _published(self, line: str) -> bool:
        moment = self.held.published_at
        if (
            moment
            and not self.held.estimated
            and not self.date
            and says(_value(line), moment, self.filing.zone)
        ):
            self.date = True
            return True
        return self.held.tells_of(line)

    def _embargo(self, line: str) -> bool:
        found, moment = _EMBARGO.fullmatch(line.strip(_ORNAMENT)), self.held.embargo_until
        if found and moment and not self.embargo and says(found["time"], moment, self.filing.zone):
            self.embargo = True
            return True
        if self.held.on_hold and self.held.tells_of(line):
            return True
        if self.filing.carried and moment:
            self.notes.append(f"“{line}” gave way to an embargo of before")
        return self.filing.carried and bool(moment)

    def holds(self, kind: str) -> str:
        """What the story has in that place, for a message."""
        held = self.held
        match kind:
            case "byline":
                return quoted("; ".join(", ".join(filter(None, credit)) for credit in held.bylines))
            case "tags":
                return quoted(", ".join(held.tags.values()))
            case "source":
                return "no source of its own" if held.from_archive else "another source"
            case "hold":
                return "no hold"
        return quoted(_moment(held.embargo_until if kind == "embargo" else held.published_at))

    def unclaimed(self) -> Iterator[tuple[str, str]]:
        """Place and words of what the story holds and no line of the file says."""
        held = self.held
        if held.deck:
            yield "deck", held.deck
        if self.names:
            yield "byline", " ".join(self.names)
        for tag in sorted(self.tags):
            yield "tags", held.tags[tag]
        if not self.source and not held.from_archive:
            yield "source", "a source of its own"
        carried = self.filing.carried
        if held.published_at and not (held.estimated or self.date or self.filing.date_given or carried):
            yield "published", _moment(held.published_at)
        if held.embargo_until and not (self.embargo or carried):
            yield "embargo", _moment(held.embargo_until)


def kind_of(line: str) -> str:
    """What such a line is by its first word; "" where it can only be copy."""
    if found := _KEYED.fullmatch(line):
        return found["key"].lower()
    bare = line.strip(_ORNAMENT)
    if _HOLD.fullmatch(bare):
        return "hold"
    if _EMBARGO.fullmatch(bare):
        return "embargo"
    return "byline" if _BY.fullmatch(line) else ""


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def _value(line: str) -> str:
    return line.partition(":")[2].strip()


def _names(text: str) -> list[str]:
    """The words of names and titles; what joins two of them is no word of either."""
    return [word for word in text.replace(",", " ").split() if word.casefold() not in _JOINS]
