"""Every word of a file, in order, is in a field of the story or in a line that has a name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importers.proof.difference import NOTHING, Difference, around, first_difference, quoted
from articles.importers.proof.header import Astray, Header, headers
from articles.importers.proof.held import Filing, Held
from articles.importers.proof.marks import Claims, kind_of
from articles.importers.proof.reading import Line, Reading, paragraphs, written
from articles.text.plain import fold_space, normalise_for_match

_END_MARKS = frozenset(("-30-", "###", "(END)"))


@dataclass(slots=True)
class Account:
    """How many words stand in which place; up to the first difference, if there is one."""

    words: Counter[str] = field(default_factory=Counter)
    difference: Difference | None = None
    notes: list[str] = field(default_factory=list)
    reached: int = 0

    def claim(self, place: str, line: Line) -> None:
        self.words[place] += line.words
        self.reached = line.number


@dataclass(frozen=True, slots=True)
class Walk:
    """A reading to walk against what is held. `loose`: the same words up to case and spacing will do."""

    reading: Reading
    held: Held
    filing: Filing
    loose: bool = False

    def differ(
        self, account: Account, place: str, line: Line | None, expected: str, found: str, word: int = 0
    ) -> Account:
        number, offset = (line.number, self.reading.offset(line, word)) if line else (None, None)
        account.difference = Difference(place, expected, found, number, offset)
        return account

    def same(self, ours: str, theirs: str) -> bool:
        return ours == theirs or (self.loose and normalise_for_match(ours) == normalise_for_match(theirs))


def account_for(reading: Reading, held: Held, filing: Filing, *, loose: bool = False) -> Account:
    """Walk the whole file, from its first line to its last, against what is held of it.

    `loose` is for a duplicate: headline and text must be the same words in the same order, and lines of
    its own that the first story does not have are noted.
    """
    walk = Walk(reading, held, filing, loose)
    lines, end_mark = _copy_lines(reading.lines)
    if not lines:
        return walk.differ(Account(), "file", None, NOTHING, quoted(held.headline))
    furthest: Account | None = None
    for header in headers(lines, filing, any_section=loose):
        account = _from(walk, lines, header)
        if account.difference is None:
            if end_mark:
                account.claim("end mark", end_mark)
            return account
        if furthest is None or account.reached > furthest.reached:
            furthest = account
    return furthest or walk.differ(
        Account(), "station line", lines[0], quoted(lines[0].text), "a story of another station"
    )


def _copy_lines(lines: Sequence[Line]) -> tuple[list[Line], Line | None]:
    """The lines from the first to the last with anything on it, and the end mark below them."""
    first, end = 0, len(lines)
    while first < end and not lines[first].text:
        first += 1
    end = _last(lines, first, end)
    mark = lines[end - 1] if end > first else None
    if mark is None or "".join(mark.text.split()).upper() not in _END_MARKS:
        return list(lines[first:end]), None
    return list(lines[first : _last(lines, first, end - 1)]), mark


def _last(lines: Sequence[Line], first: int, end: int) -> int:
    while end > first and not lines[end - 1].text:
        end -= 1
    return end


def _from(walk: Walk, lines: Sequence[Line], header: Header | Astray) -> Account:
    account = Account()
    if isinstance(header, Astray):
        where = "a story filed elsewhere"
        return walk.differ(account, header.place, header.line, quoted(header.line.text), where)
    for place, line in header.lines:
        account.claim(place, line)
    account.notes.extend(header.notes)
    claims = Claims(walk.held, walk.filing, walk.loose, account.notes)
    at = _headline(walk, lines, header.end, claims, account)
    if account.difference is None:
        _text(walk, lines[at:], claims, account)
    if account.difference is None and not walk.loose:
        for place, words in claims.unclaimed():
            return walk.differ(account, place, None, NOTHING, quoted(words))
    return account


def _headline(walk: Walk, lines: Sequence[Line], at: int, claims: Claims, account: Account) -> int:
    """Index of the line after the headline; marks may stand above it, but no byline."""
    for index in range(at, len(lines)):
        line = lines[index]
        if not line.text:
            continue
        folded = fold_space(line.text)
        if walk.same(folded, walk.held.headline):
            account.claim("headline", line)
            return index + 1
        place = claims.take(folded, byline=False)
        if not place:
            _differ_in(walk, account, "headline", [line], folded, walk.held.headline)
            return index
        account.claim(place, line)
    walk.differ(account, "headline", lines[-1], NOTHING, quoted(walk.held.headline))
    return len(lines)


def _text(walk: Walk, lines: Sequence[Line], claims: Claims, account: Account) -> None:
    """Find where the text begins: from there on the file has just the words that the story has."""
    held = walk.held.paragraphs
    wanted = sum(len(paragraph.split()) for paragraph in held)
    left = sum(line.words for line in lines)
    begin = 0
    for index, line in enumerate(lines):
        if not line.text:
            continue
        begin = index
        if left == wanted and _is_text(walk, lines[index:]):
            account.words["text"] += wanted
            account.reached = lines[-1].number
            return
        folded = fold_space(line.text)
        place = claims.take(folded)
        if not place and (kind := kind_of(folded)) and not _begins(held, folded):
            walk.differ(account, f"{kind} line", line, quoted(folded), claims.holds(kind))
            return
        if not place:
            break
        account.claim(place, line)
        left -= line.words
    _differ_in_text(walk, account, lines[begin:])


def _begins(held: Sequence[str], line: str) -> bool:
    """Whether the text that is held begins as the line does: then the line is no mark."""
    return bool(held) and held[0].split()[:2] == line.split()[:2]


def _is_text(walk: Walk, lines: Sequence[Line]) -> bool:
    ours = [written(paragraph) for paragraph in paragraphs(lines)]
    if walk.loose:
        return walk.same("\n\n".join(ours), "\n\n".join(walk.held.paragraphs))
    return tuple(ours) == walk.held.paragraphs and ours[0].startswith(walk.held.dateline)


def _differ_in_text(walk: Walk, account: Account, lines: Sequence[Line]) -> None:
    held = walk.held.paragraphs
    groups = paragraphs(lines)
    for number, group in enumerate(groups):
        ours, theirs = written(group), held[number] if number < len(held) else ""
        if not walk.same(ours, theirs):
            return _differ_in(walk, account, f"paragraph {number + 1} of the text", group, ours, theirs)
    if len(held) > len(groups):
        extra = held[len(groups)]
        line = lines[-1] if lines else None
        walk.differ(account, f"paragraph {len(groups) + 1} of the text", line, NOTHING, quoted(extra))
    else:
        walk.differ(account, "dateline", groups[0][0], quoted(groups[0][0].text), quoted(walk.held.dateline))
    return None


def _differ_in(
    walk: Walk, account: Account, place: str, group: Sequence[Line], ours: str, theirs: str
) -> None:
    """Name the first word that differs, and where it stands in the file."""
    expected, found = ours.split(" "), theirs.split(" ") if theirs else []
    at = first_difference(expected, found)
    line, word = group[0], at
    for line in group:
        count = len(written([line]).split(" "))
        if word < count:
            break
        word -= count
    walk.differ(account, place, line, around(expected, at), around(found, at) if found else NOTHING, word)
