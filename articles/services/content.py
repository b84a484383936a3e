"""What of a story goes into an edition or a revision, read once and passed as a value."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from articles.models import Asset, Byline, Edition, Person, Placement, Source, Story, StoryTag, Tag


@dataclasses.dataclass(frozen=True, slots=True)
class StoryContent:
    """All that readers get of a story; the dicts are the parts of `Edition.page`."""

    headline: str
    deck: str
    body: str
    language: str
    dateline: str
    published_at: dt.datetime | None
    published_at_estimated: bool
    published_at_day_only: bool = False
    lead_picture_id: int | None = None
    bylines: tuple[dict[str, Any], ...] = ()
    tags: tuple[dict[str, Any], ...] = ()
    source: dict[str, Any] | None = None
    picture: dict[str, Any] | None = None
    gallery: tuple[dict[str, Any], ...] = ()
    related: tuple[int, ...] = ()
    label: str = Story.Label.NEWS
    ai_use: str = ""

    @property
    def page(self) -> dict[str, Any]:
        """Without what is not there: the hash of a page from before it could be there stays what it was."""
        chosen = {"gallery": list(self.gallery), "related": list(self.related)}
        label = "" if self.label == Story.Label.NEWS else str(self.label)
        rare = chosen | {"day_only": self.published_at_day_only, "label": label, "ai_use": self.ai_use}
        return self.parts | {name: part for name, part in rare.items() if part}

    @property
    def parts(self) -> dict[str, Any]:
        """What every page says of who and what the story is about."""
        return {
            "bylines": list(self.bylines),
            "tags": list(self.tags),
            "source": self.source,
            "picture": self.picture,
        }


def page_byline(name: str, title: str, person: Person | None) -> dict[str, Any]:
    """A name as printed, and the page of the person it belongs to."""
    return {
        "name": name,
        "title": title,
        "person_id": person.pk if person else None,
        "person": person.slug if person else None,
    }


def page_tag(tag: Tag) -> dict[str, Any]:
    return {"id": tag.pk, "name": tag.name, "slug": tag.slug}


def page_source(source: Source | None, language: str) -> dict[str, Any] | None:
    """Whoever is named to machines has a name; editions from before that have none, and stay as they are."""
    if source is None:
        return None
    said = {"label": source.label_in(language), "kind": source.kind, "owner_type": source.owner_type}
    if source.kind not in Source.FROM_OUTSIDE:
        return said
    return said | {"name": source.name, "country": source.country}


def page_picture(asset: Asset | None) -> dict[str, Any] | None:
    if asset is None:
        return None
    return {"asset": asset.pk, "alt": asset.alt, "caption": asset.caption, "credit": asset.credit}


def page_gallery(numbers: Sequence[int], assets: Mapping[int, Asset]) -> tuple[dict[str, Any], ...]:
    """What a gallery says; a number of nothing is left out."""
    shown = [assets[number] for number in numbers if number in assets]
    return tuple(
        {
            "asset": asset.pk,
            "alt": asset.alt,
            "caption": asset.caption,
            "credit": asset.credit,
        }
        for asset in shown
    )


def gallery_assets(*stories: Story) -> dict[int, Asset]:
    """One query, or none where no story has a gallery."""
    numbers = {number for story in stories for number in story.gallery}
    return Asset.objects.in_bulk(numbers) if numbers else {}


def read_content(story: Story, placement: Placement) -> StoryContent:
    """The working copy as `placement` would publish it. Four queries, and one for its gallery."""
    bylines = Byline.objects.filter(story=story).select_related("person").order_by("position")
    tags = Tag.objects.filter(story_tags__content_object=story).order_by("name")
    return _content(story, placement, bylines, tags, gallery_assets(story))


def content_at_hand(story: Story, placement: Placement) -> StoryContent:
    """The same by what is kept on the story's object: for looking, not for publishing."""
    return _content(story, placement, story.bylines_in_order, story.subjects, story.gallery_assets)


def read_contents(placements: Sequence[Placement]) -> list[StoryContent]:
    """The same for many, whose stories are at hand with source and lead picture. Two queries, or three."""
    stories = [placement.story_id for placement in placements]
    bylines: dict[int, list[Byline]] = {}
    for byline in Byline.objects.filter(story__in=stories).select_related("person").order_by("position"):
        bylines.setdefault(byline.story_id, []).append(byline)
    tags: dict[int, list[Tag]] = {}
    for on_story in (
        StoryTag.objects.filter(content_object__in=stories).select_related("tag").order_by("tag__name")
    ):
        tags.setdefault(on_story.content_object_id, []).append(on_story.tag)
    assets = gallery_assets(*(placement.story for placement in placements))
    return [
        _content(p.story, p, bylines.get(p.story_id, ()), tags.get(p.story_id, ()), assets)
        for p in placements
    ]


def _content(
    story: Story,
    placement: Placement,
    bylines: Iterable[Byline],
    tags: Iterable[Tag],
    assets: Mapping[int, Asset],
) -> StoryContent:
    return StoryContent(
        headline=placement.headline_override or story.headline,
        deck=story.deck,
        body=story.body,
        language=story.language,
        dateline=story.dateline,
        published_at=story.published_at,
        published_at_estimated=story.published_at_estimated,
        published_at_day_only=story.published_at_day_only,
        lead_picture_id=story.lead_picture_id,
        bylines=tuple(page_byline(b.name, b.title, b.person) for b in bylines),
        tags=tuple(page_tag(tag) for tag in tags),
        source=page_source(story.source, story.language),
        picture=page_picture(story.lead_picture),
        gallery=page_gallery(story.gallery, assets),
        related=tuple(story.related),
        label=story.label,
        ai_use=story.ai_use,
    )


def content_of(edition: Edition) -> StoryContent:
    """What an edition was frozen from, but for where it was filed."""
    page = edition.page
    return StoryContent(
        headline=edition.headline,
        deck=edition.deck,
        body=edition.body,
        language=edition.language,
        dateline=edition.dateline,
        published_at=edition.published_at,
        published_at_estimated=edition.published_at_estimated,
        published_at_day_only=page.get("day_only", False),
        lead_picture_id=edition.lead_picture_id,
        bylines=tuple(page["bylines"]),
        tags=tuple(page["tags"]),
        source=page["source"],
        picture=page["picture"],
        gallery=tuple(page.get("gallery", ())),
        related=tuple(page.get("related", ())),
        label=page.get("label", Story.Label.NEWS),
        ai_use=page.get("ai_use", ""),
    )


def snapshot(story: Story, content: StoryContent, placement: Placement) -> dict[str, Any]:
    """A revision's content: all that an editor can change, in values that JSON holds."""
    return {
        "headline": story.headline,
        "deck": content.deck,
        "body": content.body,
        "language": content.language,
        "dateline": content.dateline,
        "published_at": isoformat(content.published_at),
        "published_at_estimated": content.published_at_estimated,
        "published_at_day_only": content.published_at_day_only,
        "lead_picture_id": content.lead_picture_id,
        **content.parts,
        "gallery": list(story.gallery),
        "related": list(story.related),
        "label": story.label,
        "ai_use": story.ai_use,
        "station": story.station_id,
        "section": placement.section_id,
        "slug": placement.slug,
        "headline_override": placement.headline_override,
        "source_id": story.source_id,
        "embargo_until": isoformat(story.embargo_until),
        "on_hold": story.on_hold,
    }


def isoformat(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat() if moment else None
