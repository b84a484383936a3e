"""The buttons of a story: who sees them, and what each leaves behind."""

import pytest

from articles.errors import EditionWasLive, StoryIsKilled
from articles.models import Placement, Story
from articles.services.deleting import bin_story
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story
from articles.workflow import Publication, Stage
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import (
    buttons,
    desk,
    fields_of,
    press,
    publication,
    said,
    save,
    send,
    tonight,
    url,
    verbs,
)
from tests.cast import home, make_story
from tests.conftest import Clock

# --- Which buttons there are ----------------------------------------------------------------------------


def test_each_role_sees_its_buttons_on_a_draft(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    desk_steps = {"submit": "Submit for review", "ready": "Make ready"}
    publishing = {"publish": "Publish now on Miami News", "schedule": "Publish at a time"}
    rest = {"duplicate": "Duplicate", "bin": "Put in the bin"}
    assert buttons(newsroom.reporter, story) == {"submit": "Submit for review", "duplicate": "Duplicate"}
    assert buttons(newsroom.editor, story) == desk_steps | rest
    assert buttons(newsroom.publisher, story) == publishing | desk_steps | rest
    assert buttons(newsroom.manager, story) == publishing | desk_steps | rest


def test_buttons_follow_the_state(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    assert buttons(newsroom.publisher, story).keys() == {
        *("expire", "correct", "submit", "ready", "duplicate", "withdraw"),
    }
    Story.objects.filter(pk=story.pk).update(deck="Changed")
    assert buttons(newsroom.publisher, story)["publish"] == "Publish changes now on Miami News"
    publish_story(placement=home(story), by=None, at=tonight(clock))
    names = buttons(newsroom.publisher, story)
    assert names["schedule"] == "Move to another time"
    assert names["cancel"].startswith("Cancel the version for ")
    cancel_scheduled(placement=home(story), by=None)
    publish_story(placement=home(story), by=None)
    assert buttons(newsroom.publisher, story)["revert"] == "Bring edition 1 back"
    kill_story(story=story, by=None)
    assert buttons(newsroom.manager, story) == {}
    assert buttons(newsroom.gia, story) == {"revive": "Revive: withdrawn again"}


def test_a_story_in_the_bin_can_only_be_taken_out(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    bin_story(story=story, by=newsroom.editor)
    assert buttons(newsroom.publisher, story) == {"unbin": "Take out of the bin"}
    assert buttons(newsroom.reporter, story) == {}


@pytest.mark.parametrize(
    ("role", "act"),
    [
        ("reporter", "publish"),
        ("reporter", "ready"),
        ("reporter", "bin"),
        ("editor", "publish"),
        ("editor", "schedule"),
        ("editor", "cancel"),
        ("editor", "withdraw"),
        ("editor", "expire"),
        ("editor", "revert"),
        ("editor", "correct"),
        ("publisher", "kill"),
        ("manager", "revive"),
    ],
)
def test_a_button_pressed_without_the_right_is_refused(newsroom: Newsroom, role: str, act: str) -> None:
    story = make_story(newsroom.local)
    before = verbs(story)
    assert press(getattr(newsroom, role), act, story, asked="1").status_code == 403
    assert verbs(story) == before


ACTS = (
    *("publish", "schedule", "cancel", "withdraw", "kill", "revive"),
    *("expire", "revert", "correct", "duplicate", "bin", "unbin", "submit", "ready", "return"),
)


@pytest.mark.parametrize("act", ACTS)
def test_another_stations_editor_finds_no_button_and_nobody_can_press_one_by_get(
    newsroom: Newsroom, act: str
) -> None:
    story = make_story(newsroom.local)
    before = verbs(story)
    assert press(newsroom.zoe, act, story).status_code == 404
    shown = desk(newsroom.gia).get(url(f"story_{act}", story.pk))
    assert (shown.status_code, shown["Location"]) == (302, url("story_change", story.pk))
    assert desk(newsroom.gia).put(url(f"story_{act}", story.pk)).status_code == 405
    assert verbs(story) == before


# --- Taking down ----------------------------------------------------------------------------------------


def test_withdraw_asks_for_the_public_reason_first(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    asked = press(newsroom.publisher, "withdraw", story)
    assert asked.status_code == 200
    assert publication(story) == Publication.LIVE
    press(newsroom.publisher, "withdraw", story, asked="1", reason="A figure is being checked.")
    placement = home(story)
    assert (placement.down_kind, placement.down_reason) == ("withdrawn", "A figure is being checked.")
    assert buttons(newsroom.publisher, story)["publish"] == "Publish again now on Miami News"
    press(newsroom.publisher, "publish", story)
    assert story.editions.live().get().number == 2


def test_kill_and_revive(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    assert press(newsroom.manager, "kill", story).status_code == 200
    assert publication(story) == Publication.LIVE
    press(newsroom.manager, "kill", story, asked="1", reason="")
    assert publication(story) == Publication.KILLED
    assert said(press(newsroom.publisher, "publish", story)) == [str(StoryIsKilled())]
    press(newsroom.gia, "revive", story)
    assert publication(story) == Publication.WITHDRAWN


# --- The desk and the bin -------------------------------------------------------------------------------


def test_the_desk_passes_a_story_on(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    send(desk(newsroom.reporter), url("story_submit", story.pk), story, deck="Now complete")
    story.refresh_from_db()
    assert (story.stage, story.deck) == (Stage.IN_REVIEW, "Now complete")
    press(newsroom.editor, "return", story, asked="1")
    press(newsroom.editor, "ready", story)
    story.refresh_from_db()
    assert story.stage == Stage.READY
    assert story.approved_revision == story.revisions.first()
    assert said(press(newsroom.editor, "submit", story)) == ["A story that is ready cannot take that step."]


def test_making_ready_approves_what_is_on_the_screen(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    send(desk(newsroom.editor), url("story_ready", story.pk), story, headline="The last word")
    story.refresh_from_db()
    assert story.approved_revision is not None
    assert story.approved_revision.content["headline"] == "The last word"


def test_the_bin_and_back(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    press(newsroom.editor, "bin", story)
    client = desk(newsroom.editor)
    page = client.get(url("story_change", story.pk))
    assert b'name="_save"' not in page.content
    assert client.post(url("story_change", story.pk), fields_of(page)).status_code == 403
    press(newsroom.editor, "unbin", story)
    assert save(client, story, deck="Back").status_code == 302


def test_what_readers_saw_does_not_go_to_the_bin(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    assert said(press(newsroom.editor, "bin", story)) == [str(EditionWasLive())]


def test_a_story_that_moved_on_is_not_published_from_an_old_page(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.publisher)
    sent = fields_of(client.get(url("story_change", story.pk))) | {"headline": "From the old page"}
    save(desk(newsroom.editor), story, headline="Newer")
    answer = client.post(url("story_publish", story.pk), sent)
    assert answer.status_code == 200
    assert b"From the old page" in answer.content
    assert not story.editions.exists()


def test_only_live_stories_link_to_the_site(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.publisher)
    assert b"View on site" not in client.get(url("story_change", story.pk)).content
    move_stage(story=story, verb="make_ready", by=newsroom.editor)
    publish_story(placement=home(story), by=None)
    page = client.get(url("story_change", story.pk))
    address = page.context["site_address"]
    assert address.endswith(f"kmia.localhost:8000/local-news/ferry-returns-to-the-bay-{story.pk}/")
    assert b"View on site" in page.content
    Placement.objects.filter(story=story).update(slug="renamed")
    assert client.get(url("story_change", story.pk)).context["site_address"] == address
