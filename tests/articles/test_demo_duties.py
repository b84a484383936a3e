"""The stations of the demo owe nothing, and what somebody has filled in stays."""

import datetime as dt

import pytest
from django.test import Client

from articles.demo_duties import complete_stations
from articles.models import Contest, Imprint, PublishedFccNotice, PublishedPolicy, Station
from articles.services.duties import missing_of, with_duties
from articles.services.reminders import reminders_of
from tests.cast import make_station
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def web_file(station: Station, name: str) -> list[str]:
    answer = Client(headers={"host": f"{station.callsign.lower()}.localhost"}).get(f"/{name}")
    return answer.content.decode().splitlines()


def test_both_are_complete_and_filled_in_once(clock: Clock) -> None:
    stations = [make_station("KMIA"), make_station("KZVN")]
    assert complete_stations()
    assert [missing_of(station) for station in with_duties(Station.objects.all())] == [(), ()]
    assert PublishedPolicy.objects.filter(station_id=stations[0].pk).count() == 13
    assert {row.station_id for row in PublishedFccNotice.objects.all()} <= {stations[1].pk}
    assert [web_file(station, "trust.txt") for station in stations] == [
        ["control=http://kzvn.localhost:8000/", "datatrainingallowed=no"],
        ["controlledby=http://kmia.localhost:8000/", "datatrainingallowed=no"],
    ]
    contact, ends, *_rest = web_file(stations[1], ".well-known/security.txt")
    assert contact == "Contact: mailto:security@kzvn.example"
    ahead = dt.datetime.fromisoformat(ends.removeprefix("Expires: ")) - clock.now()
    assert dt.timedelta(days=300) < ahead < dt.timedelta(days=365)
    assert not complete_stations()
    assert Contest.objects.count() == 1


def test_an_imprint_that_somebody_wrote_is_left_alone() -> None:
    kmia, kzvn = make_station("KMIA"), make_station("KZVN")
    Imprint.objects.create(station=kmia, legal_name="Ours")
    assert complete_stations()
    assert Imprint.objects.get(station=kmia).legal_name == "Ours"
    assert not Station.objects.get(pk=kmia.pk).policies.exists()
    assert missing_of(with_duties(Station.objects.filter(pk=kzvn.pk)).get()) == ()


def test_a_demo_made_later_has_nothing_that_has_run_out(clock: Clock) -> None:
    for callsign in ("KMIA", "KZVN"):
        make_station(callsign)
    clock.advance(dt.timedelta(days=200))
    assert complete_stations()
    told = [one for station in with_duties(Station.objects.all()) for one in reminders_of(station)]
    assert told == []
