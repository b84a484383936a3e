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


def reminders_of(station: Station) -> list[Reminder]:
    """Of a station that comes from `with_duties`; no query."""
    parts = (_of_imprint, _of_security, _of_notices, _of_contests, _of_masthead)
    return [Reminder(station, sentence, table, pk) for part in parts for sentence, table, pk in part(station)]


def _of_imprint(station: Any) -> Iterator[tuple[str, str, int | None]]:
    imprint, today = imprint_of(station), station.asked_at.astimezone(station.zone).date()
    if imprint.service not in LICENSED:
        return
    if imprint.eeo_year and not imprint.eeo_exempt and imprint.eeo_year < today.year - 1:
        sentence = _("The EEO report is of {year}: link the newest one.").format(year=imprint.eeo_year)
        yield sentence, "imprint", imprint.pk
    if imprint.fcc_reviewed_on and today - imprint.fcc_reviewed_on > REVIEWED_WITHIN:
        days = (today - imprint.fcc_reviewed_on).days
        sentence = _("Nobody has looked through FCC Applications for {days} days.").format(days=days)
        yield sentence, "imprint", imprint.pk


def _of_security(station: Any) -> Iterator[tuple[str, str, int]]:
    """A contact for security that ends within 30 days, or has ended: after it there is no security.txt."""
    files = getattr(station, "web_files", None)
    ends = files.security_until if files else None
    if ends and ends <= (station.asked_at + SECURITY_AHEAD).date():
        words = _("security.txt ends on {day}: see whether the contact still holds, and give it a new day.")
        yield words.format(day=ends), "station", station.pk


def _of_notices(station: Any) -> Iterator[tuple[str, str, int]]:
    gone = _("The FCC notice “{name}” went by itself. Put up the next one if the application is pending.")
    going = _("The FCC notice “{name}” goes by itself within a week.")
    for row in station.near_notices:
        yield (gone if row["is_gone"] else going).format(name=row["name"]), "fccnotice", row["pk"]


def _of_contests(station: Any) -> Iterator[tuple[str, str, int]]:
    sentence = _("The contest “{name}” is announced, and readers find no rules of it.")
    for row in station.bare_contests:
        yield sentence.format(name=row["name"]), "contest", row["pk"]


def _of_masthead(station: Any) -> Iterator[tuple[str, str, int]]:
    sentence = _("{name}, {role}, leaves the masthead within a week, and nobody follows.")
    for row in station.leaving:
        yield sentence.format(name=row["name"], role=row["role"]), "mastheadentry", row["pk"]
