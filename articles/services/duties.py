"""Which of its duties a station has not done, and which will soon want somebody's hand."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.translation import gettext as _

from articles.duties import DUTIES, LICENSED, Duty
from articles.models import Contest, FccNotice, Imprint, MastheadEntry, Policy, Station
from articles.services.clock import database_now

# A notice stays for 30 days; a week before it goes there is still time to put up the next one.
SOON: Final = dt.timedelta(days=7)
# Applications are to be posted within five business days: a page nobody looks through for a quarter is stale.
REVIEWED_WITHIN: Final = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that goes, or grows old, by itself; `table` and `pk` name the row to look at."""

    sentence: str
    table: str
    pk: int | None


def duties_of(station: Station) -> tuple[Duty, ...]:
    """What binds a station of this service. One query, or none where the imprint is at hand."""
    service = imprint_of(station).service
    return tuple(duty for duty in DUTIES if service in duty.services)


def missing_duties(station: Station) -> tuple[Duty, ...]:
    """In the order in which a manager fills them in. Four queries."""
    now = database_now()
    imprint = imprint_of(station)
    in_force = kinds_in_force(station, now)
    today = now.astimezone(station.zone).date()
    done: dict[str, Callable[[Duty], Any]] = {
        "imprint": lambda duty: is_filled(imprint, duty.key),
        "policy": lambda duty: duty.key in in_force,
        "mastheadentry": lambda duty: in_office(station, today).exists(),
    }
    return tuple(duty for duty in duties_of(station) if not done[duty.table](duty))


def imprint_of(station: Station) -> Imprint:
    """Unsaved and empty where nobody has begun."""
    try:
        return station.imprint
    except Imprint.DoesNotExist:
        return Imprint(station=station)


def is_filled(imprint: Imprint, key: str) -> bool:
    match key:
        case "owners":
            return bool(imprint.pk) and imprint.owners.exists()
        case "eeo_report_url":
            return bool(imprint.eeo_exempt or imprint.eeo_report_url)
        case "captions_phone":
            return bool(imprint.captions_phone and imprint.captions_email)
        case "public_file_contact":
            reached = imprint.public_file_phone or imprint.public_file_email
            return bool(imprint.public_file_contact and reached)
    return bool(getattr(imprint, key))


def in_office(station: Station, today: dt.date) -> QuerySet[MastheadEntry]:
    return station.masthead.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


def kinds_in_force(station: Station, now: dt.datetime) -> set[str]:
    """Kinds of which its readers have a text, the station's own or the group's: as in `published_policy`."""
    rows = Policy.objects.filter(
        Q(station=station) | Q(station=None, language=station.language), in_force_from__lte=now
    )
    rows = rows.annotate(says=ExpressionWrapper(~Q(text=""), BooleanField())).order_by("in_force_from")
    newest = {(kind, owner): says for kind, owner, says in rows.values_list("kind", "station", "says")}
    return {kind for (kind, _owner), says in newest.items() if says}


def reminders_of(station: Station) -> list[Reminder]:
    """What an operator should see before readers do. Five queries."""
    now = database_now()
    today = now.astimezone(station.zone).date()
    return [
        *_of_the_imprint(imprint_of(station), today),
        *_of_notices(station, now),
        *_of_contests(station, now),
        *_of_the_masthead(station, today),
    ]


def _of_the_imprint(imprint: Imprint, today: dt.date) -> list[Reminder]:
    if imprint.service not in LICENSED:
        return []
    found = []
    if imprint.eeo_year and not imprint.eeo_exempt and imprint.eeo_year < today.year - 1:
        sentence = _("The EEO report is of {year}: link the newest one.").format(year=imprint.eeo_year)
        found.append(Reminder(sentence, "imprint", imprint.pk))
    if imprint.fcc_reviewed_on and today - imprint.fcc_reviewed_on > REVIEWED_WITHIN:
        days = (today - imprint.fcc_reviewed_on).days
        sentence = _("Nobody has looked through FCC Applications for {days} days.").format(days=days)
        found.append(Reminder(sentence, "imprint", imprint.pk))
    return found


def _of_notices(station: Station, now: dt.datetime) -> list[Reminder]:
    """Those about to go, and those that went within a week and that nothing has followed."""
    near = FccNotice.objects.filter(
        station=station, shown_from__lte=now, shown_until__gt=now - SOON, shown_until__lte=now + SOON
    )
    gone = _("The FCC notice “{name}” went by itself. Put up the next one if the application is pending.")
    going = _("The FCC notice “{name}” goes by itself within a week.")
    return [
        Reminder((gone if row.shown_until <= now else going).format(name=row.title), "fccnotice", row.pk)
        for row in near
    ]


def _of_contests(station: Station, now: dt.datetime) -> list[Reminder]:
    running = Contest.objects.filter(station=station, announced_at__lte=now, ends_at__gt=now)
    bare = running.exclude(rules__posted_at__lte=now)
    sentence = _("The contest “{name}” is announced, and readers find no rules of it.")
    return [Reminder(sentence.format(name=row.name), "contest", row.pk) for row in bare]


def _of_the_masthead(station: Station, today: dt.date) -> list[Reminder]:
    ending = in_office(station, today).filter(until__lte=today + SOON)
    following = set(station.masthead.filter(since__gt=today).values_list("role", flat=True))
    sentence = _("{name}, {role}, leaves the masthead within a week, and nobody follows.")
    return [
        Reminder(sentence.format(name=row.name, role=row.role), "mastheadentry", row.pk)
        for row in ending
        if row.role not in following
    ]
