"""What others' schemas, and others' reader of feeds, find wrong with a document."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
from jsonschema import Draft7Validator
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT4

SCHEMAS = Path(__file__).parent / "schemas"


def of_xml(schema: Any) -> Callable[[bytes], list[str]]:
    def faults(data: bytes) -> list[str]:
        schema.validate(etree.fromstring(data))
        return [entry.message for entry in schema.error_log]

    return faults


def of_json(name: str, *others: str) -> Callable[[bytes], list[str]]:
    """`others` are the schemas that it refers to."""
    said, *parts = (json.loads((SCHEMAS / found).read_text()) for found in (name, *others))
    registry = Registry().with_resources((part["id"], DRAFT4.create_resource(part)) for part in parts)
    validator = Draft7Validator(said, registry=registry)
    return lambda data: [error.message for error in validator.iter_errors(json.loads(data))]


FAULTS: dict[str, Callable[[bytes], list[str]]] = {
    "rss": of_xml(etree.XMLSchema(file=SCHEMAS / "rss.xsd")),
    "atom": of_xml(etree.RelaxNG(file=SCHEMAS / "atom.rng")),
    "json feed": of_json("feed.json", "feed-1.json"),
    "sitemap": of_xml(etree.XMLSchema(file=SCHEMAS / "sitemaps.xsd")),
    "sitemap index": of_xml(etree.XMLSchema(file=SCHEMAS / "siteindex.xsd")),
}


def unread(data: bytes, content_type: str) -> str:
    """Why a reader of feeds stumbles over it; empty where it does not."""
    told = feedparser.parse(data, response_headers={"content-type": content_type})
    return repr(told.bozo_exception) if told.bozo else ""
