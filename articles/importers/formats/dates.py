"""Dates as American newsrooms write them. What could be read in two ways is in doubt, or is not read."""

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from articles.importers.item import WireTime
from articles.text.plain import fold_space

_LONGEST = 100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS_EAST = {
    **dict.fromkeys(("z", "utc", "gmt"), 0),
    **{"adt": -3, "ast": -4, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7},
    **{"pdt": -7, "pst": -8, "akdt": -8, "akst": -9, "hst": -10, "chst": 10},
}
_ZONES = {
    **dict.fromkeys(("et", "eastern"), "America/New_York"),
    **dict.fromkeys(("ct", "central"), "America/Chicago"),
    **dict.fromkeys(("mt", "mountain"), "America/Denver"),
    **dict.fromkeys(("pt", "pacific"), "America/Los_Angeles"),
    **dict.fromkeys(("akt", "alaska"), "America/Anchorage"),
    **dict.fromkeys(("ht", "hawaii"), "Pacific/Honolulu"),
}
_FLAGS = re.IGNORECASE | re.ASCII
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        r"\b(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)",
        r"\b(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"\b{_MONTH} {_DAY},? (?P<year>\d{{4}})\b",
        rf"\b{_DAY} {_MONTH},? (?P<year>\d{{4}})\b",
        r"\b(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4}|\d\d)(?!\d)",
    )
)
_ZONE = (
    r"(?:\s*\(?(?P<zone>(?:utc|gmt)?[+-]\d{1,2}(?::?\d\d)?|utc|gmt|z|e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t|a[sd]t|ak[sd]?t"
    r"|hs?t|chst|eastern|central|mountain|pacific|alaska|hawaii)\b(?: time\b)?\)?)"
)
_TIMES = tuple(
    re.compile(pattern, _FLAGS)
    for pattern in (
        rf"(?<![\d:])(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{{1,9}})?)?"
        rf"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?![\d:]){_ZONE}?",
        rf"(?<![\d:])(?P<hour>\d{{1,2}})\s*(?P<half>[ap])\.?m\b\.?{_ZONE}?",
        rf"(?<![\d:])(?P<hour>\d\d)(?P<minute>\d\d)(?: hours| hrs){_ZONE}?",
        rf"(?<![\d:])(?P<hour>\d\d)(?P<minute>\d\d){_ZONE}",
        rf"\b(?:12 )?(?P<noon>noon)\b{_ZONE}?",
    )
)
_FILLER = frozenset(("", "at", "on", "t", "-", "–", "—", "|"))
_WEEKDAY = re.compile(
    r"(?P<day>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?", re.IGNORECASE | re.ASCII
)


def read_time(text: str) -> WireTime | None:
    """The one day, and perhaps the time and zone, that `text` names in full; None if anything else is in it.

    10/08/2025 is October 8. A wrong weekday, a year left out, midnight (of which day?) and a zone nobody
    knows make a date unreadable.
    """
    line = fold_space(text)
    if len(line) > _LONGEST:
        return None
    day, rest = _take(_DATES, line)
    if day is None:
        return None
    time, rest = _take(_TIMES, rest)
    try:
        local = _local(day, time)
        zone = _zone(time["zone"]) if time and time["zone"] else None
    except ValueError:
        return None
    if not _is_filler(rest, local):
        return None
    return WireTime(line, local, time is not None, zone, _doubt(day, time))


def _take(patterns: tuple[re.Pattern[str], ...], line: str) -> tuple[re.Match[str] | None, str]:
    """The first pattern's match, and the line without it."""
    for pattern in patterns:
        if match := pattern.search(line):
            return match, f"{line[: match.start()]} {line[match.end() :]}"
    return None, line


def _local(day: re.Match[str], time: re.Match[str] | None) -> dt.datetime:
    """Raises ValueError for a day or time that no calendar or clock has."""
    year, month = int(day["year"]), day["month"]
    if len(day["year"]) == 2:
        year += 1900 if year >= 60 else 2000
    if not 1800 <= year <= 2199:
        raise ValueError(year)
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    hour, minute, second = _clock(time.groupdict()) if time else (0, 0, 0)
    return dt.datetime(year, number, int(day["day"]), hour, minute, second)


def _clock(time: dict[str, str | None]) -> tuple[int, int, int]:
    if time.get("noon"):
        return 12, 0, 0
    hour = int(time["hour"] or 0)
    if half := time.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + 12 * (half.lower() == "p")
    return hour, int(time.get("minute") or 0), int(time.get("second") or 0)


def _zone(name: str) -> dt.tzinfo:
    """Raises ValueError for an offset of more than a day."""
    name = name.lower()
    if name in _HOURS_EAST:
        return dt.timezone(dt.timedelta(hours=_HOURS_EAST[name]))
    if name in _ZONES:
        return _named_zone(_ZONES[name])
    sign, digits = re.findall(r"[+-]|\d+", name)[0], re.sub(r"\D", "", name)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    if int(minutes) > 59:
        raise ValueError(name)
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-offset if sign == "-" else offset)


@lru_cache
def _named_zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _is_filler(rest: str, local: dt.datetime) -> bool:
    """Whether nothing is left but "at", a comma, or the right weekday."""
    for word in re.split(r"[\s,.]+", rest.lower()):
        weekday = _WEEKDAY.fullmatch(word)
        if weekday and _WEEKDAYS.index(weekday["day"][:3]) != local.weekday():
            return False
        if not weekday and word not in _FILLER:
            return False
    return True


def _doubt(day: re.Match[str], time: re.Match[str] | None) -> str:
    if len(day["year"]) == 2:
        return "the year has two digits"
    parts = time.groupdict() if time else {}
    hour, year_first = parts.get("hour") or "0", day["year"] == day[0][:4]
    if (
        time
        and ":" in time[0]
        and not parts["half"]
        and not year_first
        and hour[0] != "0"
        and int(hour) <= 12
    ):
        return "neither a.m. nor p.m. is written"
    return ""
