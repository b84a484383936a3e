"""The story page. Three queries."""

import datetime as dt
from typing import Any

from csp.constants import SELF
from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from articles import links
from articles.models import PublishedEdition, PublishedListing
from articles.models.published import CARD_COLUMNS
from articles.rendering import frames_in, published_html
from articles.renditions import picture_sources
from articles.site import Site, site_of
from articles.views.addresses import gone, moved, of_number
from articles.views.cards import cards, picture, updated_at

RELATED = 4
# The newest of at most so many tags are looked at: one probe of an index each.
RELATED_TAGS = 5
STORY_COLUMNS = (
    *CARD_COLUMNS,
    *("edition_number", "dateline", "rendered_html", "corrections"),
    *("shown_pictures", "linked_stories"),
)
CORRECTION_LABELS = {
    "correction": _("Correction"),
    "clarification": _("Clarification"),
    "update": _("Update"),
    "retraction": _("Retraction"),
}


def story(request: HttpRequest, section: str, number: str, slug: str = "") -> HttpResponse:
    """The live edition of that number on this station; 410 where it was live once, else 404."""
    site = site_of(request)
    found = of_number(site, int(number)).values(*STORY_COLUMNS).first()
    if found is None:
        return gone(request, int(number))
    path = links.story_path(found["section_slug"], found["slug"], found["number"])
    if request.path != path:
        return moved(request, path)
    context = {"story": story_context(site, found, path), "related": related(site, found)}
    response = render(request, "public/story.html", context)
    allow_frames(response, frames_in(found["rendered_html"]))
    return response


def allow_frames(response: HttpResponse, origins: list[str]) -> None:
    """Only a page with an embed has a script, and a policy that lets in the frames of its providers."""
    if origins:
        policy = {"script-src": [SELF], "frame-src": origins}
        response._csp_update = policy  # type: ignore[attr-defined]


def story_context(site: Site, row: dict[str, Any], path: str) -> dict[str, Any]:
    page = row["page"]
    return {
        "headline": row["headline"],
        "deck": row["deck"],
        "url": site.base_url + path,
        "section": {"name": row["section_name"], "url": links.section_path(row["section_slug"])},
        "bylines": [
            {**byline, "url": links.person_path(byline["person"]) if byline["person"] else None}
            for byline in page["bylines"]
        ],
        "source_label": (page["source"] or {}).get("label", ""),
        "dateline": row["dateline"],
        "published_at": row["published_at"],
        "published_at_estimated": row["published_at_estimated"],
        "day_only": page.get("day_only", False),
        "updated_at": updated_at(row),
        "body_html": published_html(
            row["rendered_html"], pictures=row["shown_pictures"], stories=row["linked_stories"]
        ),
        "has_frames": bool(frames_in(row["rendered_html"])),
        "corrections": [
            {
                "label": CORRECTION_LABELS[correction["kind"]],
                "text": correction["text"],
                "at": dt.datetime.fromisoformat(correction["at"]),
            }
            for correction in row["corrections"]
        ],
        "picture": picture(row),
        "gallery": gallery(row),
        "tags": [{"name": tag["name"], "url": links.tag_path(tag["slug"])} for tag in page["tags"]],
        "number": row["number"],
        "edition_number": row["edition_number"],
        "language": row["language"],
    }


def gallery(row: dict[str, Any]) -> list[dict[str, Any]]:
    """As frozen, without the pictures whose rights have ended since."""
    return [
        {**frozen, **picture_sources(frozen["token"], frozen["width"], frozen["height"])}
        for frozen in row["page"].get("gallery", ())
        if frozen["asset"] in row["shown_pictures"]
    ]


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
