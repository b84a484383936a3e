"""A run's report: JSON, written item by item, so that a million files need no memory."""

import json
from collections.abc import Iterator
from typing import IO, Any

from articles import links
from articles.models import Edition, Host, ImportItem, ImportRun

CHUNK = 1000


def write_report(run: ImportRun, file: IO[str]) -> None:
    """The schema is in `docs/reference/commands.md`; `url` is null unless the story is live now."""
    head = {"run": run.pk, "dry_run": False, "totals": run.totals}
    file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "items": [')
    for position, item in enumerate(items_of(run)):
        file.write(("," if position else "") + "\n  " + json.dumps(item, ensure_ascii=False))
    file.write("\n ]\n}\n")


def items_of(run: ImportRun) -> Iterator[dict[str, Any]]:
    last = 0
    while chunk := list(run.items.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        urls = live_urls({item.story_id for item in chunk if item.story_id})
        yield from (row(item, urls) for item in chunk)


def row(item: ImportItem, urls: dict[int, str]) -> dict[str, Any]:
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
