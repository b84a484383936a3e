"""Pre-flight: everything that is looked at before a story goes out, in one place."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.errors import NotFitToPublish
from articles.models import Asset, Edition, Placement, PublishedClock, Station, Story
from articles.models.fetching import fetch_together
from articles.preflight import MOST_HEADLINE, Finding, Level, level_of
from articles.services.internal_links import broken_among, links_in
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


@dataclasses.dataclass(frozen=True, slots=True)
class _Use:
    """A picture where it stands; what is said of it there comes before what its own page says."""

    asset: int
    field: str
    alt: str = ""
    credit: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """What the rules look at beside the working copy."""

    broken: list[str]
    not_live: set[int]
    uses: list[_Use]
    assets: dict[int, Asset]
    notes: int
    twins: list[Story]
    alike: list[Story]
    now: dt.datetime


def check_story(*, story: Story, placement: Placement) -> list[Finding]:
    """What the station's rules find in the working copy, blockers first.

    One query, however much the text holds, and one more where it names hosts.
    """
    rules: dict[str, str] = story.station.preflight
    known = _look_up(story, placement, rules)
    looked_at = (*_words(story, known), *_pictures(known), *_notes(known), *_others(known))
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


def _look_up(story: Story, placement: Placement, rules: dict[str, str]) -> _Known:
    def asks(code: str) -> bool:
        return level_of(code, rules) != Level.OFF

    uses = list(_uses(story))
    chosen = {*stories_in(story.body), *story.related} if asks("broken_link") else set()
    now = Station.objects.filter(pk=story.station_id).annotate(now=PublishedClock()).only("pk")
    links = links_in(story.body, story.station) if asks("broken_link") else {}
    stations, assets, live, notes, twins, alike, *targets = fetch_together(
        now,
        Asset.objects.filter(pk__in={use.asset for use in uses}),
        Edition.objects.live().filter(station=story.station_id, story__in=chosen).only("story"),
        story.notes.open().only("pk"),
        _twins(story, placement) if asks("duplicate_slug") else Story.objects.none(),
        _alike(story) if asks("similar_headline") else Story.objects.none(),
        *(target for targets in links.values() for target in targets),
    )
    return _Known(
        broken=broken_among(links, targets),
        not_live=chosen - {edition.story_id for edition in live},
        uses=uses,
        assets={asset.pk: asset for asset in assets},
        notes=len(notes),
        twins=twins,
        alike=alike,
        now=stations[0].now,
    )


def _words(story: Story, known: _Known) -> FOUND:
    if not story.deck:
        yield "empty_deck", _("There is no deck."), "deck"
    if story.language != story.station.language:
        yield (
            "other_language",
            _("The story's language is {language}, and its station's is {other}.").format(
                language=story.get_language_display(), other=story.station.get_language_display()
            ),
            "language",
        )
    if len(story.headline) > MOST_HEADLINE:
        yield (
            "long_headline",
            _("The headline has {count} characters: search engines and cards cut it after {most}.").format(
                count=len(story.headline), most=MOST_HEADLINE
            ),
            "headline",
        )
    for href in known.broken:
        yield "broken_link", _("The link to {href} leads nowhere.").format(href=href), "body"
    for number in filter(known.not_live.__contains__, stories_in(story.body)):
        yield (
            "broken_link",
            _("Story {number}, which the text relates to, is not live.").format(number=number),
            "body",
        )
    for number in filter(known.not_live.__contains__, story.related):
        yield (
            "broken_link",
            _("Story {number}, chosen as a related one, is not live.").format(number=number),
            "related",
        )


def _pictures(known: _Known) -> FOUND:
    """The lead picture and those in the text, each with what is said of it where it is used."""
    for use in known.uses:
        asset = known.assets.get(use.asset)
        if asset is None:
            yield "expired_rights", _("There is no picture {number}.").format(number=use.asset), use.field
            continue
        name = _("The picture “{title}”").format(title=asset.title)
        if asset.killed_at:
            yield "expired_rights", _("{name} was killed.").format(name=name), use.field
        elif asset.expires_at and asset.expires_at <= known.now:
            yield (
                "expired_rights",
                _("The rights in the picture “{title}” have ended.").format(title=asset.title),
                use.field,
            )
        if not (use.alt or asset.alt or asset.is_decorative):
            yield "no_alt", _("{name} has no alt text.").format(name=name), use.field
        if not (use.credit or asset.credit):
            yield "no_credit", _("{name} has no credit.").format(name=name), use.field


def _notes(known: _Known) -> FOUND:
    if known.notes:
        yield (
            "open_note",
            ngettext("{count} note is not settled.", "{count} notes are not settled.", known.notes).format(
                count=known.notes
            ),
            "note_text",
        )


def _uses(story: Story) -> Iterator[_Use]:
    if story.lead_picture_id:
        yield _Use(story.lead_picture_id, "lead_picture")
    for number in story.gallery:
        yield _Use(number, "gallery")
    for found in _PICTURE.finditer(story.body):
        yield _Use(int(found["asset"]), "body", found["alt"], found["credit"] or "")


def _others(known: _Known) -> FOUND:
    """Recent stories of the station that readers or search engines could take for this one."""
    for twin in known.twins:
        yield (
            "duplicate_slug",
            _("Story {number}, “{headline}”, has the same words in its address.").format(
                number=twin.pk, headline=twin.headline
            ),
            "slug",
        )
    for nearest in known.alike:
        yield (
            "similar_headline",
            _("Story {number} is headed “{headline}”.").format(number=nearest.pk, headline=nearest.headline),
            "headline",
        )


def _recent(story: Story) -> QuerySet[Story]:
    rows = Story.objects.at_hand().alias(dated=Coalesce("published_at", "created_at"))
    rows = rows.filter(station=story.station_id, dated__gte=PublishedClock() - RECENT)
    return rows.exclude(pk=story.pk).only("headline")


def _twins(story: Story, placement: Placement) -> QuerySet[Story]:
    same = {"placements__station": placement.station_id, "placements__slug": placement.slug}
    return _recent(story).filter(**same).order_by("-pk")[:1]


def _alike(story: Story) -> QuerySet[Story]:
    """Not by the operator, which the trigrams of all headlines answer: at a million of them, in 0.4 s."""
    near = _recent(story).alias(likeness=TrigramSimilarity("headline", story.headline))
    return near.filter(likeness__gte=NEARLY_THE_SAME).order_by("-likeness", "-pk")[:1]
