"""Dates of a newsroom are read as they are meant, or not at all."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.formats.dates import read_time
from articles.importers.item import WireTime

MIAMI = ZoneInfo("America/New_York")


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Oct. 8, 2025, 9:14 a.m.",
        "Oct 8 2025 9:14 AM",
        "October 8th, 2025 at 9:14am",
        "Wednesday, Oct. 8, 2025, 9:14 a.m.",
        "9:14 a.m. Wednesday, Oct. 8, 2025",
        "8 October 2025, 09:14",
        "2025-10-08 09:14",
        "2025-10-08T09:14:00",
        "2025/10/08 9:14",
        "20251008 09:14",
        "10/08/2025 9:14 AM",
        "10-8-2025 | 9:14 a.m.",
        "Oct. 8, 2025 – 9:14 a.m.",
        "Oct. 8, 2025, 9:14 a.m. EDT",
        "Oct. 8, 2025, 9:14 a.m. ET",
        "Oct. 8, 2025, 9:14 a.m. (Eastern time)",
        "Oct. 8, 2025, 8:14 a.m. CDT",
        "Oct. 8, 2025, 8:14 a.m. EST",
        "2025-10-08T13:14:00Z",
        "2025-10-08T13:14:00.123+00:00",
        "2025-10-08 15:14 UTC+2",
        "Wed, 08 Oct 2025 09:14:00 -0400",
        "1314 GMT Oct. 8, 2025",
    ],
)
def test_one_moment_in_many_spellings(text: str) -> None:
    found = read_time(text)
    assert found is not None
    assert (found.instant(MIAMI), found.has_time, found.doubt) == (utc("2025-10-08T13:14"), True, "")


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("Oct. 8, 2025, noon", 12, 0),
        ("Oct. 8, 2025, 12 noon", 12, 0),
        ("Oct. 8, 2025, 12:01 a.m.", 0, 1),
        ("Oct. 8, 2025, 12 p.m.", 12, 0),
        ("Oct. 8, 2025, 6 p.m.", 18, 0),
        ("Oct. 8, 2025 1830 hours", 18, 30),
        ("Oct. 8, 2025 14:05", 14, 5),
    ],
)
def test_hours(text: str, hour: int, minute: int) -> None:
    found = read_time(text)
    assert found is not None
    assert (found.local, found.doubt) == (dt.datetime(2025, 10, 8, hour, minute), "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Tuesday",
        "Oct. 8",
        "October 2025",
        "Feb. 30, 2025",
        "13/10/2025",
        "08.10.2025",
        "0000-00-00",
        "Tuesday, Oct. 8, 2025",
        "Oct. 8, 2025, midnight",
        "Oct. 8, 2025, 25:00",
        "Oct. 8, 2025, 13 p.m.",
        "Oct. 8, 2025, 9:14 a.m. XYZ",
        "Oct. 8, 2025, 9:14 +99:00",
        "Oct. 8, 2025, 9:14 +05:99",
        "Oct. 8, 2025 and Oct. 9, 2025",
        "not before Oct. 8, 2025",
        "Oct. 8, 1066",
        "2025-10-08 " + " " * 80 + "x" * 30,
    ],
)
def test_what_cannot_be_read_is_not_guessed(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "day", "doubt"),
    [
        ("10/8/25", dt.datetime(2025, 10, 8), "the year has two digits"),
        ("3/14/97", dt.datetime(1997, 3, 14), "the year has two digits"),
        ("Oct. 8, 2025, 9:14", dt.datetime(2025, 10, 8, 9, 14), "neither a.m. nor p.m. is written"),
        ("10/08/2025 11:30 ET", dt.datetime(2025, 10, 8, 11, 30), "neither a.m. nor p.m. is written"),
    ],
)
def test_doubts_are_said(text: str, day: dt.datetime, doubt: str) -> None:
    found = read_time(text)
    assert found is not None
    assert (found.local, found.doubt) == (day, doubt)


def test_a_day_without_a_time_begins_at_midnight_of_the_station() -> None:
    found = read_time("October 8, 2025")
    assert found is not None
    assert (found.has_time, found.instant(MIAMI)) == (False, utc("2025-10-08T04:00"))


@pytest.mark.parametrize(
    ("local", "earlier", "later"),
    [
        # The hour that comes twice, and the hour that never comes.
        ("2025-11-02T01:30", "2025-11-02T05:30", "2025-11-02T06:30"),
        ("2025-03-09T02:30", "2025-03-09T06:30", "2025-03-09T07:30"),
        ("2025-07-01T12:00", "2025-07-01T16:00", "2025-07-01T16:00"),
    ],
)
def test_a_wall_time_with_two_readings_can_be_taken_late(local: str, earlier: str, later: str) -> None:
    time = WireTime(local, dt.datetime.fromisoformat(local))
    assert time.instant(MIAMI) == utc(earlier)
    assert time.instant(MIAMI, later=True) == utc(later)


@given(st.text(alphabet="0123456789/-:,. APMapmTZOctober+EST", max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = read_time(text)
    if found:
        found.instant(MIAMI)
