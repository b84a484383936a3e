"""A run's report, as JSON or CSV, written item by item, so that a million files need no memory."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from articles import links
from articles.importers.pipeline.candidates import Candidate
from articles.models import Edition, Host, ImportItem, ImportRun

CHUNK = 1000
COLUMNS = (
    "argument", "path", "member", "outcome", "reason", "warnings", "story", "url", "encoding", "sha256",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, in its full-width forms as well.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001


def write_json(file: IO[str], head: dict[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    """The schema is in `docs/reference/commands.md`; `head` are the keys before the items."""
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "items": [')
    for position, row in enumerate(rows):
        file.write(("," if position else "") + "\n  " + json.dumps(row, ensure_ascii=False))
    file.write("\n ]\n}\n")


def write_csv(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """A line a file, for a spreadsheet, in which no cell is a formula."""
    # Excel knows UTF-8 by this mark.
    file.write("\ufeff")
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    for row in rows:
        cells = {**row, "warnings": "\n".join(row["warnings"])}
        lines.writerow([harmless(cells[name]) for name in COLUMNS])


def harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def head_of(run: ImportRun | None, totals: dict[str, int]) -> dict[str, Any]:
    return {"run": run.pk if run else None, "dry_run": run is None, "totals": totals}


def rows_of(run: ImportRun) -> Iterator[dict[str, Any]]:
    """A row for each item; `url` is null unless the story is live now."""
    last = 0
    while chunk := list(run.items.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        urls = live_urls({item.story_id for item in chunk if item.story_id})
        yield from (row_of_item(item, urls) for item in chunk)


def row_of_item(item: ImportItem, urls: dict[int, str]) -> dict[str, Any]:
    return {
        "argument": item.argument,
        "path": item.path,
        "member": item.member or None,
        "sha256": item.sha256 or None,
        "encoding": item.encoding or None,
        "outcome": item.outcome,
        "reason": item.reason or None,
        "warnings": item.warnings,
        "story": item.story_id,
        "url": urls.get(item.story_id) if item.story_id else None,
    }


def row_of_candidate(candidate: Candidate) -> dict[str, Any]:
    """The same of a dry run, which has made no story."""
    return {
        "argument": candidate.found.argument,
        "path": candidate.found.path,
        "member": candidate.found.member or None,
        "sha256": candidate.sha256 or None,
        "encoding": candidate.parsed.item.encoding if candidate.parsed else None,
        "outcome": candidate.outcome,
        "reason": candidate.reason or None,
        "warnings": candidate.warnings,
        "story": None,
        "url": None,
    }


def live_urls(stories: set[int]) -> dict[int, str]:
    """Absolute addresses of those that readers can open now, on the primary host of the home station."""
    editions = (
        Edition.objects.live()
        .filter(story__in=stories, placement__home=True, station__opened_at__isnull=False)
        .select_related("section")
        .defer("body", "rendered_html", "plain_text", "page")
    )
    hosts = dict(Host.objects.filter(is_primary=True).values_list("station_id", "name"))
    return {
        edition.story_id: links.origin(hosts[edition.station_id])
        + links.story_path(edition.section.slug, edition.slug, edition.story_id)
        for edition in editions
        if edition.station_id in hosts
    }
