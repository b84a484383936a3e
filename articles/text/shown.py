"""A diff as people read it: runs of words that stayed, came or went, and what kind of block they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.text.blocks import Block, Token, attributes, split
from articles.text.diff import Kind, Patience, Step, diff, edits_between, out_of_order

_KINDS: Final = {
    "p": _("Paragraph"),
    "h2": _("Heading"),
    "h3": _("Small heading"),
    "ul": _("List"),
    "ol": _("Numbered list"),
    "blockquote": _("Quote"),
    "table": _("Table"),
    "hr": _("Rule"),
}
_NODES: Final = {
    "picture": _("Picture"),
    "embed": _("Embed"),
    "pullquote": _("Pull quote"),
    "factbox": _("Fact box"),
    "related": _("Related story"),
}
# Begin a line, with what stands before its first word.
_LINES: Final = {"p": "", "h2": "", "h3": "", "li": "• ", "tr": "", "br": "", "figcaption": _("Caption: ")}
_SAID: Final = {
    "data-asset": _("Picture"),
    "data-alt": _("Alt text"),
    "data-credit": _("Credit"),
    "data-provider": _("From"),
    "data-story": _("Story"),
}
_MARKS: Final = {"strong": "strong", "em": "em", "sub": "sub", "sup": "sup", "a": "link"}


class Run(NamedTuple):
    """Words that are the "same" in both, "added" or "removed"; `marks` as elements to show them in."""

    kind: str
    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """`change` is "" for a block that stayed as it was, else added, removed, changed or moved."""

    kind: str
    change: str
    runs: tuple[Run, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    kind: str
    text: str


def shown_body(old: str, new: str, patience: Patience | None = None) -> list[ShownBlock]:
    """Every block of both, in the order of the new body. `patience` is spent twice."""
    before, own = split(old), Patience(patience.pairs) if patience else Patience()
    return [_shown(step, before, own) for step in diff(old, new, patience)]


def shown_line(old: str, new: str) -> list[Run]:
    """Words of plain text, such as a headline."""
    return _runs(list(_words(old)), list(_words(new)), Patience())


def shown_list(old: Sequence[str], new: Sequence[str]) -> list[Item]:
    """Names in the order of the new list; what went stands at the end."""
    place = {text: number for number, text in reversed(list(enumerate(old)))}
    moved = out_of_order([place[text] for text in dict.fromkeys(new) if text in place])
    items = [
        Item("added" if text not in place else "moved" if place[text] in moved else "same", text)
        for text in new
    ]
    return items + [Item("removed", text) for text in old if text not in set(new)]


def _shown(step: Step, before: Sequence[Block], patience: Patience) -> ShownBlock:
    if step.kind == Kind.ADDED:
        block = Block(step.added)
        return ShownBlock(kind_of(block), "added", tuple(_runs([], list(visible(block)), patience)))
    block = before[step.old]
    words = list(visible(block))
    if step.kind == Kind.REMOVED:
        return ShownBlock(kind_of(block), "removed", tuple(_runs(words, [], patience)))
    after = step.result(block)
    change = "changed" if step.edits and after.core != block.core else "moved" if step.moved else ""
    return ShownBlock(kind_of(after), change, tuple(_runs(words, list(visible(after)), patience)), step.moved)


def kind_of(block: Block) -> str:
    """The newsroom's word for a block."""
    tag = next((token.text for token in block.tokens if token.is_tag), "")
    name = tag.strip("<>").split(" ")[0]
    return str(_NODES.get(attributes(tag).get("data-kind", ""), _KINDS.get(name, _("Text"))))


def visible(block: Block) -> Iterator[Token]:
    """Words, line breaks, and in words what a reader of the markup would look up: addresses, alt texts."""
    link, line = "", _Line()
    for token in block.tokens:
        href = next((attributes(mark)["href"] for mark in token.marks if mark.startswith("<a ")), "")
        if link and href != link:
            yield Token(f" (→ {unescape(link)})")
        link = href
        if token.is_tag:
            yield from line.tag(token.text)
        else:
            marks = tuple(_MARKS[mark.strip("<>").split(" ")[0]] for mark in token.marks)
            yield line.word(Token(" " if token.is_space else unescape(token.text), marks))
    if link:
        yield Token(f" (→ {unescape(link)})")


@dataclass(slots=True)
class _Line:
    """Whether anything stands before, in the block and on the line: where a break is wanted."""

    begun: bool = False
    fresh: bool = True

    def word(self, token: Token) -> Token:
        self.begun, self.fresh = True, False
        return token

    def tag(self, tag: str) -> Iterator[Token]:
        """What a structural tag shows."""
        if tag.startswith("</"):
            return
        name = tag.strip("<>").split(" ")[0]
        if name in ("td", "th"):
            yield self.word(Token(" | "))
            self.fresh = True
        elif name in _LINES:
            if self.begun and (not self.fresh or name in ("li", "tr")):
                yield Token("\n")
            if _LINES[name]:
                yield self.word(Token(str(_LINES[name])))
            self.fresh = True
        for attribute, value in attributes(tag).items():
            if attribute in _SAID and value:
                if not self.fresh:
                    yield Token("\n")
                yield self.word(Token(f"{_SAID[attribute]}: "))
                yield from _words(unescape(value))


def _words(text: str) -> Iterator[Token]:
    for place, word in enumerate(text.split()):
        if place:
            yield Token(" ")
        yield Token(word)


def _runs(old: Sequence[Token], new: Sequence[Token], patience: Patience) -> list[Run]:
    found: list[Run] = []
    place = 0
    for edit in edits_between(old, new, patience):
        _add(found, "same", old[place : edit.start])
        _add(found, "removed", old[edit.start : edit.end])
        _add(found, "added", edit.tokens)
        place = edit.end
    _add(found, "same", old[place:])
    return found


def _add(found: list[Run], kind: str, tokens: Iterable[Token]) -> None:
    """Neighbours of one kind under the same marks are one run."""
    for text, marks in tokens:
        if found and (found[-1].kind, found[-1].marks) == (kind, marks):
            found[-1] = Run(kind, found[-1].text + text, marks)
        else:
            found.append(Run(kind, text, marks))
