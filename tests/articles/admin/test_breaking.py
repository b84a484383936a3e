"""The desk's page of breaking news: three actions from the menu, and one to end it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from articles.models import BreakingNews
from articles.services.breaking import break_news
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, said
from tests.cast import home, make_story
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def address() -> str:
    return reverse("admin:breaking")


def test_words_and_a_button(newsroom: Newsroom) -> None:
    client = desk(newsroom.publisher)
    page = client.get(address())
    only = page.context["stations"]
    assert only == [newsroom.kmia]
    answer = client.post(address(), {"words": "Bridge closed", "lasts": "2", "stations": only[0].pk})
    assert answer.headers["Location"] == address()
    assert said(answer) == ["On every page of Miami News now."]
    (news,) = BreakingNews.objects.live()
    assert (news.words, news.made_by) == ("Bridge closed", newsroom.publisher)
    assert [row["news"] for row in client.get(address()).context["live"]] == [news]


def test_it_ends_in_one_act(newsroom: Newsroom) -> None:
    (news,) = break_news(stations=[newsroom.kmia], words="Bridge closed", by=newsroom.publisher)
    client = desk(newsroom.manager)
    answer = client.post(reverse("admin:end_breaking", args=[news.pk]))
    assert said(answer) == ["It is off every page of Miami News."]
    page = client.get(address())
    assert page.context["live"] == []
    assert "ended by mia" in page.content.decode()


def test_what_waits_for_its_story_is_not_said_to_be_shown(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local, "Bridge closed")
    publish_story(placement=home(story), by=None, until=clock.now() + dt.timedelta(minutes=30))
    (news,) = break_news(stations=[newsroom.kmia], story_id=story.pk, by=newsroom.publisher)
    client = desk(newsroom.publisher)
    assert "On every page of Miami News now" in client.get(address()).content.decode()
    clock.advance(dt.timedelta(minutes=31))
    page = client.get(address()).content.decode()
    assert "Not shown on Miami News: its story is not live" in page
    assert "On every page of Miami News now" not in page
    assert f'action="{reverse("admin:end_breaking", args=[news.pk])}"' in page


def test_the_newest_live_stories_are_offered(newsroom: Newsroom) -> None:
    live, draft = make_story(newsroom.local, "Bridge closed"), make_story(newsroom.local, "Draft")
    publish_story(placement=home(live), by=None)
    choices = dict(desk(newsroom.publisher).get(address()).context["form"].fields["story"].choices)
    assert choices == {"": "No story: words alone", live.pk: "Bridge closed"}
    assert draft.pk not in choices


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"words": "", "lasts": "2"}, "Write what has happened, or choose a story."),
        ({"words": "x" * 141, "lasts": "2"}, "140"),
        ({"words": "x", "lasts": "48"}, "48 is not one of the available choices"),
        ({"words": "x", "lasts": ""}, "This field is required"),
        ({"words": "x", "lasts": "2", "story": "77"}, "77 is not one of the available choices"),
        ({"words": "x", "lasts": "2", "stations": "77"}, "77"),
        ({"words": "x", "lasts": "2", "stations": []}, "Choose at least one station."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    newsroom: Newsroom, data: dict[str, Any], sentence: str
) -> None:
    page = desk(newsroom.publisher).post(address(), {"stations": newsroom.kmia.pk} | data)
    assert sentence in page.content.decode()
    assert page.context["form"]["words"].value() == data["words"]
    assert not BreakingNews.objects.exists()


def test_all_that_is_missing_is_said_at_once(newsroom: Newsroom) -> None:
    page = desk(newsroom.gia).post(address(), {"words": "", "lasts": "2"})
    assert errors(page) == {
        "words": ["Write what has happened, or choose a story."],
        "stations": ["Choose at least one station."],
    }


def test_a_story_without_words_is_refused_by_name_where_it_is_not_live(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, "Bridge closed")
    publish_story(placement=home(story), by=None)
    sent = {"words": "", "lasts": "2", "story": story.pk, "stations": [newsroom.kmia.pk, newsroom.kzvn.pk]}
    page = desk(newsroom.gia).post(address(), sent)
    assert errors(page) == {
        "__all__": [
            "The story is not live on High Desert Today. "
            "Write what has happened, or choose stations where it is."
        ]
    }
    assert not BreakingNews.objects.exists()


def test_somebody_else_s_is_shown_before_it_is_replaced(newsroom: Newsroom) -> None:
    client = desk(newsroom.publisher)
    (theirs,) = break_news(stations=[newsroom.kmia], words="Ferry sinks", by=newsroom.manager)
    sent = {"words": "Ferry afloat", "lasts": "2", "stations": newsroom.kmia.pk}
    page = client.post(address(), sent)
    assert "“Ferry sinks”" in page.content.decode()
    assert f'name="seen" value="{theirs.pk}"' in page.content.decode()
    client.post(address(), sent | {"seen": theirs.pk})
    assert [news.words for news in BreakingNews.objects.live()] == ["Ferry afloat"]


def test_only_publishers_break_news(newsroom: Newsroom) -> None:
    (news,) = break_news(stations=[newsroom.kmia], words="Bridge closed", by=newsroom.publisher)
    end = reverse("admin:end_breaking", args=[news.pk])
    for user in (newsroom.reporter, newsroom.editor, newsroom.zoe):
        assert desk(user).get(address()).status_code == 403
        assert desk(user).post(end).status_code == 403
    assert BreakingNews.objects.live().exists()
