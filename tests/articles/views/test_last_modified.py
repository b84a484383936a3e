"""Feeds and sitemaps asked with a date: an empty answer only where nothing has changed, no kill included."""

import datetime as dt

import psycopg
import pytest
from django.db import connection
from django.test import Client

from articles.freshness import last_modified
from articles.models import Story
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import home, make_section, make_station, make_story
from tests.conftest import Clock

# In real transactions: that of a plain test is one that writes.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "readers"])
A_WHILE = dt.timedelta(seconds=11)
FEEDS = ("/feed/rss.xml", "/feed/atom.xml", "/feed/feed.json", "/feed/section/local-news/rss.xml")


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
    paths = (*FEEDS, "/sitemap-pages.xml", f"/sitemap-{stories[0].pk // 1000}.xml")
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
        assert last_modified() == {}
        answer = reader.get(FEEDS[0], headers=since)
        assert (answer.status_code, "Last-Modified" in answer) == (200, False)
