"""Which of its duties a station has not done, and which will soon want somebody's hand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.duties import DUTIES, LICENSED, Duty
from articles.models import (
    Contest,
    ContestRules,
    FccNotice,
    Imprint,
    MastheadEntry,
    Ownership,
    Policy,
    Station,
    WebFiles,
)
from articles.services.clock import database_now

# A notice stays for 30 days; a week before it goes there is still time to put up the next one.
SOON: Final = dt.timedelta(days=7)
# Time enough to ask whoever answers for it.
SECURITY_AHEAD: Final = dt.timedelta(days=30)
# Applications are to be posted within five business days: a page nobody looks through for a quarter is stale.
REVIEWED_WITHIN: Final = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that goes, or grows old, by itself; `table` and `pk` name the row to look at."""

    station: Station
    sentence: str
    table: str
    pk: int | None


def duties_of(station: Station) -> tuple[Duty, ...]:
    """What binds a station of this service. One query, or none where the imprint is at hand."""
    service = imprint_of(station).service
    return tuple(duty for duty in DUTIES if service in duty.services)


def missing_duties(station: Station) -> tuple[Duty, ...]:
    """In the order in which a manager fills them in. One query, and one for the clock."""
    return missing_by_station([station])[station.pk]


def missing_by_station(stations: Iterable[Station]) -> dict[int, tuple[Duty, ...]]:
    """The same for many, by their keys. One query, and one for the clock."""
    now = database_now()
    masthead = MastheadEntry.objects.in_office_at(now).filter(station=OuterRef("pk"))
    rows = Station.objects.filter(pk__in=[station.pk for station in stations]).select_related("imprint")
    rows = rows.annotate(
        kinds=ArraySubquery(in_force(now).values("kind")),
        is_owned=Exists(Ownership.objects.filter(imprint__station=OuterRef("pk"))),
        is_led=Exists(masthead),
    )
    return {row.pk: tuple(duty for duty in duties_of(row) if not _is_done(duty, row)) for row in rows}


def in_force(now: dt.datetime) -> QuerySet[Policy]:
    """Of the station of the outer query, its own versions and the group's: as in `published_policy`."""
    after = Policy.objects.filter(
        kind=OuterRef("kind"), in_force_from__gt=OuterRef("in_force_from"), in_force_from__lte=now
    )
    own_later = after.filter(station=OuterRef("station"))
    group_later = after.filter(station=None, language=OuterRef("language"))
    later = Exists(own_later) | (Q(station=None) & Exists(group_later))
    ours = Q(station=OuterRef("pk")) | Q(station=None, language=OuterRef("language"))
    return Policy.objects.filter(ours, in_force_from__lte=now).exclude(text="").exclude(later)


def imprint_of(station: Station) -> Imprint:
    """Unsaved and empty where nobody has begun."""
    try:
        return station.imprint
    except Imprint.DoesNotExist:
        return Imprint(station=station)


def _is_done(duty: Duty, row: Any) -> bool:
    """`row` is a station with what `missing_by_station` asks about it."""
    match duty.table, duty.key:
        case "policy", kind:
            return kind in row.kinds
        case "mastheadentry", _:
            return bool(row.is_led)
        case _, "owners":
            return bool(row.is_owned)
    return is_filled(imprint_of(row), duty.key)


def is_filled(imprint: Imprint, key: str) -> bool:
    match key:
        case "eeo_report_url":
            return bool(imprint.eeo_exempt or imprint.eeo_report_url)
        case "captions_phone":
            return bool(imprint.captions_phone and imprint.captions_email)
        case "public_file_contact":
            reached = imprint.public_file_phone or imprint.public_file_email
            return bool(imprint.public_file_contact and reached)
    return bool(getattr(imprint, key))


def reminders_of(stations: Iterable[Station]) -> list[Reminder]:
    """What an operator should see before readers do. Six queries, however many stations."""
    now, keys = database_now(), [station.pk for station in stations]
    return [
        *_of_imprints(keys, now),
        *_of_web_files(keys, now),
        *_of_notices(keys, now),
        *_of_contests(keys, now),
        *_of_mastheads(keys, now),
    ]


def _of_imprints(keys: list[int], now: dt.datetime) -> Iterator[Reminder]:
    licensed = Imprint.objects.filter(station__in=keys, service__in=LICENSED).select_related("station")
    for row in licensed:
        today = now.astimezone(row.station.zone).date()
        if row.eeo_year and not row.eeo_exempt and row.eeo_year < today.year - 1:
            sentence = _("The EEO report is of {year}: link the newest one.").format(year=row.eeo_year)
            yield Reminder(row.station, sentence, "imprint", row.pk)
        if row.fcc_reviewed_on and today - row.fcc_reviewed_on > REVIEWED_WITHIN:
            days = (today - row.fcc_reviewed_on).days
            sentence = _("Nobody has looked through FCC Applications for {days} days.").format(days=days)
            yield Reminder(row.station, sentence, "imprint", row.pk)


def _of_web_files(keys: list[int], now: dt.datetime) -> Iterator[Reminder]:
    """Contacts for security that end within 30 days, or have ended: after it there is no security.txt."""
    ending = WebFiles.objects.filter(station__in=keys, security_until__lte=(now + SECURITY_AHEAD).date())
    sentence = _("security.txt ends on {day}: see whether the contact still holds, and give it a new day.")
    for row in ending.select_related("station"):
        yield Reminder(row.station, sentence.format(day=row.security_until), "station", row.station_id)


def _of_notices(keys: list[int], now: dt.datetime) -> Iterator[Reminder]:
    """Those about to go, and those that went within a week."""
    near = FccNotice.objects.filter(
        station__in=keys, shown_from__lte=now, shown_until__gt=now - SOON, shown_until__lte=now + SOON
    )
    gone = _("The FCC notice “{name}” went by itself. Put up the next one if the application is pending.")
    going = _("The FCC notice “{name}” goes by itself within a week.")
    for row in near.select_related("station"):
        sentence = gone if row.shown_until <= now else going
        yield Reminder(row.station, sentence.format(name=row.title), "fccnotice", row.pk)


def _of_contests(keys: list[int], now: dt.datetime) -> Iterator[Reminder]:
    running = Contest.objects.filter(station__in=keys, announced_at__lte=now, ends_at__gt=now)
    bare = running.exclude(Exists(ContestRules.objects.filter(contest=OuterRef("pk"), posted_at__lte=now)))
    for row in bare.select_related("station"):
        sentence = _("The contest “{name}” is announced, and readers find no rules of it.")
        yield Reminder(row.station, sentence.format(name=row.name), "contest", row.pk)


def _of_mastheads(keys: list[int], now: dt.datetime) -> Iterator[Reminder]:
    """Whoever leaves within a week, where nobody follows in their role."""
    next_one = MastheadEntry.objects.filter(
        station=OuterRef("station"), role=OuterRef("role"), since__gt=OuterRef("since")
    )
    ending = MastheadEntry.objects.in_office_at(now).filter(station__in=keys, until__lte=(now + SOON).date())
    for row in ending.exclude(Exists(next_one)).select_related("station"):
        sentence = _("{name}, {role}, leaves the masthead within a week, and nobody follows.")
        yield Reminder(row.station, sentence.format(name=row.name, role=row.role), "mastheadentry", row.pk)
