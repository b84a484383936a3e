"""The stations of the demo owe nothing, and what somebody has filled in stays."""

import pytest

from articles.demo_duties import complete_stations
from articles.models import Contest, Imprint, PublishedFccNotice, PublishedPolicy, Station
from articles.services.duties import missing_of, with_duties
from tests.cast import make_station

pytestmark = pytest.mark.django_db


def test_both_are_complete_and_filled_in_once() -> None:
    stations = [make_station("KMIA"), make_station("KZVN")]
    assert complete_stations()
    assert [missing_of(station) for station in with_duties(Station.objects.all())] == [(), ()]
    assert PublishedPolicy.objects.filter(station_id=stations[0].pk).count() == 13
    assert {row.station_id for row in PublishedFccNotice.objects.all()} <= {stations[1].pk}
    assert not complete_stations()
    assert Contest.objects.count() == 1


def test_an_imprint_that_somebody_wrote_is_left_alone() -> None:
    kmia, kzvn = make_station("KMIA"), make_station("KZVN")
    Imprint.objects.create(station=kmia, legal_name="Ours")
    assert complete_stations()
    assert Imprint.objects.get(station=kmia).legal_name == "Ours"
    assert not Station.objects.get(pk=kmia.pk).policies.exists()
    assert missing_of(with_duties(Station.objects.filter(pk=kzvn.pk)).get()) == ()
