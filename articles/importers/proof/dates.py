"""Whether a line names a time that the ledger holds: every way of writing that very time is compared."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

Token = int | str

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FILLERS = frozenset(("at", "on", "t", "st", "nd", "rd", "th"))
_REGIONS = {
    "e": (-5, "America/New_York"),
    "c": (-6, "America/Chicago"),
    "m": (-7, "America/Denver"),
    "p": (-8, "America/Los_Angeles"),
    "ak": (-9, "America/Anchorage"),
    "h": (-10, "Pacific/Honolulu"),
    "a": (-4, "America/Halifax"),
}
_ZONE = re.compile(
    r"\(?(?:(?:utc|gmt)?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?!\d)|(?P<zero>utc|gmt|z)"
    r"|(?P<chamorro>chst)|(?P<region>ak|[ecmpah])(?P<season>[sd])?t"
    r"|(?P<long>eastern|central|mountain|pacific|alaska|hawaii))\b(?: time\b)?\)?"
)
_HALF = re.compile(r"(?<![a-z])([ap])\.?m\b\.?")
_FRACTION = re.compile(r"(:\d\d:\d\d)[.,]\d+")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def says(text: str, instant: dt.datetime, station_zone: dt.tzinfo) -> bool:
    """Whether `text` names exactly `instant`: in the zone that it gives, else in the station's.

    A day without a time is its midnight. A wall time that the clock skips or shows twice is either reading.
    """
    line = _FRACTION.sub(r"\1", text.lower())
    return any(
        _spells(_tokens(rest), wall)
        for rest, zone in _readings(line, station_zone)
        for wall in _walls(instant, zone)
    )


def _readings(line: str, station_zone: dt.tzinfo) -> Iterator[tuple[str, dt.tzinfo]]:
    """The line without what may be its zone, and that zone."""
    yield line, station_zone
    for found in _ZONE.finditer(line):
        if zone := _zone(found):
            yield f"{line[: found.start()]} {line[found.end() :]}", zone


def _zone(found: re.Match[str]) -> dt.tzinfo | None:
    if found["sign"]:
        offset = dt.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        if offset >= dt.timedelta(days=1):
            return None
        return dt.timezone(-offset if found["sign"] == "-" else offset)
    if found["zero"]:
        return dt.UTC
    if found["chamorro"]:
        return dt.timezone(dt.timedelta(hours=10))
    letters = found["region"] or ("ak" if found["long"] == "alaska" else found["long"][0])
    hours, region = _REGIONS[letters]
    if found["season"]:
        return dt.timezone(dt.timedelta(hours=hours + (found["season"] == "d")))
    return ZoneInfo(region)


def _walls(instant: dt.datetime, zone: dt.tzinfo) -> set[dt.datetime]:
    """What a clock in `zone` shows then, and the skipped times that are read as that instant."""
    day = dt.timedelta(days=1)
    shown = {(instant + shift).astimezone(zone).utcoffset() for shift in (-day, dt.timedelta(), day)}
    utc = instant.astimezone(dt.UTC).replace(tzinfo=None)
    walls = {utc + offset for offset in shown if offset is not None}
    return {wall for wall in walls if instant in _instants(wall, zone)}


def _instants(wall: dt.datetime, zone: dt.tzinfo) -> set[dt.datetime]:
    return {wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1)}


def _tokens(line: str) -> list[Token]:
    found = _TOKEN.findall(_HALF.sub(r" \1m ", line))
    return [int(word) if word.isdecimal() else word for word in found if word not in _FILLERS]


def _spells(tokens: list[Token], wall: dt.datetime) -> bool:
    """Whether the tokens are that day and time and nothing else, in any of the usual orders."""
    said = [_plainly(token) for token in tokens if not _is_day(token, wall)]
    times = list(_times(wall))
    for date in _dates(wall):
        for at in range(len(said) - len(date) + 1):
            if said[at : at + len(date)] == date and said[:at] + said[at + len(date) :] in times:
                return True
    return False


def _is_day(token: Token, wall: dt.datetime) -> bool:
    return isinstance(token, str) and token[:3] == _DAYS[wall.weekday()]


def _plainly(token: Token) -> Token:
    return token[:3] if isinstance(token, str) and token[:3] in _MONTHS else token


def _dates(wall: dt.datetime) -> Iterator[list[Token]]:
    year, month, day = wall.year, wall.month, wall.day
    yield [year, month, day]
    yield [month, day, year]
    yield [month, day, year % 100]
    yield [_MONTHS[month - 1], day, year]
    yield [day, _MONTHS[month - 1], year]
    yield [year * 10_000 + month * 100 + day]


def _times(wall: dt.datetime) -> Iterator[list[Token]]:
    hour, minute, second = wall.hour, wall.minute, wall.second
    twelve, half = hour % 12 or 12, "pm" if hour >= 12 else "am"
    yield [hour, minute, second]
    yield [twelve, minute, second, half]
    if second:
        return
    yield [hour, minute]
    yield [twelve, minute, half]
    yield [hour * 100 + minute]
    yield [hour * 100 + minute, "hours"]
    yield [hour * 100 + minute, "hrs"]
    if not minute:
        yield [twelve, half]
        if hour == 0:
            yield []
        if hour == 12:
            yield ["noon"]
            yield [12, "noon"]
