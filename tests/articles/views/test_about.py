"""Who a station is, on its own pages: what is filled in, by the clock of the database, and at what cost."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from articles.models import (
    Contest,
    ContestRules,
    FccNotice,
    Imprint,
    MastheadEntry,
    Person,
    Station,
)
from tests.articles.duties import add_policy, complete
from tests.cast import make_station
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
PAGES = {
    "/about/": 2,
    "/about/ownership/": 3,
    "/about/masthead/": 2,
    "/about/ethics/": 2,
    "/contact/": 2,
    "/captions/": 2,
    "/fcc/": 3,
    "/contests/": 2,
    "/privacy/": 2,
    "/terms/": 2,
}


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def text_of(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def footer(reader: Client) -> list[str]:
    text = text_of(reader, "/contact/")
    return re.findall(r'href="([^"]+)"', text[text.index('class="footer-who"') :])


@pytest.mark.parametrize(("path", "queries"), PAGES.items())
def test_each_page_says_it_in_few_queries(
    station: Station, reader: Client, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    complete(station)
    with django_assert_num_queries(queries):
        answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1
    bare = reader.get(path.rstrip("/"))
    assert (bare.status_code, bare["Location"]) == (301, path)


def test_the_foot_of_every_page_leads_to_all_of_them_without_a_query_more(
    station: Station, reader: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        bare = reader.get("/corrections/")
    complete(station)
    with django_assert_num_queries(2):
        whole = reader.get("/corrections/")
    assert b"/privacy/" not in bare.content
    links = set(re.findall(rb'href="([^"]+)"', whole.content))
    assert {path.encode() for path in PAGES} <= links
    assert b"https://publicfiles.fcc.example/tv-profile/KMIA" in links
    assert b"https://miami.example/eeo-2026.pdf" in links


def test_what_binds_television_is_not_linked_from_a_site_without_a_licence(
    station: Station, reader: Client
) -> None:
    complete(station, service="online")
    assert {"/fcc/", "/captions/"}.isdisjoint(footer(reader))
    Imprint.objects.update(service="radio")
    assert [path for path in footer(reader) if path in ("/fcc/", "/captions/")] == ["/fcc/"]


def test_a_station_that_has_filled_in_nothing_still_has_its_pages(station: Station, reader: Client) -> None:
    for path in ("/about/", "/contact/", "/captions/", "/contests/"):
        text_of(reader, path)
    assert "has no application before the FCC" in text_of(reader, "/fcc/")
    for path in ("/privacy/", "/terms/", "/about/ethics/", "/about/ownership/", "/about/masthead/"):
        assert reader.get(path).status_code == 404


def test_a_policy_has_one_address(station: Station, reader: Client) -> None:
    complete(station)
    answer = reader.get("/about/privacy/")
    assert (answer.status_code, answer["Location"]) == (301, "/privacy/")
    assert reader.get("/about/nonsense/").status_code == 404


def test_readers_have_the_version_in_force_and_the_dates_of_earlier_ones(
    station: Station, reader: Client, clock: Clock
) -> None:
    add_policy(station, text="We ask once.")
    add_policy(station, text="We ask twice.", in_force_from=clock.now() + DAY)
    now = text_of(reader, "/about/ethics/")
    assert "We ask once." in now
    assert "We ask twice." not in now
    assert "earlier versions" not in now
    clock.advance(DAY + dt.timedelta(seconds=1))
    later = text_of(reader, "/about/ethics/")
    assert "We ask once." not in later
    assert "We ask twice." in later
    assert 'earlier versions: <time datetime="2020-05-01">' in later


def test_the_group_speaks_where_a_station_does_not(station: Station, reader: Client, clock: Clock) -> None:
    add_policy(None, text="All of us ask twice.")
    add_policy(None, text="Todos preguntamos dos veces.", language="es")
    assert "All of us ask twice." in text_of(reader, "/about/ethics/")
    add_policy(station, text="Here we ask three times.")
    assert "Here we ask three times." in text_of(reader, "/about/ethics/")
    add_policy(station, text="", in_force_from=clock.now() - dt.timedelta(seconds=1))
    assert "All of us ask twice." in text_of(reader, "/about/ethics/")
    Station.objects.update(language="es")
    assert "Todos preguntamos dos veces." in text_of(reader, "/about/ethics/")


def test_the_whole_chain_of_owners(station: Station, reader: Client) -> None:
    complete(station)
    page = text_of(reader, "/about/ownership/")
    assert "owns 100% of Miami News" in page
    assert "owned by Gulf Holdings, 51%" in page
    assert "Advertising." in page
    assert "Our words on ownership." in page


def test_the_masthead_is_that_of_today(station: Station, reader: Client, clock: Clock) -> None:
    today = clock.now().astimezone(station.zone).date()
    page = Person.objects.create(name="Theo Marchetti", slug="theo-marchetti")
    rows = {
        "Ana Ruiz": (today - DAY * 400, None, None),
        "Theo Marchetti": (today - DAY * 9, today, page),
        "Nobody Yet": (today + DAY, None, None),
        "Gone Already": (today - DAY * 9, today - DAY, None),
    }
    for name, (since, until, person) in rows.items():
        MastheadEntry.objects.create(
            station=station, name=name, role="Editor", since=since, until=until, person=person
        )
    shown = text_of(reader, "/about/masthead/")
    assert [name for name in rows if name in shown] == ["Ana Ruiz", "Theo Marchetti"]
    assert "/person/theo-marchetti/" not in shown  # no reader has that page
    page.listed_on.add(station)
    assert "/person/theo-marchetti/" in text_of(reader, "/about/masthead/")
    clock.advance(DAY)
    shown = text_of(reader, "/about/masthead/")
    assert [name for name in rows if name in shown] == ["Ana Ruiz", "Nobody Yet"]


def test_an_fcc_notice_comes_and_goes_by_itself(station: Station, reader: Client, clock: Clock) -> None:
    complete(station)
    FccNotice.objects.create(
        station=station, title="Renewal of licence", file_number="0000123", text="KMIA has applied.",
        shown_from=clock.now() + DAY, shown_until=clock.now() + 31 * DAY,
    )  # fmt: skip
    assert "has no application before the FCC" in text_of(reader, "/fcc/")
    clock.advance(DAY + dt.timedelta(seconds=1))
    page = text_of(reader, "/fcc/")
    assert "KMIA has applied." in page
    assert "File number 0000123" in page
    assert "Rosa Okafor" in page
    clock.advance(30 * DAY)
    gone = text_of(reader, "/fcc/")
    assert "KMIA has applied." not in gone
    day = clock.now().astimezone(station.zone).date().isoformat()
    assert f'Last updated <time datetime="{day}">' in gone


def test_a_contest_is_marked_as_ended_and_stays_for_thirty_days(
    station: Station, reader: Client, clock: Clock
) -> None:
    contest = Contest.objects.create(
        station=station, name="Name the ferry", announced_at=clock.now() - DAY, ends_at=clock.now() + DAY
    )
    assert "The rules follow." in text_of(reader, "/contests/")
    for hours, words in ((3, "One name each."), (1, "Two names each.")):
        ContestRules.objects.create(
            contest=contest, text=words, posted_at=clock.now() - dt.timedelta(hours=hours)
        )
    page = text_of(reader, "/contests/")
    assert page.index("Two names each.") < page.index("<details>") < page.index("One name each.")
    assert "Ended" not in page
    clock.advance(2 * DAY)
    assert "<b>Ended</b>" in text_of(reader, "/contests/")
    clock.advance(28 * DAY)
    assert "Name the ferry" in text_of(reader, "/contests/")
    clock.advance(DAY)
    assert "There is no contest at the moment." in text_of(reader, "/contests/")


def test_another_station_says_nothing_of_it_here(station: Station, reader: Client) -> None:
    complete(make_station("KZVN"), legal_name="Cenizo Licence LLC")
    add_policy(Station.objects.get(callsign="KZVN"), "mission", "Desert news.")
    assert "Cenizo Licence LLC" not in text_of(reader, "/about/")
    assert reader.get("/about/mission/").status_code == 404


def test_words_are_words_and_no_markup(station: Station, reader: Client) -> None:
    add_policy(station, text="<script>alert(1)</script>\n\nSee https://miami.example/x & more.")
    page = text_of(reader, "/about/ethics/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert '<a href="https://miami.example/x" rel="nofollow">' in page


def test_in_spanish(station: Station, reader: Client) -> None:
    complete(station)
    Station.objects.update(language="es")
    page = text_of(reader, "/about/")
    assert "<h1>Quiénes somos</h1>" in page
    assert "Redactora en jefe" not in page  # roles are as somebody wrote them
    assert '<div class="words" dir="auto" lang="en">' in text_of(reader, "/about/ethics/")


def test_pages_describe_themselves_to_searchers_and_shared_links(station: Station, reader: Client) -> None:
    complete(station)
    add_policy(station, "sources", "We name them.\n\nAlways.")
    add_policy(station, "ownership", "", in_force_from=dt.datetime(2021, 5, 1, tzinfo=dt.UTC))
    described = {
        "/about/": "Who is behind Miami News, and what it holds itself to.",
        "/about/ownership/": "Who owns Miami News, and where its money comes from.",
        "/about/masthead/": "Who is responsible for what at Miami News.",
        "/about/sources/": "We name them. Always.",
        "/contact/": "How to reach Miami News.",
        "/fcc/": "What Miami News, KMIA, has before the FCC, and its public inspection file.",
        "/corrections/": "What Miami News has put right, the newest first. Each stands on its story as well.",
        "/archive/": "Every story of Miami News, by date.",
    }
    for path, words in described.items():
        page = text_of(reader, path)
        assert f'<meta name="description" content="{words}">' in page
        assert f'<meta property="og:description" content="{words}">' in page
        assert f'<meta property="og:url" content="http://kmia.localhost:8000{path}">' in page
