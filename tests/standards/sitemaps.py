"""What Sitemaps 0.9 (sitemaps.org/protocol.html) and Google's extension for news ask beyond their schemas."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.standards.rules import Rules, is_w3c_time, is_web_address, texts, unique

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOST, NEWS_MOST = 50_000, 1_000
LARGEST = 50 * 1024 * 1024


def read(data: bytes) -> Element:
    """The file itself must be UTF-8 encoded, and no larger than 50 MB."""
    assert len(data) <= LARGEST
    return ElementTree.fromstring(data.decode())  # noqa: S314 - our own


def every_loc(root: Element) -> list[str]:
    return [loc for element in root for loc in texts(element, f"{MAP}loc")]


def of_one_host(root: Element) -> bool:
    return len({urlsplit(loc)[:2] for loc in every_loc(root)}) <= 1


# Of a sitemap and of an index alike.
SITEMAP: Rules[Element] = {
    "An address begins with the protocol": lambda root: all(is_web_address(loc) for loc in every_loc(root)),
    "All of them are from a single host": of_one_host,
    "<lastmod> is in W3C Datetime format": lambda root: all(
        is_w3c_time(found.text) for found in root.iter(f"{MAP}lastmod")
    ),
    "It has no more than 50,000 of them": lambda root: len(root) <= MOST,
    "Each is listed once": lambda root: unique(every_loc(root)),
}


def dates(root: Element) -> Iterator[dt.datetime]:
    """A day alone is as old as its end."""
    for text in texts(root, f".//{NEWS}publication_date"):
        found = dt.datetime.fromisoformat(text)
        yield found if found.tzinfo else found.replace(hour=23, minute=59, tzinfo=dt.UTC)


def news_sitemap(now: dt.datetime, name: str) -> Rules[Element]:
    """`name` is that of the site."""
    return SITEMAP | {
        "Each <url> tag has one <news:news> tag": lambda root: all(
            [child.tag for child in url].count(f"{NEWS}news") == 1 for url in root
        ),
        "Up to 1,000 <news:news> tags": lambda root: len(list(root.iter(f"{NEWS}news"))) <= NEWS_MOST,
        "<news:name> must exactly match the name of the site": lambda root: (
            set(texts(root, f".//{NEWS}name")) <= {name}
        ),
        "<news:publication_date> is in W3C format": lambda root: all(
            is_w3c_time(text) for text in texts(root, f".//{NEWS}publication_date")
        ),
        "Include recent addresses, of articles that were created in the last two days": lambda root: all(
            now - dt.timedelta(days=2) < moment <= now + dt.timedelta(days=1) for moment in dates(root)
        ),
    }
