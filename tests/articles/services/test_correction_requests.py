"""A ticket ends in an answer, with or without a correction, and the reader gets it by mail."""

import datetime as dt
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command

from articles.errors import NotAllowed, NotThatStory, RequestIsClosed
from articles.models import Correction, CorrectionRequest, Role, Story, User
from articles.services.clock import database_now
from articles.services.correcting import NewCorrection
from articles.services.correction_requests import Asked, answer_request, take_request
from articles.services.publishing import publish_story
from tests.cast import home, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    story = make_story(make_section(make_station()))
    publish_story(placement=home(story), by=None)
    return story


@pytest.fixture
def editor(story: Story) -> User:
    return make_user("edna", Role.EDITOR, story.station)


def ask(story: Story, **fields: Any) -> CorrectionRequest:
    asked = Asked(wrong="It is five dollars.", form=f"form {story.pk} {fields}", story=story.pk, **fields)
    return take_request(station_id=story.station_id, asked=asked, language="en")


def test_an_answer_closes_it_and_goes_out_after_the_commit(
    story: Story, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = ask(story, email="ana@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        answer_request(request=request, by=editor, answer="The fare is four dollars: we asked the port.")
        assert mail.outbox == []
    [message] = mail.outbox
    assert (message.to, message.subject) == (
        ["ana@example.org"],
        "Miami News: your request for a correction",
    )
    assert "we asked the port." in message.body
    assert "It is five dollars." in message.body
    request.refresh_from_db()
    assert (request.closed_by, request.correction) == (editor, None)
    assert request.mailed_at
    with pytest.raises(RequestIsClosed):
        answer_request(request=request, by=editor, answer="Again.")


def test_the_mail_speaks_the_language_of_the_page(
    story: Story, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    request = ask(story, email="ana@example.org")
    CorrectionRequest.objects.update(language="es")
    with django_capture_on_commit_callbacks(execute=True):
        answer_request(request=request, by=editor, answer="Son cuatro dólares.")
    assert mail.outbox[0].subject == "Miami News: su solicitud de corrección"


def test_it_ends_in_a_correction_of_that_story(story: Story, editor: User) -> None:
    publisher = make_user("paul", Role.PUBLISHER, story.station)
    note = NewCorrection("correction", "The fare is five dollars.")
    publish_story(placement=home(story), by=publisher, correction=note)
    correction = Correction.objects.get()
    other = ask(make_live("Another story", story))
    with pytest.raises(NotThatStory):
        answer_request(request=other, by=editor, answer="You are right.", correction=correction)
    request = ask(story)
    answer_request(request=request, by=editor, answer="You are right.", correction=correction)
    assert correction.asked_for_by.get() == request


def make_live(headline: str, beside: Story) -> Story:
    story = make_story(beside.station.sections.get(), headline)
    publish_story(placement=home(story), by=None)
    return story


def test_who_may_answer(story: Story) -> None:
    request = ask(story)
    for user in (
        make_user("rita", Role.REPORTER, story.station),
        make_user("zoe", Role.MANAGER, make_station("KZVN")),
    ):
        with pytest.raises(NotAllowed):
            answer_request(request=request, by=user, answer="No.")


def test_an_answer_that_the_mail_host_refused_goes_out_later_and_once(
    story: Story, editor: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def refused(**given: Any) -> None:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    request = ask(story, email="ana@example.org")
    with monkeypatch.context() as patch:
        patch.setattr("articles.services.correction_requests.send_mail", refused)
        with django_capture_on_commit_callbacks(execute=True):
            answer_request(request=request, by=editor, answer="We looked.")
    request.refresh_from_db()
    assert (request.closed_at is None, request.mailed_at) == (False, None)
    for _ in range(2):
        call_command("send_notices")
    assert len(mail.outbox) == 1


def test_nobody_without_an_address_is_written_to(
    story: Story, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer_request(request=ask(story), by=editor, answer="We looked.")
    assert mail.outbox == []
    assert CorrectionRequest.objects.filter(closed_at__lte=database_now()).count() == 1


def test_who_asked_is_forgotten_after_two_years(story: Story, editor: User, clock: Clock) -> None:
    open_one = ask(story, name="Sam", email="sam@example.org")
    request = ask(story, name="Ana", email="ana@example.org")
    answer_request(request=request, by=editor, answer="We looked.")
    clock.advance(dt.timedelta(days=729))
    call_command("prune_requests")
    assert CorrectionRequest.objects.exclude(name="").count() == 2
    clock.advance(dt.timedelta(days=2))
    call_command("prune_requests")
    assert list(CorrectionRequest.objects.exclude(email="")) == [open_one]
