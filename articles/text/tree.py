"""A cleaned body as a small tree, and back to the very same characters."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Final

_TOKEN = re.compile(r'<(?P<end>/)?(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z-]+="[^"]*")*)>|[^<]+')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_VOID: Final = frozenset(("br", "hr"))
# Elements within a line: their words may be part of a word.
INLINE: Final = frozenset(("a", "strong", "em", "sub", "sup", "br"))


@dataclasses.dataclass(slots=True)
class Element:
    """Text and the values of attributes stand as they do in the markup: escaped."""

    name: str
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    children: list["Element | str"] = dataclasses.field(default_factory=list)

    def value(self, attribute: str) -> str:
        """What an attribute says, unescaped; "" where it is missing."""
        return unescape(self.attributes.get(attribute, ""))

    def walk(self) -> Iterator["Element"]:
        """Itself and every element below, in the order of the text."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def words(self) -> str:
        """All text below, escaped as it stands; blocks and line ends leave a space."""
        inner = "".join(child if isinstance(child, str) else child.words() for child in self.children)
        return inner if self.name in INLINE - _VOID else f" {inner} "

    def text(self) -> str:
        """All words below as a person reads them, on one line."""
        return unescape(self.words()).strip()


Node = Element | str


def is_inline(node: Node) -> bool:
    """Whether it and all within it may stand in a line of text."""
    return isinstance(node, str) or all(element.name in INLINE for element in node.walk())


def parse(html: str) -> list[Node]:
    """`html` comes from the cleaner: every element is closed, every value is in double quotes."""
    root = Element("")
    open_elements = [root]
    for token in _TOKEN.finditer(html):
        name = token["name"]
        if not name:
            open_elements[-1].children.append(token[0])
        elif token["end"]:
            open_elements.pop()
        else:
            element = Element(name, dict(_ATTRIBUTE.findall(token["attributes"])))
            open_elements[-1].children.append(element)
            if name not in _VOID:
                open_elements.append(element)
    return root.children


def markup(nodes: Iterable[Node]) -> str:
    """The opposite of `parse`."""
    parts: list[str] = []
    _write(nodes, parts.append)
    return "".join(parts)


def _write(nodes: Iterable[Node], put: Callable[[str], None]) -> None:
    for node in nodes:
        if isinstance(node, str):
            put(node)
            continue
        attributes = "".join(f' {name}="{value}"' for name, value in node.attributes.items())
        put(f"<{node.name}{attributes}>")
        if node.name not in _VOID:
            _write(node.children, put)
            put(f"</{node.name}>")
