"""Counts, previews, the slug and the label beside a text, as the server shows them first."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Source
from articles.services.publishing import publish_story
from articles.text.html import reading_minutes
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, url
from tests.cast import home, make_picture, make_section, make_story

pytestmark = pytest.mark.django_db


def look(client: Any, story: Any = None) -> Any:
    page = client.get(url("story_change", story.pk) if story else url("story_add"))
    assert page.status_code == 200
    return page.context["look"]


def test_a_story_as_others_will_show_it(newsroom: Newsroom) -> None:
    source = Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    asset = make_picture()
    story = make_story(
        newsroom.local,
        "Ferry returns",
        deck="Four dollars a ride",
        body="<p>One — two.</p><ul><li>three</li></ul>",
        source=source,
        lead_picture=asset,
    )
    found = look(desk(newsroom.editor), story)
    assert (found.letters, found.words, found.minutes) == (13, 3, 1)
    assert (found.brand, found.host, found.address) == (
        "Miami News",
        "kmia.localhost",
        "local-news › ferry-returns",
    )
    assert (found.headline, found.description) == ("Ferry returns", "Four dollars a ride")
    assert found.picture == f"/media/{0:032}/1/640.webp"
    assert found.source_label == "From Gulf Coast Wire"


def test_without_a_deck_a_search_shows_the_beginning_of_the_text(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=f"<p>{'word ' * 60}</p><p>Not this.</p>")
    description = look(desk(newsroom.editor), story).description
    assert description == "word " * 31 + "…"


def test_a_new_story_has_next_to_nothing_yet(newsroom: Newsroom) -> None:
    found = look(desk(newsroom.editor))
    assert (found.letters, found.words, found.minutes, found.headline) == (0, 0, 0, "No headline yet")
    assert found.host == "kmia.localhost"


def test_what_was_posted_is_what_is_shown(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = save(desk(newsroom.editor), story, headline="", deck="Posted", body="<p>Four words are here</p>")
    assert page.status_code == 200
    assert page.context["look"].description == "Posted"
    assert page.context["look"].words == 4


def test_a_body_too_large_to_look_at_is_not_counted(newsroom: Newsroom) -> None:
    page = save(desk(newsroom.editor), make_story(newsroom.local), body="<div>" * 101 + "deep")
    assert page.status_code == 200
    assert page.context["look"].words == 0


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (238, 1), (380, 2), (2380, 10)])
def test_minutes_are_whole_and_at_least_one(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def follows(client: Any, story: Any = None) -> bool:
    page = client.get(url("story_change", story.pk) if story else url("story_add"))
    return "data-follows" in page.context["form"].fields["slug"].widget.attrs


def test_the_slug_follows_the_headline_until_it_is_written_or_public(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    assert follows(client)
    draft = make_story(newsroom.local, "Ferry returns")
    assert follows(client, draft)
    assert not follows(client, make_story(newsroom.local, "Ferry returns", slug="by-hand"))
    publish_story(placement=home(draft), by=None)
    assert not follows(client, draft)


def test_the_form_costs_the_same_however_many_sections_there_are(
    newsroom: Newsroom, django_assert_num_queries
) -> None:
    client = desk(newsroom.gia)
    client.get(url("story_add"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("story_add"))
    for number in range(6):
        make_section(newsroom.kmia, f"Section {number}")
        make_section(newsroom.kzvn, f"Section {number}")
    with django_assert_num_queries(len(few)):
        client.get(url("story_add"))
