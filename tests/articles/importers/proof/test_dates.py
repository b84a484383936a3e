"""A stored time is known again in the line it came from, and no other time is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.importers.formats.dates import read_time
from articles.importers.proof.dates import says

ZONES = st.sampled_from(["America/New_York", "America/Denver", "Pacific/Honolulu", "UTC"]).map(ZoneInfo)
DATES = st.sampled_from(
    [
        "%Y-%m-%d",
        "%Y%m%d",
        "%B %d, %Y",
        "%b. %-d, %Y",
        "%-d %B %Y",
        "%m/%d/%Y",
        "%-m-%-d-%y",
        "%A, %B %-d, %Y",
    ]
)
TIMES = st.sampled_from(
    ["", "%H:%M", "%H:%M:%S", "%-I:%M %p", "%-I:%M:%S %p", "at %-I:%M p.m.", "%-I %p", "%H%M hours", "noon"]
    + ["12 noon", "%-I:%Mpm", "T%H:%M:%S.25"]
)
SUFFIXES = st.sampled_from(
    ["", " EST", " edt", " (CT)", " Pacific time", "Z", " UTC", " +05:30", " GMT-4", " AKDT", " HST"]
)
WALLS = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)).map(
    lambda wall: wall.replace(microsecond=0)
)


@given(WALLS, DATES, TIMES, SUFFIXES, ZONES, st.booleans(), st.booleans())
def test_whatever_is_read_is_known_again(
    wall: dt.datetime, date: str, time: str, suffix: str, zone: ZoneInfo, time_first: bool, later: bool
) -> None:
    parts = [wall.strftime(date), wall.strftime(time) + (suffix if time else "")]
    line = " ".join(reversed(parts) if time_first else parts).strip()
    read = read_time(line)
    assume(read is not None)
    assert read is not None
    instant = read.instant(zone, later=later)
    assert says(line, instant, zone)
    for shift in (dt.timedelta(minutes=1), dt.timedelta(days=1), dt.timedelta(days=-365)):
        assert not says(line, instant + shift, zone)


@pytest.mark.parametrize(
    ("line", "utc"),
    [
        # The hour that the clock skips, and the one that it shows twice.
        ("March 8, 2026, 2:30 a.m.", "2026-03-08T06:30:00"),
        ("March 8, 2026, 2:30 a.m.", "2026-03-08T07:30:00"),
        ("Nov. 1, 2026, 1:30 a.m.", "2026-11-01T05:30:00"),
        ("Nov. 1, 2026, 1:30 a.m.", "2026-11-01T06:30:00"),
        ("10/08/2025", "2025-10-08T04:00:00"),
        ("Monday, May 4, 2026 at noon", "2026-05-04T16:00:00"),
    ],
)
def test_a_line_says(line: str, utc: str) -> None:
    assert says(line, dt.datetime.fromisoformat(utc + "+00:00"), ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("line", "utc"),
    [
        ("10/08/2025", "2025-08-10T04:00:00"),  # day and month changed places
        ("10/08/2025", "2025-10-08T05:00:00"),
        ("Tuesday, May 4, 2026 at noon", "2026-05-04T16:00:00"),
        ("May 4, 2026 at noon or so", "2026-05-04T16:00:00"),
        ("May 4, 2026, 9 p.m.", "2026-05-04T13:00:00"),
        ("May 4, 2026, 9:00 CDT", "2026-05-04T13:00:00"),
        ("", "2026-05-04T04:00:00"),
        ("², 2026", "2026-05-04T04:00:00"),
    ],
)
def test_a_line_does_not_say(line: str, utc: str) -> None:
    assert not says(line, dt.datetime.fromisoformat(utc + "+00:00"), ZoneInfo("America/New_York"))
