"""The fronts of a station and of its sections: what editors put there, then the newest. Five queries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles import structured_data
from articles.fronts import OfSections, Standing, filled, newest_of_sections, standing_on
from articles.models import PLACES, PublishedEdition, PublishedListing
from articles.models.published import NO_NEWS
from articles.site import Site, SiteSection, site_of
from articles.views.cards import PER_PAGE, cards, cursor_query, page_of
from articles.views.cursors import read_cursor, told_to_machines
from articles.views.showing import render

LATEST, PER_BLOCK = 10, 4


def front(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    cursor = read_cursor(request)
    if cursor:
        found, next_query = page_of(PublishedEdition.objects.on(site.station_id).news(), cursor)
        path = f"/?before={request.GET['before']}"
        return render(
            request,
            "public/list.html",
            {
                "heading": site.brand,
                "kind": "front",
                "graph": structured_data.of_page(site, _("Older stories"), f"{site.base_url}{path}"),
                "cards": found,
                "next_url": next_query and f"/{next_query}",
                "first_url": "/",
            }
            | told_to_machines(request, f"{site.base_url}/", found),
        )
    return render(request, "public/front.html", front_context(site, standing_on(site.station_id)))


def front_context(site: Site, standing: Standing) -> dict[str, Any]:
    """Each story once: on top, in the block of its section, or among the latest. Three queries.

    What is arranged are numbers, of many more stories than the page has; only those on it are read whole.
    """
    most = 2 * PLACES + (PLACES + 1) * len(site.sections) + 2 * LATEST
    news = PublishedEdition.objects.on(site.station_id).news()
    newest = list(news.newest_first().values("number")[:most])
    of_sections = newest_of_sections(site, limit=PER_BLOCK + 2 * PLACES + LATEST)
    top = filled(standing.get(None, {}), newest)
    shown = numbers_of(top)
    taken = shown | firsts(site, standing, of_sections, shown)
    left = [row for row in newest if row["number"] not in taken]
    # A station with few stories keeps some for its sections.
    latest = left[: min(LATEST, -(-len(left) // 2))]
    shown |= numbers_of(latest)
    below = blocks(site, standing, of_sections, shown)
    shown |= {number for __, rows in below for number in numbers_of(rows)}
    has_more = len(newest) == most or any(row["number"] not in shown for row in left)
    top_cards, latest_cards, *block_cards = whole(site, [top, latest, *(rows for __, rows in below)])
    return {
        "lead": top_cards[0] if top_cards else None,
        "seconds": top_cards[1:],
        "latest": latest_cards,
        "shows_times": any(is_today(site, card) for card in latest_cards),
        "blocks": [
            {"section": section, "cards": found}
            for (section, __), found in zip(below, block_cards, strict=True)
            if found
        ],
        "graph": structured_data.of_front(site),
        "next_cursor_url": f"/{cursor_query(latest_cards[-1])}" if latest_cards and has_more else None,
    }


def whole(site: Site, parts: Sequence[Sequence[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The cards of each part, without what left the station a moment ago. One query."""
    numbers = {row["number"] for part in parts for row in part}
    rows = PublishedEdition.objects.on(site.station_id).filter(number__in=numbers).cards()
    found = {row["number"]: row for row in rows}
    return [cards(found[row["number"]] for row in part if row["number"] in found) for part in parts]


def numbers_of(rows: Iterable[dict[str, Any]]) -> set[int]:
    return {row["number"] for row in rows}


def placed_cards(standing: Standing, front: int | None) -> dict[int, dict[str, Any]]:
    """Of the section with that id, or of the station: what was put there, by place."""
    placed = standing.get(front, {})
    return dict(zip(placed, cards(placed.values()), strict=True))


def is_today(site: Site, card: dict[str, Any]) -> bool:
    """Whether a list shows its time of day."""
    zone = site.now.tzinfo
    return bool(card["published_at"].astimezone(zone).date() == site.now.date())


def is_news(row: dict[str, Any]) -> bool:
    """As `PublishedQuerySet.news` has it."""
    return not row["published_at_estimated"] and row["page"].get("label") not in NO_NEWS


def firsts(site: Site, standing: Standing, of_sections: OfSections, above: set[int]) -> set[int]:
    """Whatever the latest has to leave to each section: its first story, and what its editors put there."""
    found: set[int] = set()
    for section in site.sections:
        placed = standing.get(section.id, {})
        found |= numbers_of(placed.values())
        found |= numbers_of(filled(placed, of_sections.get(section.id, ()), above)[:1])
    return found


def blocks(
    site: Site, standing: Standing, of_sections: OfSections, above: set[int]
) -> list[tuple[SiteSection, list[dict[str, Any]]]]:
    """Each section's own front without what stands elsewhere on the page already."""
    found, shown = [], set(above)
    for section in site.sections:
        rows = of_sections.get(section.id, ())
        if mine := filled(standing.get(section.id, {}), rows, shown)[:PER_BLOCK]:
            found.append((section, mine))
            shown |= numbers_of(mine)
    return found


def section_context(site: Site, section: SiteSection, placed: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """The first page of a section with something arranged: its front, and below it the newest. One query."""
    rows = PublishedListing.objects.on(site.station_id).filter(kind="section", key=section.id)
    newest = cards(rows.newest_first().cards()[: 2 * PLACES + PER_PAGE + 1])
    top = filled(placed, (card for card in newest if is_news(card)))
    above = {card["number"] for card in top}
    rest = [card for card in newest if card["number"] not in above]
    room = PER_PAGE - len(top)
    return {
        "lead": top[0],
        "seconds": top[1:],
        "cards": rest[:room],
        "next_url": section.url + cursor_query(rest[room - 1]) if len(rest) > room else "",
    }
