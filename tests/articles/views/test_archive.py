"""The archive by date: what is offered, in the station's zone, and what it costs."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from articles.models import Section
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
LINK = re.compile(r'href="(/archive/[^"]*)"')


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def publish(section: Section, headline: str, *wall: int, **fields):
    at = dt.datetime(*wall, tzinfo=NEW_YORK)
    story = make_story(section, headline, published_at=at, **fields)
    publish_story(placement=home(story), by=None)
    return story


def offered(client: Client, path: str) -> list[str]:
    main = client.get(path).content.decode().split("<main")[1].split("</main")[0]
    return [found for found in LINK.findall(main) if found.startswith(path) and found != path]


def test_only_what_has_stories_is_offered(client: Client, section: Section) -> None:
    publish(section, "Old", 1998, 3, 1, 12)
    publish(section, "New", 2026, 10, 8, 12)
    publish(section, "Newer", 2026, 10, 20, 12)
    gone = publish(section, "Gone", 2001, 5, 5, 12)
    withdraw_story(placement=home(gone), by=None)
    make_story(section, "Draft", published_at=dt.datetime(2003, 1, 1, tzinfo=dt.UTC))
    publish(make_section(make_station("KZVN")), "Elsewhere", 2010, 1, 1, 12)
    assert offered(client, "/archive/") == ["/archive/2026/", "/archive/1998/"]
    assert offered(client, "/archive/2026/") == ["/archive/2026/10/"]
    assert offered(client, "/archive/2026/10/") == ["/archive/2026/10/08/", "/archive/2026/10/20/"]
    for path in ("/archive/2001/", "/archive/2026/09/", "/archive/2026/10/09/"):
        assert client.get(path).status_code == 404, path


def test_a_day_is_one_of_the_station_s_wall(client: Client, section: Section) -> None:
    publish(section, "Before midnight", 2026, 10, 31, 23, 59)
    publish(section, "After midnight", 2026, 11, 1, 0, 0)
    assert "Before midnight" in client.get("/archive/2026/10/31/").content.decode()
    day = client.get("/archive/2026/11/01/").content.decode()
    assert "After midnight" in day
    assert "Before midnight" not in day
    # The day on which the clocks go back has 25 hours.
    publish(section, "Last minute", 2026, 11, 1, 23, 59)
    assert "Last minute" in client.get("/archive/2026/11/01/").content.decode()


def test_an_estimated_date_sorts_the_archive(client: Client, section: Section) -> None:
    publish(section, "Harbor in 1998", 1998, 3, 1, 12, published_at_estimated=True)
    assert "Harbor in 1998" in client.get("/archive/1998/03/").content.decode()


def test_pages_go_on_to_the_end(client: Client, section: Section) -> None:
    for number in range(45):
        publish(section, f"Story {number}", 2026, 10, 1 + number // 2, 12)
    publish(section, "Story 99", 2026, 9, 30, 12)
    found, url = list[int](), "/archive/2026/10/"
    while url:
        text = client.get(url).content.decode()
        main = text.split("<main")[1].split("</main")[0]
        found += [int(n) for n in dict.fromkeys(re.findall(r"Story (\d+)\b", main))]
        following = re.search(r'rel="next" href="([^"]*)"', text)
        url = following[1] if following else ""
    assert found == list(range(44, -1, -1))


@pytest.mark.parametrize(
    "path",
    ["/archive/0000/", "/archive/9999/", "/archive/9999/12/", "/archive/9999/12/31/", "/archive/2026/13/",
     "/archive/2026/00/", "/archive/2026/02/30/", "/archive/20261/", "/archive/2026/10/08/x/",
     "/archive/0001/01/01/"],
)  # fmt: skip
def test_no_day_of_any_calendar_is_404(client: Client, section: Section, path: str) -> None:
    publish(section, "New", 2026, 10, 8, 12)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/archive", "/archive/"),
        ("/archive/2026", "/archive/2026/"),
        ("/archive/2026/9/", "/archive/2026/09/"),
        ("/archive/2026/9/3", "/archive/2026/09/03/"),
    ],
)
def test_another_spelling_leads_to_the_one_address(
    client: Client, section: Section, path: str, leads_to: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)


def test_a_station_without_stories_says_so(client: Client, section: Section) -> None:
    assert "Miami News has no stories yet." in client.get("/archive/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(client: Client, section: Section, count: int, django_assert_num_queries) -> None:
    for number in range(count):
        publish(section, f"Story {number}", 2026 - number % 5, 10, 1 + number % 28, 12)
    pages = {"/archive/": 3, "/archive/2026/": 2, "/archive/2026/10/": 3, "/archive/2026/10/01/": 2}
    for path, queries in pages.items():
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_months_are_named_in_the_station_s_language() -> None:
    section = make_section(make_station(language="es"))
    publish(section, "Puerto", 2026, 10, 8, 12)
    client = Client(headers={"host": "kmia.localhost"})
    assert ">octubre<" in client.get("/archive/2026/").content.decode().lower()
    assert "<h1>octubre de 2026</h1>" in client.get("/archive/2026/10/").content.decode().lower()
    assert "<h1>8 de octubre de 2026</h1>" in client.get("/archive/2026/10/08/").content.decode().lower()
