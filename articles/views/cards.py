"""Rows of the published views as the templates' cards and pictures."""

from collections.abc import Iterable
from typing import Any

from articles import links
from articles.models import PublishedEdition
from articles.models.published import PublishedQuerySet
from articles.pages import LABELS, lead_file, source_words, updated_at
from articles.renditions import picture_sources
from articles.site import Site

PER_PAGE = 20
# What a page offers that has nothing itself.
WAYS_ON = 4


def card(row: dict[str, Any]) -> dict[str, Any]:
    """A list row, from `PublishedQuerySet.cards()`."""
    page = row["page"]
    return {
        **row,
        "url": links.story_path(row["section_slug"], row["slug"], row["number"]),
        "section_url": links.section_path(row["section_slug"]),
        "names": [byline["name"] for byline in page.get("bylines", ())],
        "source_label": source_words(page.get("source")),
        **pictures(row),
        "updated_at": updated_at(row),
        "day_only": page.get("day_only", False),
        "label": LABELS.get(page.get("label", "")),
    }


def pictures(row: dict[str, Any]) -> dict[str, Any]:
    """Cropped round the focus, in the shapes of cards: `wide` is the first of a front."""
    file = lead_file(row)
    if file is None:
        return {"picture": None, "wide": None}
    words = row["page"]["picture"]
    return {
        "picture": {**words, **picture_sources(file, "3x2")},
        "wide": {**words, **picture_sources(file, "16x9")},
    }


def cards(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [card(row) for row in rows]


def newest(site: Site, count: int = WAYS_ON) -> list[dict[str, Any]]:
    """The station's latest news. One query."""
    return cards(PublishedEdition.objects.on(site.station_id).news().newest_first().cards()[:count])


def page_of(rows: PublishedQuerySet, cursor: tuple[Any, int] | None) -> tuple[list[dict[str, Any]], str]:
    """One page of cards, newest first, and the query of the next one ("" at the end). One query."""
    ordered = rows.newest_first()
    if cursor:
        ordered = ordered.older_than(*cursor)
    found = list(ordered.cards()[: PER_PAGE + 1])
    shown = cards(found[:PER_PAGE])
    return shown, cursor_query(shown[-1]) if len(found) > PER_PAGE else ""


def cursor_query(row: dict[str, Any]) -> str:
    """`?before=` microseconds of the date shown, and the number: stable while stories come and change."""
    moment = row["published_at"]
    microseconds = int(moment.timestamp()) * 1_000_000 + moment.microsecond
    return f"?before={microseconds}-{row['number']}"
