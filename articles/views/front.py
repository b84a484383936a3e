"""A station's front: the newest lead, then each section. Three queries."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import structured_data
from articles.models import PublishedEdition, PublishedListing
from articles.models.published import CARD_COLUMNS
from articles.site import Site, SiteSection, site_of
from articles.views.cards import cards, cursor_query, page_of
from articles.views.cursors import read_cursor

SECONDS, LATEST, PER_BLOCK = 3, 10, 4


def front(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    # A story whose date is an estimate is no news, whatever the date says.
    latest = PublishedEdition.objects.on(site.station_id).filter(published_at_estimated=False)
    cursor = read_cursor(request)
    if cursor:
        found, next_query = page_of(latest, cursor)
        return render(
            request,
            "public/list.html",
            {
                "heading": site.brand,
                "kind": "front",
                "cards": found,
                "next_url": next_query and f"/{next_query}",
                "first_url": "/",
                "canonical_url": f"{site.base_url}/?before={request.GET['before']}",
            },
        )
    newest = cards(latest.newest_first().cards()[: 1 + SECONDS + LATEST + 1])
    more = len(newest) > 1 + SECONDS + LATEST
    shown = newest[: 1 + SECONDS + LATEST]
    return render(
        request,
        "public/front.html",
        {
            "lead": shown[0] if shown else None,
            "seconds": shown[1 : 1 + SECONDS],
            "latest": shown[1 + SECONDS :],
            "shows_times": any(is_today(site, card) for card in shown[1 + SECONDS :]),
            "blocks": blocks(site, {card["number"] for card in shown[: 1 + SECONDS]}),
            "graph": structured_data.of_front(site),
            "next_cursor_url": f"/{cursor_query(shown[-1])}" if more else None,
        },
    )


def is_today(site: Site, card: dict[str, Any]) -> bool:
    """Whether a list shows its time of day."""
    zone = site.now.tzinfo
    return bool(card["published_at"].astimezone(zone).date() == site.now.date())


def blocks(site: Site, above: set[int]) -> list[dict[str, Any]]:
    """The newest of each section that are not above already; one query for all sections."""
    if not site.sections:
        return []
    listing = PublishedListing.objects.on(site.station_id).newest_first()
    newest = [
        listing.filter(kind=kind, key=section.id).values(*CARD_COLUMNS, "kind")[: PER_BLOCK + 1 + SECONDS]
        for section in site.sections
        for kind in ("news", "section")
    ]
    rows = cards(newest[0].union(*newest[1:], all=True))
    return [
        {"section": section, "cards": found}
        for section in site.sections
        if (found := of_section(rows, section, above))
    ]


def of_section(rows: list[dict[str, Any]], section: SiteSection, above: set[int]) -> list[dict[str, Any]]:
    """Its news; only where it has none, what is older than anybody knows. UNION promises no order."""
    mine = [row for row in rows if row["section_id"] == section.id]
    kind = "news" if any(row["kind"] == "news" for row in mine) else "section"
    mine = [row for row in mine if row["kind"] == kind and row["number"] not in above]
    mine.sort(key=lambda row: (row["published_at"], row["number"]), reverse=True)
    return mine[:PER_BLOCK]
