"""Other sites show a story of ours as long as it is live, and learn nothing of any other."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Station, Story
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
BASE = "http://kmia.localhost:8000"


@pytest.fixture
def story() -> Story:
    story = make_story(make_section(make_station()), "Ferry <returns>", deck="Six & a half dollars")
    publish_story(placement=home(story), by=None)
    return story


def ask(url: str, **asked: str) -> Any:
    return Client(headers={"host": "kmia.localhost"}).get("/oembed", {"url": url, **asked})


def test_a_live_story(story: Story) -> None:
    url = f"{BASE}/local-news/ferry-returns-{story.pk}/"
    for asked in (url, url.rstrip("/"), f"{BASE}/elsewhere/{story.pk}/?utm_source=mail#top"):
        answer = ask(asked)
        assert answer.status_code == 200
        assert answer.json() == {
            "version": "1.0",
            "type": "rich",
            "title": "Ferry <returns>",
            "provider_name": "Miami News",
            "provider_url": f"{BASE}/",
            "cache_age": 300,
            "html": f'<blockquote cite="{url}"><p><a href="{url}">Ferry &lt;returns&gt;</a></p>'
            "<p>Six &amp; a half dollars</p><footer>Miami News</footer></blockquote>",
            "width": 600,
            "height": 220,
        }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    small = ask(url, maxwidth="320", maxheight="9999", format="json").json()
    assert (small["width"], small["height"]) == (320, 220)


def test_a_story_page_says_where_to_ask(story: Story) -> None:
    page = Client(headers={"host": "kmia.localhost"}).get(f"/local-news/{story.pk}/", follow=True)
    address = (
        page.content.decode().split('type="application/json+oembed"')[1].split('href="')[1].split('"')[0]
    )
    path, __, query = address.removeprefix(BASE).partition("?")
    answer = Client(headers={"host": "kmia.localhost"}).get(path, QUERY_STRING=query)
    assert answer.json()["title"] == "Ferry <returns>"


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/local-news/ferry-{pk}/",
        "http://kzvn.localhost:8000/local-news/ferry-{pk}/",
        "ftp://kmia.localhost/local-news/ferry-{pk}/",
        "//[kmia.localhost/local-news/ferry-{pk}/",
        f"{BASE}/local-news/",
        f"{BASE}/local-news/ferry-{{pk}}/history/",
        f"{BASE}/local-news/ferry-999999999/",
        "\0",
    ],
)
def test_anything_else_is_not_found(story: Story, url: str) -> None:
    assert ask(url.format(pk=story.pk)).status_code == 404


def test_killed_and_never_published_are_the_same(story: Story) -> None:
    draft = make_story(home(story).section, "Draft")
    kill_story(story=story, by=None, reason="Wrong")
    gone, never = (ask(f"{BASE}/local-news/{pk}/") for pk in (story.pk, draft.pk))
    assert (gone.status_code, gone.content) == (never.status_code, never.content) == (
        404, b"There is no such story here.\n"
    )  # fmt: skip


def test_a_spanish_station_answers_in_spanish(story: Story) -> None:
    Station.objects.update(language="es")
    assert ask("").content.decode() == "Diga qué noticia: url= y su dirección completa.\n"


def test_a_wrong_question_gets_a_sentence(story: Story) -> None:
    url = f"{BASE}/local-news/{story.pk}/"
    assert (ask(url, format="xml").status_code, ask("").status_code) == (501, 400)
    assert ask(url, maxwidth="many").json()["width"] == 600
