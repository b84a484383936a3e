"""Two people's versions of one text, brought together on the version that both began with.

Nothing that either wrote is lost: where both changed the same words, both versions of the block stand in
the result, theirs before mine, and the conflict is named.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from articles.errors import NewsroomError
from articles.text.blocks import Block, Token, attributes, join, split
from articles.text.diff import Edit, Patience, edited, edits_between, out_of_order, pair
from articles.text.html import clean_body

Key = TypeVar("Key", bound=Hashable)
# A block's place in the base; of a block that is new, whose it is and its place there.
Place = tuple[str, int]


class Conflict(NamedTuple):
    """Two versions as they stand in the merged body; "" where one side took the block out."""

    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    body: str
    conflicts: tuple[Conflict, ...] = ()


def merge_bodies(*, base: str, mine: str, theirs: str) -> Merged:
    """Three cleaned bodies as one, which the cleaner leaves as it is."""
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    merged = _Merge(_blocks(base), _blocks(mine), _blocks(theirs)).run()
    if _is_whole(merged.body):
        return merged
    # Blocks that are fine each may read otherwise side by side; then the two bodies are one conflict.
    both = f"{theirs}\n{mine}"
    return Merged(both if _is_whole(both) else mine, (Conflict(mine, theirs),))


def merge_order(base: Sequence[Key], mine: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """What either added and neither took out, each where its mover put it; mine where both moved it.

    No key may come twice in one sequence.
    """
    both = set(mine) & set(theirs)
    kept = [key for key in base if key in both]
    rank = {key: number for number, key in enumerate(kept)}
    moved = [
        {kept[number] for number in out_of_order([rank[key] for key in side if key in rank])}
        for side in (mine, theirs)
    ]
    stayed = [key for key in kept if key not in moved[0] and key not in moved[1]]
    # Each key leads to the next one; None leads to the first.
    chain: dict[Key | None, Key | None] = dict(pairwise([None, *stayed, None]))
    known = set(base)
    for side, own in zip((mine, theirs), moved, strict=True):
        _link(chain, side, own | {key for key in side if key not in known})
    return list(_walk(chain))


def _link(chain: dict[Key | None, Key | None], side: Sequence[Key], wanted: set[Key]) -> None:
    """Put what is `wanted` and not there yet behind what it follows in `side`."""
    behind: Key | None = None
    for key in side:
        if key not in chain:
            if key not in wanted:
                continue
            chain[key] = chain[behind]
            chain[behind] = key
        behind = key


def _walk(chain: dict[Key | None, Key | None]) -> Iterator[Key]:
    key = chain[None]
    while key is not None:
        yield key
        key = chain[key]


def merge_tokens(
    base: Sequence[Token], mine: Sequence[Token], theirs: Sequence[Token], patience: Patience
) -> tuple[list[Token], list[Token]]:
    """The merged tokens twice: with my words where both changed the same ones, and with theirs.

    Changes that touch, or have only a space between them, count as the same: two halves of a sentence can
    be right each and wrong together.
    """
    edits = [(edit, True) for edit in edits_between(base, mine, patience)]
    edits += [(edit, False) for edit in edits_between(base, theirs, patience)]
    with_mine, with_theirs = list[Edit](), list[Edit]()
    for start, end, cluster in _clusters(base, sorted(edits)):
        ours = _replacement(base, start, end, [edit for edit, is_mine in cluster if is_mine])
        other = _replacement(base, start, end, [edit for edit, is_mine in cluster if not is_mine])
        sides = {is_mine for _, is_mine in cluster}
        if len(sides) == 1:
            ours = other = ours if True in sides else other
        elif ours != other and (tag := _merged_tag(base[start:end], ours, other)):
            ours = other = tag
        with_mine.append(Edit(start, end, ours))
        with_theirs.append(Edit(start, end, other))
    return edited(base, with_mine), edited(base, with_theirs)


Cluster = tuple[int, int, list[tuple[Edit, bool]]]


def _clusters(base: Sequence[Token], edits: Iterable[tuple[Edit, bool]]) -> list[Cluster]:
    """Runs of edits with no word or tag of the base between them: start, end, edits."""
    found: list[Cluster] = []
    for edit, is_mine in edits:
        if found and all(token.is_space for token in base[found[-1][1] : edit.start]):
            start, end, cluster = found[-1]
            found[-1] = (start, max(end, edit.end), [*cluster, (edit, is_mine)])
        else:
            found.append((edit.start, edit.end, [(edit, is_mine)]))
    return found


def _replacement(base: Sequence[Token], start: int, end: int, edits: Sequence[Edit]) -> tuple[Token, ...]:
    within = [Edit(edit.start - start, edit.end - start, edit.tokens) for edit in edits]
    return tuple(edited(base[start:end], within))


def _merged_tag(
    base: Sequence[Token], mine: Sequence[Token], theirs: Sequence[Token]
) -> tuple[Token, ...] | None:
    """One structural tag, such as a picture's, in which the two changed different attributes."""
    sides = (base, mine, theirs)
    if any(len(side) != 1 or not side[0].is_tag for side in sides):
        return None
    names = {side[0].text.strip("<>").split(" ")[0] for side in sides}
    was, ours, other = (attributes(side[0].text) for side in sides)
    values = {}
    for key in {**was, **other, **ours}:
        changed = {side.get(key) for side in (ours, other)} - {was.get(key)}
        if len(changed) > 1 or len(names) > 1:
            return None
        value = changed.pop() if changed else was.get(key)
        if value is not None:
            values[key] = value
    written = "".join(f' {key}="{value}"' for key, value in values.items())
    return (Token(f"<{names.pop()}{written}>", mine[0].marks),)


class _Merge:
    """Order and content of blocks, merged apart from each other."""

    def __init__(self, base: list[Block], mine: list[Block], theirs: list[Block]) -> None:
        self.base = {("base", place): block for place, block in enumerate(base)}
        self.mine = self._keyed("mine", mine, pair(base, mine))
        self.theirs = self._keyed("theirs", theirs, pair(base, theirs))
        self._join_equals()
        self.conflicts: list[Conflict] = []
        self.patience = Patience()

    @staticmethod
    def _keyed(whose: str, blocks: list[Block], partners: dict[int, int]) -> dict[Place, Block]:
        return {
            ("base", partners[place]) if place in partners else (whose, place): block
            for place, block in enumerate(blocks)
        }

    def _join_equals(self) -> None:
        """The same new block on both sides is one; lines that say nothing are not compared."""
        new = {block.core: key for key, block in self.mine.items() if key[0] == "mine" and block.words}
        known = set[Place]()
        keyed: dict[Place, Block] = {}
        for key, block in self.theirs.items():
            same = new.get(block.core) if key[0] == "theirs" else None
            if same and same not in known:
                known.add(same)
                key = same
            keyed[key] = block
        self.theirs = keyed

    def run(self) -> Merged:
        # A block that one side took out and the other changed counts as new with the other: it stays.
        base = [key for key, block in self.base.items() if self._is_plain(key, block)]
        order = merge_order(base, list(self.mine), list(self.theirs))
        parts = [self._settle(key) for key in order]
        self._name_neighbours(order)
        body = "".join(f"\n{part}" if Block(part).is_loose else part for part in parts).strip()
        return Merged(body, tuple(self.conflicts))

    def _is_plain(self, key: Place, block: Block) -> bool:
        mine, theirs = self.mine.get(key), self.theirs.get(key)
        if mine and theirs:
            return True
        left = mine or theirs
        return left is None or left.core == block.core

    def _settle(self, key: Place) -> str:
        """The markup at one place; a conflict is written down and gives both versions."""
        mine, theirs, base = self.mine.get(key), self.theirs.get(key), self.base.get(key)
        if not (mine and theirs):
            one = mine or theirs
            if one and base:
                self.conflicts.append(Conflict(mine.core if mine else "", theirs.core if theirs else ""))
            return one.core if one else ""
        if base is None or theirs.core in (base.core, mine.core):
            return mine.core
        if mine.core == base.core:
            return theirs.core
        return self._settle_words(base, mine, theirs)

    def _settle_words(self, base: Block, mine: Block, theirs: Block) -> str:
        one, other = merge_tokens(base.tokens, mine.tokens, theirs.tokens, self.patience)
        if one == other and _holds(one):
            return join(one)
        agreed = one != other and _holds(one) and _holds(other)
        conflict = Conflict(join(one), join(other)) if agreed else Conflict(mine.core, theirs.core)
        self.conflicts.append(conflict)
        return conflict.theirs + conflict.mine

    def _name_neighbours(self, order: list[Place]) -> None:
        """New blocks of both in one place: both stand there, but may say the same thing twice."""
        runs: list[tuple[str, list[str]]] = []
        for key in order:
            whose = "both" if key in self.mine and key in self.theirs else key[0]
            block = (self.mine.get(key) or self.theirs[key]).core
            if runs and runs[-1][0] == whose:
                runs[-1][1].append(block)
            else:
                runs.append((whose, [block]))
        self.conflicts += [
            Conflict(mine="".join(after), theirs="".join(before))
            for (first, before), (second, after) in pairwise(runs)
            if (first, second) == ("theirs", "mine")
        ]


def _blocks(body: str) -> list[Block]:
    """Without the white space between blocks, and with loose text in paragraphs where it can stand in one."""
    return [
        Block(f"<p>{block.core}</p>" if block.is_loose and _is_whole(f"<p>{block.core}</p>") else block.core)
        for block in split(body)
    ]


def _holds(tokens: Sequence[Token]) -> bool:
    """Whether the tokens read as one block of exactly these tokens."""
    html = join(tokens)
    blocks = split(html)
    return len(blocks) == 1 and list(blocks[0].tokens) == list(tokens) and _is_whole(html)


def _is_whole(html: str) -> bool:
    try:
        return clean_body(html) == html
    except NewsroomError:
        return False
