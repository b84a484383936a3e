"""A cleaned body as top-level blocks, and a block as tokens: words with the marks that they carry.

What the cleaner writes is regular (lower-case names, quoted values, every element closed), so no parser is
asked: splitting it and joining it again gives the very same text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Final, NamedTuple

MARKS: Final = frozenset(("a", "em", "strong", "sub", "sup"))
_VOID: Final = frozenset(("br", "hr"))
_INLINE: Final = MARKS | {"br"}

_PIECE = re.compile(
    r"""<(?P<end>/)?(?P<name>[a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>   # a tag, whatever its values hold
      | [^<]+""",
    re.VERBOSE,
)
_WORDS = re.compile(r"(?:&(?!nbsp;)|[^\s&])+|(?:\s|&nbsp;)+")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_IDENTITY = re.compile(r' (data-asset|data-story)="([^"]*)"')
_EMBED = re.compile(r'<[a-z]+ [^>]*data-kind="embed".*? href="([^"]*)"', re.DOTALL)
_LIKE_WORDS = re.compile(r"\w+")


class Token(NamedTuple):
    """A word, a run of spaces or a structural tag, as it is written, under its open marks."""

    text: str
    marks: tuple[str, ...] = ()

    @property
    def is_space(self) -> bool:
        return not self.text.replace("&nbsp;", " ").strip()

    @property
    def is_tag(self) -> bool:
        return self.text.startswith("<")


@dataclass(frozen=True)
class Block:
    """One top-level element with the white space behind it, or a run of text that stands in none."""

    html: str

    @cached_property
    def core(self) -> str:
        return self.html.strip()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Tokens that join to exactly this block; a block they cannot spell is one token as a whole."""
        found = tuple(tokens_of(self.html))
        return found if join(found) == self.html else (Token(self.html),)

    @cached_property
    def identity(self) -> tuple[str, str] | None:
        """What the block is about, however its words change: a picture, a story, an embedded address."""
        if found := _IDENTITY.search(self.html.partition(">")[0]):
            return found[1], found[2]
        embed = _EMBED.match(self.core)
        return ("embed", embed[1]) if embed else None

    @cached_property
    def words(self) -> Counter[str]:
        return Counter(_LIKE_WORDS.findall(plain(self.html).casefold()))

    @property
    def is_loose(self) -> bool:
        """Text that stands in no block."""
        first = _PIECE.match(self.core)
        return first is None or first["name"] is None or first["name"] in _INLINE


def plain(html: str) -> str:
    """The words of a piece of markup, entities decoded."""
    return unescape(_PIECE.sub(lambda piece: " " if piece["name"] else piece[0], html))


def attributes(tag: str) -> dict[str, str]:
    """Names and values as written."""
    return dict(_ATTRIBUTE.findall(tag))


def split(body: str) -> list[Block]:
    """The blocks of a cleaned body; joined they are that body."""
    pieces: list[str] = []
    loose, depth, started = False, 0, False
    for piece in _PIECE.finditer(body):
        name, text = piece["name"], piece[0]
        blank = name is None and not text.strip()
        if depth == 0 and not blank:
            inline = name is None or name in _INLINE
            # A run of text goes on until a block begins; white space stays with what stands before it.
            if not (loose and inline and started):
                pieces.append("")
            loose, started = inline, True
        if not pieces:
            pieces.append("")
        pieces[-1] += text
        if name and name not in _VOID:
            depth += -1 if piece["end"] else 1
    return [Block(html) for html in pieces]


def tokens_of(html: str) -> Iterable[Token]:
    marks: list[str] = []
    for piece in _PIECE.finditer(html):
        name = piece["name"]
        if name in MARKS:
            if not piece["end"]:
                marks.append(piece[0])
            elif marks:
                marks.pop()
        elif name:
            yield Token(piece[0], tuple(marks))
        else:
            under = tuple(marks)
            yield from [Token(word, under) for word in _WORDS.findall(piece[0])]


def join(tokens: Iterable[Token]) -> str:
    """Tokens as markup; neighbours under the same marks share one element."""
    written: list[str] = []
    opened: tuple[str, ...] = ()
    for text, marks in tokens:
        if marks != opened:
            written += _change_marks(opened, marks)
            opened = marks
        written.append(text)
    return "".join([*written, *_change_marks(opened, ())])


def _change_marks(before: Sequence[str], after: Sequence[str]) -> list[str]:
    shared = 0
    while shared < min(len(before), len(after)) and before[shared] == after[shared]:
        shared += 1
    closed = [f"</{_name(mark)}>" for mark in reversed(before[shared:])]
    return closed + list(after[shared:])


def _name(tag: str) -> str:
    found = _PIECE.match(tag)
    return found["name"] if found else ""
