"""Forty wall times around the changes of the clocks end at the right instants, in the schedule form."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from articles.forms.publishing import PublishForm
from articles.forms.times import Reading, WallTimeField, countdown, readings

NEW_YORK, PHOENIX, BERLIN, LORD_HOWE = (
    *("America/New_York", "America/Phoenix"),
    *("Europe/Berlin", "Australia/Lord_Howe"),
)
PLAIN, EARLIER, LATER = -1, 0, 1

# What the clock on the wall shows, which of two readings is chosen, and the instant in UTC.
WALLS = [
    # The clocks skip from 2:00 to 3:00 on March 14, and show 1:00 to 2:00 twice on Nov. 7.
    (NEW_YORK, "2027-03-14T01:59", PLAIN, "2027-03-14T06:59"),
    (NEW_YORK, "2027-03-14T02:00", EARLIER, "2027-03-14T06:00"),
    (NEW_YORK, "2027-03-14T02:00", LATER, "2027-03-14T07:00"),
    (NEW_YORK, "2027-03-14T02:59", LATER, "2027-03-14T07:59"),
    (NEW_YORK, "2027-03-14T03:00", PLAIN, "2027-03-14T07:00"),
    (NEW_YORK, "2027-11-07T00:59", PLAIN, "2027-11-07T04:59"),
    (NEW_YORK, "2027-11-07T01:00", EARLIER, "2027-11-07T05:00"),
    (NEW_YORK, "2027-11-07T01:00", LATER, "2027-11-07T06:00"),
    (NEW_YORK, "2027-11-07T01:59", LATER, "2027-11-07T06:59"),
    (NEW_YORK, "2027-11-07T02:00", PLAIN, "2027-11-07T07:00"),
    # Arizona keeps standard time, whatever the rest of the country does.
    (PHOENIX, "2027-03-14T01:59", PLAIN, "2027-03-14T08:59"),
    (PHOENIX, "2027-03-14T02:00", PLAIN, "2027-03-14T09:00"),
    (PHOENIX, "2027-03-14T02:30", PLAIN, "2027-03-14T09:30"),
    (PHOENIX, "2027-03-14T02:59", PLAIN, "2027-03-14T09:59"),
    (PHOENIX, "2027-03-14T03:00", PLAIN, "2027-03-14T10:00"),
    (PHOENIX, "2027-11-07T00:59", PLAIN, "2027-11-07T07:59"),
    (PHOENIX, "2027-11-07T01:00", PLAIN, "2027-11-07T08:00"),
    (PHOENIX, "2027-11-07T01:30", PLAIN, "2027-11-07T08:30"),
    (PHOENIX, "2027-11-07T01:59", PLAIN, "2027-11-07T08:59"),
    (PHOENIX, "2027-11-07T02:00", PLAIN, "2027-11-07T09:00"),
    # From 2:00 to 3:00 on March 28; 2:00 to 3:00 twice on Oct. 31.
    (BERLIN, "2027-03-28T01:59", PLAIN, "2027-03-28T00:59"),
    (BERLIN, "2027-03-28T02:00", EARLIER, "2027-03-28T00:00"),
    (BERLIN, "2027-03-28T02:30", LATER, "2027-03-28T01:30"),
    (BERLIN, "2027-03-28T02:59", EARLIER, "2027-03-28T00:59"),
    (BERLIN, "2027-03-28T03:00", PLAIN, "2027-03-28T01:00"),
    (BERLIN, "2027-10-31T01:59", PLAIN, "2027-10-30T23:59"),
    (BERLIN, "2027-10-31T02:00", EARLIER, "2027-10-31T00:00"),
    (BERLIN, "2027-10-31T02:30", LATER, "2027-10-31T01:30"),
    (BERLIN, "2027-10-31T02:59", EARLIER, "2027-10-31T00:59"),
    (BERLIN, "2027-10-31T03:00", PLAIN, "2027-10-31T02:00"),
    # Half an hour only: back from 2:00 to 1:30 on April 4, ahead from 2:00 to 2:30 on Oct. 3.
    (LORD_HOWE, "2027-04-04T01:29", PLAIN, "2027-04-03T14:29"),
    (LORD_HOWE, "2027-04-04T01:30", EARLIER, "2027-04-03T14:30"),
    (LORD_HOWE, "2027-04-04T01:30", LATER, "2027-04-03T15:00"),
    (LORD_HOWE, "2027-04-04T01:59", LATER, "2027-04-03T15:29"),
    (LORD_HOWE, "2027-04-04T02:00", PLAIN, "2027-04-03T15:30"),
    (LORD_HOWE, "2027-10-03T01:59", PLAIN, "2027-10-02T15:29"),
    (LORD_HOWE, "2027-10-03T02:00", EARLIER, "2027-10-02T15:00"),
    (LORD_HOWE, "2027-10-03T02:15", LATER, "2027-10-02T15:45"),
    (LORD_HOWE, "2027-10-03T02:29", LATER, "2027-10-02T15:59"),
    (LORD_HOWE, "2027-10-03T02:30", PLAIN, "2027-10-02T15:30"),
]


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def schedule(zone: str, **data: str) -> PublishForm:
    return PublishForm(data, zone=ZoneInfo(zone), asks=frozenset({"at"}))


@pytest.mark.parametrize(("zone", "wall", "choice", "instant"), WALLS)
def test_a_wall_time_ends_at_its_instant(zone: str, wall: str, choice: int, instant: str) -> None:
    form = schedule(zone, at=wall)
    offered = readings(dt.datetime.fromisoformat(wall), ZoneInfo(zone))
    if choice == PLAIN:
        assert form.is_valid(), form.errors
        assert form.answers()["at"] == utc(instant)
        return
    assert len(offered) == 2
    assert not form.is_valid()
    assert all(reading.value in str(form["at"]) for reading in offered)
    answered = schedule(zone, at=wall, **{"at-means": offered[choice].value})
    assert answered.is_valid(), answered.errors
    assert answered.answers()["at"] == utc(instant)
    assert f'value="{offered[choice].value}" checked' in str(answered["at"])


def test_there_are_forty() -> None:
    assert len(WALLS) == 40


@pytest.mark.parametrize(
    ("zone", "wall", "sentence", "words"),
    [
        (
            NEW_YORK,
            "2027-03-14T02:30",
            "2:30 a.m. on March 14, 2027 does not exist in America/New_York: the clocks skip it. "
            "Say which time you mean.",
            ["1:30 a.m. EST", "3:30 a.m. EDT"],
        ),
        (
            NEW_YORK,
            "2027-11-07T01:30",
            "1:30 a.m. on Nov. 7, 2027 comes twice in America/New_York, as the clocks go back. "
            "Say which of the two you mean.",
            ["1:30 a.m. EDT, the first time", "1:30 a.m. EST, the second time"],
        ),
        (
            LORD_HOWE,
            "2027-10-03T02:15",
            "2:15 a.m. on Oct. 3, 2027 does not exist in Australia/Lord_Howe: the clocks skip it. "
            "Say which time you mean.",
            ["1:45 a.m. UTC+10:30", "2:45 a.m. UTC+11"],
        ),
        (
            "Pacific/Apia",
            "2011-12-30T12:00",
            "12:00 p.m. on Dec. 30, 2011 does not exist in Pacific/Apia: the clocks skip it. "
            "Say which time you mean.",
            ["12:00 p.m. UTC-10, Dec. 29, 2011", "12:00 p.m. UTC+14, Dec. 31, 2011"],
        ),
    ],
)
def test_the_question_names_both(zone: str, wall: str, sentence: str, words: list[str]) -> None:
    form = schedule(zone, at=wall)
    assert form.errors == {"at": [sentence]}
    assert [reading.words for reading in readings(dt.datetime.fromisoformat(wall), ZoneInfo(zone))] == words


def test_a_choice_of_another_time_is_no_answer() -> None:
    other = readings(dt.datetime(2027, 11, 7, 1, 45), ZoneInfo(NEW_YORK))[0]
    assert not schedule(NEW_YORK, at="2027-11-07T01:30", **{"at-means": other.value}).is_valid()
    plain = schedule(NEW_YORK, at="2027-11-08T01:30", **{"at-means": other.value})
    assert plain.is_valid()
    assert plain.answers()["at"] == utc("2027-11-08T06:30")


def test_a_stored_time_of_the_twin_hour_can_become_its_twin() -> None:
    first, second = readings(dt.datetime(2027, 11, 7, 1, 30), ZoneInfo(NEW_YORK))
    stored = first.moment.replace(second=12)
    field = WallTimeField(required=False)
    field.speak(ZoneInfo(NEW_YORK), stored)
    assert f'value="{first.value}" checked' in field.widget.render("at", field.prepare_value(stored))
    assert field.clean("2027-11-07T01:30") == stored
    assert field.clean(f"2027-11-07T01:30|{first.value}") == stored
    assert field.clean(f"2027-11-07T01:30|{second.value}") == second.moment
    assert field.has_changed(stored, f"2027-11-07T01:30|{second.value}")


def test_a_plain_time_has_one_reading() -> None:
    assert readings(dt.datetime(2027, 7, 1, 18, 0), ZoneInfo(NEW_YORK)) == (
        Reading(utc("2027-07-01T22:00"), ""),
    )


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (dt.timedelta(0), ""),
        (dt.timedelta(minutes=-5), ""),
        (dt.timedelta(seconds=59), "in less than a minute"),
        (dt.timedelta(minutes=14, seconds=59), "in 14 min"),
        (dt.timedelta(hours=2), "in 2 h"),
        (dt.timedelta(hours=2, minutes=14), "in 2 h 14 min"),
        (dt.timedelta(hours=47, minutes=59), "in 47 h 59 min"),
        (dt.timedelta(days=3, hours=23), "in 3 days"),
    ],
)
def test_how_far_ahead(ahead: dt.timedelta, words: str) -> None:
    now = utc("2027-07-01T22:00")
    assert countdown(now + ahead, now) == words
