"""What changed from one text to another: blocks added, removed, moved, and words inside those that stayed.

A diff of bodies carries the new text only, so that applying it to the old body is a proof of it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Final, NamedTuple

from articles.text.blocks import Block, Token, join, split

# Share of words in common from which two blocks are one that was changed.
_LIKE: Final = 0.5
# difflib is quadratic. Past this many pairs of tokens, in one body, blocks count as rewritten whole: 2 s.
MOST_PAIRS: Final = 8_000_000
# Past this many pairs of blocks without a partner only neighbours are compared.
_MOST_LIKENESSES: Final = 10_000
_NEIGHBOURS: Final = 10


@dataclass(slots=True)
class Patience:
    """How much comparing of words is left for one body."""

    pairs: int = MOST_PAIRS

    def allows(self, pairs: int) -> bool:
        if pairs > self.pairs:
            return False
        self.pairs -= pairs
        return True


class Edit(NamedTuple):
    """Tokens `start` to `end` of the old block give way to `tokens`."""

    start: int
    end: int
    tokens: tuple[Token, ...]


class Kind(Enum):
    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """One block: `old` is its place in the old body, `added` its markup where it is new."""

    kind: Kind
    old: int = -1
    edits: tuple[Edit, ...] = ()
    moved: bool = False
    added: str = ""

    def result(self, block: Block) -> Block:
        """What the old block becomes."""
        return Block(join(edited(block.tokens, self.edits))) if self.edits else block


def diff(old: str, new: str, patience: Patience | None = None) -> list[Step]:
    """Steps in the order of the new body; what was removed stands after the block it followed."""
    before, after = split(old), split(new)
    partners = pair(before, after)
    moved = out_of_order([partners[place] for place in range(len(after)) if place in partners])
    patience = patience or Patience()
    steps = [_step(before, after, place, partners, moved, patience) for place in range(len(after))]
    return list(_with_removed(steps, set(range(len(before))) - set(partners.values())))


def apply(steps: Sequence[Step], old: str) -> str:
    """The new body, from the old one and the steps alone."""
    before = split(old)
    return "".join(
        step.added if step.kind == Kind.ADDED else step.result(before[step.old]).html
        for step in steps
        if step.kind != Kind.REMOVED
    )


def edited(tokens: Sequence[Token], edits: Sequence[Edit]) -> list[Token]:
    """The tokens with the edits done; edits are in order and do not overlap."""
    found: list[Token] = []
    place = 0
    for edit in edits:
        found += [*tokens[place : edit.start], *edit.tokens]
        place = edit.end
    return found + list(tokens[place:])


def edits_between(
    old: Sequence[Token], new: Sequence[Token], patience: Patience | None = None
) -> tuple[Edit, ...]:
    """The least that turns `old` into `new`; one edit of everything where finding it would take long."""
    patience = patience or Patience()
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    mine, theirs = old[head : len(old) - tail], new[head : len(new) - tail]
    if not mine and not theirs:
        return ()
    if not patience.allows(len(mine) * len(theirs)):
        return (Edit(head, head + len(mine), tuple(theirs)),)
    # Spaces are everywhere: as anchors they cost most and mean nothing.
    matcher = SequenceMatcher(lambda token: token.is_space, mine, theirs, autojunk=False)
    return tuple(
        Edit(head + i, head + j, tuple(theirs[k:m]))
        for what, i, j, k, m in matcher.get_opcodes()
        if what != "equal"
    )


def pair(old: Sequence[Block], new: Sequence[Block]) -> dict[int, int]:
    """Which old block each new one continues: the same, of the same picture or story, or like in words."""
    found: dict[int, int] = {}
    # Lines that repeat all over (autojunk) are no anchors; they are paired in order below.
    matcher = SequenceMatcher(None, [b.core for b in old], [b.core for b in new])
    for i, j, size in matcher.get_matching_blocks():
        found |= {j + step: i + step for step in range(size)}
    _pair_by(found, [b.identity for b in old], [b.identity for b in new])
    _pair_by(found, [b.core for b in old], [b.core for b in new])
    _pair_by_likeness(found, old, new)
    return found


def out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest places to take out so that the rest rise: what was moved."""
    tails: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        lengths.append(at)
    kept, wanted = set[int](), len(tails) - 1
    for place, length in zip(reversed(places), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(place)
            wanted -= 1
    return set(places) - kept


def _step(
    before: Sequence[Block],
    after: Sequence[Block],
    place: int,
    partners: dict[int, int],
    moved: set[int],
    patience: Patience,
) -> Step:
    if place not in partners:
        return Step(Kind.ADDED, added=after[place].html)
    old = partners[place]
    was, now = before[old], after[place]
    edits = () if was.html == now.html else edits_between(was.tokens, now.tokens, patience)
    return Step(Kind.KEPT, old, edits, old in moved)


def _with_removed(steps: Sequence[Step], removed: set[int]) -> Iterator[Step]:
    """Each removed block behind the nearest block before it that was not moved."""
    behind: dict[int, list[int]] = {}
    stayed = sorted(step.old for step in steps if step.kind == Kind.KEPT and not step.moved)
    for place in sorted(removed):
        at = bisect_left(stayed, place)
        behind.setdefault(stayed[at - 1] if at else -1, []).append(place)
    yield from (Step(Kind.REMOVED, place) for place in behind.get(-1, ()))
    for step in steps:
        yield step
        if step.kind == Kind.KEPT and not step.moved:
            yield from (Step(Kind.REMOVED, place) for place in behind.get(step.old, ()))


def _shared(one: Sequence[Token], other: Sequence[Token]) -> int:
    """How many tokens both begin with."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _pair_by(found: dict[int, int], old: Sequence[object], new: Sequence[object]) -> None:
    """Pair what is left by equal keys, in order; None is no key."""
    taken = set(found.values())
    waiting: dict[object, list[int]] = {}
    for place, key in enumerate(old):
        if key is not None and place not in taken:
            waiting.setdefault(key, []).append(place)
    for place, key in enumerate(new):
        if place not in found and waiting.get(key):
            found[place] = waiting[key].pop(0)


def _pair_by_likeness(found: dict[int, int], old: Sequence[Block], new: Sequence[Block]) -> None:
    """The most alike first; of equals the nearest."""
    taken = set(found.values())
    left = [place for place, block in enumerate(old) if place not in taken and not block.identity]
    right = [place for place, block in enumerate(new) if place not in found and not block.identity]
    near = len(left) * len(right) > _MOST_LIKENESSES
    scored = sorted(
        (-score, abs(rank - other), i, j)
        for rank, i in enumerate(left)
        for other, j in _close(right, rank, near)
        if (score := likeness(old[i], new[j])) >= _LIKE
    )
    for _, _, i, j in scored:
        if i not in taken and j not in found:
            taken.add(i)
            found[j] = i


def _close(places: Sequence[int], rank: int, near: bool) -> Iterator[tuple[int, int]]:
    first = max(0, rank - _NEIGHBOURS) if near else 0
    last = rank + _NEIGHBOURS + 1 if near else len(places)
    yield from enumerate(places[first:last], first)


def likeness(one: Block, other: Block) -> float:
    """Share of the words of both that have a partner in the other; blocks without words are not alike."""
    together = one.words.total() + other.words.total()
    return 2 * (one.words & other.words).total() / together if together else 0.0
