"""Lines between headline and text that are no copy: byline, dates, tags, source, embargo, hold."""

import re
from dataclasses import dataclass, field

from articles.importers.formats.bylines import read_bylines
from articles.importers.formats.dates import read_time
from articles.importers.item import Discard, Place, WireByline, WireTime
from articles.text.plain import fold_space

_LONGEST = 200
_LONGEST_UNREADABLE_DATE = 60
_LONGEST_SOURCE = 120
_LONGEST_TAG = 100
_KEYED = re.compile(r"(?P<key>published|updated|tags|source)\s*:\s*(?P<value>.*)", re.IGNORECASE | re.ASCII)
_BYLINE = re.compile(r"by(?:\s*:)?\s+(?P<names>\S.*)", re.IGNORECASE)
_EMBARGO = re.compile(
    r"(?P<word>embargo(?:ed)?)\b(?:\s+for release)?(?P<until>\s+(?:until|till)\b)?(?P<colon>\s*:)?"
    r"\s*(?P<time>.*)",
    re.IGNORECASE,
)
_HOLD = re.compile(r"hold for release\b.*", re.IGNORECASE)
_ENDS_LIKE_A_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")
# Set around such a line so that nobody misses it: *** HOLD FOR RELEASE ***
_ORNAMENT = "*-–—=_ []()<>"


@dataclass(slots=True)
class Marks:
    """What the lines said, gathered while they are read."""

    bylines: list[WireByline] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    published: WireTime | None = None
    updated: WireTime | None = None
    source_name: str = ""
    embargo: WireTime | None = None
    embargo_text: str = ""
    hold: bool = False
    warnings: list[str] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)

    def read(self, line: str, place: Place) -> bool:
        """Take `line` in if it is such a line. A byline is one only above the text."""
        line = fold_space(line)
        is_long = len(line) > _LONGEST
        kind = self._long(line) if is_long else self._embargo(line) or self._keyed(line)
        if not kind and not is_long and place is Place.ABOVE_TEXT:
            kind = self._byline(line)
        if kind:
            self.discards.append(Discard(kind, line, place))
        return bool(kind)

    def _long(self, line: str) -> str:
        """Of lines that are too long for what they say they are, only a list of tags is believed."""
        found = _KEYED.fullmatch(line)
        if found and found["key"].lower() == "tags" and self._tags(found["value"]):
            return "tags"
        if found and found["key"].lower() != "source":
            self.warnings.append(f"left in the text, though it begins with “{line[:40]}…”")
        return ""

    def _embargo(self, line: str) -> str:
        bare = line.strip(_ORNAMENT)
        if _HOLD.fullmatch(bare) and (bare[:4] == "HOLD" or not ends_like_a_sentence(bare)):
            self.hold = True
            self.warnings.append(f"held for release: “{line}”")
            return "hold"
        found = _EMBARGO.fullmatch(bare)
        if not found or not _means_embargo(found):
            return ""
        time = read_time(found["time"])
        if time is None or time.doubt or self.embargo or self.embargo_text:
            self.embargo_text = f"{self.embargo_text} / {line}" if self.embargo_text else line
            self.warnings.append(f"embargo not read, so the story must be released by hand: “{line}”")
        else:
            self.embargo = time
            if not time.has_time:
                self.warnings.append(f"embargo without a time, read as the beginning of that day: “{line}”")
        return "embargo"

    def _keyed(self, line: str) -> str:
        found = _KEYED.fullmatch(line)
        if not found:
            return ""
        key, value = found["key"].lower(), found["value"]
        match key:
            case "tags":
                return key if self._tags(value) else ""
            case "source":
                return key if self._source(value) else ""
            case _:
                return key if self._date(key, value, line) else ""

    def _tags(self, value: str) -> bool:
        tags = [tag for part in value.split(",") if (tag := part.strip())]
        if any(len(tag) > _LONGEST_TAG for tag in tags):
            return False
        self.tags.extend(tag for tag in tags if tag not in self.tags)
        if not tags:
            self.warnings.append("a line “Tags:” names none")
        return True

    def _source(self, value: str) -> bool:
        if len(value) > _LONGEST_SOURCE:
            return False
        if not value or self.source_name:
            self.warnings.append(f"not read as a source: “Source: {value}”")
        else:
            self.source_name = value
        return True

    def _date(self, key: str, value: str, line: str) -> bool:
        time = read_time(value)
        if time is None and len(value) > _LONGEST_UNREADABLE_DATE:
            return False
        if time is None:
            self.warnings.append(f"date not read: “{line}”")
        elif (self.published if key == "published" else self.updated) is not None:
            self.warnings.append(f"a second date left aside: “{line}”")
        else:
            if time.doubt:
                self.warnings.append(f"date read as {time.local:%Y-%m-%d %H:%M}, but {time.doubt}: “{line}”")
            if key == "published":
                self.published = time
            else:
                self.updated = time
        return True

    def _byline(self, line: str) -> str:
        found = _BYLINE.fullmatch(line)
        if not found:
            return ""
        bylines = read_bylines(found["names"])
        if not bylines and len(line) <= 80 and not ends_like_a_sentence(line):
            self.warnings.append(f"left in the text, though it begins like a byline: “{line}”")
        self.bylines.extend(bylines)
        return "byline" if bylines else ""

    def hold_for_copy(self, paragraph: str) -> None:
        """An embargo that reads like copy stays copy, but nothing goes live by itself past it."""
        bare = paragraph[:_LONGEST].lstrip(_ORNAMENT)
        if bare.startswith(("EMBARGOED ", "EMBARGOED:", "EMBARGO:", "EMBARGO UNTIL", "HOLD FOR RELEASE")):
            self.hold = True
            self.warnings.append(f"held for release, because the copy says “{bare[:60]}”")


def ends_like_a_sentence(line: str) -> bool:
    return _ENDS_LIKE_A_SENTENCE.search(line) is not None


def _means_embargo(found: re.Match[str]) -> bool:
    """Not EMBARGO ON SUGAR ENDS, nor "Embargoed until Monday, the report says that ..."."""
    if found["word"].isupper():
        return bool(found["until"] or found["colon"] or not found["time"])
    line = found[0]
    is_prose = len(line) > 100 or (ends_like_a_sentence(line) and not re.search(r"\b[ap]\.m\.$", line))
    return bool(found["until"]) and not is_prose


def is_marked(line: str) -> bool:
    """Whether `line` is a date, an embargo and so on, and so neither section nor headline."""
    return Marks().read(line, Place.ABOVE_HEADLINE)
