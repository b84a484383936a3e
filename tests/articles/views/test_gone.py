"""Where a story was, readers are told what became of it, until the moment it is back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from articles.models import PublishedGone, Story
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def story() -> Story:
    story = make_story(make_section(make_station()))
    publish_story(placement=home(story), by=None)
    return story


def told(story: Story) -> tuple[str, str]:
    return PublishedGone.objects.values_list("kind", "reason").get(number=story.pk)


def test_withdrawn_with_its_reason(story: Story, clock: Any) -> None:
    clock.advance(HOUR)
    withdraw_story(placement=home(story), by=None, reason="We are checking the numbers.")
    assert told(story) == ("withdrawn", "We are checking the numbers.")
    assert "We are checking the numbers." in answer(story, 410)


def test_withdrawn_until_its_hour_comes(story: Story, clock: Any) -> None:
    clock.advance(HOUR)
    withdraw_story(placement=home(story), by=None, reason="We are checking the numbers.")
    clock.advance(HOUR)
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert told(story) == ("withdrawn", "We are checking the numbers.")
    clock.advance(HOUR)
    assert not PublishedGone.objects.filter(number=story.pk).exists()
    answer(story, 200)


def test_an_end_of_its_own_is_no_withdrawal(story: Story, clock: Any) -> None:
    """Withdrawn once, live again, and then over: the reason of then is not that of now."""
    clock.advance(HOUR)
    withdraw_story(placement=home(story), by=None, reason="We are checking the numbers.")
    clock.advance(HOUR)
    publish_story(placement=home(story), by=None, until=clock.now() + HOUR)
    clock.advance(2 * HOUR)
    assert told(story) == ("expired", "")
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert told(story) == ("expired", "")


def test_killed_and_revived(story: Story, clock: Any) -> None:
    clock.advance(HOUR)
    kill_story(story=story, by=None, reason="It was about somebody else.")
    assert told(story) == ("killed", "It was about somebody else.")
    clock.advance(HOUR)
    revive_story(story=story, by=None)
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert told(story) == ("withdrawn", "It was about somebody else.")


@pytest.mark.parametrize("count", [1, 30])
def test_what_a_gone_story_s_page_costs(
    story: Story, clock: Any, count: int, django_assert_num_queries: Any
) -> None:
    """The station, no live edition, what became of it, and the latest news."""
    for number in range(count):
        publish_story(placement=home(make_story(home(story).section, f"Story {number}")), by=None)
    clock.advance(HOUR)
    withdraw_story(placement=home(story), by=None)
    with django_assert_num_queries(4, using="readers"):
        answer(story, 410)


def answer(story: Story, status: int) -> str:
    response = Client(headers={"host": "kmia.localhost"}).get(f"/local-news/{story.pk}/", follow=True)
    assert response.status_code == status
    return response.content.decode()
