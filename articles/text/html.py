"""The body of a story: its closed vocabulary, and the one cleaner that every way in goes through."""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape
from typing import Final

import nh3

from articles.errors import TextNeverSettles
from articles.text.hrefs import clean_href
from articles.text.limits import check_limits
from articles.text.nfc import break_runs, nfc
from articles.text.nodes import NODE_ATTRIBUTES, NODE_TAGS, settle_nodes
from articles.text.plain import FORBIDDEN

# The closed vocabulary. A tag that is not here goes and leaves its words; an attribute goes with its value.
TAGS: Final = NODE_TAGS | {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "hr", "strong", "em", "a", "br", "sub", "sup"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: Final = {
    "a": {"href"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    **{tag: set(attributes) for tag, attributes in NODE_ATTRIBUTES.items()},
}
LINK_SCHEMES: Final = frozenset(("http", "https", "mailto"))
# What stands inside these was never for a reader's eyes.
_NOT_COPY: Final = {"script", "style", "template", "iframe", "noembed", "noframes", "noscript", "title"}

# Two settle all of 11,623 attack strings, three all of 80,000 random tag soups; one more look proves it.
_MAX_PASSES: Final = 3

_FORBIDDEN = re.compile(f"[\r\f\v{FORBIDDEN}]")
_LINE_END = re.compile("\r\n?")
_BLANKS: Final = {ord("\f"): " ", ord("\v"): " ", 0x85: " "}
_OTHER_BLOCK = re.compile(
    r"</?(?:address|article|caption|center|dd|details|div|dl|dt|fieldset|footer|form"
    r"|h[1456]|header|legend|main|nav|option|pre|section|summary|tfoot)\b",
    re.IGNORECASE | re.ASCII,
)
_BARE_LINK = re.compile(r"<a(?: href=[^>]*)?>|</a>")
_LINK = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s]|/(?![/\\]))", re.IGNORECASE)
_LINK_NOISE = re.compile(r"[\t\n\r]")
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
_NODE_VALUES: Final = {
    (tag, name): re.compile(pattern)
    for tag, attributes in NODE_ATTRIBUTES.items()
    for name, pattern in attributes.items()
}
_SCOPES: Final = frozenset(("row", "col", "rowgroup", "colgroup"))

_BLOCK_EDGE = re.compile(
    r"</?(?:p|h2|h3|ul|ol|li|blockquote|figure|figcaption|aside|table|thead|tbody|tr|hr)(?: [^>]*)?>"
)
_CELL_EDGE = re.compile(r"</?t[hd](?: [^>]*)?>")
_ANY_TAG = re.compile(r"<[^>]*>")
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
_LAYOUT = re.compile(r"[\t\n][ \t\n]*| [ \t\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
# Between paragraphs that are escaped together: no text of ours has it.
_NOT_IN_TEXT: Final = "\x00"


class CleanBody(str):
    """A body as the cleaner left it. Only this module makes one; what is done to it is a plain text again."""

    __slots__ = ()


def clean_body(html: str) -> CleanBody:
    """The same body in the closed vocabulary, NFC, without controls; a body so cleaned comes back as it is.

    Raises TextTooLarge (over 2 MB) and TextTooDeep (over 100 levels) before any parser sees it.
    A body that is clean already costs one pass, 0.1 ms for 5 kB; one that was cleaned in this very form,
    and has not been to the database since, costs nothing.
    """
    if isinstance(html, CleanBody):
        return html
    html = _without_controls(html)
    check_limits(html)
    for _ in range(_MAX_PASSES + 1):
        cleaned = _clean_once(html)
        if cleaned == html:
            return CleanBody(cleaned)
        # Escaping makes text longer: what came out must be let in again.
        check_limits(cleaned)
        html = cleaned
    raise TextNeverSettles


def body_from_paragraphs(paragraphs: Sequence[str]) -> CleanBody:
    """Plain paragraphs as a body that `clean_body` leaves as it is; blank ones are left out.

    Raises TextTooLarge. A line end inside a paragraph stays one in the markup, where it reads as a space.
    """
    copy = [paragraph for paragraph in paragraphs if paragraph.strip()]
    text = _NOT_IN_TEXT.join(copy)
    if _FORBIDDEN.search("".join(copy)):
        text = _NOT_IN_TEXT.join(map(_without_controls, copy))
    # All at once: by itself, each paragraph would cost as much.
    escaped = _escape(text).replace(_NOT_IN_TEXT, "</p><p>")
    body = _normalise(f"<p>{escaped}</p>" if copy else "")
    check_limits(body)
    return CleanBody(body)


def plain_text(html: str) -> str:
    """The words of a cleaned body: blocks apart by a blank line, entities decoded, NFC."""
    text = _LAYOUT.sub(" ", html) if "\n" in html or "\t" in html or "  " in html else html
    if _is_plain_paragraphs(text):
        text = text[3:-4].replace("</p><p>", "\n\n")
    else:
        text = _BLOCK_EDGE.sub("\n\n", text.replace("<br>", "\n"))
        text = _ANY_TAG.sub("", _CELL_EDGE.sub(" ", text))
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        text = nfc(text)
    if " \n" in text or "\n " in text:
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
    return (_BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def _is_plain_paragraphs(html: str) -> bool:
    """As nearly all imported copy is: one paragraph right after the other, and no other tag."""
    return (
        html.startswith("<p>") and html.endswith("</p>") and html.count("<") == 2 * html.count("</p><p>") + 2
    )


def word_count(text: str) -> int:
    """Words of plain text as a reader counts them: a dash alone is none."""
    return sum(word[0].isalnum() or any(map(str.isalnum, word)) for word in text.split())


def reading_minutes(words: int) -> int:
    """How long most people take, in whole minutes, at 238 words a minute (Brysbaert 2019); at least one."""
    return max(1, round(words / 238)) if words else 0


def _clean_once(html: str) -> str:
    # "one</div><div>two" must not become "onetwo" when the tags go.
    cleaned = _CLEANER.clean(_OTHER_BLOCK.sub(r"\n\g<0>", html))
    cleaned = settle_nodes(_without_bare_links(_without_controls(cleaned)))
    return _normalise(cleaned).strip("\n ")


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        # Browsers leave these out of an address, so "/<tab>/host" would lead to another site.
        link = _LINK_NOISE.sub("", _without_controls(value)).strip()
        return clean_href(link) if _LINK.match(link) else None
    if attribute.startswith("data-"):
        value = _without_controls(value)
        form = _NODE_VALUES.get((tag, attribute))  # asked of tags that do not stay as well
        return value if form and form.fullmatch(value) else None
    if attribute == "scope":
        return value.lower() if value.lower() in _SCOPES else None
    return value if _SPAN.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=_NOT_COPY,
    attributes={"*": set(), **ATTRIBUTES},
    attribute_filter=_keep_attribute,
    url_schemes=LINK_SCHEMES,
    link_rel=None,
)


def _without_controls(text: str) -> str:
    if not _FORBIDDEN.search(text):
        return text
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text).translate(_BLANKS))


def _without_bare_links(html: str) -> str:
    """Take out each <a> that lost its address, and its own </a>. `html` comes from the cleaner: balanced."""
    if "<a>" not in html:
        return html
    bare: list[bool] = []

    def keep(tag: re.Match[str]) -> str:
        if tag[0] != "</a>":
            bare.append(tag[0] == "<a>")
            return "" if bare[-1] else tag[0]
        return "" if bare and bare.pop() else tag[0]

    return _BARE_LINK.sub(keep, html)


def _normalise(html: str) -> str:
    """NFC of each run of text, never across a tag.

    A solidus overlay that begins a run would melt with the ">" before it into one character (U+226F) in
    whatever program normalises the whole: it is written as a number.
    """
    if html.isascii():
        return html
    html = break_runs(html)
    if unicodedata.is_normalized("NFC", html):
        return html
    runs = (nfc(run) for run in _TAG_OR_TEXT.findall(html))
    return "".join(f"&#824;{run[1:]}" if run[0] == "\u0338" else run for run in runs)


def _escape(text: str) -> str:
    """As the cleaner writes text: quotes stay, a no-break space has a name."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\xa0", "&nbsp;")
