"""A body as an editor's page writes it, in the form in which bodies are kept."""

from collections.abc import Iterable
from typing import Final

from articles.text.tree import Element, Node, is_inline, markup, parse

_HOLDS_LINES: Final = frozenset(("li", "td", "th"))
_LAYOUT: Final = " \t\n"
_LISTS: Final = frozenset(("ul", "ol"))
# Without words these are nothing.
_HOLDS_WORDS: Final = frozenset(("p", "h2", "h3", "ul", "ol", "li", "blockquote"))


def tidy_body(body: str) -> str:
    """A cleaned body without what editors leave behind; `clean_body` keeps what this gives.

    What is empty goes, and loose words become paragraphs. The one paragraph of a list item or cell is its
    text, and the first rows of a table that are headings all through are its head.
    """
    return markup(_in_paragraphs(_tidied(parse(body))))


def _in_paragraphs(nodes: list[Node]) -> list[Node]:
    """Words that stand in no block become a paragraph; white space between blocks goes."""
    found: list[Node] = []
    loose: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and is_inline(node):
            loose.append(node)
            continue
        if not _is_blank(loose):
            found.append(Element("p", {}, _trimmed(loose)))
        loose = []
        if node is not None:
            found.append(node)
    return found


def _tidied(nodes: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            node.children = _tidied(node.children)
            holds_words = node.name in _HOLDS_WORDS or node.attributes.get("data-kind") == "factbox"
            if holds_words and _is_blank(node.children):
                continue
            if node.name in _HOLDS_LINES:
                node.children = _tightened(node.children)
            elif node.name == "table":
                node.children = _with_head(node.children)
        found.append(node)
    return found


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without white space at its ends. Not all of it is white space."""
    if isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(_LAYOUT)
    if isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(_LAYOUT)
    return nodes


def _is_blank(nodes: list[Node]) -> bool:
    """Nothing but white space, or one line end."""
    return all(
        not node.strip() if isinstance(node, str) else node.name == "br" and len(nodes) == 1 for node in nodes
    )


def _tightened(children: list[Node]) -> list[Node]:
    """Its only paragraph without the tags; lists may follow."""
    inner = [child for child in children if isinstance(child, Element) or child.strip()]
    if not inner or not isinstance(inner[0], Element) or inner[0].name != "p":
        return children
    if all(isinstance(child, Element) and child.name in _LISTS for child in inner[1:]):
        return [*inner[0].children, *inner[1:]]
    return children


def _with_head(children: list[Node]) -> list[Node]:
    """Only for a table that is one `tbody`, as editors write it."""
    parts = [child for child in children if isinstance(child, Element)]
    if len(parts) != 1 or parts[0].name != "tbody":
        return children
    rows = [row for row in parts[0].children if isinstance(row, Element)]
    head = 0
    while head < len(rows) and _is_heading(rows[head]):
        head += 1
    if not head or head == len(rows):
        return children
    for row in rows[:head]:
        for cell in row.children:
            if isinstance(cell, Element) and "scope" not in cell.attributes:
                cell.attributes["scope"] = "col"
    return [Element("thead", {}, list(rows[:head])), Element("tbody", {}, list(rows[head:]))]


def _is_heading(row: Element) -> bool:
    cells = [cell for cell in row.children if isinstance(cell, Element)]
    return bool(cells) and all(cell.name == "th" for cell in cells)
