"""Publishing by button: now, at a time, and not at all."""

import datetime as dt

import pytest

from articles.errors import NothingToCorrect, NothingToPublish
from articles.models import Correction, Edition, ReviewBypass, Station, Story
from articles.services.publishing import publish_story
from articles.workflow import Publication
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import (
    buttons,
    desk,
    errors,
    press,
    publication,
    said,
    send,
    tonight,
    url,
    verbs,
    wall,
)
from tests.cast import home, make_story
from tests.conftest import Clock


def test_publish_saves_what_is_on_the_screen_and_then_publishes_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = send(desk(newsroom.publisher), url("story_publish", story.pk), story, headline="As last typed")
    assert said(answer) == ["Saved.", "Live on Miami News: edition 1."]
    edition = story.editions.get()
    assert (edition.headline, edition.created_by) == ("As last typed", newsroom.publisher)
    assert verbs(story) == ["created", "saved", "published"]


def test_a_form_that_cannot_be_saved_is_not_published(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = send(desk(newsroom.publisher), url("story_publish", story.pk), story, headline="", deck="Typed")
    assert answer.status_code == 200
    assert "headline" in errors(answer)
    assert b"Typed" in answer.content
    assert not story.editions.exists()


def test_what_a_service_refuses_is_said(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    answer = press(newsroom.publisher, "publish", story)
    assert said(answer) == [str(NothingToPublish())]
    assert answer.headers["Location"] == url("story_change", story.pk)


def test_a_held_story_is_not_published(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, on_hold=True)
    assert "publish" not in buttons(newsroom.publisher, story)
    answer = press(newsroom.publisher, "publish", story)
    assert said(answer) == ["This story is held for release. Take the hold off and save, then publish it."]
    assert not story.editions.exists()


def test_the_main_button_is_never_what_enter_presses(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = desk(newsroom.publisher).get(url("story_change", story.pk)).content.decode()
    form = page[page.index('id="story_form"') :]
    assert form.index('name="_save"') < form.index("formaction")


def test_schedule_takes_a_time_on_the_stations_clock(newsroom: Newsroom, clock: Clock) -> None:
    story, at = make_story(newsroom.local), tonight(clock)
    answer = send(desk(newsroom.publisher), url("story_schedule", story.pk), story, at=wall(at))
    assert said(answer)[0].startswith("Goes live on Miami News at ")
    assert story.editions.get().live_from == at
    assert publication(story) == Publication.SCHEDULED
    clock.advance(dt.timedelta(hours=4))
    assert publication(story) == Publication.LIVE


def test_a_time_that_has_passed_is_told_at_its_field(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    answer = press(newsroom.publisher, "schedule", story, at=wall(clock.now() - dt.timedelta(hours=1)))
    assert errors(answer) == {"at": ["That time has passed. Publish now, or choose a time ahead."]}


def test_schedule_without_a_time_asks_for_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    asked = press(newsroom.publisher, "schedule", story)
    assert asked.status_code == 200
    assert errors(asked) == {}
    assert errors(press(newsroom.publisher, "schedule", story, asked="1")) == {
        "at": ["This field is required."]
    }


def test_cancel(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None, at=tonight(clock))
    press(newsroom.publisher, "cancel", story)
    assert publication(story) == Publication.UNPUBLISHED
    clock.advance(dt.timedelta(hours=4))
    assert not Edition.objects.live().exists()
    assert said(press(newsroom.publisher, "cancel", story)) == ["Nothing is scheduled for this story."]


# --- The end, and the way back --------------------------------------------------------------------------


def test_an_end_is_set_shown_and_lifted(newsroom: Newsroom, clock: Clock) -> None:
    story, end = make_story(newsroom.local), tonight(clock)
    publish_story(placement=home(story), by=None)
    answer = press(newsroom.publisher, "expire", story, until=wall(end))
    assert said(answer)[0].startswith("Ends by itself at ")
    assert story.editions.get().live_until == end
    assert buttons(newsroom.publisher, story)["expire"] == "Change the end"
    asked = press(newsroom.publisher, "expire", story)
    assert asked.context["form"]["until"].value() == wall(end)
    answer = press(newsroom.publisher, "expire", story, asked="1", until="")
    assert said(answer) == ["It stays until somebody takes it down."]


def test_an_end_in_the_past_is_told_at_its_field(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    refused = press(newsroom.publisher, "expire", story, until=wall(clock.now() - dt.timedelta(hours=1)))
    assert errors(refused) == {"until": ["That time has passed. Withdraw the story, or choose a time ahead."]}


def test_an_earlier_version_comes_back_in_one_act(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, "One")
    publish_story(placement=home(story), by=None)
    for headline in ("Two", "Three"):
        Story.objects.filter(pk=story.pk).update(headline=headline)
        publish_story(placement=home(story), by=None)
    first, second, _ = story.editions.order_by("number")
    asked = press(newsroom.publisher, "revert", story)
    choices = asked.context["form"].fields["edition"].choices
    assert [value for value, _ in choices] == [str(second.pk), str(first.pk)]
    answer = press(newsroom.publisher, "revert", story, asked="1", edition=first.pk)
    assert said(answer) == ["Readers have edition 1 again. Your working copy stays as it was."]
    assert story.editions.live().get().headline == "One"
    assert verbs(story)[-1] == "reverted"


def test_a_copy_opens_as_a_story_of_its_own(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = press(newsroom.reporter, "duplicate", story)
    copy = Story.objects.latest("pk")
    assert answer.headers["Location"] == url("story_change", copy.pk)
    assert said(answer) == [f"This is story {copy.pk}, a copy of story {story.pk}."]
    assert press(newsroom.zoe, "duplicate", story).status_code == 404


# --- Corrections ----------------------------------------------------------------------------------------


def test_a_correction_is_asked_for_and_goes_out_with_the_text(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    client = desk(newsroom.publisher)
    asked = send(client, url("story_correct", story.pk), story, deck="Four dollars")
    assert list(asked.context["form"].fields) == ["kind", "text"]
    assert errors(asked) == {}
    assert story.editions.count() == 1
    answer = press(newsroom.publisher, "correct", story, asked="1", kind="correction", text="")
    assert list(errors(answer)) == ["text"]
    answer = press(
        newsroom.publisher, "correct", story, asked="1", kind="correction", text="The fare is $4, not $5."
    )
    assert said(answer) == ["Live on Miami News: edition 2, with its correction."]
    assert (story.editions.live().get().deck, Correction.objects.get().text) == (
        "Four dollars",
        "The fare is $4, not $5.",
    )
    page = client.get(url("story_change", story.pk))
    assert b"<b>Correction</b> of edition 1" in page.content


def test_what_nobody_saw_has_no_button_to_correct_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    assert "correct" not in buttons(newsroom.publisher, story)
    answer = press(newsroom.publisher, "correct", story, asked="1", kind="update", text="More")
    assert said(answer) == [str(NothingToCorrect())]


# --- The second pair of eyes ----------------------------------------------------------------------------


@pytest.fixture
def unseen(newsroom: Newsroom) -> Story:
    """Saved by the publisher alone, at a station that asks for a second person."""
    Station.objects.update(second_eyes=True)
    return make_story(newsroom.local, by=newsroom.publisher)


def test_a_text_unseen_by_a_second_person_says_so_and_asks_why(newsroom: Newsroom, unseen: Story) -> None:
    words = buttons(newsroom.publisher, unseen)["publish"]
    assert words == "Publish now on Miami News, unseen by a second person"
    asked = press(newsroom.publisher, "publish", unseen)
    assert list(asked.context["form"].fields) == ["bypass"]
    assert b"Nobody but its writer has looked at this text." in asked.content
    press(newsroom.publisher, "publish", unseen, asked="1", bypass="Evacuation order")
    assert publication(unseen) == Publication.LIVE
    assert ReviewBypass.objects.get().reason == "Evacuation order"


def test_all_that_a_time_needs_is_asked_at_once(newsroom: Newsroom, unseen: Story, clock: Clock) -> None:
    asked = press(newsroom.publisher, "schedule", unseen)
    assert list(asked.context["form"].fields) == ["at", "bypass"]
    assert "errornote" not in asked.text
    refused = press(newsroom.publisher, "schedule", unseen, asked="1")
    assert list(errors(refused)) == ["at", "bypass"]
    assert '<a href="#id_at">Publish at</a>: This field is required.' in refused.text
    at = wall(tonight(clock))
    press(newsroom.publisher, "schedule", unseen, asked="1", at=at, bypass="Evacuation order")
    assert publication(unseen) == Publication.SCHEDULED


def test_what_another_made_ready_goes_out_without_a_question(newsroom: Newsroom, unseen: Story) -> None:
    answer = press(newsroom.publisher, "ready", unseen)
    assert said(answer)[0].startswith("paul saved this text and cannot be the second pair of eyes.")
    press(newsroom.editor, "ready", unseen)
    assert buttons(newsroom.publisher, unseen)["publish"] == "Publish now on Miami News"
    press(newsroom.publisher, "publish", unseen)
    assert publication(unseen) == Publication.LIVE
