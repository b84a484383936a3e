"""What RFC 4287 asks of an Atom feed beyond the grammar of its appendix B."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from tests.standards.rules import LANGUAGE, MAIL, Rules, is_moment, is_web_address, texts, unique

NAME = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(root: Element) -> list[Element]:
    return root.findall(f"{NAME}entry")


def every(name: str, holds: Callable[[Element], bool]) -> Callable[[Element], bool]:
    return lambda root: all(holds(element) for element in root.iter(f"{NAME}{name}"))


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


def is_iri(text: str) -> bool:
    scheme, colon, rest = text.partition(":")
    return bool(colon and rest and scheme.isalpha()) and not any(c.isspace() for c in text)


ATOM: Rules[Element] = {
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
    "The uri of a person is an IRI, and the email an address": lambda root: (
        all(is_web_address(found.text) for found in root.iter(f"{NAME}uri"))
        and all(MAIL.fullmatch(found.text or "") for found in root.iter(f"{NAME}email"))
    ),
    "The href of a link is a whole address": every("link", lambda found: is_web_address(found.get("href"))),
    "The value of xml:lang is a language tag": lambda root: all(
        LANGUAGE.fullmatch(element.get(XML_LANG, "en")) for element in root.iter()
    ),
}
