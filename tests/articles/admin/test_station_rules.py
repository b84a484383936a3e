"""A station's rules for publishing: who sets them, and what the story form makes of them."""

import pytest

from articles.models import Station
from articles.preflight import RULES
from articles.workflow import Publication
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, press, publication, said, send, url
from tests.cast import make_story

USUAL = {rule.code: str(rule.level) for rule in RULES} | {"history_shown": "on", "history_grace": "5"}


def test_a_manager_sets_them_and_only_what_is_unusual_is_kept(newsroom: Newsroom) -> None:
    address = url("station_rules", newsroom.kmia.pk)
    client = desk(newsroom.manager)
    page = client.get(address)
    assert page.context["form"].initial == {
        "second_eyes": False,
        "history_shown": True,
        "history_grace": 5,
    }
    answer = client.post(address, USUAL | {"second_eyes": "on", "empty_deck": "blocker"})
    assert said(answer) == ["The rules of Miami News are saved."]
    newsroom.kmia.refresh_from_db()
    assert (newsroom.kmia.second_eyes, newsroom.kmia.preflight) == (True, {"empty_deck": "blocker"})
    assert (newsroom.kmia.history_shown, newsroom.kmia.history_grace) == (True, 5)
    assert b"a second pair of eyes" in client.get(url("station_change", newsroom.kmia.pk)).content


@pytest.mark.parametrize(("user", "status"), [("publisher", 404), ("zoe", 404)])
def test_nobody_else_does(newsroom: Newsroom, user: str, status: int) -> None:
    client = desk(getattr(newsroom, user))
    assert client.get(url("station_rules", newsroom.kmia.pk)).status_code == status
    assert client.post(url("station_rules", newsroom.kmia.pk), USUAL).status_code == status


def test_a_level_that_does_not_exist_is_told_at_its_field(newsroom: Newsroom) -> None:
    answer = desk(newsroom.gia).post(
        url("station_rules", newsroom.kmia.pk), USUAL | {"empty_deck": "sometimes"}
    )
    assert list(answer.context["form"].errors) == ["empty_deck"]
    assert Station.objects.get(pk=newsroom.kmia.pk).preflight == {}


# --- On the story form ----------------------------------------------------------------------------------


def test_the_page_lists_what_was_found_and_where_to_mend_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, on_hold=True)
    page = desk(newsroom.publisher).get(url("story_change", story.pk))
    assert [(f.code, f.level) for f in page.context["findings"]] == [
        ("on_hold", "blocker"),
        ("empty_deck", "warning"),
    ]
    assert b'<a href="#id_deck">There is no deck.</a>' in page.content
    whole = make_story(newsroom.sports, "A sports story", deck="With a deck")
    page = desk(newsroom.publisher).get(url("story_change", whole.pk))
    assert b"Nothing stands in the way." in page.content


def test_a_warning_that_nobody_saw_is_said_first(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    asked = press(newsroom.publisher, "publish", story, seen="")
    assert b"There is no deck." in asked.content
    assert publication(story) == Publication.UNPUBLISHED
    press(newsroom.publisher, "publish", story, asked="1", seen="empty_deck")
    assert publication(story) == Publication.LIVE


def test_a_warning_that_came_with_the_last_words_is_said_first(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, deck="A deck")
    answer = send(
        desk(newsroom.publisher), url("story_publish", story.pk), story, headline="F" * 120, seen="empty_deck"
    )
    assert b"The headline has 120 characters" in answer.content
    assert publication(story) == Publication.UNPUBLISHED


def test_a_blocker_is_said_and_nothing_goes_out(newsroom: Newsroom) -> None:
    Station.objects.update(preflight={"empty_deck": "blocker"})
    story = make_story(newsroom.local)
    assert said(press(newsroom.publisher, "publish", story)) == ["There is no deck."]
    assert publication(story) == Publication.UNPUBLISHED
