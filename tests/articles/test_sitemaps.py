"""Sitemaps: every live story once, the news of two days, and nothing else."""

import datetime as dt
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Section, Story
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from articles.sitemaps import HOPS
from tests.articles.duties import complete
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
BASE = "http://kmia.localhost:8000"
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def published(section: Section, headline: str = "Ferry", **fields: Any) -> Story:
    story = make_story(section, headline, **fields)
    publish_story(placement=home(story), by=None)
    return story


def locs(reader: Client, path: str) -> list[str]:
    answer = reader.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [str(loc.text).removeprefix(BASE) for loc in tree.iter(f"{MAP}loc")]


def test_the_index_leads_to_every_live_story_once(section: Section, reader: Client) -> None:
    """Three numbers a file, so that a few stories fill several."""
    stories = [published(section, f"Ferry {number}") for number in range(7)]
    make_story(section, "Draft")
    published(make_section(make_station("KZVN"), "Outdoors"), "Elsewhere")
    kill_story(story=stories[3], by=None)
    with patch("articles.sitemaps.A_FILE", 3), patch("articles.sitemaps.HOPS", hops(3)):
        paths = locs(reader, "/sitemap.xml")
        files = sorted({story.pk // 3 for story in stories if story != stories[3]})
        assert paths == [
            "/sitemap-pages.xml", "/news-sitemap.xml", "/news-sitemap-2.xml",
            *(f"/sitemap-{number}.xml" for number in files),
        ]  # fmt: skip
        found = [path for number in files for path in locs(reader, f"/sitemap-{number}.xml")]
    assert found == [
        f"/local-news/ferry-{number}-{story.pk}/" for number, story in enumerate(stories) if number != 3
    ]


def test_every_page_about_the_station_is_named_and_there(section: Section, reader: Client) -> None:
    complete(section.station)
    paths = locs(reader, "/sitemap-pages.xml")
    assert {path.strip("/") for path in paths} == {
        *("", "local-news", "about", "about/masthead", "about/ownership", "about/ethics", "archive"),
        *("about/corrections", "about/verification", "about/accessibility", "about/ai", "corrections"),
        *("contact", "fcc", "captions", "contests", "privacy", "terms"),
    }
    answers = {path: reader.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert not [path for path, answer in answers.items() if b"noindex" in answer.content]


def hops(size: int) -> str:
    return HOPS.replace("1000", str(size))


def test_a_file_says_when_readers_had_new_words(section: Section, reader: Client) -> None:
    story = published(section)
    edition = home(story).editions.get()
    page = ElementTree.fromstring(reader.get(f"/sitemap-{story.pk // 1000}.xml").content)  # noqa: S314
    said = dt.datetime.fromisoformat(page.findtext(f"{MAP}url/{MAP}lastmod") or "")
    assert said == edition.changed_at.replace(microsecond=0)
    assert said.utcoffset() in (-5 * HOUR, -4 * HOUR)


@pytest.mark.parametrize("path", ["/sitemap-999999.xml", "/news-sitemap-2.xml", "/news-sitemap-1.xml"])
def test_past_the_end_is_nothing(section: Section, reader: Client, path: str) -> None:
    published(section)
    assert reader.get(path).status_code == 404


def test_news_are_of_two_days(section: Section, reader: Client, clock: Any) -> None:
    now = clock.now()
    new = published(section, "New & true", published_at=now - 48 * HOUR + MINUTE)
    published(section, "Old", published_at=now - 48 * HOUR - MINUTE)
    published(section, "Some day", published_at=now - HOUR, published_at_estimated=True)
    killed = published(section, "Killed", published_at=now - HOUR)
    kill_story(story=killed, by=None)
    [url] = ElementTree.fromstring(reader.get("/news-sitemap.xml").content)  # noqa: S314
    said = url.find(f"{NEWS}news")
    assert url.findtext(f"{MAP}loc") == f"{BASE}/local-news/new-true-{new.pk}/"
    assert said.findtext(f"{NEWS}publication/{NEWS}name") == "Miami News"
    assert said.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert said.findtext(f"{NEWS}title") == "New & true"
    date = dt.datetime.fromisoformat(said.findtext(f"{NEWS}publication_date"))
    assert date == (now - 48 * HOUR + MINUTE).replace(microsecond=0)


def test_a_day_alone_is_given_as_a_day(section: Section, reader: Client, clock: Any) -> None:
    published(section, published_at=clock.now() - HOUR, published_at_day_only=True)
    text = reader.get("/news-sitemap.xml").content.decode()
    day = text.split("<news:publication_date>")[1].split("<")[0]
    assert dt.date.fromisoformat(day)


def test_no_more_than_a_thousand_news_a_file(section: Section, reader: Client, clock: Any) -> None:
    """Of two files the second begins where the first ends."""
    for number in range(5):
        published(section, f"Story {number}", published_at=clock.now() - (number + 1) * MINUTE)
    with patch("articles.sitemaps.A_FILE", 4):
        assert [len(locs(reader, f"/news-sitemap{part}.xml")) for part in ("", "-2")] == [4, 1]


def test_robots_name_them(section: Section, reader: Client) -> None:
    assert (
        reader.get("/robots.txt")
        .content.decode()
        .endswith(f"\nSitemap: {BASE}/sitemap.xml\nSitemap: {BASE}/news-sitemap.xml\n")
    )


@pytest.mark.parametrize("count", [1, 9])
def test_queries_do_not_grow(
    section: Section, reader: Client, count: int, django_assert_num_queries: Any
) -> None:
    stories = [published(section, f"Story {number}") for number in range(count)]
    for path, queries in {
        "sitemap": 3,
        f"sitemap-{stories[0].pk // 1000}": 2,
        "sitemap-pages": 1,
        "news-sitemap": 2,
    }.items():
        with django_assert_num_queries(queries):
            assert reader.get(f"/{path}.xml").status_code == 200
