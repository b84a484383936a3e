"""Fronts and lists: what they show, in what order, at which cost."""

import datetime as dt
import re

import pytest
from django.test import Client

from articles.models import Placement, Section, Story
from articles.services.drafting import Credit, create_story
from articles.services.publishing import publish_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
HEADLINE = re.compile(r"Story (\d+)\b")


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def publish(section: Section, number: int, *, at: dt.datetime | None = None, **fields) -> Story:
    story = make_story(section, f"Story {number}", published_at=at or START, **fields)
    publish_story(placement=home(story), by=None)
    return story


def walk(client: Client, url: str) -> list[int]:
    """Every number on a list and on all that it leads on to, in order."""
    numbers: list[int] = []
    while url:
        text = client.get(url).content.decode()
        main = text.split("<main")[1].split("</main")[0]
        numbers += [int(n) for n in dict.fromkeys(HEADLINE.findall(main))]
        found = re.search(r'rel="next" href="([^"]*)"', text)
        url = found[1] if found else ""
    return numbers


def test_paging_neither_skips_nor_repeats(client: Client, section: Section) -> None:
    """Many stories of one instant, so that only the number keeps them apart."""
    for number in range(45):
        publish(section, number, at=START + dt.timedelta(seconds=number // 15))
    assert walk(client, "/local-news/") == list(range(44, -1, -1))


def test_paging_holds_while_stories_are_published_and_changed(client: Client, section: Section) -> None:
    stories = [publish(section, number) for number in range(45)]
    first = client.get("/local-news/").content.decode()
    following = re.search(r'href="([^"]*\?before=[^"]*)"', first)[1]
    publish(section, 100, at=START + dt.timedelta(days=1))
    # A new edition of one already shown and of one still to come: both keep their places.
    for story in (stories[40], stories[10]):
        Story.objects.filter(pk=story.pk).update(deck="New")
        publish_story(placement=home(story), by=None)
    assert walk(client, following) == list(range(24, -1, -1))


def test_a_page_that_holds_nothing_is_not_for_search_engines(client: Client, section: Section) -> None:
    for number in range(25):
        publish(section, number, tags=["Transit"])
    lists = ("/", "/local-news/", "/tag/transit/", f"/archive/{START:%Y/%m}/", "/corrections/")
    for path in lists:
        text = client.get(f"{path}?before=1-1").content.decode()
        assert '<meta name="robots" content="noindex">' in text, path
        assert 'rel="canonical"' not in text, path
        assert '<meta name="robots" content="max-image-preview:large">' in client.get(path).content.decode()
    ahead = f"/local-news/?before={int(START.timestamp() + 900) * 1_000_000}-1"
    text = client.get(ahead).content.decode()
    assert '<meta name="robots" content="max-image-preview:large">' in text
    assert f'<link rel="canonical" href="http://kmia.localhost:8000{ahead}">' in text


def test_older_stories_of_the_front(client: Client, section: Section) -> None:
    for number in range(40):
        publish(section, number, at=START + dt.timedelta(minutes=number))
    found = walk(client, "/")
    # 35 stands first in the block of its section.
    assert found[:14] == [*range(39, 35, -1), *range(34, 24, -1)]
    assert sorted(set(found)) == list(range(40))


def test_an_estimated_date_is_no_news_but_sorts_its_section(client: Client, section: Section) -> None:
    publish(section, 1)
    publish(section, 2, at=START + dt.timedelta(days=1), published_at_estimated=True)
    publish(section, 3, at=START - dt.timedelta(days=1))
    assert walk(client, "/local-news/") == [2, 1, 3]
    text = client.get("/").content.decode()
    assert "Story 1" in text
    assert "Story 2" not in text


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow(client: Client, section: Section, count: int, django_assert_num_queries) -> None:
    other = make_section(section.station, "Weather")
    for number in range(count):
        create = {"credits": [Credit("Ana Ruiz")], "tags": ["Transit", "Bay"]}
        publish(section if number % 2 else other, number, **create)
    story = Placement.objects.select_related("section").order_by("pk").last()
    pages = {
        "/": 5,
        "/local-news/": 3,
        "/tag/transit/": 3,
        f"/{story.section.slug}/{story.slug}-{story.story_id}/": 3,
        "/nothing/": 3,
    }
    for path, queries in pages.items():
        with django_assert_num_queries(queries):
            client.get(path)


def test_a_section_without_stories_says_so(client: Client, section: Section) -> None:
    answer = client.get("/local-news/")
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


def test_related_stories_share_tags_first(client: Client, section: Section) -> None:
    tagged = [publish(section, number, tags=["Transit"]) for number in range(2)]
    for number in range(2, 8):
        publish(section, number)
    text = client.get(f"/local-news/story-0-{tagged[0].pk}/", follow=True).content.decode()
    after = text.split("</article>")[1]
    assert [int(n) for n in dict.fromkeys(HEADLINE.findall(after))] == [1, 7, 6, 5]


@pytest.mark.parametrize("headline", ["Новости порта", "أخبار الميناء", "港口新闻", "🚢🚢", "2026"])
def test_any_headline_has_an_address(client: Client, section: Section, headline: str) -> None:
    story = create_story(section=section, by=None, headline=headline, body="<p>Text.</p>")
    publish_story(placement=home(story), by=None)
    path = client.get(f"/local-news/{story.pk}/")["Location"]
    assert re.fullmatch(rf"/local-news/[a-z0-9-]+-{story.pk}/", path)
    assert client.get(path).status_code == 200
