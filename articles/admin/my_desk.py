"""The first page after signing in: one person's desk, in a constant number of queries."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.rights import staff
from articles.admin.scope import scope
from articles.admin.waiting import desk_lines
from articles.forms.times import full_time, short_day_words
from articles.models import (
    Asset,
    Edition,
    EditionKey,
    ImportItem,
    ImportRun,
    Station,
    Story,
    User,
)
from articles.models.clock import PublishedClock
from articles.permissions import may, stations_for
from articles.services.duties import missing_of, with_duties
from articles.services.reminders import reminders_of

MOST_RUNS: Final = 3
# Runs before these are looked for among all runs.
LOOKED_AT: Final = 20
MOST_PICTURES: Final = 8
LAPSES_WITHIN: Final = dt.timedelta(days=14)
DAYS: Final = 14
MOST_CHARTS: Final = 6
BAR_WIDTH, BAR_HEIGHT = 12, 40


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """A day; `x`, `y` and `height` are where it stands in the drawing."""

    day: str
    count: int
    x: int
    y: int
    height: int


@dataclasses.dataclass(frozen=True, slots=True)
class Chart:
    """Stories of a station, day by day, by the date that readers see."""

    station: Station
    bars: Sequence[Bar]
    total: int

    @property
    def first(self) -> Bar:
        return self.bars[0]

    @property
    def last(self) -> Bar:
        return self.bars[-1]

    @property
    def said(self) -> str:
        """The drawing in words."""
        most = max(self.bars, key=lambda bar: bar.count)
        return _("{brand}: {total} stories in {days} days, most on {day} with {most}, today {today}.").format(
            brand=self.station.brand,
            total=self.total,
            days=len(self.bars),
            day=most.day,
            most=most.count,
            today=self.last.count,
        )


def my_desk(request: HttpRequest) -> dict[str, Any]:
    """Five queries, and one more for whoever sees imports, however many stories and stations there are."""
    user = staff(request)
    stations = list(with_duties(stations_for(user, "view_desk")).order_by("callsign"))
    zone = stations[0].zone if stations else ZoneInfo("UTC")
    desk = desk_lines(user, zone)
    charts = charts_for(user, stations)
    return {
        "typed": desk.typed,
        "news": desk.news,
        "waiting": desk.waiting,
        "today": desk.today,
        "runs": runs_for(user, stations, zone) if may(user, "view_import") else [],
        "pictures": lapsing_for(user, stations, zone),
        "requests": desk.requests,
        "owed": owed_by([station for station in stations if may(user, "edit_duties", station)]),
        "charts": charts[:MOST_CHARTS],
        "more_stations": len(charts[MOST_CHARTS:]),
        "chart_width": DAYS * BAR_WIDTH,
        "chart_height": BAR_HEIGHT,
        "may_write": may(user, "create_story"),
    }


def runs_for(user: User, stations: Iterable[Station], zone: ZoneInfo) -> list[dict[str, Any]]:
    """The newest runs of one's own, and those that brought stories to one's stations."""
    runs = ImportRun.objects.all()
    if not user.is_superuser:
        mine = ImportItem.objects.filter(run=OuterRef("pk"), story__station__in=[s.pk for s in stations])
        newest = ImportRun.objects.order_by("-pk")[:LOOKED_AT]
        runs = runs.filter(pk__in=newest.values("pk")).filter(Q(started_by=user) | Exists(mine))
    return [
        {
            "address": reverse("admin:articles_importrun_change", args=[run.pk]),
            "words": str(run),
            "when": full_time(run.started_at, zone),
            "finished": run.finished_at is not None,
            "created": run.totals.get("created", 0),
            "refused": run.totals.get("refused", 0),
        }
        for run in runs.order_by("-pk")[:MOST_RUNS]
    ]


def lapsing_for(user: User, stations: Iterable[Station], zone: ZoneInfo) -> list[dict[str, str]]:
    """Pictures on one's stations whose rights end within two weeks, the next to end first."""
    ours = [station.pk for station in stations]
    leads = Story.objects.at_hand().filter(lead_picture=OuterRef("pk"), station__in=ours)
    shown = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=OuterRef("pk"), station_id__in=ours)
    ending = Asset.objects.usable().filter(expires_at__lt=timezone.now() + LAPSES_WITHIN)
    logos = Station.objects.filter(logo=OuterRef("pk"), pk__in=ours)
    used = Exists(leads) | Exists(shown) | Exists(logos)
    return [
        {
            "address": reverse("admin:articles_asset_change", args=[asset.pk]),
            "title": asset.title,
            "when": full_time(asset.expires_at, zone) if asset.expires_at else "",
        }
        for asset in ending.filter(used).order_by("expires_at")[:MOST_PICTURES]
    ]


def owed_by(stations: Iterable[Station]) -> list[dict[str, str]]:
    """Duties of stations that come from `with_duties`: those not done, and what will want a hand soon."""
    undone = [
        {
            "address": reverse("admin:articles_station_duties", args=[station.pk]),
            "words": ngettext("{count} duty is not done", "{count} duties are not done", count).format(
                count=count
            ),
            "callsign": station.callsign,
        }
        for station in stations
        if (count := len(missing_of(station)))
    ]
    return undone + [
        {
            "address": reverse(f"admin:articles_{reminder.table}_change", args=[reminder.pk]),
            "words": reminder.sentence,
            "callsign": station.callsign,
        }
        for station in stations
        for reminder in reminders_of(station)
    ]


def charts_for(user: User, stations: Sequence[Station]) -> list[Chart]:
    """Live stories of the last two weeks, the busiest station first; a date that is an estimate is none."""
    # On the wall of each station, which may be a day ahead of the database's.
    day = Cast(Func(F("station__timezone"), F("published_at"), function="timezone"), DateField())
    editions = Edition.objects.live().filter(
        scope(user, "view_story", "station", "section"),
        published_at_estimated=False,
        published_at__gte=PublishedClock() - Value(dt.timedelta(days=DAYS + 1)),
        published_at__lte=PublishedClock(),
    )
    counted = editions.order_by().values_list("station").annotate(day=day).annotate(stories=Count("pk"))
    found: dict[int, dict[dt.date, int]] = {}
    for station, date, stories in counted:
        found.setdefault(station, {})[date] = stories
    charts = [chart_of(station, found.get(station.pk, {})) for station in stations]
    return sorted(charts, key=lambda chart: -chart.total)


def chart_of(station: Station, counts: dict[dt.date, int]) -> Chart:
    today = timezone.now().astimezone(station.zone).date()
    days = [today - dt.timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    most = max((counts.get(day, 0) for day in days), default=0)
    bars = []
    for place, day in enumerate(days):
        count = counts.get(day, 0)
        height = max(round(BAR_HEIGHT * count / most), 1) if count else 0
        bars.append(Bar(short_day_words(day), count, place * BAR_WIDTH, BAR_HEIGHT - height, height))
    return Chart(station, bars, sum(bar.count for bar in bars))
