"""What a body may hold beside text: pictures, embeds, pull quotes, fact boxes, related stories.

Each has one stored form, plain HTML with `data-kind`, and no address of a file is ever stored:

    <figure data-kind="picture" data-asset="12" data-alt="…" data-credit="…"><figcaption>…</figcaption>
    </figure>
    <figure data-kind="embed" data-provider="youtube"><a href="https://…">What it is</a></figure>
    <blockquote data-kind="pullquote"><p>…</p></blockquote>
    <aside data-kind="factbox">paragraphs, headings, lists, pictures</aside>
    <aside data-kind="related" data-story="34"></aside>
"""

import re
from collections.abc import Iterable
from typing import Final

from articles.text.embeds import PROVIDERS, find_embed
from articles.text.tree import Element, Node, is_inline, markup, parse

# What the values of these attributes look like, by element; everything else about them goes.
_ID = r"[1-9][0-9]{0,17}"
NODE_ATTRIBUTES: Final[dict[str, dict[str, str]]] = {
    "figure": {
        "data-kind": "picture|embed",
        "data-asset": _ID,
        "data-alt": r"(?s:.*)",
        "data-credit": r"(?s:.*)",
        "data-provider": "|".join(PROVIDERS),
    },
    "aside": {"data-kind": "factbox|related", "data-story": _ID},
    "blockquote": {"data-kind": "pullquote"},
}
NODE_TAGS: Final = frozenset(("figure", "figcaption", "aside"))

_MAY_HOLD_NODES = re.compile(r"<(?:figure|figcaption|aside|blockquote data-)")
_IN_BOX: Final = frozenset(("p", "h2", "h3", "ul", "ol"))
_SPACE = re.compile(r"[ \t\n]+")
_PICTURE = re.compile(rf'<figure data-kind="picture" data-asset="({_ID})"')
_RELATED = re.compile(rf'<aside data-kind="related" data-story="({_ID})">')


def settle_nodes(html: str) -> str:
    """Each node in its stored form. What only looks like one is taken apart; its words stay.

    `html` comes from nh3, with attributes checked one by one; here is what they mean together.
    """
    if not _MAY_HOLD_NODES.search(html):
        return html
    return markup(_settled(parse(html)))


def pictures_in(body: str) -> list[int]:
    """The assets that a cleaned body shows, each once, in the order of the text."""
    return _ids(_PICTURE, body)


def stories_in(body: str) -> list[int]:
    """The stories that a cleaned body points to as related, each once."""
    return _ids(_RELATED, body)


def has_nodes(body: str) -> bool:
    return _MAY_HOLD_NODES.search(body) is not None


def _ids(pattern: re.Pattern[str], body: str) -> list[int]:
    return list(dict.fromkeys(int(found) for found in pattern.findall(body)))


def _settled(nodes: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found.extend([node] if isinstance(node, str) else _settled_element(node))
    return found


def _settled_element(element: Element) -> Iterable[Node]:
    kind = element.attributes.get("data-kind")
    match element.name, kind:
        case "figure", "picture" if "data-asset" in element.attributes:
            return [_picture(element)]
        case "figure", "embed":
            return _embed(element) or _unwrapped(element)
        case "aside", "related" if "data-story" in element.attributes:
            related = Element(
                "aside", {"data-kind": "related", "data-story": element.attributes["data-story"]}
            )
            return [related, *_worth_keeping(_settled(element.children))]
        case "aside", "factbox":
            return _container(element, _IN_BOX, pictures=True)
        case "blockquote", "pullquote":
            return _container(element, frozenset(("p",)), pictures=False)
        case "figure" | "aside", _:
            return _unwrapped(element)
        case "figcaption", _:
            return _unwrapped(element)
    element.children = _settled(element.children)
    return [element]


def _picture(figure: Element) -> Element:
    """Whatever words stand in it are its caption."""
    given = figure.attributes
    attributes = {
        "data-kind": "picture",
        "data-asset": given["data-asset"],
        "data-alt": _folded(given.get("data-alt", "")),
    }
    if credit := _folded(given.get("data-credit", "")):
        attributes["data-credit"] = credit
    return Element("figure", attributes, [Element("figcaption", {}, _text(_folded(figure.words())))])


def _embed(figure: Element) -> list[Node]:
    """Nothing where none of its links is one that a provider answers."""
    for link in figure.walk():
        embed = find_embed(link.value("href")) if link.name == "a" else None
        if embed:
            href = embed.href.replace("&", "&amp;")
            label = _folded(figure.words()) or href
            attributes = {"data-kind": "embed", "data-provider": embed.provider}
            return [Element("figure", attributes, [Element("a", {"href": href}, [label])])]
    return []


def _container(box: Element, allowed: frozenset[str], *, pictures: bool) -> list[Node]:
    """The box with what may stand in it, loose words as paragraphs; the rest follows it."""
    inside: list[Node] = []
    after: list[Node] = []
    loose: list[Node] = []

    def gather() -> None:
        if _worth_keeping(loose):
            inside.append(Element("p", {}, list(loose)))
        loose.clear()

    for child in _settled(box.children):
        if is_inline(child):
            loose.append(child)
            continue
        gather()
        assert isinstance(child, Element)  # noqa: S101 - text is inline
        if child.name in allowed or (pictures and child.attributes.get("data-kind") == "picture"):
            inside.append(child)
        elif child.name in ("h2", "h3"):
            inside.append(Element("p", {}, child.children))
        else:
            after.append(child)
    gather()
    kept = Element(box.name, {"data-kind": box.attributes["data-kind"]}, inside)
    return [*([kept] if inside else []), *after]


def _unwrapped(element: Element) -> list[Node]:
    """The words of something that is no node of ours, apart from those around it."""
    children = _settled(element.children)
    if element.name == "figcaption" and children and all(map(is_inline, children)):
        return [Element("p", {}, children)]
    return ["\n", *children, "\n"]


def _worth_keeping(nodes: list[Node]) -> list[Node]:
    """Nothing where there is only white space."""
    return nodes if any(not isinstance(node, str) or node.strip() for node in nodes) else []


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _text(text: str) -> list[Node]:
    return [text] if text else []
