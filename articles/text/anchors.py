"""Notes on a passage: remembered by its words and what stood around them, found again after edits."""

import dataclasses
from collections import Counter
from difflib import SequenceMatcher
from typing import Final

from articles.text.plain import fold_space

MAX_QUOTE: Final = 500
CONTEXT: Final = 60
# Share of the quote's words that must be left, in their order, for a passage to be the same one.
STILL_THE_SAME: Final = 0.6


@dataclasses.dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a text whose white space is folded, with up to CONTEXT characters on either side."""

    quote: str
    before: str = ""
    after: str = ""
    position: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now; `is_exact` if word for word as it was."""

    start: int
    end: int
    is_exact: bool


def anchor_at(text: str, quote: str, before: str = "") -> Anchor:
    """An anchor for `quote` in `text`, the one after `before` where it stands there several times.

    Words that are not in the text (not saved yet, perhaps) make an anchor too: it may be found later.
    """
    text, quote = fold_space(text), fold_space(quote)[:MAX_QUOTE]
    hint = Anchor(quote, fold_space(before)[-CONTEXT:])
    place = find_anchor(text, hint)
    if place is None or not place.is_exact:
        return hint
    return Anchor(
        quote,
        text[max(place.start - CONTEXT, 0) : place.start],
        text[place.end : place.end + CONTEXT],
        place.start,
    )


def find_anchor(text: str, anchor: Anchor) -> Place | None:
    """Where the passage stands in `text` as it is now; None where too little of it is left.

    Of several that read alike, the one with the most of its old surroundings, then the nearest.
    """
    text = fold_space(text)
    if not anchor.quote:
        return None
    exact = _occurrences(text, anchor.quote)
    if exact:
        start = max(exact, key=lambda at: (_familiar(text, at, anchor), -abs(at - anchor.position)))
        return Place(start, start + len(anchor.quote), True)
    return _nearly(text, anchor.quote)


def _occurrences(text: str, quote: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _familiar(text: str, at: int, anchor: Anchor) -> int:
    """How many characters on either side are as they were, counted from the passage outward."""
    left = text[max(at - CONTEXT, 0) : at]
    right = text[at + len(anchor.quote) :][:CONTEXT]
    return _common(left.rstrip()[::-1], anchor.before.rstrip()[::-1]) + _common(
        right.lstrip(), anchor.after.lstrip()
    )


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _nearly(text: str, quote: str) -> Place | None:
    """The run of words that keeps most of the quote's, if that is enough. Linear in the text."""
    words, wanted = _words(text), [word for word, _ in _words(quote)]
    window = _best_window([word for word, _ in words], wanted)
    if window is None:
        return None
    # Words in another order count for the window: the passage itself may begin before it or end after it.
    margin = len(wanted) // 2
    first, last = max(window[0] - margin, 0), window[1] + margin
    found = [word for word, _ in words[first:last]]
    blocks = SequenceMatcher(None, found, wanted, autojunk=False).get_matching_blocks()
    if sum(block.size for block in blocks) < STILL_THE_SAME * len(wanted):
        return None
    kept = [block for block in blocks if block.size]
    begin, end = first + kept[0].a, first + kept[-1].a + kept[-1].size
    start = words[begin][1]
    last_word, last_at = words[end - 1]
    return Place(start, last_at + len(last_word), False)


def _words(text: str) -> list[tuple[str, int]]:
    """Each word with where it begins; `text` is folded."""
    found, at = [], 0
    for word in text.split(" "):
        if word:
            found.append((word, at))
        at += len(word) + 1
    return found


def _best_window(words: list[str], wanted: list[str]) -> tuple[int, int] | None:
    """The run, somewhat longer than the quote, that has the most of its words, whatever their order."""
    size = len(wanted) + max(2, len(wanted) // 3)
    missing, hits, best = Counter(wanted), 0, (0, 0)
    for at, word in enumerate(words):
        if missing[word] > 0:
            hits += 1
        missing[word] -= 1
        if at >= size:
            gone = words[at - size]
            missing[gone] += 1
            if missing[gone] > 0:
                hits -= 1
        if hits > best[0]:
            best = (hits, at + 1)
    if best[0] < STILL_THE_SAME * len(wanted):
        return None
    return max(best[1] - size, 0), best[1]
