"""The one function that makes an edition out of content."""

import dataclasses
import datetime as dt
from typing import Any

from articles.models import FAR_FUTURE, Edition, Placement, User
from articles.rendering import RENDERER_VERSION, render_body
from articles.services.content import StoryContent
from articles.services.copying import new_row
from articles.text.canonical import HASH_VERSION, chain_hash, content_hash
from articles.text.html import clean_body, plain_text


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """When an edition is live, and since when its placement has been."""

    live_from: dt.datetime
    live_until: dt.datetime = FAR_FUTURE
    first_live_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Filed:
    """The section and the words in the address, where they are not those that the placement has now."""

    section_id: int
    slug: str


def freeze_edition(
    *,
    content: StoryContent,
    placement: Placement,
    span: Span,
    filed: Filed | None = None,
    number: int = 1,
    previous_chain: str = "",
    by: User | None = None,
) -> Edition:
    """An unsaved edition. No query; the body is cleaned once more, whatever wrote the story."""
    first_live_at = span.first_live_at or span.live_from
    filed = filed or Filed(placement.section_id, placement.slug)
    body = clean_body(content.body)
    edition = new_row(
        Edition,
        story_id=placement.story_id,
        station_id=placement.station_id,
        number=number,
        headline=content.headline,
        deck=content.deck,
        body=body,
        slug=filed.slug,
        section_id=filed.section_id,
        language=content.language,
        dateline=content.dateline,
        published_at=content.published_at or first_live_at,
        published_at_estimated=content.published_at_estimated,
        lead_picture_id=content.lead_picture_id,
        page=content.page,
        live_from=span.live_from,
        live_until=span.live_until,
        first_live_at=first_live_at,
        changed_at=span.live_from,
        hash_version=HASH_VERSION,
        renderer_version=RENDERER_VERSION,
        rendered_html=render_body(body, content.language),
        plain_text=plain_text(body),
    )
    edition.placement, edition.created_by = placement, by
    edition.content_sha256 = content_hash(hashed_content(edition))
    edition.chain_sha256 = chain_hash(previous_chain, edition.content_sha256, number, span.live_from)
    return edition


def hashed_content(edition: Edition) -> dict[str, Any]:
    """Version 1 of what `content_sha256` covers: every content column."""
    return {
        "headline": edition.headline,
        "deck": edition.deck,
        "body": edition.body,
        "slug": edition.slug,
        "section_id": edition.section_id,
        "language": edition.language,
        "dateline": edition.dateline,
        "published_at": edition.published_at,
        "published_at_estimated": edition.published_at_estimated,
        "lead_picture_id": edition.lead_picture_id,
        "page": edition.page,
    }
