"""What pages, feeds and structured data say of a story: rows of the published views as their context."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles import links
from articles.models.published import CARD_COLUMNS, NO_NEWS
from articles.rendering import frames_in, published_html
from articles.renditions import PictureFile, machine_pictures, picture_sources
from articles.site import Site

STORY_COLUMNS = (
    *CARD_COLUMNS,
    *("edition_number", "dateline", "rendered_html", "corrections"),
    *("shown_pictures", "linked_stories", "handles"),
)
CORRECTION_LABELS = {
    "correction": _("Correction"),
    "clarification": _("Clarification"),
    "update": _("Update"),
    "retraction": _("Retraction"),
}

# As readers see them; news needs none.
LABELS = {
    "analysis": _("Analysis"),
    "opinion": _("Opinion"),
    "review": _("Review"),
    "explainer": _("Explainer"),
    "fact_check": _("Fact check"),
    "obituary": _("Obituary"),
    "press_release": _("Press release"),
    "sponsored": _("Sponsored"),
    "satire": _("Satire"),
}
AI_SENTENCES = {
    "assisted": _("Software helped to make this story. A journalist answers for every word."),
    "generated": _("Software wrote this story. A journalist checked it before it was published."),
}


# Words of a label that say it already, in whatever language it was written.
OWNER_SAID = {
    "state_owned": ("state-owned", "state owned", "estatal", "del estado"),
    "state_affiliated": ("state-affiliated", "state affiliated", "afín al estado", "vinculada al estado"),
}
OWNER_WORDS = {
    "state_owned": _("a state-owned agency"),
    "state_affiliated": _("a state-affiliated agency"),
}


def source_words(source: dict[str, Any] | None) -> str:
    """The label as frozen; that a state owns the agency stands in words, whoever wrote the label."""
    if not source:
        return ""
    label, owner = str(source.get("label", "")), source.get("owner_type", "")
    if not label or any(words in label.casefold() for words in OWNER_SAID.get(owner, ())):
        return label
    return f"{label}, {OWNER_WORDS[owner]}" if owner in OWNER_WORDS else label


def plain_title(row: dict[str, Any]) -> str:
    """The headline where it may stand alone, with a word before it for what must not be taken for news."""
    label = row["page"].get("label", "")
    return f"{LABELS[label]}: {row['headline']}" if label in (*NO_NEWS, "opinion") else str(row["headline"])


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
        "source": page["source"],
        "source_label": source_words(page["source"]),
        "dateline": row["dateline"],
        "published_at": row["published_at"],
        "published_at_estimated": row["published_at_estimated"],
        "day_only": page.get("day_only", False),
        "kind": page.get("label", ""),
        "label": LABELS.get(page.get("label", "")),
        "ai_sentence": AI_SENTENCES.get(page.get("ai_use", "")),
        "updated_at": updated_at(row),
        "body_html": published_html(
            row["rendered_html"],
            pictures=row["shown_pictures"],
            stories=row["linked_stories"],
            dateline=row["dateline"],
            using=site.look.engine,
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
        "handles": row["handles"],
    }


def gallery(row: dict[str, Any]) -> list[dict[str, Any]]:
    """In the words that were frozen, without the pictures whose rights have ended since."""
    shown = row["shown_pictures"]
    return [
        {**frozen, **picture_sources(shown[str(frozen["asset"])])}
        for frozen in row["page"].get("gallery", ())
        if str(frozen["asset"]) in shown
    ]


def updated_at(row: dict[str, Any]) -> dt.datetime | None:
    """When readers got words that they had not had before; None where nothing has changed since the first."""
    changed: dt.datetime = row["changed_at"]
    return changed if changed > row["first_live_at"] else None


def picture(row: dict[str, Any]) -> dict[str, Any] | None:
    """The lead picture in the words that were frozen, while its rights hold: else the view has no token."""
    file = lead_file(row)
    if file is None:
        return None
    return {**row["page"]["picture"], **picture_sources(file), "machine": machine_pictures(file)}


def lead_file(row: dict[str, Any]) -> PictureFile | None:
    if not row["picture_token"] or not row["page"].get("picture"):
        return None
    return {
        "token": row["picture_token"],
        "width": row["picture_width"],
        "height": row["picture_height"],
        "version": row["picture_version"],
        "complete": row["picture_complete"],
        "source": row["picture_source"],
    }
