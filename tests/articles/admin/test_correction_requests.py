"""A reader's request at the desk: seen by those of its station, answered once, and closed."""

from typing import Any

import pytest
from django.core import mail

from articles.models import Correction, CorrectionRequest, Story
from articles.services.correcting import NewCorrection
from articles.services.correction_requests import Asked, take_request
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, said, url
from tests.cast import home, make_story


@pytest.fixture
def story(newsroom: Newsroom) -> Story:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    return story


@pytest.fixture
def ticket(story: Story) -> CorrectionRequest:
    asked = Asked(wrong="It is <b>five</b> dollars.", form="a form", story=story.pk, email="ana@example.org")
    return take_request(station_id=story.station_id, asked=asked, language="en")


def test_it_waits_on_the_editors_first_page_until_it_is_answered(
    newsroom: Newsroom, ticket: CorrectionRequest, django_capture_on_commit_callbacks: Any
) -> None:
    client, page = desk(newsroom.editor), url("correctionrequest_change", ticket.pk)
    assert page in client.get("/admin/").content.decode()
    assert page not in desk(newsroom.reporter).get("/admin/").content.decode()
    shown = client.get(page).content.decode()
    assert "It is &lt;b&gt;five&lt;/b&gt; dollars." in shown
    assert 'value="Answer and close"' in shown
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(page, {"answer": "It is four: we asked.", "correction": ""})
    assert said(answer)[0] == "The answer goes to ana@example.org."
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
    ticket.refresh_from_db()
    assert (ticket.closed_by, ticket.answer) == (newsroom.editor, "It is four: we asked.")
    assert page not in client.get("/admin/").content.decode()
    assert client.post(page, {"answer": "Again."}).status_code == 403
    assert client.post(url("correctionrequest_delete", ticket.pk), {"post": "yes"}).status_code == 403


def test_only_a_correction_of_that_story_can_be_chosen(newsroom: Newsroom, ticket: CorrectionRequest) -> None:
    other = make_story(newsroom.local, "Another story")
    publish_story(placement=home(other), by=None)
    for story in (Story.objects.get(pk=ticket.story_id), other):
        note = NewCorrection("correction", f"Right about {story.pk}.")
        publish_story(placement=home(story), by=newsroom.publisher, correction=note)
    client, page = desk(newsroom.editor), url("correctionrequest_change", ticket.pk)
    mine, foreign = (Correction.objects.get(story=story) for story in (ticket.story, other))
    shown = client.get(page).content.decode()
    assert f"Correction: Right about {ticket.story_id}." in shown
    assert f"Right about {other.pk}." not in shown
    refused = client.post(page, {"answer": "Yes.", "correction": foreign.pk})
    assert "correction" in refused.context["adminform"].form.errors
    client.post(page, {"answer": "Yes.", "correction": mine.pk})
    ticket.refresh_from_db()
    assert ticket.correction == mine
    assert b"Corrected at " in client.get(page).content


def test_an_answer_needs_its_words(newsroom: Newsroom, ticket: CorrectionRequest) -> None:
    page = desk(newsroom.editor).post(url("correctionrequest_change", ticket.pk), {"answer": " "})
    assert page.context["adminform"].form.errors == {"answer": ["Write what the reader is to be told."]}
    assert CorrectionRequest.objects.open().get() == ticket


def test_spam_is_deleted_and_another_station_s_is_out_of_reach(
    newsroom: Newsroom, ticket: CorrectionRequest
) -> None:
    page = url("correctionrequest_change", ticket.pk)
    assert desk(newsroom.zoe).get(page).status_code == 302
    assert desk(newsroom.zoe).post(page, {"answer": "No."}).status_code == 302
    assert desk(newsroom.reporter).get(page).status_code == 403
    desk(newsroom.editor).post(url("correctionrequest_delete", ticket.pk), {"post": "yes"})
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize(("state", "count"), [("open", 1), ("corrected", 0), ("answered", 0), ("", 1)])
def test_the_list_is_filtered_by_what_became_of_them(
    newsroom: Newsroom, ticket: CorrectionRequest, state: str, count: int
) -> None:
    page: Any = desk(newsroom.editor).get(url("correctionrequest_changelist"), {"state": state})
    assert page.context["cl"].result_count == count
