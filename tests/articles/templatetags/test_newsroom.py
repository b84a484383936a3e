"""Readers see times in their station's zone, language and style, and machines read the same moment."""

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Engine
from hypothesis import given
from hypothesis import strategies as st

from articles.templatetags.newsroom import (
    absolute_url,
    conjunction,
    long_date,
    machine_date,
    machine_time,
    short_time,
    station_time,
    unbroken,
    zone_label,
)

NBSP = "\N{NO-BREAK SPACE}"


def site(timezone: str = "America/New_York", language: str = "en", **more: object) -> dict[str, object]:
    return {
        "timezone": timezone,
        "language": language,
        "now": datetime(2025, 10, 8, 20, 0, tzinfo=UTC),
        "base_url": "http://kmia.localhost:8000",
        **more,
    }


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (datetime(2025, 10, 8, 13, 14, tzinfo=UTC), "America/New_York", "9:14\xa0a.m. EDT, Oct.\xa08, 2025"),
        (datetime(2025, 12, 3, 22, 5, tzinfo=UTC), "America/New_York", "5:05\xa0p.m. EST, Dec.\xa03, 2025"),
        (datetime(2025, 7, 1, 1, 30, tzinfo=UTC), "America/Phoenix", "6:30\xa0p.m. MST, June\xa030, 2025"),
        (datetime(2025, 3, 9, 7, 0, tzinfo=UTC), "America/New_York", "3:00\xa0a.m. EDT, March\xa09, 2025"),
        (datetime(2025, 9, 1, 5, 0, tzinfo=UTC), "America/Chicago", "12:00\xa0a.m. CDT, Sept.\xa01, 2025"),
        (datetime(2025, 9, 1, 16, 0, tzinfo=UTC), "America/New_York", "noon EDT, Sept.\xa01, 2025"),
        (datetime(2025, 9, 1, 16, 1, tzinfo=UTC), "America/New_York", "12:01\xa0p.m. EDT, Sept.\xa01, 2025"),
        (datetime(2025, 5, 1, 20, 0, tzinfo=UTC), "Pacific/Guam", "6:00\xa0a.m. ChST, May\xa02, 2025"),
        (datetime(2025, 5, 1, 20, 0, tzinfo=UTC), "America/Bogota", "3:00\xa0p.m. UTC-5, May\xa01, 2025"),
        (datetime(2025, 5, 1, 20, 0, tzinfo=UTC), "Asia/Kathmandu", "1:45\xa0a.m. UTC+5:45, May\xa02, 2025"),
    ],
)
def test_a_stamp_is_in_the_zone_and_style_of_the_station(moment: datetime, zone: str, text: str) -> None:
    assert station_time(moment, site(zone)) == text


@pytest.mark.parametrize(
    ("moment", "zone", "text"),
    [
        (
            datetime(2025, 10, 8, 13, 14, tzinfo=UTC),
            "America/New_York",
            f"8 de octubre de 2025, 9:14{NBSP}a.{NBSP}m. EDT",
        ),
        (
            datetime(2025, 1, 31, 18, 0, tzinfo=UTC),
            "America/Denver",
            f"31 de enero de 2025, 11:00{NBSP}a.{NBSP}m. MST",
        ),
        (
            datetime(2025, 10, 8, 16, 0, tzinfo=UTC),
            "America/New_York",
            f"8 de octubre de 2025, 12:00{NBSP}p.{NBSP}m. EDT",
        ),
    ],
)
def test_a_stamp_in_spanish(moment: datetime, zone: str, text: str) -> None:
    assert station_time(moment, site(zone, "es")) == text


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (datetime(2025, 10, 8, 4, 0, tzinfo=UTC), "12:00\xa0a.m.", f"12:00{NBSP}a.{NBSP}m."),
        (datetime(2025, 10, 8, 16, 0, tzinfo=UTC), "noon", f"12:00{NBSP}p.{NBSP}m."),
        (datetime(2025, 10, 8, 3, 59, tzinfo=UTC), "Oct.\xa07", "7 oct."),
        (datetime(2025, 5, 2, 16, 0, tzinfo=UTC), "May\xa02", "2 mayo"),
        (datetime(2024, 9, 2, 16, 0, tzinfo=UTC), "Sept.\xa02, 2024", "2 sept. 2024"),
    ],
)
def test_a_list_shows_the_time_today_and_the_day_before(moment: datetime, english: str, spanish: str) -> None:
    assert short_time(moment, site()) == english
    assert short_time(moment, site(language="es")) == spanish


def test_the_masthead_shows_the_day_at_the_station_not_at_the_server() -> None:
    late = datetime(2025, 10, 9, 3, 30, tzinfo=UTC)
    assert long_date(late, site()) == "Wednesday, Oct.\xa08, 2025"
    assert long_date(late, site(language="es")) == "Miércoles, 8 de octubre de 2025"
    assert long_date(late, site("Europe/Madrid", "es")) == "Jueves, 9 de octubre de 2025"
    assert machine_date(late, site()) == "2025-10-08"


def test_machines_get_the_offset() -> None:
    moment = datetime(2025, 10, 8, 13, 14, 9, 250_000, tzinfo=UTC)
    assert machine_time(moment, site()) == "2025-10-08T09:14:09-04:00"
    assert machine_time(moment, site("America/Phoenix")) == "2025-10-08T06:14:09-07:00"


@given(
    moment=st.datetimes(
        datetime(1900, 1, 2),
        datetime(2199, 1, 1),
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]),
    ),
    zone=st.sampled_from(["America/New_York", "America/Phoenix", "Europe/Madrid", "Asia/Kathmandu"]),
)
def test_the_machine_time_is_the_same_moment(moment: datetime, zone: str) -> None:
    read = datetime.fromisoformat(machine_time(moment, site(zone)))
    assert abs(read - moment) < timedelta(seconds=1)
    assert read.utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()


@pytest.mark.parametrize(
    "write", [station_time, short_time, long_date, machine_time, machine_date, zone_label]
)
def test_a_time_without_a_zone_is_refused(write: object) -> None:
    assert callable(write)
    with pytest.raises(ValueError, match="has no zone"):
        write(datetime(2025, 10, 8, 9, 14), site())


def test_the_zone_has_its_name_of_the_season() -> None:
    assert zone_label(datetime(2025, 10, 8, tzinfo=UTC), site()) == "EDT"
    assert zone_label(datetime(2025, 12, 8, tzinfo=UTC), site()) == "EST"


@pytest.mark.parametrize(
    ("name", "spanish"),
    [
        ("Tomás Bell", "y"),
        ("Irene Paz", "e"),
        ("Íñigo Luna", "e"),
        ("Hilario Soto", "e"),
        ("Iago Mar", "y"),
        ("Yolanda Ríos", "y"),
        ("", "y"),
    ],
)
def test_the_last_name_of_a_byline_is_joined_as_it_sounds(name: str, spanish: str) -> None:
    assert conjunction(name, site(language="es")) == spanish
    assert conjunction(name, site()) == "and"


def test_addresses_become_absolute_once() -> None:
    assert absolute_url("/media/a.jpg", site()) == "http://kmia.localhost:8000/media/a.jpg"
    assert absolute_url("https://media.example/a.jpg", site()) == "https://media.example/a.jpg"


def test_the_filters_work_in_templates_with_rows_as_with_dicts() -> None:
    engine = Engine(libraries={"newsroom": "articles.templatetags.newsroom"})
    page = engine.from_string("{% load newsroom %}{{ at|station_time:site }} {{ at|machine_time:site }}")
    at = datetime(2025, 10, 8, 13, 14, tzinfo=UTC)
    written = "9:14\xa0a.m. EDT, Oct.\xa08, 2025 2025-10-08T09:14:00-04:00"
    assert page.render(Context({"at": at, "site": site()})) == written
    assert page.render(Context({"at": at, "site": SimpleNamespace(**site())})) == written


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("Barracudas win, 27-24", "Barracudas win, [27-24]"),
        ("End of a 31-year fight", "End of a [31-year] fight"),
        ("Set scores: 25-19, 25-22 & out", "Set scores: [25-19], [25-22] &amp; out"),
        ("A 12-year-old wins by 1,200-950", "A [12-year]-old wins by [1,200-950]"),
        ("Short-term rules for a COVID-19 clinic", "Short-term rules for a COVID-19 clinic"),
        ("<b>1-2</b>", "&lt;b&gt;[1-2]&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_a_score_stays_on_one_line(headline: str, shown: str) -> None:
    assert unbroken(headline) == shown.replace("[", '<span class="whole">').replace("]", "</span>")
