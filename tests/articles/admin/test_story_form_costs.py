"""What the story form asks of the database: the same for every story, however much stands on it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.models import Correction, Source, Station, Story
from articles.services.assigning import add_note
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.presence import come_by
from articles.services.previewing import share_preview
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, url
from tests.cast import home, make_picture, make_story


@pytest.mark.parametrize("names", [1, 12])
def test_the_form_of_a_live_story(
    newsroom: Newsroom, django_assert_num_queries: DjangoAssertNumQueries, names: int
) -> None:
    credits = [Credit(f"Ana Ruiz {number}") for number in range(names)]
    tags = [f"Transit {number}" for number in range(names)]
    story = make_story(newsroom.local, deck="D", tags=tags, credits=credits)
    publish_story(placement=home(story), by=None)
    client = desk(newsroom.publisher)
    # The session, the person, their roles; the story, what stands beside it, and the checks.
    with django_assert_num_queries(6):
        client.get(url("story_change", story.pk))


def with_everything(newsroom: Newsroom) -> Story:
    """Pictures, links to hosts, chosen stories, a note, a correction, links given away, reasons, a reader."""
    other = make_story(newsroom.local, "Fares rise")
    assets = [make_picture() for _ in range(3)]
    body = (
        f'<p>One <a href="https://kmia.localhost/nowhere/">link</a>.</p>'
        f'<figure data-kind="picture" data-asset="{assets[2].pk}" data-alt="Bay"></figure>'
        f'<aside data-kind="related" data-story="{other.pk}"></aside>'
    )
    story = make_story(
        newsroom.local,
        body=body,
        by=newsroom.publisher,
        lead_picture=assets[0],
        gallery=[assets[0].pk, assets[1].pk],
        related=[other.pk],
        source=Source.objects.create(name="Harbor Wire", label="From Harbor Wire"),
    )
    Station.objects.update(second_eyes=True)
    correction = NewCorrection(Correction.Kind.CORRECTION, "It said two dollars.")
    reason = {"bypass_review": "Evacuation order"}
    publish_story(placement=home(story), by=newsroom.publisher, **reason)
    story.refresh_from_db()
    save(desk(newsroom.editor), story, headline="Ferry returns on Monday")
    publish_story(placement=home(story), by=newsroom.publisher, correction=correction, **reason)
    save(desk(newsroom.editor), story, headline="Ferry returns on Tuesday")
    move_stage(story=Story.objects.get(pk=story.pk), verb="make_ready", by=newsroom.manager)
    add_note(story=story, by=newsroom.editor, text="Since when?", to=newsroom.publisher)
    share_preview(story=story, by=newsroom.publisher)
    come_by(story=story, user=newsroom.editor, typing=True)
    return story


def test_the_form_of_a_story_with_everything(
    newsroom: Newsroom, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = with_everything(newsroom)
    client = desk(newsroom.publisher)
    # Three more: the hosts that the text names, who made it ready, and the reasons that were given.
    with django_assert_num_queries(9):
        page = client.get(url("story_change", story.pk)).text
    for words in (
        "Evacuation order",
        "Since when?",
        "It said two dollars.",
        "nowhere",
        "chosen as a related one, is not live",
        "From Harbor Wire",
    ):
        assert words in page
