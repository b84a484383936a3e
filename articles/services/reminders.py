"""What of a station will soon want somebody's hand, said before readers see it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.duties import LICENSED
from articles.models import Station
from articles.services.duties import imprint_of

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
    # It has gone or is wrong already: the station owes it as it owes a duty that was never done.
    is_owed: bool


# A sentence, the row to look at, and whether it is owed.
Told = tuple[str, str, int | None, bool]


def reminders_of(station: Station) -> list[Reminder]:
    """Of a station that comes from `with_duties`; no query."""
    parts = (_of_imprint, _of_security, _of_notices, _of_contests, _of_masthead)
    return [Reminder(station, *told) for part in parts for told in part(station)]


def _of_imprint(station: Any) -> Iterator[Told]:
    imprint, today = imprint_of(station), station.asked_at.astimezone(station.zone).date()
    if imprint.service not in LICENSED:
        return
    if imprint.eeo_year and not imprint.eeo_exempt and imprint.eeo_year < today.year - 1:
        sentence = _("The EEO report is of {year}: link the newest one.").format(year=imprint.eeo_year)
        yield sentence, "imprint", imprint.pk, True
    if imprint.fcc_reviewed_on and today - imprint.fcc_reviewed_on > REVIEWED_WITHIN:
        days = (today - imprint.fcc_reviewed_on).days
        sentence = _("Nobody has looked through FCC Applications for {days} days.").format(days=days)
        yield sentence, "imprint", imprint.pk, False


def _of_security(station: Any) -> Iterator[Told]:
    """A contact for security that ends within 30 days, or has ended: after it there is no security.txt."""
    files = getattr(station, "web_files", None)
    ends = files.security_until if files else None
    if not ends or ends > (station.asked_at + SECURITY_AHEAD).date():
        return
    going = _("security.txt ends on {day}: see whether the contact still holds, and give it a new day.")
    gone = _(
        "security.txt ended on {day}, and is gone: see who is to be told of a hole, and give it a new day."
    )
    is_gone = ends < station.asked_at.astimezone(station.zone).date()
    yield (gone if is_gone else going).format(day=ends), "station", station.pk, is_gone


def _of_notices(station: Any) -> Iterator[Told]:
    """Going within a week; and gone, until somebody has looked through the page since."""
    gone = _(
        "The FCC notice “{name}” went by itself. Put up the next one if the application is pending, and "
        "enter the day on which the applications were looked through."
    )
    going = _("The FCC notice “{name}” goes by itself within a week.")
    for row in station.near_notices:
        yield (
            (gone if row["is_gone"] else going).format(name=row["name"]),
            "fccnotice",
            row["pk"],
            row["is_gone"],
        )


def _of_contests(station: Any) -> Iterator[Told]:
    sentence = _("The contest “{name}” is announced, and readers find no rules of it.")
    for row in station.bare_contests:
        yield sentence.format(name=row["name"]), "contest", row["pk"], True


def _of_masthead(station: Any) -> Iterator[Told]:
    sentence = _("{name}, {role}, leaves the masthead within a week, and nobody follows.")
    for row in station.leaving:
        yield sentence.format(name=row["name"], role=row["role"]), "mastheadentry", row["pk"], False
