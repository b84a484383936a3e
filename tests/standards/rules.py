"""Rules of standards as code: each is a sentence of its standard, and a question put to a document."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

Document = TypeVar("Document")
Rules = Mapping[str, Callable[[Document], bool]]

# RFC 3339, section 5.6; RFC 4287 wants the T and the Z in capitals.
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
# W3C's note on date and time formats, of which we write two: a day, and a moment with its zone.
W3C_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?")
# RFC 5646, as far as names of languages and regions go.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9.+-]+(?:; ?[a-z]+=[^;]+)?")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def broken(rules: "Rules[Document]", document: Document) -> list[str]:
    """The sentences that the document does not heed."""
    return [sentence for sentence, holds in rules.items() if not holds(document)]


def is_web_address(text: Any) -> bool:
    """Absolute, and without anything that an address must escape."""
    if not isinstance(text, str) or re.search(r"[\s<>\"{}|\\^`]", text) or not text.isascii():
        return False
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_moment(text: Any) -> bool:
    if not isinstance(text, str) or not RFC_3339.fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_w3c_time(text: str | None) -> bool:
    if not text or not W3C_TIME.fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def unique(values: Iterable[Any]) -> bool:
    return max(Counter(values).values(), default=1) == 1


def texts(root: Element, path: str) -> list[str]:
    return [element.text or "" for element in root.iterfind(path)]


def counts_fit(element: Element, allowed: Mapping[str, tuple[int, int]]) -> bool:
    """Of each child as many as its name allows: from the first number to the second."""
    found = Counter(child.tag for child in element)
    return all(least <= found[name] <= most for name, (least, most) in allowed.items())
