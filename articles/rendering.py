"""From the body's closed vocabulary to the markup that readers get.

What a page may show changes after an edition is frozen: the rights of a picture end, a related story is
withdrawn. So what is stored has marks around each picture and in place of each related story, and
`published_html` lets through what the page's own row says is public now. Nothing is what it shows otherwise.
"""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any, Final, TypedDict

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from articles import links
from articles.renditions import picture_sources
from articles.text.embeds import find_embed, frame_origins
from articles.text.html import clean_body
from articles.text.nodes import has_nodes
from articles.text.tree import Element, Node, markup, parse

# Raise it when the markup below or the cleaner changes; `manage.py rerender` rebuilds what is older.
RENDERER_VERSION = 2

# A wide table scrolls by itself; who uses a keyboard must be able to get there, and hear what it is.
TABLE_LABELS = {"en": "Table", "es": "Tabla"}
BOX_LABELS = {"en": "Fact box", "es": "Claves"}

_PICTURE = "<!--[picture {}]-->{}<!--[/]-->"
_STORY = "<!--[story {}]-->"
# No comment of anybody else's gets through the cleaner.
_MARK: Final = re.compile(r"<!--\[(?:picture (\d+)\]-->(.*?)<!--\[/\]-->|story (\d+)\]-->)", re.DOTALL)
_FRAME: Final = re.compile(r'<figure class="embed [a-z-]+" data-frame="(https://[^/"]+)')


class PictureFile(TypedDict):
    """What of an asset its markup needs, none of which ever changes."""

    token: str
    width: int
    height: int


def render_body(body: str, language: str = "en", pictures: Mapping[int, PictureFile] | None = None) -> str:
    """Clean once more and turn our nodes into markup; a picture that is not in `pictures` is left out.

    Costs one run of the cleaner, and a millisecond for each picture or embed.
    """
    cleaned: str = clean_body(body)
    if has_nodes(cleaned):
        with translation.override(language):
            cleaned = markup(_rendered(parse(cleaned), language, pictures or {}))
    label = TABLE_LABELS.get(language, TABLE_LABELS["en"])
    opening = f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>'
    return cleaned.replace("<table>", opening).replace("</table>", "</table></div>")


def published_html(
    rendered: str,
    *,
    pictures: Container[int] = (),
    stories: Mapping[str, Mapping[str, Any]] | None = None,
) -> SafeString:
    """Mark an edition's rendered body safe. The only call site in the product that marks HTML safe.

    `pictures` are the assets that may be shown now; `stories` the live ones by number: headline, slug and
    section's slug. Pictures and related stories that these do not name leave no trace.
    """

    def public(mark: re.Match[str]) -> str:
        picture, figure, story = mark.groups()
        if picture:
            return str(figure) if int(picture) in pictures else ""
        live = (stories or {}).get(story)
        if live is None:
            return ""
        url = links.story_path(live["section_slug"], live["slug"], int(story))
        return render_to_string("public/_see_also.html", {"headline": live["headline"], "url": url})

    return mark_safe(_MARK.sub(public, rendered))  # noqa: S308


def frames_in(rendered: str) -> list[str]:
    """Origins of the frames that a reader's click may load; those of our table and no others."""
    return sorted(set(_FRAME.findall(rendered)) & frame_origins())


def _rendered(nodes: Iterable[Node], language: str, pictures: Mapping[int, PictureFile]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        match node.attributes.get("data-kind"):
            case "picture":
                found.append(_picture(node, pictures))
            case "embed":
                found.append(_embed(node))
            case "related":
                found.append(_STORY.format(node.attributes["data-story"]))
            case kind:
                node.children = _rendered(node.children, language, pictures)
                if kind:
                    node.attributes = _attributes_of(kind, language)
                found.append(node)
    return found


def _attributes_of(kind: str, language: str) -> dict[str, str]:
    if kind == "factbox":
        return {"class": "fact-box", "aria-label": BOX_LABELS.get(language, BOX_LABELS["en"])}
    return {"class": "pull-quote"}


def _picture(figure: Element, pictures: Mapping[int, PictureFile]) -> str:
    number = int(figure.attributes["data-asset"])
    file = pictures.get(number)
    if file is None:
        return ""
    shown = {
        **picture_sources(file["token"], file["width"], file["height"]),
        "alt": figure.value("data-alt"),
        "credit": figure.value("data-credit"),
        "caption": Element("p", {}, figure.children).text(),
    }
    context = {
        "picture": shown,
        "class": "body-picture",
        "sizes": "(min-width: 700px) 640px, 100vw",
        "captioned": True,
    }
    return _PICTURE.format(number, render_to_string("public/_picture.html", context).strip())


def _embed(figure: Element) -> str:
    """A link that says what it is, and what the page's module makes a frame of once somebody asks for it."""
    link = next(element for element in figure.walk() if element.name == "a")
    embed = find_embed(link.value("href"))
    if embed is None:  # a provider that has left the table
        return markup([Element("p", {}, [link])])
    context = {"embed": embed, "label": link.text()}
    return render_to_string("public/_embed.html", context).strip()
