"""Limits on markup, looked at before any parser sees it.

The parser behind the cleaner needs quadratic time for deep nesting (17 s for half a megabyte of <div>), for
ampersands in one long run of text (110 s for two megabytes), for attributes in one tag and for stray tags
in a table; and it opens formatting that was left open anew in each paragraph (81 kB became 1 GB). Nothing is
parsed here, and nothing is guessed downward: an end tag counts only where the parser is sure to honour it,
and from the first piece of markup that could be read in two ways none counts.
"""

import re
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.errors import TextTooDeep, TextTooLarge

MAX_CHARACTERS: Final = 2 * 1024 * 1024
MAX_LEVELS: Final = 100
# What follows keeps the slowest two megabytes that pass at about two seconds.
_MAX_TAG: Final = 20_000
_MAX_UNSURE: Final = 100_000
_MAX_STRAYS: Final = 1_000
_MAX_REFERENCE_COST: Final = 10**10
# Characters of markup; each element beside its tag weighs as much as twenty.
_MAX_REOPENED: Final = MAX_CHARACTERS
_ELEMENT: Final = 20

_NO_END_TAG: Final = "area base br col embed hr img input link meta param source track wbr"
_VOID: Final = frozenset(_NO_END_TAG.split())
# The parser closes an open one before it opens the next, so they add only a few levels to what is counted.
_SELF_CLOSING: Final = frozenset(("p", "li"))
_CELLS: Final = frozenset(("td", "th"))
_ROWS: Final = frozenset(("tr", "thead", "tbody", "tfoot"))
_TABLE_PARTS: Final = _CELLS | _ROWS | {"table", "caption", "colgroup", "col"}
# May stand open above an element when its end tag comes: the parser takes it out from under them.
_INLINE: Final = "a b big code em font i nobr s small strike strong tt u"
_FORMATTING: Final = frozenset(_INLINE.split())
# A second one closes the first.
_ONE_AT_A_TIME: Final = frozenset(("a", "nobr"))
LEFT_OPEN: Final = _(
    "Bold type, links or the like are left open over too many paragraphs. Paste it again without formatting."
)
# Inside these other rules hold, or what stands there is no markup at all.
_RAW: Final = "script style iframe textarea title xmp noembed noframes"
_UNSURE: Final = frozenset(f"{_RAW} svg math template select noscript plaintext frameset".split())

_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r"'=<>`]++)"""
_ATTRIBUTES = rf"(?:{_SPACE}++[a-z_:][-a-z0-9_:.]*+(?:{_SPACE}*+={_SPACE}*+{_VALUE})?+)*+{_SPACE}*+"
_TOKEN = re.compile(
    rf"""
      <!--(?:-?>|.*?--!?>)                                    # a comment
    | <!(?!--)[^>]*+>                                         # a doctype, or what Word writes
    | <(?P<raw>{_RAW.replace(" ", "|")}){_ATTRIBUTES}>
      (?:[^<]++|<(?!!--|/?(?P=raw)))*+</(?P=raw){_SPACE}*+>
    | </(?P<end>[a-z][a-z0-9:-]*+){_SPACE}*+>
    | <(?P<start>[a-z][a-z0-9:-]*+){_ATTRIBUTES}/?>
    | (?P<odd><[a-z/!?])                                      # any other way to write a tag
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE | re.ASCII,
)
_ANY_START = re.compile(r"<[a-z]", re.IGNORECASE | re.ASCII)


def check_limits(html: str) -> None:
    """Raise TextTooLarge or TextTooDeep for what would take the cleaner long. Linear in the text."""
    if len(html) > MAX_CHARACTERS:
        raise TextTooLarge
    if html.count("&") * len(html) > _MAX_REFERENCE_COST and _reference_cost(html) > _MAX_REFERENCE_COST:
        raise TextTooLarge(_("One paragraph has too many & signs. Split it into several paragraphs."))
    if html.count("<") != html.count("<p>") + html.count("</p>"):
        _Scan().run(html)


def _reference_cost(html: str) -> int:
    """The parser copies a run of text anew for each character reference in it."""
    return sum(run.count("&") * len(run) for run in html.split("<"))


class _Open(NamedTuple):
    name: str
    weight: int
    """What opening it anew adds; none for what is not formatting."""


class _Scan:
    """One walk over the tags, with the elements that may still be open."""

    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.reopened = 0
        self.strays = 0

    def run(self, html: str) -> None:
        for token in _TOKEN.finditer(html):
            start, end = (token["start"] or "").lower(), (token["end"] or "").lower()
            if token["odd"] or start in _UNSURE:
                return self.rest(html, token.start())
            length = token.end() - token.start()
            if length > _MAX_TAG and start:
                raise TextTooDeep
            if start or end:
                self.table_rules(start or end)
            if start:
                self.start(start, length)
            elif end:
                self.end(end)
        return None

    def rest(self, html: str, position: int) -> None:
        """From here on nothing is sure but where tags may begin."""
        levels = len(self.open) + len(_ANY_START.findall(html, position))
        if levels > MAX_LEVELS or len(html) - position > _MAX_UNSURE:
            raise TextTooDeep

    def table_rules(self, name: str) -> None:
        """A row ends the cell before it. What stands in a table outside its cells is moved, at a cost."""
        if not self.open:
            return
        if name in _ROWS and self.open[-1].name == "td":
            self.open.pop()
        elif self.open[-1].name == "table" and name not in _TABLE_PARTS:
            self.strays += 1
            if self.strays > _MAX_STRAYS:
                raise TextTooDeep

    def start(self, name: str, length: int) -> None:
        if name in _FORMATTING:
            if name in _ONE_AT_A_TIME and any(name == other.name for other in self.open):
                self.reopen()
        elif name not in _VOID or name == "hr":
            self.reopen()
        if name in _VOID or name in _SELF_CLOSING or name in _ROWS:
            return
        if name in _CELLS:
            name = "td"
            if self.open and self.open[-1].name == "td":
                return
        self.open.append(_Open(name, length + _ELEMENT if name in _FORMATTING else 0))
        if len(self.open) > MAX_LEVELS:
            raise TextTooDeep

    def end(self, name: str) -> None:
        """Take the newest `name` out if only formatting, or for a table its last cell, stands above it."""
        name = "td" if name in _CELLS else name
        passable = _FORMATTING | {"td"} if name == "table" else _FORMATTING
        above = 0
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place].name == name:
                del self.open[place]
                if name == "table" and self.open[place : place + 1] and self.open[place].name == "td":
                    del self.open[place]
                above = place if name in _FORMATTING else 0
                break
            if self.open[place].name not in passable:
                break
        self.reopen(above)

    def reopen(self, above: int = 0) -> None:
        """The parser closes formatting with the block it stands in, and opens it anew for the next text."""
        self.reopened += sum(element.weight for element in self.open[above:])
        if self.reopened > _MAX_REOPENED:
            raise TextTooDeep(LEFT_OPEN)
