"""The first place where a file and what is held of it part, in words that a person can look up."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_AROUND = 4
_LONGEST = 60
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """`expected` is the file's, `found` what is held; the word in question stands in square brackets."""

    place: str
    expected: str
    found: str
    line: int | None = None
    offset: int | None = None


def first_difference(expected: Sequence[str], found: Sequence[str]) -> int:
    """Index of the first word that differs; the length of the shorter where one ends early."""
    pairs = zip(expected, found, strict=False)
    return next(
        (at for at, (ours, theirs) in enumerate(pairs) if ours != theirs), min(len(expected), len(found))
    )


def around(words: Sequence[str], at: int) -> str:
    """The word in brackets, with a few on either side; [end] after the last."""
    before = " ".join(words[max(0, at - _AROUND) : at])
    word = shown(words[at]) if at < len(words) else "end"
    after = " ".join(words[at + 1 : at + 1 + _AROUND])
    return " ".join(filter(None, (shown(before), f"[{word}]", shown(after))))


def quoted(text: str) -> str:
    return f"“{shown(text)}”" if text else NOTHING


def shown(text: str) -> str:
    """One line of at most some sixty characters, with what the eye cannot see spelled out."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    if cut.isascii() and cut.isprintable():
        return cut
    return "".join(map(_visible, cut))


def _visible(character: str) -> str:
    hidden = character != " " and unicodedata.category(character)[0] in "CZ"
    return f"‹U+{ord(character):04X}›" if hidden else character
