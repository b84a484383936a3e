"""Stations, hosts and sections: what a group administrator and a station manager may set."""

from typing import Any

import pytest

from articles.models import Address, Asset, FormerCallsign, Host, PageChange, Station
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors_of, said, url
from tests.articles.duties import LONG_AGO
from tests.cast import make_picture, make_station


def inline(prefix: str, rows: list[dict[str, Any]], initial: int = 0) -> dict[str, Any]:
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_a_station_that_looks_like_another_is_told_so(newsroom: Newsroom) -> None:
    look = {"theme": newsroom.kmia.theme, "brand_color": newsroom.kmia.brand_color}
    page = station_page(**look, brand_color_dark=newsroom.kmia.brand_color_dark)
    answer = desk(newsroom.gia).post(url("station_add"), page, follow=True)
    told = "Miami News, KMIA has the same look and colours. Readers may take the two for one."
    assert told in said(answer)
    station = Station.objects.get(callsign="KGCN")
    page = station_page(station, **look, brand_color_dark="#ffd8a8")
    assert told not in said(desk(newsroom.gia).post(url("station_change", station.pk), page, follow=True))


def station_page(station: Station | None = None, hosts: Any = None, former: Any = (), **fields: Any) -> Any:
    rows = [
        {"id": host.pk, "name": host.name, "is_primary": "on"} if host.is_primary else {"id": host.pk}
        for host in (station.hosts.all() if station else ())
    ]
    page = {
        "brand": "Gulf Coast Now",
        "callsign": "KGCN",
        "tagline": "",
        "timezone": "America/Chicago",
        "language": "en",
        "theme": "paper",
        "brand_color": "#1d4e73",
        "brand_color_dark": "#8fc1e3",
        **inline("hosts", rows if hosts is None else hosts, len(rows)),
        **inline("former_callsigns", list(former)),
    }
    return page | fields


def test_a_station_comes_with_its_hosts_and_opens_by_an_act(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    hosts = [
        {"name": "GulfCoast.example", "is_primary": "on"},
        {"name": "www.gulfcoast.example"},
    ]
    page = station_page(callsign="kgcn", hosts=hosts, former=[{"callsign": "KOLD"}])
    assert client.post(url("station_add"), page).status_code == 302
    station = Station.objects.get(callsign="KGCN")
    assert [(host.name, host.is_primary) for host in station.hosts.all()] == [
        ("gulfcoast.example", True),
        ("www.gulfcoast.example", False),
    ]
    assert station.former_callsigns.get().callsign == "KOLD"
    assert station.opened_at is None
    client.post(url("station_open", station.pk))
    station.refresh_from_db()
    assert station.opened_at is not None
    client.post(url("station_close", station.pk), {"confirmed": "1"})
    station.refresh_from_db()
    assert station.opened_at is None


def test_the_first_host_is_the_primary_one_where_none_is_marked(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    page = station_page(hosts=[{"name": "www.gulfcoast.example"}, {"name": "gulfcoast.example"}])
    assert client.post(url("station_add"), page).status_code == 302
    station = Station.objects.get(callsign="KGCN")
    assert station.hosts.get(is_primary=True).name == "www.gulfcoast.example"
    client.post(url("station_open", station.pk))
    station.refresh_from_db()
    assert station.opened_at is not None


@pytest.mark.parametrize("before", [True, False])
def test_a_closed_station_s_only_host_is_its_primary_one(newsroom: Newsroom, before: bool) -> None:
    station = make_station("KGCN", opened=False)
    host = station.hosts.get()
    Host.objects.filter(pk=host.pk).update(is_primary=before)
    page = station_page(station, hosts=[{"id": host.pk, "name": host.name}])
    assert desk(newsroom.gia).post(url("station_change", station.pk), page).status_code == 302
    assert station.hosts.get().is_primary


def test_a_station_without_hosts_is_saved_without(newsroom: Newsroom) -> None:
    assert desk(newsroom.gia).post(url("station_add"), station_page()).status_code == 302
    assert not Host.objects.filter(station__callsign="KGCN").exists()


def test_closing_asks_first_and_keeps_what_was_typed(newsroom: Newsroom) -> None:
    client, kmia = desk(newsroom.gia), newsroom.kmia
    typed = station_page(kmia, callsign="KMIA", brand="Miami News", tagline="By the bay", _form="1")
    asked = client.post(url("station_close", kmia.pk), typed)
    kmia.refresh_from_db()
    assert asked.status_code == 200
    assert "Close Miami News to readers?" in asked.content.decode()
    assert (kmia.tagline, kmia.opened_at is None) == ("By the bay", False)
    mistaken = client.post(url("station_close", kmia.pk), typed | {"brand": "", "tagline": "Not this"})
    assert errors_of(mistaken) == {"brand": ["This field is required."]}
    assert f'action="{url("station_change", kmia.pk)}"' in mistaken.content.decode()
    client.post(url("station_close", kmia.pk), {"confirmed": "1"})
    kmia.refresh_from_db()
    assert (kmia.tagline, kmia.opened_at) == ("By the bay", None)


def test_a_station_without_a_primary_host_does_not_open(newsroom: Newsroom) -> None:
    station = make_station("KGCN", opened=False)
    station.hosts.all().delete()
    answer = desk(newsroom.gia).post(url("station_open", station.pk), follow=True)
    assert b"primary host" in answer.content
    station.refresh_from_db()
    assert station.opened_at is None


@pytest.mark.parametrize(
    ("field", "colour", "sentence"),
    [
        (
            "brand_color",
            "#f5a623",
            "#f5a623 has a contrast of 1.9:1 on #fcfbf8, and text needs at least 4.5:1. "
            "Choose a darker colour.",
        ),
        (
            "brand_color_dark",
            "#1d4e73",
            "#1d4e73 has a contrast of 2.0:1 on #161614, and text needs at least 4.5:1. "
            "Choose a lighter colour.",
        ),
        ("brand_color", "navy", "Write a colour as #rrggbb, in lower case."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(
    newsroom: Newsroom, field: str, colour: str, sentence: str
) -> None:
    refused: Any = desk(newsroom.gia).post(url("station_add"), station_page(**{field: colour}))
    assert refused.status_code == 200
    assert refused.context["adminform"].form.errors == {field: [sentence]}
    assert not Station.objects.filter(callsign="KGCN").exists()


def test_capitals_in_a_colour_are_no_mistake(newsroom: Newsroom) -> None:
    desk(newsroom.gia).post(url("station_add"), station_page(brand_color="#1D4E73"))
    assert Station.objects.get(callsign="KGCN").brand_color == "#1d4e73"


def test_a_logo_is_chosen_with_the_look_and_its_icons_are_due(newsroom: Newsroom) -> None:
    client, kmia, logo = desk(newsroom.gia), newsroom.kmia, make_picture(is_complete=True, is_due=False)
    page = client.get(url("station_change", kmia.pk)).content.decode()
    assert f'href="{url("asset_changelist")}?_to_field=id"' in page
    typed = station_page(kmia, callsign="KMIA", brand="Miami News", logo=logo.pk)
    assert client.post(url("station_change", kmia.pk), typed).status_code == 302
    kmia.refresh_from_db()
    logo.refresh_from_db()
    assert (kmia.logo, logo.is_due) == (logo, True)
    Asset.objects.update(killed_at=kmia.opened_at, is_due=False)
    # That it was killed meanwhile keeps nobody from saving the rest.
    assert client.post(url("station_change", kmia.pk), typed | {"tagline": "By the bay"}).status_code == 302
    assert client.post(url("station_change", kmia.pk), typed | {"logo": ""}).status_code == 302
    kmia.refresh_from_db()
    assert kmia.logo is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (None, "The letters of the brand, on its colour."),
        ({}, "Being made from the logo. Until then readers see the letters of the brand."),
        ({"has_icons": True}, f'src="/media/{"0" * 32}/1/1x1-180.png" width="64" height="64" alt=""'),
        ({"has_icons": True, "killed_at": LONG_AGO}, "Killed</span> Readers see the letters of the brand."),
        ({"has_icons": True, "expires_at": LONG_AGO}, "Rights ended</span> Readers see the letters of"),
    ],
    ids=["none", "due", "made", "killed", "expired"],
)
def test_the_form_says_what_readers_have(
    newsroom: Newsroom, fields: dict[str, Any] | None, words: str
) -> None:
    if fields is not None:
        Station.objects.filter(pk=newsroom.kmia.pk).update(logo=make_picture(**fields))
    assert words in desk(newsroom.gia).get(url("station_change", newsroom.kmia.pk)).content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"height": 511},
            "“Bay” has 1600 × 511 pixels, and a logo at least 512 each way. "  # noqa: RUF001
            "Replace its file with a larger one, or choose another.",
        ),
        ({"killed_at": LONG_AGO}, "“Bay” was killed, or its rights have ended. Choose another."),
        ({"expires_at": LONG_AGO}, "“Bay” was killed, or its rights have ended. Choose another."),
    ],
    ids=["small", "killed", "expired"],
)
def test_a_picture_that_can_be_no_logo_is_refused(
    newsroom: Newsroom, fields: dict[str, Any], sentence: str
) -> None:
    typed = station_page(logo=make_picture(**fields).pk)
    assert errors_of(desk(newsroom.gia).post(url("station_add"), typed)) == {"logo": [sentence]}
    assert not Station.objects.filter(callsign="KGCN").exists()


def test_the_primary_host_changes_hands_in_one_save(newsroom: Newsroom) -> None:
    first = newsroom.kmia.hosts.get()
    second = Host.objects.create(station=newsroom.kmia, name="www.kmia.example")
    hosts = [{"id": first.pk, "name": first.name}, {"id": second.pk, "name": second.name, "is_primary": "on"}]
    page = station_page(newsroom.kmia, hosts=hosts, callsign="KMIA") | {"hosts-INITIAL_FORMS": 2}
    assert desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page).status_code == 302
    assert Host.objects.get(is_primary=True, station=newsroom.kmia) == second
    assert [change.keys for change in PageChange.objects.all()] == [[f"station:{newsroom.kmia.pk}"]]


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ({"name": "kzvn.localhost"}, "kzvn.localhost belongs to High Desert Today, KZVN."),
        ({"name": "localhost"}, "localhost is where the desk works. A station needs a name of its own."),
        ({"name": "https://x/"}, "A host name in lower case, without port or slashes."),
    ],
)
def test_a_host_that_cannot_be_the_stations_is_refused(
    newsroom: Newsroom, host: dict[str, str], sentence: str
) -> None:
    mine = newsroom.kmia.hosts.get()
    rows = [{"id": mine.pk, "name": mine.name, "is_primary": "on"}, host]
    page = station_page(newsroom.kmia, hosts=rows, callsign="KMIA")
    refused: Any = desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page)
    assert refused.context["inline_admin_formsets"][0].formset.errors[1] == {"name": [sentence]}
    assert newsroom.kmia.hosts.count() == 1


@pytest.mark.parametrize("change", [{"is_primary": ""}, {"DELETE": "on", "is_primary": "on"}])
def test_an_open_station_keeps_its_primary_host(newsroom: Newsroom, change: dict[str, str]) -> None:
    mine = newsroom.kmia.hosts.get()
    page = station_page(newsroom.kmia, hosts=[{"id": mine.pk, "name": mine.name} | change], callsign="KMIA")
    refused: Any = desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page)
    assert refused.context["inline_admin_formsets"][0].formset.non_form_errors() == [
        "Readers see this station: it needs its primary host."
    ]
    assert newsroom.kmia.hosts.get().is_primary


def test_a_host_with_old_addresses_stays(newsroom: Newsroom) -> None:
    mine = newsroom.kmia.hosts.get()
    old = Host.objects.create(station=newsroom.kmia, name="old.example")
    Address.objects.create(host=old, path="/1.html", gone=True)
    rows = [
        {"id": mine.pk, "name": mine.name, "is_primary": "on"},
        {"id": old.pk, "name": old.name, "DELETE": "on"},
    ]
    page = station_page(newsroom.kmia, hosts=rows, callsign="KMIA") | {"hosts-INITIAL_FORMS": 2}
    assert desk(newsroom.gia).post(url("station_change", newsroom.kmia.pk), page).status_code == 200
    assert Address.objects.exists()


def test_a_call_sign_belongs_to_one_station(newsroom: Newsroom) -> None:
    FormerCallsign.objects.create(station=newsroom.kzvn, callsign="KGCN")
    refused: Any = desk(newsroom.gia).post(url("station_add"), station_page())
    assert refused.context["adminform"].form.errors == {
        "callsign": ["KGCN is a former call sign of High Desert Today, KZVN."]
    }
    page = station_page(callsign="KNEW", former=[{"callsign": "KMIA"}])
    assert desk(newsroom.gia).post(url("station_add"), page).status_code == 200


def test_a_manager_reads_the_station_and_opens_and_closes_it(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    said = "hosts are changed by a group administrator: ask one."
    assert said in client.get(url("station_change", newsroom.kmia.pk)).content.decode()
    assert said not in desk(newsroom.gia).get(url("station_change", newsroom.kmia.pk)).content.decode()
    page = station_page(newsroom.kmia, callsign="KMIA", brand="Mine")
    assert client.post(url("station_change", newsroom.kmia.pk), page).status_code == 403
    client.post(url("station_close", newsroom.kmia.pk), {"confirmed": "1"})
    newsroom.kmia.refresh_from_db()
    assert (newsroom.kmia.opened_at, newsroom.kmia.brand) == (None, "Miami News")
    assert client.get(url("station_change", newsroom.kzvn.pk)).status_code == 302
    assert client.post(url("station_close", newsroom.kzvn.pk)).status_code == 404
    assert desk(newsroom.publisher).post(url("station_open", newsroom.kmia.pk)).status_code == 404
