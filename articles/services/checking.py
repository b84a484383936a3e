"""Pre-flight: everything that is looked at before a story goes out, in one place."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.errors import NotFitToPublish
from articles.models import Asset, Placement, Story
from articles.preflight import MOST_HEADLINE, Finding, Level, level_of
from articles.services.clock import database_now
from articles.services.internal_links import broken_links, stories_not_live
from articles.text.nodes import stories_in

# Older ones with the same words are other news: the weather, the same fair a year later.
RECENT: Final = dt.timedelta(days=30)
NEARLY_THE_SAME: Final = 0.75
# As the cleaner leaves a picture in a body.
_PICTURE: Final = re.compile(
    r'<figure data-kind="picture" data-asset="(?P<asset>[0-9]+)" data-alt="(?P<alt>[^"]*)"'
    r'(?: data-credit="(?P<credit>[^"]*)")?'
)
FOUND = Iterator[tuple[str, str, str]]


def check_story(*, story: Story, placement: Placement) -> list[Finding]:
    """What the station's rules find in the working copy, blockers first. Five queries, one link in it."""
    rules: dict[str, str] = story.station.preflight
    now = database_now()
    looked_at = (
        *_words(story, rules),
        *_pictures(story, now),
        *_notes(story),
        *_others(story, placement, rules, now),
    )
    found = [
        Finding(code, level, sentence, field)
        for code, sentence, field in looked_at
        if (level := level_of(code, rules)) != Level.OFF
    ]
    return sorted(found, key=lambda finding: finding.level != Level.BLOCKER)


def require_fit(*, story: Story, placement: Placement) -> None:
    """Raise NotFitToPublish with every blocker."""
    blockers = [f for f in check_story(story=story, placement=placement) if f.level == Level.BLOCKER]
    if blockers:
        raise NotFitToPublish(" ".join(finding.sentence for finding in blockers))


def _words(story: Story, rules: dict[str, str]) -> FOUND:
    if not story.deck:
        yield "empty_deck", _("There is no deck."), "deck"
    if len(story.headline) > MOST_HEADLINE:
        yield (
            "long_headline",
            _("The headline has {count} characters: search engines and cards cut it after {most}.").format(
                count=len(story.headline), most=MOST_HEADLINE
            ),
            "headline",
        )
    looks = level_of("broken_link", rules) != Level.OFF
    for href in broken_links(story.body, story.station) if looks else ():
        yield "broken_link", _("The link to {href} leads nowhere.").format(href=href), "body"
    for number in stories_not_live(stories_in(story.body), story.station) if looks else ():
        yield (
            "broken_link",
            _("Story {number}, which the text relates to, is not live.").format(number=number),
            "body",
        )
    for number in stories_not_live(story.related, story.station) if looks else ():
        yield (
            "broken_link",
            _("Story {number}, chosen as a related one, is not live.").format(number=number),
            "related",
        )


def _pictures(story: Story, now: dt.datetime) -> FOUND:
    """The lead picture and those in the text, each with what is said of it where it is used."""
    uses = list(_uses(story))
    known = {story.lead_picture_id: story.lead_picture} if story.lead_picture else {}
    in_text = {use.asset for use in uses if use.asset not in known}
    assets = known | (Asset.objects.in_bulk(in_text) if in_text else {})
    for use in uses:
        asset = assets.get(use.asset)
        if asset is None:
            yield "expired_rights", _("There is no picture {number}.").format(number=use.asset), use.field
            continue
        name = _("The picture “{title}”").format(title=asset.title)
        if asset.killed_at:
            yield "expired_rights", _("{name} was killed.").format(name=name), use.field
        elif asset.expires_at and asset.expires_at <= now:
            yield (
                "expired_rights",
                _("The rights in the picture “{title}” have ended.").format(title=asset.title),
                use.field,
            )
        if not (use.alt or asset.alt or asset.is_decorative):
            yield "no_alt", _("{name} has no alt text.").format(name=name), use.field
        if not (use.credit or asset.credit):
            yield "no_credit", _("{name} has no credit.").format(name=name), use.field


def _notes(story: Story) -> FOUND:
    notes = story.notes.open().count()
    if notes:
        yield (
            "open_note",
            ngettext("{count} note is not settled.", "{count} notes are not settled.", notes).format(
                count=notes
            ),
            "note_text",
        )


@dataclasses.dataclass(frozen=True, slots=True)
class _Use:
    """A picture where it stands; what is said of it there comes before what its own page says."""

    asset: int
    field: str
    alt: str = ""
    credit: str = ""


def _uses(story: Story) -> Iterator[_Use]:
    if story.lead_picture_id:
        yield _Use(story.lead_picture_id, "lead_picture")
    for number in story.gallery:
        yield _Use(number, "gallery")
    for found in _PICTURE.finditer(story.body):
        yield _Use(int(found["asset"]), "body", found["alt"], found["credit"] or "")


def _others(story: Story, placement: Placement, rules: dict[str, str], now: dt.datetime) -> FOUND:
    """Recent stories of the station that readers or search engines could take for this one."""
    recent = Story.objects.at_hand().alias(dated=Coalesce("published_at", "created_at"))
    recent = recent.filter(station=story.station_id, dated__gte=now - RECENT).exclude(pk=story.pk)
    if level_of("duplicate_slug", rules) != Level.OFF:
        same = recent.filter(placements__station=placement.station_id, placements__slug=placement.slug)
        for twin in same.order_by("-pk")[:1]:
            yield (
                "duplicate_slug",
                _("Story {number}, “{headline}”, has the same words in its address.").format(
                    number=twin.pk, headline=twin.headline
                ),
                "slug",
            )
    if level_of("similar_headline", rules) != Level.OFF:
        # Not by the operator, which the trigrams of all headlines answer: at a million of them, in 0.4 s.
        near = recent.annotate(likeness=TrigramSimilarity("headline", story.headline))
        if nearest := near.filter(likeness__gte=NEARLY_THE_SAME).order_by("-likeness", "-pk").first():
            yield (
                "similar_headline",
                _("Story {number} is headed “{headline}”.").format(
                    number=nearest.pk, headline=nearest.headline
                ),
                "headline",
            )
