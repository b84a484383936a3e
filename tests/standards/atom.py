"""Atom, RFC 4287: section 4 and the grammar of its appendix B."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from tests.standards.rules import (
    LANGUAGE,
    MAIL,
    MEDIA_TYPE,
    Rules,
    counts_fit,
    is_moment,
    is_web_address,
    texts,
    unique,
)

NAME = "{http://www.w3.org/2005/Atom}"
XML_LANG, XML_BASE = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("lang", "base"))
ANY = 10**6


def named(allowed: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {f"{NAME}{name}": counts for name, counts in allowed.items()}


FEED = named(
    dict.fromkeys(("id", "title", "updated"), (1, 1))
    | dict.fromkeys(("generator", "icon", "logo", "rights", "subtitle"), (0, 1))
    | dict.fromkeys(("author", "category", "contributor", "link", "entry"), (0, ANY))
)
ENTRY = named(
    dict.fromkeys(("id", "title", "updated"), (1, 1))
    | dict.fromkeys(("content", "published", "rights", "source", "summary"), (0, 1))
    | dict.fromkeys(("author", "category", "contributor", "link"), (0, ANY))
)
PERSON = named({"name": (1, 1), "uri": (0, 1), "email": (0, 1)})
# The attributes of each element beside xml:lang and xml:base.
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "content": {"type", "src"},
    "generator": {"uri", "version"},
    **dict.fromkeys(("title", "subtitle", "summary", "rights"), {"type"}),
}


def entries(root: Element) -> list[Element]:
    return root.findall(f"{NAME}entry")


def every(name: str, holds: Callable[[Element], bool]) -> Callable[[Element], bool]:
    return lambda root: all(holds(element) for element in root.iter(f"{NAME}{name}"))


def fits(element: Element, allowed: Mapping[str, tuple[int, int]]) -> bool:
    """Its children in the namespace of Atom are those, as many as may be; others may be there besides."""
    ours = {child.tag for child in element if child.tag.startswith(NAME)}
    return ours <= allowed.keys() and counts_fit(element, allowed)


def one_alternate(element: Element) -> bool:
    ways = [
        (link.get("type"), link.get("hreflang"))
        for link in element.iterfind(f"{NAME}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    return unique(ways)


def says_something(entry: Element) -> bool:
    """Without content it leads somewhere."""
    links = entry.iterfind(f"{NAME}link")
    return entry.find(f"{NAME}content") is not None or any(link.get("rel") == "alternate" for link in links)


def knows_attributes(root: Element) -> bool:
    return all(
        set(element.attrib) <= ATTRIBUTES.get(element.tag.removeprefix(NAME), set()) | {XML_LANG, XML_BASE}
        for element in root.iter()
        if element.tag.startswith(NAME)
    )


def is_iri(text: str) -> bool:
    scheme, colon, rest = text.partition(":")
    return bool(colon and rest and scheme.isalpha()) and not any(c.isspace() for c in text)


ATOM: Rules[Element] = {
    "The atom:feed element is the document element of an Atom Feed Document": (
        lambda root: root.tag == f"{NAME}feed"
    ),
    "atom:feed elements MUST contain exactly one id, title, updated, and at most one of others": (
        lambda root: fits(root, FEED)
    ),
    "atom:entry elements MUST contain exactly one id, title, updated, and at most one of others": (
        every("entry", lambda entry: fits(entry, ENTRY))
    ),
    "atom:feed elements MUST contain an author, unless all of their entries do": lambda root: (
        root.find(f"{NAME}author") is not None
        or all(entry.find(f"{NAME}author") is not None for entry in entries(root))
    ),
    "atom:feed elements SHOULD contain one link with a rel value of self": lambda root: (
        [link.get("rel") for link in root.iterfind(f"{NAME}link")].count("self") == 1
    ),
    "MUST NOT contain more than one alternate link of the same type and hreflang": lambda root: all(
        one_alternate(element) for element in (root, *entries(root))
    ),
    "Entries that contain no content MUST contain an alternate link": every("entry", says_something),
    "Its content MUST be an IRI, as defined by RFC 3987": every("id", lambda found: is_iri(found.text or "")),
    "No two entries of a feed have the same id": lambda root: unique(texts(root, f"{NAME}entry/{NAME}id")),
    "A Date construct MUST conform to date-time in RFC 3339, with an upper-case T and Z": lambda root: all(
        is_moment(element.text) for name in ("updated", "published") for element in root.iter(f"{NAME}{name}")
    ),
    "Person constructs MUST contain exactly one name, at most one uri and email": lambda root: all(
        fits(person, PERSON) and (person.findtext(f"{NAME}name") or "").strip()
        for name in ("author", "contributor")
        for person in root.iter(f"{NAME}{name}")
    ),
    "The uri of a person is an IRI, and the email an address": lambda root: (
        all(is_web_address(found.text) for found in root.iter(f"{NAME}uri"))
        and all(MAIL.fullmatch(found.text or "") for found in root.iter(f"{NAME}email"))
    ),
    "The type of a Text construct MUST be one of text, html or xhtml": lambda root: all(
        found.get("type", "text") in ("text", "html", "xhtml")
        for name in ("title", "subtitle", "summary", "rights")
        for found in root.iter(f"{NAME}{name}")
    ),
    "The value of the content's type MAY be text, html or xhtml, or a media type": every(
        "content",
        lambda found: (
            found.get("type", "text") in ("text", "html", "xhtml")
            or bool(MEDIA_TYPE.fullmatch(found.get("type", "")))
        ),
    ),
    "atom:link elements MUST have an href attribute, whose value MUST be an IRI reference": every(
        "link", lambda found: is_web_address(found.get("href"))
    ),
    "atom:category elements MUST have a term attribute": every(
        "category", lambda found: bool(found.get("term"))
    ),
    "The value of xml:lang is a language tag": lambda root: all(
        LANGUAGE.fullmatch(element.get(XML_LANG, "en")) for element in root.iter()
    ),
    "Elements of Atom have the attributes of its grammar, and no others": knows_attributes,
}
