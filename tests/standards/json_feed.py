"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import Callable
from typing import Any

from tests.standards.rules import LANGUAGE, MEDIA_TYPE, Rules, is_moment, is_web_address, unique

Feed = dict[str, Any]
ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon")
OF_FEED = {
    *("version", "title", "description", "user_comment", "authors", "author", "language", "expired"),
    *("hubs", "items", *ADDRESSES),
}
ITEM_ADDRESSES = ("url", "external_url", "image", "banner_image")
OF_ITEM = {
    *("id", "title", "content_html", "content_text", "summary", "date_published", "date_modified"),
    *("authors", "author", "tags", "language", "attachments", *ITEM_ADDRESSES),
}
TEXTS = ("title", "content_html", "content_text", "summary")


def of_items(holds: Callable[[Feed], bool]) -> Callable[[Feed], bool]:
    return lambda feed: all(holds(item) for item in feed.get("items", ()))


def names_known(found: Feed, known: set[str]) -> bool:
    return all(name in known or name.startswith("_") for name in found)


def are_people(found: Feed) -> bool:
    """Each is an object with one of three things."""
    return all(
        isinstance(person, dict)
        and person.keys() <= {"name", "url", "avatar"}
        and any(person.values())
        and is_web_address(person.get("url", "https://a.example/"))
        for person in found.get("authors", ())
    )


JSON_FEED: Rules[Feed] = {
    "version (required, string) is the URL of the version of the format the feed uses": (
        lambda feed: feed.get("version") == "https://jsonfeed.org/version/1.1"
    ),
    "title (required, string) is the name of the feed": lambda feed: (
        isinstance(feed.get("title"), str) and bool(feed["title"].strip())
    ),
    "items is an array, and is required": lambda feed: isinstance(feed.get("items"), list),
    "Custom objects have names that start with an underscore": lambda feed: (
        names_known(feed, OF_FEED) and all(names_known(item, OF_ITEM) for item in feed.get("items", ()))
    ),
    "The addresses of a feed are addresses": lambda feed: all(
        is_web_address(feed[name]) for name in ADDRESSES if name in feed
    ),
    "id (required, string) is unique for that item for that feed over time": lambda feed: (
        all(isinstance(item.get("id"), str) and item["id"] for item in feed.get("items", ()))
        and unique(item.get("id") for item in feed.get("items", ()))
    ),
    "One or both of content_html and content_text must be present": of_items(
        lambda item: bool({"content_html", "content_text"} & item.keys())
    ),
    "The texts of an item are strings": of_items(
        lambda item: all(isinstance(item[name], str) for name in TEXTS if name in item)
    ),
    "The addresses of an item are addresses": of_items(
        lambda item: all(is_web_address(item[name]) for name in ITEM_ADDRESSES if name in item)
    ),
    "date_published and date_modified specify dates in RFC 3339 format": of_items(
        lambda item: all(
            is_moment(item[name]) for name in ("date_published", "date_modified") if name in item
        )
    ),
    "An author object has at least one of name, url and avatar": lambda feed: (
        are_people(feed) and all(are_people(item) for item in feed.get("items", ()))
    ),
    "author is deprecated: authors says the same": lambda feed: (
        "author" not in feed and not any("author" in item for item in feed.get("items", ()))
    ),
    "tags (optional, array of strings)": of_items(
        lambda item: all(isinstance(tag, str) and tag for tag in item.get("tags", ()))
    ),
    "language is in the format specified in RFC 5646": lambda feed: all(
        LANGUAGE.fullmatch(found.get("language", "en")) for found in (feed, *feed.get("items", ()))
    ),
    "An attachment has its url and its mime_type": of_items(
        lambda item: all(
            is_web_address(found.get("url")) and MEDIA_TYPE.fullmatch(found.get("mime_type", ""))
            for found in item.get("attachments", ())
        )
    ),
}
