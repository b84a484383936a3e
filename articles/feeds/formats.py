"""The three formats of a feed, as Django's generator and what it leaves out of them."""

import json
from typing import IO, Any, ClassVar
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date
from django.utils.timezone import now
from django.utils.xmlutils import SimplerXMLGenerator

MEDIA = "http://search.yahoo.com/mrss/"


class Stable(SyndicationFeed):
    """The same bytes while nothing changes: an empty feed is as old as this day, not as this moment."""

    content_type: ClassVar[str]

    def latest_post_date(self) -> Any:
        if self.items:
            return super().latest_post_date()
        return now().replace(hour=0, minute=0, second=0, microsecond=0)


class Rss(Stable, Rss201rev2Feed):
    """RSS 2.0 with the whole text, every name of the byline, and the lead picture (Media RSS 1.5.1)."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": MEDIA,
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author["name"])
        handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            shown = {"url": picture["url"], "medium": "image", "type": "image/jpeg"}
            handler.startElement("media:content", AttributesImpl(shown))
            if picture["caption"]:
                handler.addQuickElement("media:description", picture["caption"], {"type": "plain"})
            if picture["credit"]:
                handler.addQuickElement("media:credit", picture["credit"])
            handler.endElement("media:content")


class Atom(Stable, Atom1Feed):
    """Atom (RFC 4287) with the whole text and every name of the byline."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", author["name"])
            if author["url"]:
                handler.addQuickElement("uri", author["url"])
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Json(Stable):
    """JSON Feed 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        json.dump(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": self.feed["title"],
                "home_page_url": self.feed["link"],
                "feed_url": self.feed["feed_url"],
                "description": self.feed["description"],
                "language": self.feed["language"],
                "authors": [{"name": self.feed["author_name"]}],
                "items": [self.item(item) for item in self.items],
            },
            outfile,
            ensure_ascii=False,
        )

    def item(self, item: dict[str, Any]) -> dict[str, Any]:
        said = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "tags": item["categories"],
            "language": item["item_language"],
        }
        if item["description"]:
            said["summary"] = item["summary"]
        if item["authors"]:
            said["authors"] = [
                {name: value for name, value in author.items() if value} for author in item["authors"]
            ]
        if item["picture"]:
            said["image"] = item["picture"]["url"]
        return said


# By the last part of the address.
FORMATS: dict[str, type[Stable]] = {"rss.xml": Rss, "atom.xml": Atom, "feed.json": Json}
