"""Unicode normal forms in a time that grows with the text and no faster.

Putting the marks on one letter in order is quadratic: 60,000 in a row keep a process busy for minutes, with
the interpreter's lock held. So a run ends at 30 before it is ordered, as in stream-safe text (UAX 15, D4).
"""

import re
import unicodedata
from functools import cache
from itertools import takewhile
from typing import Final, Literal

MOST_MARKS: Final = 30
"""In a row on one letter, counted as if everything were taken apart; no script needs ten."""

# Of class 0 themselves, yet what they are taken apart to is nothing but marks.
_BECOME_MARKS: Final = "\u0f73\u0f75\u0f81\uff9e\uff9f"
_ARE_TWO: Final = "\u0344\u0f73\u0f75\u0f81"
# Joins nothing and shows nothing: what stands behind it begins a new run.
_JOINER: Final = "\u034f"
# A mark is two at most, and a letter brings three: a run of 31 has 14 characters or more that are marks.
_FEWEST: Final = 14


def nfc(text: str) -> str:
    """Canonical composition; a run of more than 30 marks gets an invisible joiner after each 30."""
    return normal("NFC", text)


def normal(form: Literal["NFC", "NFD", "NFKD"], text: str) -> str:
    return text if text.isascii() else unicodedata.normalize(form, break_runs(text))


def break_runs(text: str) -> str:
    """Stream-safe text: the standard's joiner stands after each 30 marks in a row."""
    return _runs().sub(_broken, text) if _may_be_long(text) else text


def overlong(text: str) -> int | None:
    """Where the first mark stands that is the 31st in a row."""
    if _may_be_long(text):
        for run in _runs().finditer(text):
            if cuts := _cuts(run[0]):
                return run.start() + cuts[0]
    return None


def _may_be_long(text: str) -> bool:
    """A long run cannot pass between the characters that are looked at."""
    return any(map(_is_mark, set(text[_FEWEST - 1 :: _FEWEST])))


@cache
def _runs() -> re.Pattern[str]:
    """Runs that may be too long, each with the letter before it; made when the first text needs it: 10 ms."""
    marks = "".join(filter(_is_mark, map(chr, range(0x300, 0x20000))))
    return re.compile(f"[^{marks}]?[{marks}]{{{_FEWEST},}}")


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in _BECOME_MARKS


def _broken(run: re.Match[str]) -> str:
    text, cuts = run[0], _cuts(run[0])
    return _JOINER.join(text[i:j] for i, j in zip([0, *cuts], [*cuts, None], strict=True)) if cuts else text


def _cuts(run: str) -> list[int]:
    """Before which characters of a run a new one has to begin."""
    cuts, marks = [], 0 if _is_mark(run[0]) else _marks_of(run[0])
    for place in range(not _is_mark(run[0]), len(run)):
        size = 2 if run[place] in _ARE_TWO else 1
        marks += size
        if marks > MOST_MARKS:
            cuts.append(place)
            marks = size
    return cuts


def _marks_of(letter: str) -> int:
    """How many marks a letter ends with once it is taken apart."""
    return sum(1 for _ in takewhile(unicodedata.combining, reversed(unicodedata.normalize("NFKD", letter))))
