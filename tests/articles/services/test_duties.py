"""What a station owes, by its service and by the clock."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.errors import DutiesMissing
from articles.models import Contest, FccNotice, Imprint, MastheadEntry, Policy, Station, WebFiles
from articles.services.duties import missing_duties, missing_of, with_duties
from articles.services.reminders import reminders_of
from articles.services.stations import open_station
from tests.articles.duties import add_policy, complete
from tests.cast import make_station
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
GONE = (
    "The FCC notice “Renewal” went by itself. Put up the next one if the application is pending, and enter "
    "the day on which the applications were looked through."
)


@pytest.fixture
def station() -> Station:
    return make_station()


def codes(station: Station) -> list[str]:
    return [duty.code for duty in missing_duties(Station.objects.get(pk=station.pk))]


def sentences(station: Station) -> list[str]:
    asked = with_duties(Station.objects.filter(pk=station.pk)).get()
    return [reminder.sentence for reminder in reminders_of(asked)]


def test_nothing_is_missing_of_a_complete_station(station: Station) -> None:
    complete(station)
    assert codes(station) == []


@pytest.mark.parametrize("service", Imprint.Service.values)
def test_what_is_owed_depends_on_the_licence(station: Station, service: str) -> None:
    Imprint.objects.create(station=station, service=service)
    owed = set(codes(station))
    assert {"legal_name", "owners", "masthead", "policy_privacy"} <= owed
    assert ("captions_phone" in owed) == service.startswith("tv")
    assert ("public_file_url" in owed) == (service != "online")


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("captions_email", "captions_phone"),
        ("public_file_phone", "public_file_contact"),
        ("eeo_report_url", "eeo_report_url"),
        ("legal_name", "legal_name"),
        ("fcc_reviewed_on", "fcc_reviewed_on"),
    ],
)
def test_half_a_duty_is_not_done(station: Station, field: str, code: str) -> None:
    complete(station)
    Imprint.objects.update(**{field: None if field == "fcc_reviewed_on" else ""})
    assert codes(station) == [code]


def test_who_is_exempt_owes_no_report(station: Station) -> None:
    complete(station, eeo_report_url="", eeo_year=None, eeo_exempt=True)
    assert codes(station) == []


def test_a_policy_to_come_is_none_yet_and_the_group_s_counts(station: Station, clock: Clock) -> None:
    complete(station)
    add_policy(station, "privacy", "", in_force_from=clock.now() - DAY)
    assert codes(station) == ["policy_privacy"]
    add_policy(None, "privacy", "Poco.", language="es")
    assert codes(station) == ["policy_privacy"]
    add_policy(None, "privacy", "Little.", in_force_from=clock.now() + DAY)
    assert codes(station) == ["policy_privacy"]
    clock.advance(2 * DAY)
    assert codes(station) == []


def test_a_masthead_that_everybody_has_left_is_empty(station: Station, clock: Clock) -> None:
    complete(station)
    MastheadEntry.objects.update(until=clock.now().astimezone(station.zone).date())
    assert codes(station) == []
    clock.advance(DAY)
    assert codes(station) == ["masthead"]


def test_many_stations_cost_what_one_does(station: Station, django_assert_num_queries: Any) -> None:
    complete(station)
    for letter in "ABC":
        make_station(f"KQ{letter}")
    with django_assert_num_queries(1):
        stations = list(with_duties(Station.objects.order_by("pk")))
        assert [len(missing_of(one)) for one in stations] == [0, 20, 20, 20]
        assert [reminders_of(one) for one in stations] == [[]] * 4


def test_outside_a_demo_it_opens_complete_or_not_at_all(settings: Any) -> None:
    settings.DEMO = False
    station = make_station(opened=False)
    with pytest.raises(DutiesMissing):
        open_station(station=station, by=None)
    complete(station)
    open_station(station=Station.objects.get(pk=station.pk), by=None)
    assert Station.objects.get(pk=station.pk).opened_at


def test_what_goes_by_itself_is_told_before_and_after(station: Station, clock: Clock) -> None:
    now = clock.now()
    today = now.astimezone(station.zone).date()
    complete(station, fcc_reviewed_on=today, eeo_year=today.year)
    assert sentences(station) == []
    FccNotice.objects.create(
        station=station, title="Renewal", text="x", shown_from=now - DAY, shown_until=now + 2 * DAY
    )
    Contest.objects.create(station=station, name="Ferry", announced_at=now - DAY, ends_at=now + DAY)
    MastheadEntry.objects.update(until=today + 2 * DAY)
    assert sentences(station) == [
        "The FCC notice “Renewal” goes by itself within a week.",
        "The contest “Ferry” is announced, and readers find no rules of it.",
        "Ana Ruiz, Editor in chief, leaves the masthead within a week, and nobody follows.",
    ]
    MastheadEntry.objects.create(station=station, name="Sam", role="Editor in chief", since=today + 3 * DAY)
    clock.advance(3 * DAY)
    assert sentences(station) == [GONE]
    clock.advance(90 * DAY)
    assert sentences(station) == ["Nobody has looked through FCC Applications for 93 days.", GONE]
    Imprint.objects.update(fcc_reviewed_on=today + 93 * DAY)
    assert sentences(station) == []


def test_an_old_report_is_told_of(station: Station, clock: Clock) -> None:
    today = clock.now().astimezone(station.zone).date()
    complete(station, fcc_reviewed_on=today, eeo_year=today.year - 2)
    assert sentences(station) == [f"The EEO report is of {today.year - 2}: link the newest one."]


def test_the_command_fails_while_an_open_station_owes_something(
    station: Station, capsys: pytest.CaptureFixture[str]
) -> None:
    make_station("KGCN", opened=False)
    with pytest.raises(CommandError, match="1 of 1 open stations owe something."):
        call_command("check_duties")
    assert "KMIA: not done: The licensee or publisher, " in capsys.readouterr().out
    complete(station)
    call_command("check_duties")
    assert "1 open stations owe nothing." in capsys.readouterr().out
    assert Policy.objects.count() == 8


def test_the_command_fails_for_what_has_run_out_and_only_tells_of_what_soon_will(
    station: Station, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    now = clock.now()
    today = now.astimezone(station.zone).date()
    complete(station, fcc_reviewed_on=today, eeo_year=today.year)
    WebFiles.objects.update_or_create(
        station=station,
        defaults={"security_contact": "mailto:it@kmia.example", "security_until": today + 2 * DAY},
    )
    call_command("check_duties")
    assert f"KMIA: security.txt ends on {today + 2 * DAY}: " in capsys.readouterr().out
    clock.advance(3 * DAY)
    with pytest.raises(CommandError, match="1 of 1 open stations owe something."):
        call_command("check_duties")
    assert f"KMIA: security.txt ended on {today + 2 * DAY}, and is gone: " in capsys.readouterr().out
    WebFiles.objects.update(security_until=today + 90 * DAY)
    FccNotice.objects.create(
        station=station, title="Renewal", text="x", shown_from=now, shown_until=now + 2 * DAY
    )
    with pytest.raises(CommandError, match="1 of 1 open stations owe something."):
        call_command("check_duties")
    assert capsys.readouterr().out == f"KMIA: {GONE}\n"
    Imprint.objects.update(fcc_reviewed_on=today + 3 * DAY)
    call_command("check_duties")
    assert capsys.readouterr().out == "1 open stations owe nothing.\n"
