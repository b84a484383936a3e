"""The story form as a revision keeps it, and a revision as the form would be posted."""

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from articles.forms.body import lay_out
from articles.forms.bylines import BylineSet
from articles.forms.stories import TIMES, StoryForm
from articles.forms.tags import known
from articles.forms.times import wall_text
from articles.models import Person, Placement, Story, Tag
from articles.services.content import (
    StoryContent,
    page_byline,
    page_picture,
    page_source,
    page_tag,
    snapshot,
)


def written(form: StoryForm, bylines: BylineSet) -> dict[str, Any]:
    """What a valid form holds, in the shape of a revision. Three queries."""
    given, story = form.cleaned_data, form.instance
    placement: Any = copy.copy(form.home) or Placement(headline_override="")
    placement.section, placement.slug = given["section"], given["slug"]
    content = StoryContent(
        headline=story.headline,
        deck=story.deck,
        body=story.body,
        language=story.language,
        label=story.label,
        ai_use=story.ai_use,
        dateline=story.dateline,
        published_at=story.published_at,
        published_at_estimated=story.published_at_estimated,
        published_at_day_only=story.published_at_day_only,
        lead_picture_id=story.lead_picture_id,
        bylines=tuple(_page_bylines(bylines)),
        tags=tuple(_page_tags(given["tags"])),
        source=page_source(story.source, story.language),
        picture=page_picture(story.lead_picture),
    )
    return snapshot(story, content, placement)


def _page_bylines(bylines: BylineSet) -> list[dict[str, Any]]:
    credits = bylines.credits()
    people = Person.objects.in_bulk([credit.person_id for credit in credits if credit.person_id])
    return [page_byline(c.name, c.title, people.get(c.person_id or 0)) for c in credits]


def _page_tags(names: list[str]) -> list[dict[str, Any]]:
    """By name, as `read_content` has them; a tag that is still to be made has no number."""
    rows = [page_tag(tag) if tag else {"id": None, "name": name, "slug": ""} for name, tag in known(names)]
    return sorted({row["name"]: row for row in rows}.values(), key=lambda row: str(row["name"]))


def as_posted(content: Mapping[str, Any], story: Story, **others: object) -> QueryDict:
    """The fields as the form of `story` would send them; `others` are about the save, such as `version`."""
    posted = QueryDict(mutable=True)
    fields: dict[str, object] = {
        "headline": content.get("headline"),
        "deck": content.get("deck"),
        "body": lay_out(str(content.get("body", ""))),
        "language": content.get("language"),
        "label": content.get("label", Story.Label.NEWS),
        "ai_use": content.get("ai_use", ""),
        "dateline": content.get("dateline"),
        "source": content.get("source_id"),
        "lead_picture": content.get("lead_picture_id"),
        "gallery": ", ".join(map(str, content.get("gallery", ()))),
        "related": ", ".join(map(str, content.get("related", ()))),
        "published_at_estimated": "on" if content.get("published_at_estimated") else None,
        "published_at_day_only": "on" if content.get("published_at_day_only") else None,
        "on_hold": "on" if content.get("on_hold") else None,
        "section": content.get("section"),
        "slug": content.get("slug"),
        "tags": ", ".join(_tag_names(content.get("tags", ()))),
        **_posted_times(content, story),
        **_posted_bylines(content.get("bylines", ())),
        **others,
    }
    posted.update({name: str(value) for name, value in fields.items() if value is not None})
    return posted


def _tag_names(rows: Any) -> list[str]:
    """As the tags are called now: one that was renamed or merged since is not made anew."""
    tags = Tag.objects.select_related("merged_into").in_bulk([row["id"] for row in rows if row["id"]])
    kept = ((tags[row["id"]].merged_into or tags[row["id"]]) if row["id"] in tags else None for row in rows)
    return [tag.name if tag else row["name"] for tag, row in zip(kept, rows, strict=True)]


def _posted_times(content: Mapping[str, Any], story: Story) -> dict[str, object]:
    """With their seconds, and with which of two hours is meant where the clocks go back.

    The story's own time is spelled as its form shows it, which stands for that very instant.
    """
    posted: dict[str, object] = {}
    for name in TIMES:
        if not (text := content.get(name)):
            continue
        moment, stored = dt.datetime.fromisoformat(str(text)), getattr(story, name)
        local = moment.astimezone(story.station.zone).replace(tzinfo=None)
        posted[name] = local.isoformat(timespec="auto" if local.second or local.microsecond else "minutes")
        posted[f"{name}-means"] = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%MZ")
        if moment == stored:
            posted[name] = wall_text(moment, story.station.zone)
    return posted


def _posted_bylines(rows: Any) -> dict[str, object]:
    """All of them as rows that were there before: none is left out as untouched."""
    posted: dict[str, object] = {
        "bylines-TOTAL_FORMS": len(rows),
        "bylines-INITIAL_FORMS": len(rows),
        "bylines-MIN_NUM_FORMS": 0,
        "bylines-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        prefix = f"bylines-{place}"
        posted |= {
            f"{prefix}-name": row["name"],
            f"{prefix}-title": row["title"],
            f"{prefix}-person": row["person"] or "",
            f"{prefix}-stays_text": "" if row["person"] else "on",
            f"{prefix}-ORDER": place + 1,
        }
    return posted
