"""JSON-LD as others find it in a page and read it: each thing once, its words whole."""

from typing import Any

from pyld import jsonld

VOCABULARY = "https://schema.org/"


def offline(url: str, options: Any) -> dict[str, Any]:
    """The context of schema.org as far as its words go: each is one of its vocabulary."""
    assert url == VOCABULARY.rstrip("/")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": VOCABULARY}}}


def things(html: str, address: str) -> list[dict[str, Any]]:
    """Of the one graph of a page."""
    [graph] = jsonld.load_html(html, address, None, {"extractAllScripts": True})
    found: list[dict[str, Any]] = jsonld.flatten(graph, None, {"documentLoader": offline, "base": address})
    return found
