"""Which of its duties a station has not done, and what an eye should be kept on."""

import datetime as dt
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, JSONObject

from articles.duties import DUTIES, Duty
from articles.models import (
    Contest,
    ContestRules,
    FccNotice,
    Imprint,
    MastheadEntry,
    Ownership,
    Policy,
    Station,
)
from articles.models.clock import PublishedClock

# A notice stays for 30 days; a week before it goes there is still time to put up the next one.
SOON: Final = dt.timedelta(days=7)


def duties_of(station: Station) -> tuple[Duty, ...]:
    """What binds a station of this service. One query, or none where the imprint is at hand."""
    service = imprint_of(station).service
    return tuple(duty for duty in DUTIES if service in duty.services)


def missing_duties(station: Station) -> tuple[Duty, ...]:
    """In the order in which a manager fills them in. One query."""
    return missing_of(with_duties(Station.objects.filter(pk=station.pk)).get())


def with_duties(stations: QuerySet[Station]) -> QuerySet[Station]:
    """Stations with what `missing_of` and `reminders_of` look at, all of it by one query."""
    masthead = MastheadEntry.objects.in_office().filter(station=OuterRef("pk"))
    return stations.select_related("imprint", "web_files").annotate(
        asked_at=PublishedClock(),
        kinds=ArraySubquery(in_force().values("kind")),
        is_owned=Exists(Ownership.objects.filter(imprint__station=OuterRef("pk"))),
        is_led=Exists(masthead),
        near_notices=ArraySubquery(near_notices()),
        bare_contests=ArraySubquery(contests_without_rules()),
        leaving=ArraySubquery(leaving_the_masthead()),
    )


def missing_of(station: Station) -> tuple[Duty, ...]:
    """Of a station that comes from `with_duties`; no query."""
    return tuple(duty for duty in duties_of(station) if not _is_done(duty, station))


def in_force() -> QuerySet[Policy]:
    """Of the station of the outer query, its own versions and the group's: as in `published_policy`."""
    begun = Policy.objects.filter(in_force_from__lte=PublishedClock())
    after = begun.filter(kind=OuterRef("kind"), in_force_from__gt=OuterRef("in_force_from"))
    own_later = after.filter(station=OuterRef("station"))
    group_later = after.filter(station=None, language=OuterRef("language"))
    later = Exists(own_later) | (Q(station=None) & Exists(group_later))
    ours = Q(station=OuterRef("pk")) | Q(station=None, language=OuterRef("language"))
    return begun.filter(ours).exclude(text="").exclude(later)


def near_notices() -> QuerySet[FccNotice, Any]:
    """About to go within a week; or gone, and nobody has looked through the applications since that day."""
    begun = FccNotice.objects.filter(
        station=OuterRef("pk"), shown_from__lte=PublishedClock(), shown_until__lte=from_now(SOON)
    )
    is_gone = Q(shown_until__lte=PublishedClock())
    last_day = Cast(Func(F("station__timezone"), F("shown_until"), function="timezone"), DateField())
    looked_through = Q(station__imprint__fcc_reviewed_on__gte=last_day)
    # Without such a day the station owes that.
    never = Q(station__imprint__fcc_reviewed_on=None, shown_until__lte=from_now(-SOON))
    near = begun.exclude(is_gone & looked_through).exclude(is_gone & never)
    return near.values(row=JSONObject(pk="pk", name="title", is_gone=is_gone))


def contests_without_rules() -> QuerySet[Contest, Any]:
    now = PublishedClock()
    running = Contest.objects.filter(station=OuterRef("pk"), announced_at__lte=now, ends_at__gt=now)
    rules = ContestRules.objects.filter(contest=OuterRef("pk"), posted_at__lte=now)
    return running.exclude(Exists(rules)).values(row=JSONObject(pk="pk", name="name"))


def leaving_the_masthead() -> QuerySet[MastheadEntry, Any]:
    """Whoever leaves within a week, where nobody follows in their role."""
    next_one = MastheadEntry.objects.filter(
        station=OuterRef("station"), role=OuterRef("role"), since__gt=OuterRef("since")
    )
    in_a_week = Func(F("station__timezone"), from_now(SOON), function="timezone")
    ending = MastheadEntry.objects.in_office().filter(
        station=OuterRef("pk"), until__lte=Cast(in_a_week, DateField())
    )
    return ending.exclude(Exists(next_one)).values(row=JSONObject(pk="pk", name="name", role="role"))


def from_now(span: dt.timedelta) -> Combinable:
    return ExpressionWrapper(PublishedClock() + Value(span), DateTimeField())


def imprint_of(station: Station) -> Imprint:
    """Unsaved and empty where nobody has begun."""
    try:
        return station.imprint
    except Imprint.DoesNotExist:
        return Imprint(station=station)


def _is_done(duty: Duty, row: Any) -> bool:
    """`row` is a station of `with_duties`."""
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
