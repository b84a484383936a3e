"""Breaking news: said on stations at once, and over by itself."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import BreakingAlready, NothingToBreak, WrongTime
from articles.models import LONGEST_BREAKING, BreakingNews, Edition, Placement, Station, Story, User
from articles.pagecache.keys import station_key
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.record import change_pages
from articles.text.plain import clean_line

USUAL: Final = dt.timedelta(hours=2)


@transaction.atomic
def break_news(
    *,
    stations: Sequence[Station],
    words: str = "",
    story_id: int | None = None,
    lasts: dt.timedelta = USUAL,
    seen: Collection[int] = (),
    by: User,
) -> list[BreakingNews]:
    """Over every page of the stations for that long; what stands there and is in `seen` ends.

    Where the story is live it is led to, and its headline stands for words that nobody wrote; the news
    goes when the story does. Raises NotAllowed, NothingToBreak, WrongTime, and BreakingAlready for what
    stands there and was not seen.
    """
    for station in stations:
        require(by, "break_news", station)
    if not dt.timedelta() < lasts <= LONGEST_BREAKING:
        raise WrongTime
    # Whoever takes the story down meanwhile waits, and finds this.
    if story_id is not None:
        list(Story.objects.select_for_update(no_key=True).filter(pk=story_id).values("pk"))
    # Of two at once the second waits, and finds what the first has published.
    ids = [station.pk for station in stations]
    locked = list(Station.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if not locked:
        raise NothingToBreak
    now = database_now()
    # By station, as a kill does: two in another order could wait for each other.
    for current in BreakingNews.objects.live().filter(station__in=ids).order_by("station"):
        if current.pk not in seen:
            raise BreakingAlready(f"{BreakingAlready()} Theirs: “{current.words}”")
        _end(current, now, by)
    headlines = _headlines(story_id, ids)
    said = clean_line(words)
    if not said and story_id is None:
        raise NothingToBreak
    without = [station.brand for station in locked if station.pk not in headlines]
    if not said and without:
        sentence = _(
            "The story is not live on {stations}. Write what has happened, or choose stations where it is."
        )
        raise NothingToBreak(sentence.format(stations=", ".join(without)))
    found = [
        BreakingNews(
            station=station,
            words=said or headlines[station.pk][:140],
            story_id=story_id if station.pk in headlines else None,
            live_from=now,
            live_until=now + lasts,
            made_by=by,
        )
        for station in locked
    ]
    for moment in (now, now + lasts):
        change_pages([station_key(pk) for pk in sorted(ids)], effective_at=moment)
    return BreakingNews.objects.bulk_create(found)


@transaction.atomic
def end_breaking(*, news: BreakingNews, by: User) -> None:
    """At once. Nothing happens to what has ended. Raises NotAllowed."""
    locked = BreakingNews.objects.select_for_update(of=("self",)).select_related("station").get(pk=news.pk)
    require(by, "break_news", locked.station)
    now = database_now()
    if locked.live_until > now:
        _end(locked, now, by)
        change_pages([station_key(locked.station_id)], effective_at=now, hard=True)


def end_breaking_of(placement: Placement, *, now: dt.datetime, by: User | None) -> None:
    """What leads to the story there, which is taken down. The caller holds the story."""
    running = BreakingNews.objects.filter(station=placement.station_id, story_id=placement.story_id)
    for news in running.filter(live_until__gt=now).select_for_update(of=("self",)):
        _end(news, now, by)
        change_pages([station_key(news.station_id)], effective_at=now, hard=True)


def _end(news: BreakingNews, now: dt.datetime, by: User | None) -> None:
    news.live_until, news.ended_by = now, by
    news.save(update_fields=["live_until", "ended_by"])


def _headlines(story_id: int | None, stations: list[int]) -> dict[int, str]:
    """By station, of the story where it is live."""
    if story_id is None:
        return {}
    live = Edition.objects.live().filter(story=story_id, station__in=stations)
    return dict(live.values_list("station_id", "headline"))
