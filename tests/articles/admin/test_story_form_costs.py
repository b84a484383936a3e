"""What the story form asks of the database: the same for every story, and no more than it shows."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.cast import home, make_story


@pytest.mark.parametrize("names", [1, 12])
def test_the_form_of_a_live_story(
    newsroom: Newsroom, django_assert_num_queries: DjangoAssertNumQueries, names: int
) -> None:
    credits = [Credit(f"Ana Ruiz {number}") for number in range(names)]
    tags = [f"Transit {number}" for number in range(names)]
    story = make_story(newsroom.local, deck="D", tags=tags, credits=credits)
    publish_story(placement=home(story), by=None)
    client = desk(newsroom.publisher)
    with django_assert_num_queries(38):
        client.get(url("story_change", story.pk))
