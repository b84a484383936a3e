"""What RSS 2.0.11 (rssboard.org/rss-specification) asks beyond a schema, its profile, and Media RSS 1.5.1."""

import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from tests.standards.rules import LANGUAGE, MEDIA_TYPE, Rules, counts_fit, is_web_address, texts, unique

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}"
DC, MEDIA = "{http://purl.org/dc/elements/1.1/}", "{http://search.yahoo.com/mrss/}"
ONCE_IN_ITEM = {
    *("title", "link", "description", "author", "comments", "enclosure", "guid", "pubDate"),
    "source",
}
# RFC 822 with the year in four digits, which the specification prefers.
RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT|[ECMP][SD]T)"
)
RELATIVE = re.compile(r""" (?:href|src)=["']?+(?!https?:|mailto:|#)""")


def is_date(text: str) -> bool:
    """With the right name of the day, where it has one."""
    if not RFC_822.fullmatch(text):
        return False
    found = parsedate_to_datetime(text)
    return "," not in text or found.strftime("%a") == text[:3]


def of_items(holds: Callable[[Element], bool]) -> Callable[[Element], bool]:
    return lambda root: all(holds(item) for item in root.iterfind("channel/item"))


def guid_is_one(item: Element) -> bool:
    guid = item.find("guid")
    if guid is None:
        return True
    return guid.get("isPermaLink", "true") == "false" or is_web_address(guid.text)


def pictures_fit(item: Element) -> bool:
    kinds = ("image", "audio", "video", "document", "executable")
    return all(
        is_web_address(shown.get("url"))
        and shown.get("medium", "image") in kinds
        and MEDIA_TYPE.fullmatch(shown.get("type", "image/jpeg"))
        and all(
            text.get("type", "plain") in ("plain", "html") for text in shown.iterfind(f"{MEDIA}description")
        )
        for shown in item.iter(f"{MEDIA}content")
    )


RSS: Rules[Element] = {
    "Required channel elements: title, link, description": lambda root: all(
        len(found) == 1 and found[0].strip()
        for found in (texts(root, f"channel/{name}") for name in ("title", "link", "description"))
    ),
    "The language the channel is written in, by a code": lambda root: all(
        LANGUAGE.fullmatch(text) for text in texts(root, "channel/language")
    ),
    "All date-times in RSS conform to RFC 822": lambda root: all(
        is_date(element.text or "") for name in ("pubDate", "lastBuildDate") for element in root.iter(name)
    ),
    "The data in <link> begins with an IANA-registered URI scheme": lambda root: all(
        is_web_address(element.text) for element in root.iter("link")
    ),
    "At least one of title or description must be present": of_items(
        lambda item: any(text.strip() for name in ("title", "description") for text in texts(item, name))
    ),
    "An item has each of its elements once, but for its categories": of_items(
        lambda item: counts_fit(item, dict.fromkeys(ONCE_IN_ITEM, (0, 1)))
    ),
    "A guid is a string that uniquely identifies the item": lambda root: unique(
        texts(root, "channel/item/guid")
    ),
    "If its isPermaLink is true, the guid is an address that opens in a browser": of_items(guid_is_one),
    "A feed names its own address in atom:link with rel self": lambda root: any(
        found.get("rel") == "self" and is_web_address(found.get("href"))
        for found in root.iterfind(f"channel/{ATOM}link")
    ),
    "content:encoded has no relative addresses": of_items(
        lambda item: not any(RELATIVE.search(text) for text in texts(item, f"{CONTENT}encoded"))
    ),
    "dc:creator is a name": of_items(lambda item: all(text.strip() for text in texts(item, f"{DC}creator"))),
    "media:content has the address of its file, and says of what kind it is": of_items(pictures_fit),
}
