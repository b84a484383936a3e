"""From the body's closed vocabulary to the markup that readers get.

What a page may show changes after an edition is frozen: the rights of a picture end, a related story is
withdrawn, a picture gets other files. So what is stored has a mark in place of each picture, with its words,
and of each related story, and `published_html` puts there what the page's own row says is public now. Nothing
is what it shows otherwise.
"""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from articles import links
from articles.renditions import PictureFile, picture_sources
from articles.text.embeds import find_embed, frame_origins
from articles.text.html import clean_body, plain_text
from articles.text.nodes import has_nodes
from articles.text.plain import fold_space
from articles.text.tree import Element, Node, markup, parse

# Raise it when the markup below or the cleaner changes; `manage.py rerender` rebuilds what is older.
RENDERER_VERSION = 5

# A wide table scrolls by itself; who uses a keyboard must be able to get there, and hear what it is.
TABLE_LABELS = {"en": "Table", "es": "Tabla"}
BOX_LABELS = {"en": "Fact box", "es": "Claves"}

# The words as JSON without a bracket that could end the mark.
_PICTURE = "<!--[picture {} {}]-->"
_STORY = "<!--[story {}]-->"
# No comment of anybody else's gets through the cleaner. Renderer 2 stored whole figures, between two marks.
_MARK: Final = re.compile(
    r"<!--\[(?:picture (?P<picture>\d+) (?P<words>\{[^<>]*\})\]-->"
    r"|picture (?P<former>\d+)\]-->(?P<figure>.*?)<!--\[/\]-->"
    r"|story (?P<story>\d+)\]-->)",
    re.DOTALL,
)
# With pictures or headings above it, but none that stands in a box or a quotation.
_FIRST_PARAGRAPH: Final = re.compile(
    r"(?:<!--\[(?:picture|story) [^<>]*\]-->|<h[2-4][^>]*>(?:(?!</h).)*</h[2-4]>)*<p>(?P<text>.*?)</p>",
    re.DOTALL,
)
# What may stand after a place that begins a text: a day, an agency, and always a dash.
_AFTER_PLACE: Final = r"(?:,[^-–—―‒]{1,30})?\s*(?:\([^()]{2,40}\))?\s*[-–—―‒]"
_FRAME: Final = re.compile(r'<figure class="embed [a-z-]+" data-frame="(https://[^/"]+)')


def render_body(body: str, language: str = "en") -> str:
    """Clean once more and turn our nodes into markup.

    Costs one run of the cleaner, and a millisecond for each embed.
    """
    cleaned: str = clean_body(body)
    if has_nodes(cleaned):
        with translation.override(language):
            cleaned = markup(_rendered(parse(cleaned), language))
    label = TABLE_LABELS.get(language, TABLE_LABELS["en"])
    opening = f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0"><table>'
    return _in_outline(cleaned).replace("<table>", opening).replace("</table>", "</table></div>")


def _in_outline(html: str) -> str:
    """Small headings above the first other one would leave a level out below the headline."""
    above, other, rest = html.partition("<h2>")
    return above.replace("<h3>", '<h2 class="small">').replace("</h3>", "</h2>") + other + rest


def published_html(
    rendered: str,
    *,
    pictures: Mapping[str, PictureFile] | None = None,
    stories: Mapping[str, Mapping[str, Any]] | None = None,
    dateline: str = "",
    using: str | None = None,
) -> SafeString:
    """Mark an edition's rendered body safe. The only call site in the product that marks HTML safe.

    `pictures` are the files of the assets that may be shown now, by number; `stories` the live ones:
    headline, slug, section's slug and label. Pictures and related stories that these do not name leave no
    trace.
    The text begins with `dateline` also where its author has left that to the field.
    `using` is the engine of the station's theme.
    Costs half a millisecond for each.
    """
    shown, live = pictures or {}, stories or {}

    def public(mark: re.Match[str]) -> str:
        if story := mark["story"]:
            return _see_also(story, live[story], using) if story in live else ""
        if mark["former"]:
            return mark["figure"] if mark["former"] in shown else ""
        if mark["picture"] not in shown:
            return ""
        return _figure(shown[mark["picture"]], json.loads(mark["words"]), using)

    return mark_safe(_MARK.sub(public, _with_dateline(rendered, dateline)))  # noqa: S308


def _with_dateline(rendered: str, dateline: str) -> str:
    """Imported copy has its dateline in the text as well: what begins with it stays as it is."""
    place = dateline.rstrip(" -–—")
    if not place:
        return rendered
    first = _FIRST_PARAGRAPH.match(rendered)
    if first is None:
        return f"<p>{escape(place)}</p>{rendered}"
    words = fold_space(plain_text(f"<p>{first['text']}</p>"))
    if re.match(re.escape(place) + _AFTER_PLACE, words, re.IGNORECASE):
        return rendered
    begins = first.start("text")
    return f"{rendered[:begins]}{escape(place)} — {rendered[begins:]}"


def frames_in(rendered: str) -> list[str]:
    """Origins of the frames that a reader's click may load; those of our table and no others."""
    return sorted(set(_FRAME.findall(rendered)) & frame_origins())


def _rendered(nodes: Iterable[Node], language: str) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        match node.attributes.get("data-kind"):
            case "picture":
                found.append(_picture(node))
            case "embed":
                found.append(_embed(node))
            case "related":
                found.append(_STORY.format(node.attributes["data-story"]))
            case kind:
                node.children = _rendered(node.children, language)
                if kind:
                    node.attributes = _attributes_of(kind, language)
                found.append(node)
    return found


def _attributes_of(kind: str, language: str) -> dict[str, str]:
    if kind == "factbox":
        return {"class": "fact-box", "aria-label": BOX_LABELS.get(language, BOX_LABELS["en"])}
    return {"class": "pull-quote"}


def _picture(figure: Element) -> str:
    words = {
        "alt": figure.value("data-alt"),
        "credit": figure.value("data-credit"),
        "caption": Element("p", {}, figure.children).text(),
    }
    said = json.dumps(words).replace("<", "\\u003c").replace(">", "\\u003e")
    return _PICTURE.format(int(figure.attributes["data-asset"]), said)


def _figure(file: PictureFile, words: Mapping[str, str], using: str | None) -> str:
    context = {
        "picture": {**picture_sources(file), **words},
        "class": "body-picture",
        "sizes": "(min-width: 700px) 640px, 80vw",
        "captioned": True,
    }
    return render_to_string("public/_picture.html", context, using=using).strip()


def _see_also(number: str, story: Mapping[str, Any], using: str | None) -> str:
    url = links.story_path(story["section_slug"], story["slug"], int(number))
    context = {"headline": story["headline"], "url": url, "kind": story["label"]}
    return render_to_string("public/_see_also.html", context, using=using)


def _embed(figure: Element) -> str:
    """A link that says what it is, and what the page's module makes a frame of once somebody asks for it."""
    link = next(element for element in figure.walk() if element.name == "a")
    embed = find_embed(link.value("href"))
    if embed is None:  # a provider that has left the table
        return markup([Element("p", {}, [link])])
    context = {"embed": embed, "label": link.text()}
    return render_to_string("public/_embed.html", context).strip()
