"""Wall times and instants: nothing is guessed, and what is shown comes back as it was."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.times import WallTimeField, day_words, desk_time, from_wall, full_time, wall_text

EASTERN, BERLIN, LORD_HOWE = map(ZoneInfo, ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe"))
PHOENIX = ZoneInfo("America/Phoenix")
ZONES = st.sampled_from([EASTERN, BERLIN, LORD_HOWE, PHOENIX, ZoneInfo("Asia/Kathmandu")])


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        (EASTERN, (2027, 3, 14, 1, 59), utc(2027, 3, 14, 6, 59)),
        (EASTERN, (2027, 3, 14, 3, 0), utc(2027, 3, 14, 7, 0)),
        (EASTERN, (2027, 11, 7, 0, 59), utc(2027, 11, 7, 4, 59)),
        (EASTERN, (2027, 11, 7, 2, 0), utc(2027, 11, 7, 7, 0)),
        (PHOENIX, (2027, 3, 14, 2, 30), utc(2027, 3, 14, 9, 30)),
        (BERLIN, (2027, 3, 28, 3, 0), utc(2027, 3, 28, 1, 0)),
        (LORD_HOWE, (2027, 10, 3, 2, 30), utc(2027, 10, 2, 15, 30)),
    ],
)
def test_wall_times_around_the_changes_of_the_clocks(
    zone: ZoneInfo, wall: tuple[int, ...], instant: dt.datetime
) -> None:
    assert from_wall(dt.datetime(*wall), zone) == instant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "wall", "words"),
    [
        (EASTERN, (2027, 3, 14, 2, 0), "does not exist"),
        (EASTERN, (2027, 11, 7, 1, 59), "comes twice"),
        (BERLIN, (2027, 3, 28, 2, 30), "does not exist"),
        (LORD_HOWE, (2027, 10, 3, 2, 15), "does not exist"),
        (LORD_HOWE, (2027, 4, 4, 1, 45), "comes twice"),
    ],
)
def test_times_that_do_not_exist_or_come_twice(zone: ZoneInfo, wall: tuple[int, ...], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        from_wall(dt.datetime(*wall), zone)  # type: ignore[arg-type]


@given(
    moment=st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)),
    zone=ZONES,
)
def test_an_input_nobody_touched_gives_back_the_very_instant(moment: dt.datetime, zone: ZoneInfo) -> None:
    field = WallTimeField(required=False)
    field.speak(zone, moment)
    shown = field.prepare_value(moment)
    assert field.clean(shown) == moment
    assert not field.has_changed(moment, shown)


@given(
    wall=st.datetimes(dt.datetime(1970, 1, 1), dt.datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    zone=ZONES,
)
def test_a_wall_time_is_shown_as_it_was_typed(wall: dt.datetime, zone: ZoneInfo) -> None:
    try:
        moment = from_wall(wall, zone)
    except ValidationError:
        return
    assert wall_text(moment, zone) == wall.strftime("%Y-%m-%dT%H:%M")


def test_times_in_words() -> None:
    now = utc(2027, 7, 1, 12, 0)
    assert desk_time(utc(2027, 7, 1, 22, 0), EASTERN, now) == "6:00 p.m. EDT"
    assert desk_time(utc(2027, 7, 2, 4, 5), EASTERN, now) == "12:05 a.m. EDT, July 2"
    assert desk_time(utc(2028, 1, 1, 17, 0), EASTERN, now) == "12:00 p.m. EST, Jan. 1, 2028"
    assert full_time(utc(2027, 9, 8, 13, 14), EASTERN) == "9:14 a.m. EDT, Sept. 8, 2027"
    assert (
        full_time(utc(2027, 9, 8, 13, 14), ZoneInfo("Asia/Kathmandu")) == "6:59 p.m. UTC+5:45, Sept. 8, 2027"
    )
    assert day_words(dt.datetime(2027, 5, 31)) == "May 31, 2027"
