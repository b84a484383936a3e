"""Notices: to whom they concern, once, after the commit, and not to those who do not want them."""

import datetime as dt
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import Notice, Role, Section, Story, StoryNote, User
from articles.services import notices
from articles.services.assigning import add_note, assign_story
from articles.services.notices import mail_notice, mark_read
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from tests.cast import home, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def paul(section: Section) -> User:
    return make_user("paul", Role.PUBLISHER, section.station, first_name="Paul", last_name="Ito")


@pytest.fixture
def rita(section: Section) -> User:
    return make_user("rita", Role.REPORTER, section.station, email="rita@example.com")


@pytest.fixture
def story(section: Section, rita: User) -> Story:
    return make_story(section, by=rita)


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_each_of_the_four_is_told(
    story: Story,
    paul: User,
    rita: User,
    clock: Clock,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assign_story(story=story, to=rita, by=paul)
        add_note(story=story, by=paul, text="Since when?", to=rita)
        move_stage(story=story, verb="submit_story", by=rita)
        move_stage(story=story, verb="return_story", by=paul, words="More sources.")
        publish_story(placement=home(story), by=paul, at=clock.now() + dt.timedelta(hours=1))
        publish_story(placement=home(story), by=paul, waiting="cancel")
    assert told(rita) == ["assigned", "note", "returned", "scheduled", "published"]
    assert told(paul) == []
    assert [message.subject for message in mail.outbox] == [
        "KMIA: Paul Ito assigned a story to you",
        "KMIA: Paul Ito wrote you a note",
        "KMIA: Paul Ito returned a story to draft",
        "KMIA: Paul Ito scheduled a story of yours",
        "KMIA: Paul Ito published a story of yours",
    ]
    assert mail.outbox[0].recipients() == ["rita@example.com"]
    assert f"http://localhost:8000/admin/articles/story/{story.pk}/change/" in mail.outbox[0].body
    assert StoryNote.objects.filter(text="More sources.", author=paul).count() == 1


def test_nobody_is_told_of_what_they_did_themselves(story: Story, rita: User, paul: User) -> None:
    add_note(story=story, by=rita, text="To myself", to=rita)
    publish_story(placement=home(story), by=None)
    assert not Notice.objects.exists()


def test_what_is_rolled_back_is_no_news(
    story: Story,
    paul: User,
    rita: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        assign_story(story=story, to=rita, by=paul)
        transaction.set_rollback(True)
    assert (told(rita), mail.outbox) == ([], [])


@pytest.mark.parametrize("change", [{"mail_notices": False}, {"email": ""}])
def test_mail_can_be_turned_off_and_the_notice_stays(
    story: Story,
    paul: User,
    rita: User,
    change: dict[str, object],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    User.objects.filter(pk=rita.pk).update(**change)
    rita.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        assign_story(story=story, to=rita, by=paul)
    assert (told(rita), mail.outbox) == (["assigned"], [])


def test_a_mail_goes_out_once(story: Story, paul: User, rita: User) -> None:
    assign_story(story=story, to=rita, by=paul)
    notice = Notice.objects.get()
    assert mail_notice(notice.pk)
    assert not mail_notice(notice.pk)
    assert len(mail.outbox) == 1


def test_a_refused_mail_is_tried_again(
    story: Story,
    paul: User,
    rita: User,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def refuse(**message: object) -> None:
        raise SMTPException("mailbox busy")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(notices, "send_mail", refuse)
        assign_story(story=story, to=rita, by=paul)
    assert (told(rita), mail.outbox) == (["assigned"], [])
    call_command("send_notices")
    call_command("send_notices")
    assert capsys.readouterr().out.splitlines() == [
        "1 notices sent, 0 refused again.",
        "No notice waits.",
    ]
    assert len(mail.outbox) == 1


def test_old_and_read_notices_are_not_mailed(
    story: Story, paul: User, rita: User, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    assign_story(story=story, to=rita, by=paul)
    add_note(story=story, by=paul, text="Look", to=rita)
    assert mark_read(user=rita) == 2
    add_note(story=story, by=paul, text="Look again", to=rita)
    clock.advance(dt.timedelta(days=2))
    call_command("send_notices")
    assert capsys.readouterr().out == "No notice waits.\n"
