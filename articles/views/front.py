"""The fronts of a station and of its sections: what editors put there, then the newest. Four queries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles import structured_data
from articles.fronts import Standing, filled, standing_on
from articles.models import PLACES, PublishedEdition, PublishedListing
from articles.models.published import CARD_COLUMNS
from articles.site import Site, SiteSection, site_of
from articles.views.cards import PER_PAGE, cards, cursor_query, page_of
from articles.views.cursors import read_cursor

LATEST, PER_BLOCK = 10, 4


def front(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    cursor = read_cursor(request)
    if cursor:
        found, next_query = page_of(latest_of(site), cursor)
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
    return render(request, "public/front.html", front_context(site, standing_on(site.station_id)))


def latest_of(site: Site) -> Any:
    """A story whose date is an estimate is no news, whatever the date says."""
    return PublishedEdition.objects.on(site.station_id).filter(published_at_estimated=False)


def front_context(site: Site, standing: Standing) -> dict[str, Any]:
    """Each story once: on top, in the block of its section, or among the latest. Two queries."""
    most = 2 * PLACES + (PLACES + 1) * len(site.sections) + 2 * LATEST
    newest = list(latest_of(site).newest_first().cards()[:most])
    of_sections = rows_of_sections(site)
    top = cards(filled(standing.get(None, {}), newest))
    shown = {card["number"] for card in top}
    taken = shown | firsts(site, standing, of_sections, shown)
    left = [row for row in newest if row["number"] not in taken]
    # A station with few stories keeps some for its sections.
    latest = cards(left[: min(LATEST, -(-len(left) // 2))])
    shown |= {card["number"] for card in latest}
    below = blocks(site, standing, of_sections, shown)
    shown |= {card["number"] for block in below for card in block["cards"]}
    has_more = len(newest) == most or any(row["number"] not in shown for row in left)
    return {
        "lead": top[0] if top else None,
        "seconds": top[1:],
        "latest": latest,
        "shows_times": any(is_today(site, card) for card in latest),
        "blocks": below,
        "graph": structured_data.of_front(site),
        "next_cursor_url": f"/{cursor_query(latest[-1])}" if latest and has_more else None,
    }


def placed_cards(standing: Standing, front: int | None) -> dict[int, dict[str, Any]]:
    """Of the section with that id, or of the station: what was put there, by place."""
    placed = standing.get(front, {})
    return dict(zip(placed, cards(placed.values()), strict=True))


def is_today(site: Site, card: dict[str, Any]) -> bool:
    """Whether a list shows its time of day."""
    zone = site.now.tzinfo
    return bool(card["published_at"].astimezone(zone).date() == site.now.date())


def rows_of_sections(site: Site) -> list[dict[str, Any]]:
    """The newest of every section, as news and with its archive; one query for all of them."""
    listing = PublishedListing.objects.on(site.station_id).newest_first()
    newest = [
        listing.filter(kind=kind, key=section.id).values(*CARD_COLUMNS, "kind")[
            : PER_BLOCK + 2 * PLACES + LATEST
        ]
        for section in site.sections
        for kind in ("news", "section")
    ]
    return list(newest[0].union(*newest[1:], all=True)) if newest else []


def firsts(site: Site, standing: Standing, rows: list[dict[str, Any]], above: set[int]) -> set[int]:
    """Whatever the latest has to leave to each section: its first story, and what its editors put there."""
    found: set[int] = set()
    for section in site.sections:
        placed = standing.get(section.id, {})
        found |= {row["number"] for row in placed.values()}
        found |= {row["number"] for row in filled(placed, of_section(rows, section), above)[:1]}
    return found


def blocks(
    site: Site, standing: Standing, rows: list[dict[str, Any]], above: set[int]
) -> list[dict[str, Any]]:
    """Each section's own front without what stands elsewhere on the page already."""
    found, shown = [], set(above)
    for section in site.sections:
        placed = standing.get(section.id, {})
        if mine := cards(filled(placed, of_section(rows, section), shown)[:PER_BLOCK]):
            found.append({"section": section, "cards": mine})
            shown |= {card["number"] for card in mine}
    return found


def of_section(rows: list[dict[str, Any]], section: SiteSection) -> list[dict[str, Any]]:
    """Its news; only where it has none, what is older than anybody knows. UNION promises no order."""
    mine = [row for row in rows if row["section_id"] == section.id]
    kind = "news" if any(row["kind"] == "news" for row in mine) else "section"
    mine = [row for row in mine if row["kind"] == kind]
    return sorted(mine, key=lambda row: (row["published_at"], row["number"]), reverse=True)


def section_context(site: Site, section: SiteSection, placed: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """The first page of a section with something arranged: its front, and below it the newest. One query."""
    rows = PublishedListing.objects.on(site.station_id).filter(kind="section", key=section.id)
    newest = cards(rows.newest_first().cards()[: 2 * PLACES + PER_PAGE + 1])
    # No rule puts a story on top whose date is an estimate.
    top = filled(placed, (card for card in newest if not card["published_at_estimated"]))
    above = {card["number"] for card in top}
    rest = [card for card in newest if card["number"] not in above]
    room = PER_PAGE - len(top)
    return {
        "lead": top[0],
        "seconds": top[1:],
        "cards": rest[:room],
        "next_url": section.url + cursor_query(rest[room - 1]) if len(rest) > room else "",
    }
