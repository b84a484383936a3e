"""What JSON Feed 1.1 (jsonfeed.org/version/1.1) asks beyond its schema."""

from collections.abc import Callable
from typing import Any

from tests.standards.rules import LANGUAGE, MEDIA_TYPE, Rules, is_moment, is_web_address, unique

Feed = dict[str, Any]
ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon")
ITEM_ADDRESSES = ("url", "external_url", "image", "banner_image")


def of_items(holds: Callable[[Feed], bool]) -> Callable[[Feed], bool]:
    return lambda feed: all(holds(item) for item in feed.get("items", ()))


def people(feed: Feed) -> list[Feed]:
    return [person for found in (feed, *feed.get("items", ())) for person in found.get("authors", ())]


JSON_FEED: Rules[Feed] = {
    "version is the URL of the version of the format the feed uses": (
        lambda feed: feed.get("version") == "https://jsonfeed.org/version/1.1"
    ),
    "The addresses of a feed are addresses": lambda feed: all(
        is_web_address(feed[name]) for name in ADDRESSES if name in feed
    ),
    "id is unique for that item for that feed over time": lambda feed: unique(
        item["id"] for item in feed.get("items", ())
    ),
    "The addresses of an item are addresses": of_items(
        lambda item: all(is_web_address(item[name]) for name in ITEM_ADDRESSES if name in item)
    ),
    "date_published and date_modified specify dates in RFC 3339 format": of_items(
        lambda item: all(
            is_moment(item[name]) for name in ("date_published", "date_modified") if name in item
        )
    ),
    "The addresses of an author are addresses": lambda feed: all(
        is_web_address(person[name])
        for person in people(feed)
        for name in ("url", "avatar")
        if name in person
    ),
    "author is deprecated: authors says the same": lambda feed: (
        "author" not in feed and not any("author" in item for item in feed.get("items", ()))
    ),
    "language is in the format specified in RFC 5646": lambda feed: all(
        LANGUAGE.fullmatch(found.get("language", "en")) for found in (feed, *feed.get("items", ()))
    ),
    "An attachment has an address and a media type": of_items(
        lambda item: all(
            is_web_address(found.get("url")) and MEDIA_TYPE.fullmatch(found.get("mime_type", ""))
            for found in item.get("attachments", ())
        )
    ),
}
