"""The small files by which machines know a station: valid, and true of all stations at once."""

import datetime as dt
from itertools import product
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import IntegrityError
from django.test import Client
from protego import Protego

from articles.models import Station, WebFiles
from articles.services.duties import with_duties
from articles.services.reminders import reminders_of
from articles.services.stations import close_station, set_web_files
from articles.text.web_files import AI_FETCH, AI_SEARCH, NO_SELLERS, TRAINING
from tests.cast import make_admin, make_station

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def kmia() -> Station:
    return make_station()


@pytest.fixture
def kzvn() -> Station:
    return make_station("KZVN")


def get(path: str, host: str = "kmia.localhost", **asked: Any) -> Any:
    return Client(headers={"host": host}).get(path, **asked)


def lines(path: str, host: str = "kmia.localhost") -> list[str]:
    answer = get(path, host)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return str(answer.content.decode()).splitlines()


# --- robots.txt -----------------------------------------------------------------------------------------


GROUPS = (TRAINING, AI_SEARCH, AI_FETCH)
# Who finds readers for a station; the last two share the beginning of their names with one of TRAINING.
SEARCH = ("Bingbot", "Googlebot-News", "Googlebot", "Applebot")
CHOICES = list(product((False, True), repeat=len(GROUPS)))
UNLESS_TOLD = (False, True, True)


@pytest.mark.parametrize("may", CHOICES)
def test_a_station_chooses_which_crawlers_of_ai_companies_come(
    kmia: Station, may: tuple[bool, bool, bool]
) -> None:
    if may != UNLESS_TOLD:
        WebFiles.objects.create(
            station=kmia, allow_training=may[0], allow_ai_search=may[1], allow_ai_fetch=may[2]
        )
    said = Protego.parse("\n".join(lines("/robots.txt")))
    story = "http://kmia.localhost:8000/local-news/ferry-1/"
    found = {name: said.can_fetch(story, name) for name in (*SEARCH, *TRAINING, *AI_SEARCH, *AI_FETCH)}
    chosen = {name: allowed for group, allowed in zip(GROUPS, may, strict=True) for name in group}
    assert found == dict.fromkeys(SEARCH, True) | chosen
    assert not any(said.can_fetch("http://kmia.localhost:8000/preview/x/", name) for name in SEARCH)


def test_previews_are_nobodys_and_the_sitemaps_are_named(kmia: Station) -> None:
    found = lines("/robots.txt")
    assert found[:2] == ["User-agent: *", "Disallow: /preview/"]
    assert found[-2:] == [
        "Sitemap: http://kmia.localhost:8000/sitemap.xml",
        "Sitemap: http://kmia.localhost:8000/news-sitemap.xml",
    ]


# --- security.txt ---------------------------------------------------------------------------------------


def test_security_txt_until_its_day_is_over(kmia: Station) -> None:
    today = dt.datetime.now(kmia.zone).date()
    ends = dt.datetime.combine(today, dt.time(23, 59, 59), kmia.zone).astimezone(dt.UTC)
    assert get("/.well-known/security.txt").status_code == 404
    WebFiles.objects.create(station=kmia, security_contact="mailto:safe@example.org", security_until=today)
    assert lines("/.well-known/security.txt") == [
        "Contact: mailto:safe@example.org",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        "Canonical: http://kmia.localhost:8000/.well-known/security.txt",
    ]
    assert get("/security.txt").headers["Location"] == "/.well-known/security.txt"
    WebFiles.objects.update(security_until=today - 2 * DAY)
    assert get("/.well-known/security.txt").status_code == 404


def test_an_operator_is_warned_before_it_ends(kmia: Station, kzvn: Station) -> None:
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=29)
    for station, day in ((kmia, soon), (kzvn, soon + dt.timedelta(days=3))):
        WebFiles.objects.create(station=station, security_contact="mailto:a@example.org", security_until=day)
    reminders = [one for station in with_duties(Station.objects.all()) for one in reminders_of(station)]
    [found] = [reminder for reminder in reminders if "security.txt" in reminder.sentence]
    assert (found.station, found.table, found.pk) == (kmia, "station", kmia.pk)
    assert found.sentence.startswith(f"security.txt ends on {soon}")


# --- trust.txt ------------------------------------------------------------------------------------------


def test_all_stations_say_the_same_of_who_belongs_to_whom(kmia: Station, kzvn: Station) -> None:
    third = make_station("KQAB")
    closed = make_station("KQAC")
    close_station(station=closed, by=None)
    assert lines("/trust.txt") == ["datatrainingallowed=no"]
    WebFiles.objects.create(station=kmia, stands_for_group=True, trust_lines="member=https://a.example/")
    WebFiles.objects.create(station=kzvn, allow_training=True)
    assert lines("/trust.txt") == [
        "control=http://kqab.localhost:8000/",
        "control=http://kzvn.localhost:8000/",
        "datatrainingallowed=no",
        "member=https://a.example/",
    ]
    of_kmia = "controlledby=http://kmia.localhost:8000/"
    assert lines("/.well-known/trust.txt", "kzvn.localhost") == [of_kmia, "datatrainingallowed=yes"]
    assert lines("/trust.txt", f"{third.callsign.lower()}.localhost")[0] == of_kmia
    close_station(station=kmia, by=None)
    assert lines("/trust.txt", "kzvn.localhost") == ["datatrainingallowed=yes"]


def test_one_station_speaks_for_the_group(kmia: Station, kzvn: Station) -> None:
    WebFiles.objects.create(station=kmia, stands_for_group=True)
    with pytest.raises(IntegrityError, match="web_files_one_station_for_the_group"):
        set_web_files(station=kzvn, by=make_admin(), said={"stands_for_group": True})


# --- ads.txt, icon, manifest ----------------------------------------------------------------------------


def test_where_nobody_may_sell_ads_txt_says_so(kmia: Station) -> None:
    assert lines("/ads.txt") == [NO_SELLERS]
    sold = "# partners\nads.example, 12345, DIRECT, ab12\nOWNERDOMAIN=example.org"
    WebFiles.objects.create(station=kmia, ads_lines=sold)
    assert lines("/ads.txt") == sold.splitlines()


def test_every_station_has_a_mark_of_its_own(kmia: Station, kzvn: Station) -> None:
    Station.objects.filter(pk=kmia.pk).update(brand="A <b> & Co")
    front = get("/").content.decode()
    href = front.split('rel="icon" href="')[1].split('"')[0]
    icon = get(href)
    assert icon.headers["Content-Type"] == "image/svg+xml"
    tree = ElementTree.fromstring(icon.content)  # noqa: S314 - our own
    assert "".join(tree.itertext()).strip() == "A<"
    assert get(href, "kzvn.localhost").status_code == 404
    facts = get("/manifest.webmanifest").json()
    assert (facts["name"], facts["short_name"], facts["start_url"]) == ("A <b> & Co", "KMIA", "/")
    assert facts["icons"] == [{"src": href, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
    assert get("/manifest.webmanifest").headers["Content-Type"] == "application/manifest+json"


@pytest.mark.parametrize(
    ("path", "queries"),
    [("/robots.txt", 2), ("/trust.txt", 3), ("/ads.txt", 2), ("/manifest.webmanifest", 1)],
)
def test_what_they_cost(kmia: Station, django_assert_num_queries: Any, path: str, queries: int) -> None:
    with django_assert_num_queries(queries):
        get(path)
