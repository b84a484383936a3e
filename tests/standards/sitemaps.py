"""Sitemaps 0.9 (sitemaps.org/protocol.html) and Google's extension for news."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.standards.rules import Rules, is_w3c_time, is_web_address, texts, unique

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LANGUAGES = re.compile(r"[a-z]{2,3}|zh-(?:cn|tw)")
MOST, NEWS_MOST = 50_000, 1_000
LARGEST = 50 * 1024 * 1024
# In this order, says the schema of the protocol.
OF_URL = [f"{MAP}{name}" for name in ("loc", "lastmod", "changefreq", "priority")]


def read(data: bytes) -> Element:
    """The file itself must be UTF-8 encoded, and no larger than 50 MB."""
    assert len(data) <= LARGEST
    return ElementTree.fromstring(data.decode())  # noqa: S314 - our own


def every_loc(root: Element) -> list[str]:
    return [loc for element in root for loc in texts(element, f"{MAP}loc")]


def in_order(element: Element) -> bool:
    ours = [child.tag for child in element if child.tag.startswith(MAP)]
    return (
        ours[:1] == OF_URL[:1]
        and unique(ours)
        and set(ours) <= set(OF_URL)
        and ours == sorted(ours, key=OF_URL.index)
    )


def of_one_host(root: Element) -> bool:
    return len({urlsplit(loc)[:2] for loc in every_loc(root)}) <= 1


def both(container: str, entry: str) -> Rules[Element]:
    """What holds of a sitemap and of an index alike."""
    return {
        f"Begin with an opening <{container}> tag, in the namespace of the protocol": (
            lambda root: root.tag == f"{MAP}{container}"
        ),
        f"Include a <{entry}> entry for each address": lambda root: all(
            child.tag == f"{MAP}{entry}" for child in root
        ),
        "A <loc> child entry first, then the optional ones in the order of the schema": (
            lambda root: all(in_order(child) for child in root)
        ),
        "It begins with the protocol and is less than 2,048 characters": lambda root: all(
            is_web_address(loc) and 12 <= len(loc) < 2048 for loc in every_loc(root)
        ),
        "All of them are from a single host": of_one_host,
        "<lastmod> is in W3C Datetime format": lambda root: all(
            is_w3c_time(found.text) for found in root.iter(f"{MAP}lastmod")
        ),
        "It has no more than 50,000 of them": lambda root: len(root) <= MOST,
        "Each is listed once": lambda root: unique(every_loc(root)),
    }


SITEMAP: Rules[Element] = both("urlset", "url")
INDEX: Rules[Element] = both("sitemapindex", "sitemap")


def of_news(holds: Callable[[Element], bool]) -> Callable[[Element], bool]:
    return lambda root: all(holds(news) for news in root.iter(f"{NEWS}news"))


def children(element: Element | None) -> list[str]:
    return sorted(child.tag.removeprefix(NEWS) for child in element) if element is not None else []


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
        "Required are publication, publication_date and title": of_news(
            lambda news: children(news) == ["publication", "publication_date", "title"]
        ),
        "<news:publication> has two required children: name and language": of_news(
            lambda news: children(news.find(f"{NEWS}publication")) == ["language", "name"]
        ),
        "<news:name> must exactly match the name of the site": lambda root: (
            set(texts(root, f".//{NEWS}name")) <= {name}
        ),
        "<news:language> is an ISO 639 language code of two or three letters": lambda root: all(
            LANGUAGES.fullmatch(text) for text in texts(root, f".//{NEWS}language")
        ),
        "<news:publication_date> is in W3C format": lambda root: all(
            is_w3c_time(text) for text in texts(root, f".//{NEWS}publication_date")
        ),
        "Include recent addresses, of articles that were created in the last two days": lambda root: all(
            now - dt.timedelta(days=2) < moment <= now + dt.timedelta(days=1) for moment in dates(root)
        ),
        "<news:title> is the title of the article": lambda root: all(
            text.strip() for text in texts(root, f".//{NEWS}title")
        ),
    }
