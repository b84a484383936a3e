"""Readers' pages asked with a date: an empty answer only where nothing has changed, no kill included."""

import datetime as dt

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles import freshness
from articles.models import Story
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import home, make_section, make_station, make_story
from tests.conftest import Clock

# In real transactions: that of a plain test is one that writes.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "readers"])
A_WHILE = dt.timedelta(seconds=11)
FEEDS = ("/feed/rss.xml", "/feed/atom.xml", "/feed/feed.json", "/feed/section/local-news/rss.xml")
PAGES = (
    "/",
    "/local-news/",
    "/search/?q=ferry",
    "/archive/",
    "/about/",
    "/robots.txt",
    "/manifest.webmanifest",
)


@pytest.fixture(autouse=True)
def _has_run_for_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "STARTED", timezone.now() - dt.timedelta(days=3))


@pytest.fixture
def stories() -> list[Story]:
    section = make_section(make_station())
    found = [make_story(section, f"Ferry {number}") for number in range(2)]
    for story in found:
        publish_story(placement=home(story), by=None)
    return found


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def test_a_kill_moves_the_date_as_news_do(stories: list[Story], reader: Client, clock: Clock) -> None:
    sitemaps = ("/sitemap-pages.xml", f"/sitemap-{stories[0].pk // 1000}.xml")
    paths = (*FEEDS, *PAGES, *sitemaps, f"/local-news/ferry-1-{stories[1].pk}/")
    clock.advance(A_WHILE)
    before = {path: reader.get(path) for path in paths}
    for path, answer in before.items():
        since = {"if-modified-since": answer["Last-Modified"]}
        assert reader.get(path, headers=since).status_code == 304
        # Where both are sent, the tag alone counts (RFC 9110, 13.1.3).
        assert reader.get(path, headers=since | {"if-none-match": '"other"'}).status_code == 200
        old = {"if-modified-since": "Thu, 01 Jan 2026 00:00:00 GMT", "if-none-match": answer["ETag"]}
        assert reader.get(path, headers=old).status_code == 304
    kill_story(story=stories[0], by=None)
    for path, answer in before.items():
        since = {"if-modified-since": answer["Last-Modified"]}
        again = reader.get(path, headers=since)
        # For a while after a change no date is given, and none is believed.
        assert (again.status_code, "Last-Modified" in again) == (200, False)
        assert f"-{stories[0].pk}/" not in again.content.decode()
    clock.advance(A_WHILE)
    for path, answer in before.items():
        later = reader.get(path, headers={"if-modified-since": answer["Last-Modified"]})
        assert later.status_code == 200
        assert later["Last-Modified"] != answer["Last-Modified"]


def test_a_change_to_come_moves_it_when_it_comes(stories: list[Story], reader: Client, clock: Clock) -> None:
    hour = dt.timedelta(hours=1)
    coming = make_story(stories[0].home.section, "Scheduled")
    publish_story(placement=home(coming), by=None, at=clock.now() + hour)
    clock.advance(A_WHILE)
    since = {"if-modified-since": reader.get(FEEDS[0])["Last-Modified"]}
    assert reader.get(FEEDS[0], headers=since).status_code == 304
    clock.advance(hour + A_WHILE)
    answer = reader.get(FEEDS[0], headers=since)
    assert answer.status_code == 200
    assert "Scheduled" in answer.content.decode()


def test_while_anybody_writes_there_is_no_date(stories: list[Story], reader: Client, clock: Clock) -> None:
    """What they write may bear an earlier time than what is there already."""
    clock.advance(A_WHILE)
    since = {"if-modified-since": reader.get(FEEDS[0])["Last-Modified"]}
    parameters = connection.get_connection_params()
    keys = {"host", "port", "dbname", "user", "password"} & parameters.keys()
    with psycopg.connect(**{key: parameters[key] for key in keys}) as other:
        other.execute("select pg_current_xact_id()")
        answer = reader.get(FEEDS[0], headers=since)
        assert (answer.status_code, "Last-Modified" in answer) == (200, False)


def test_a_page_bears_at_least_the_day_on_top_of_it(
    stories: list[Story], reader: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(A_WHILE)
    since = {"if-modified-since": reader.get("/")["Last-Modified"]}
    tomorrow = timezone.now() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    answer = reader.get("/", headers=since)
    assert answer.status_code == 200
    begins = tomorrow.astimezone(stories[0].home.station.zone).replace(hour=0, minute=0, second=0)
    assert answer["Last-Modified"] == http_date(begins.timestamp())


def test_another_release_is_another_date(
    stories: list[Story], reader: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(A_WHILE)
    since = {"if-modified-since": reader.get("/")["Last-Modified"]}
    started = timezone.now() + A_WHILE
    monkeypatch.setattr(freshness, "STARTED", started)
    monkeypatch.setattr(timezone, "now", lambda: started + A_WHILE)
    answer = reader.get("/", headers=since)
    assert (answer.status_code, answer["Last-Modified"]) == (200, http_date(started.timestamp()))


@pytest.mark.parametrize("path", ["/sitemap.xml", "/news-sitemap.xml", "/contact/correction/", "/healthz"])
def test_what_changes_by_the_clock_alone_has_no_date(
    stories: list[Story], reader: Client, clock: Clock, path: str
) -> None:
    clock.advance(A_WHILE)
    answer = reader.get(path)
    assert (answer.status_code, "Last-Modified" in answer) == (200, False)


def test_around_a_midnight_there_is_no_date(
    stories: list[Story], reader: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ends at midnight, or is killed in its first second, would hide behind the date of the day."""
    clock.advance(A_WHILE)
    zone = stories[0].home.station.zone
    tomorrow = timezone.now().astimezone(zone) + dt.timedelta(days=1)
    begins = tomorrow.replace(hour=0, minute=0, second=0, microsecond=0)
    for seconds, is_dated in ((1, False), (9, False), (11, True)):
        monkeypatch.setattr(timezone, "now", lambda at=begins + dt.timedelta(seconds=seconds): at)
        assert ("Last-Modified" in reader.get("/")) is is_dated
