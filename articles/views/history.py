"""Every version of a live story that readers have had, and what changed with each. Three queries."""

from html import escape
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from articles import links, structured_data
from articles.models import PublishedHistory
from articles.pages import CORRECTION_LABELS, source_words
from articles.site import Site, site_of
from articles.text.diff import Patience
from articles.text.shown import shown_body, shown_line, shown_list
from articles.views.addresses import gone, moved, of_number
from articles.views.showing import render

# Pairs of words that are compared for one page: a quarter of a second.
MOST_PAIRS = 1_000_000
# Characters of both texts together. Finding the partners of many short paragraphs costs most: past this
# it took up to 25 seconds, which any reader could ask for.
MOST_COMPARED = 80_000
# As readers know them, in the order of the page.
PARTS = {
    "label": pgettext_lazy("what changed", "label"),
    "headline": pgettext_lazy("what changed", "headline"),
    "deck": pgettext_lazy("what changed", "summary"),
    "byline": pgettext_lazy("what changed", "byline"),
    "source": pgettext_lazy("what changed", "source"),
    "picture": pgettext_lazy("what changed", "picture"),
    "text": pgettext_lazy("what changed", "text"),
    "gallery": pgettext_lazy("what changed", "gallery"),
    "tags": pgettext_lazy("what changed", "subjects"),
}


def history(
    request: HttpRequest, section: str, number: str, slug: str = "", edition: str = ""
) -> HttpResponse:
    """All versions, or what changed with one of them. 404 where the station keeps its history to itself."""
    site = site_of(request)
    story = (
        of_number(site, int(number)).values("section_slug", "slug", "number", "headline", "language").first()
    )
    if story is None:
        return gone(request, int(number))
    of_story = links.story_path(story["section_slug"], story["slug"], story["number"])
    chosen = int(edition) if edition else None
    if request.path != (path := links.history_path(of_story, chosen)):
        return moved(request, path)
    rows = versions(site, story["number"])
    if not rows:
        raise Http404
    context = {
        "story": story | {"url": of_story},
        "kind": "history",
        "hash": rows[0].chain_sha256,
        "graph": structured_data.of_page(
            site,
            _("History"),
            site.base_url + path,
            kind="WebPage",
            above=[(story["headline"], site.base_url + of_story)],
        ),
    }
    if chosen is None:
        return render(request, "public/history.html", context | {"versions": told(rows, of_story)})
    return render(request, "public/history_version.html", context | change(rows, chosen, of_story))


def versions(site: Site, number: int) -> list[PublishedHistory]:
    """The newest first."""
    rows = PublishedHistory.objects.filter(station_id=site.station_id, number=number)
    return list(rows.order_by("-live_from", "-edition_number"))


def told(rows: list[PublishedHistory], of_story: str) -> list[dict[str, Any]]:
    """Readers count what they had: the numbers have no gaps, whatever the editions' own are."""
    return [
        {
            "number": len(rows) - place,
            "since": row.live_from,
            "until": row.live_until if place else None,
            "headline": row.headline,
            "redacted": row.redacted,
            "withheld": row.withheld,
            "is_first": place + 1 == len(rows),
            "corrections": corrections(row),
            "parts": parts(rows[place : place + 2]),
            "url": links.history_path(of_story, row.edition_number),
        }
        for place, row in enumerate(rows)
    ]


def parts(pair: list[PublishedHistory]) -> list[Any] | None:
    """What of the story is not what it was, since only corrections have a reason that is public.

    None for the first version, and where one of the two has no words.
    """
    if len(pair) < 2 or any(row.redacted or row.withheld for row in pair):
        return None
    after, before = map(seen, pair)
    return [word for name, word in PARTS.items() if before[name] != after[name]]


def seen(row: PublishedHistory) -> dict[str, Any]:
    """By name of its part, what readers see of a version."""
    return {
        "label": row.page.get("label", ""),
        "headline": row.headline,
        "deck": row.deck,
        "byline": names(row),
        "source": source_words(row.page.get("source")),
        "picture": picture(row),
        "text": row.plain_text,
        "gallery": [frozen["asset"] for frozen in row.page.get("gallery", ())],
        "tags": [tag["name"] for tag in row.page.get("tags", ())],
    }


def change(rows: list[PublishedHistory], chosen: int, of_story: str) -> dict[str, Any]:
    """The version of that edition against the one that readers had before it."""
    place = next((place for place, row in enumerate(rows) if row.edition_number == chosen), None)
    if place is None:
        raise Http404
    version = told(rows, of_story)[place]
    after, before = rows[place], rows[place + 1] if place + 1 < len(rows) else None
    context = {
        "version": version,
        "count": len(rows),
        "history_url": links.history_path(of_story),
        "newer": links.history_path(of_story, rows[place - 1].edition_number) if place else "",
        "older": links.history_path(of_story, before.edition_number) if before else "",
    }
    pair = [row for row in (before, after) if row]
    if any(row.redacted for row in pair):
        return context | {"hidden": "redacted"}
    if any(row.withheld for row in pair):
        return context | {"hidden": "withheld"}
    if before is None or sum(len(row.plain_text) for row in pair) > MOST_COMPARED:
        return context | {"whole": after, "too_long": before is not None}
    return context | {"differs": differs(before, after)}


def differs(before: PublishedHistory, after: PublishedHistory) -> dict[str, Any]:
    """What stayed, came and went, word by word."""
    patience = Patience(MOST_PAIRS)
    body = shown_body(paragraphs(before.plain_text), paragraphs(after.plain_text), patience)
    return {
        "headline": shown_line(before.headline, after.headline),
        "deck": shown_line(before.deck, after.deck) if before.deck or after.deck else [],
        "bylines": shown_list(names(before), names(after)),
        "picture": picture(before) != picture(after),
        "body": body,
        "is_same": all(not block.change for block in body),
    }


def paragraphs(text: str) -> str:
    """Plain text as a body of paragraphs alone, whose pictures and links no right can end."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def names(row: PublishedHistory) -> list[str]:
    return [byline["name"] for byline in row.page.get("bylines", ())]


def picture(row: PublishedHistory) -> int | None:
    number: int | None = (row.page.get("picture") or {}).get("asset")
    return number


def corrections(row: PublishedHistory) -> list[dict[str, Any]]:
    return [{"label": CORRECTION_LABELS[told["kind"]], "text": told["text"]} for told in row.corrections]
