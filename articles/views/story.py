"""The story page. Three queries."""

from typing import Any

from csp.constants import SELF
from django.db.models import Value
from django.http import HttpRequest, HttpResponse

from articles import links, structured_data
from articles.models import PublishedEdition, PublishedListing
from articles.models.published import CARD_COLUMNS
from articles.pages import STORY_COLUMNS, story_context
from articles.rendering import frames_in
from articles.site import Site, site_of
from articles.views.addresses import gone, moved, of_number
from articles.views.cards import cards
from articles.views.showing import render

RELATED = 4
# The newest of at most so many tags are looked at: one probe of an index each.
RELATED_TAGS = 5


def story(request: HttpRequest, section: str, number: str, slug: str = "") -> HttpResponse:
    """The live edition of that number on this station; 410 where it was live once, else 404."""
    site = site_of(request)
    found = of_number(site, int(number)).values(*STORY_COLUMNS).first()
    if found is None:
        return gone(request, int(number))
    path = links.story_path(found["section_slug"], found["slug"], found["number"])
    if request.path != path:
        return moved(request, path)
    shown = story_context(site, found, path)
    context = {
        "story": shown,
        "related": related(site, found),
        "graph": structured_data.of_story(site, shown),
    }
    response = render(request, "public/story.html", context)
    allow_frames(response, frames_in(found["rendered_html"]))
    return response


def allow_frames(response: HttpResponse, origins: list[str]) -> None:
    """Only a page with an embed has a script, and a policy that lets in the frames of its providers."""
    if origins:
        policy = {"script-src": [SELF], "frame-src": origins}
        response._csp_update = policy  # type: ignore[attr-defined]


def related(site: Site, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Those chosen by hand; then the newest that share a tag, those with more in common first; then of the
    same section. One query.

    Those that the text itself points to are not said twice.
    """
    chosen = row["page"].get("related", [])
    said = [row["number"], *map(int, row["linked_stories"])]
    listing = PublishedListing.objects.on(site.station_id).exclude(number__in=said).newest_first()
    lists = [("section", row["section_id"])]
    lists += [("tag", tag["id"]) for tag in row["page"]["tags"][:RELATED_TAGS]]
    newest = [
        listing.filter(kind=kind, key=key).values(*CARD_COLUMNS, "kind")[: RELATED + 2] for kind, key in lists
    ]
    if chosen:
        picked = PublishedEdition.objects.on(site.station_id).filter(number__in=chosen)
        newest.append(picked.values(*CARD_COLUMNS, kind=Value("chosen")))
    rows = newest[0].union(*newest[1:], all=True) if len(newest) > 1 else newest[0]
    shared: dict[int, int] = {}
    by_number: dict[int, dict[str, Any]] = {}
    for found in rows:
        shared[found["number"]] = shared.get(found["number"], 0) + (found["kind"] == "tag")
        by_number[found["number"]] = found
    first = [by_number[number] for number in chosen if number in by_number]
    ranked = sorted(
        (found for found in by_number.values() if found["number"] not in chosen),
        key=lambda found: (shared[found["number"]], found["published_at"], found["number"]),
        reverse=True,
    )
    return cards([*first, *ranked[: max(RELATED - len(first), 0)]])
