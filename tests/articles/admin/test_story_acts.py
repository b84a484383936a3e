"""The buttons of a story: who sees them, and what each leaves behind."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from articles.errors import EditionWaits, EditionWasLive, NothingToPublish, StoryIsKilled
from articles.models import Edition, EmbargoOverride, Placement, Story, StoryEvent, User
from articles.services.deleting import bin_story
from articles.services.drafting import move_stage
from articles.services.publishing import kill_story, publish_story
from articles.workflow import Publication, Stage
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, said, save, send, url
from tests.cast import home, make_story
from tests.conftest import Clock

EASTERN = ZoneInfo("America/New_York")


def press(user: User, act: str, story: Story, **answers: Any) -> Any:
    """The button alone, as on a page whose form is not open to the user."""
    return desk(user).post(url(f"story_{act}", story.pk), answers)


def buttons(user: User, story: Story) -> dict[str, str]:
    acts = desk(user).get(url("story_change", story.pk)).context["acts"]
    return {act.name: act.words for act in acts}


def publication(story: Story) -> Publication:
    return home(story).publication


def verbs(story: Story) -> list[str]:
    return list(StoryEvent.objects.filter(story_id=story.pk).order_by("pk").values_list("verb", flat=True))


def tonight(clock: Clock, hours: int = 3) -> dt.datetime:
    """Some hours ahead, to the minute."""
    return (clock.now() + dt.timedelta(hours=hours)).replace(second=0, microsecond=0)


def wall(moment: dt.datetime) -> str:
    return moment.astimezone(EASTERN).strftime("%Y-%m-%dT%H:%M")


# --- Which buttons there are ----------------------------------------------------------------------------


def test_each_role_sees_its_buttons_on_a_draft(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    desk_steps = {"submit": "Submit for review", "ready": "Make ready"}
    publishing = {"publish": "Publish now on Miami News", "schedule": "Publish at a time"}
    assert buttons(newsroom.reporter, story) == {"submit": "Submit for review"}
    assert buttons(newsroom.editor, story) == desk_steps | {"bin": "Put in the bin"}
    assert buttons(newsroom.publisher, story) == publishing | desk_steps | {"bin": "Put in the bin"}
    assert buttons(newsroom.manager, story) == publishing | desk_steps | {"bin": "Put in the bin"}


def test_buttons_follow_the_state(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    assert buttons(newsroom.publisher, story).keys() == {"submit", "ready", "withdraw"}
    Story.objects.filter(pk=story.pk).update(deck="Changed")
    assert buttons(newsroom.publisher, story)["publish"] == "Publish changes now on Miami News"
    publish_story(placement=home(story), by=None, at=tonight(clock))
    names = buttons(newsroom.publisher, story)
    assert names["schedule"] == "Move to another time"
    assert names["cancel"].startswith("Cancel the version for ")
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
    *("bin", "unbin", "submit", "ready", "return"),
)


@pytest.mark.parametrize("act", ACTS)
def test_another_stations_editor_finds_no_button_and_nobody_can_press_one_by_get(
    newsroom: Newsroom, act: str
) -> None:
    story = make_story(newsroom.local)
    assert press(newsroom.zoe, act, story).status_code == 404
    assert desk(newsroom.gia).get(url(f"story_{act}", story.pk)).status_code == 405


# --- Publishing -----------------------------------------------------------------------------------------


def test_publish_saves_what_is_on_the_screen_and_then_publishes_it(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = send(desk(newsroom.publisher), url("story_publish", story.pk), story, headline="As last typed")
    assert said(answer) == ["Saved.", "Live on Miami News: edition 1."]
    edition = story.editions.get()
    assert (edition.headline, edition.created_by) == ("As last typed", newsroom.publisher)
    assert verbs(story) == ["saved", "saved", "published"]


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


# --- While a version waits ------------------------------------------------------------------------------


@pytest.fixture
def waiting(newsroom: Newsroom, clock: Clock) -> Story:
    """Live, with a replacement in three hours."""
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=story.pk).update(deck="For tonight")
    publish_story(placement=home(story), by=None, at=tonight(clock))
    return story


def coming(story: Story) -> Edition | None:
    return story.editions.coming().first()


def test_a_save_asks_what_becomes_of_the_version_that_waits(newsroom: Newsroom, waiting: Story) -> None:
    refused = save(desk(newsroom.publisher), waiting, deck="Newer")
    assert errors(refused) == {"waiting": [str(EditionWaits())]}
    assert b"Newer" in refused.content


def test_a_save_may_freeze_it_anew_keep_it_or_cancel_it(newsroom: Newsroom, waiting: Story) -> None:
    client, before = desk(newsroom.publisher), coming(waiting)
    assert before is not None
    save(client, waiting, deck="Kept out", waiting="keep")
    assert coming(waiting) == before
    save(client, waiting, deck="Newest", waiting="refreeze")
    after = coming(waiting)
    assert after is not None
    assert (after.deck, after.live_from, after.number) == ("Newest", before.live_from, before.number + 1)
    save(client, waiting, deck="Never mind", waiting="cancel")
    assert coming(waiting) is None


def test_an_editor_can_only_leave_it_as_it_is(newsroom: Newsroom, waiting: Story) -> None:
    client, before = desk(newsroom.editor), coming(waiting)
    refused = save(client, waiting, deck="Newer", waiting="refreeze")
    assert list(errors(refused)) == ["waiting"]
    assert save(client, waiting, deck="Newer").status_code == 302
    assert coming(waiting) == before


def test_names_alone_ask_too(newsroom: Newsroom, waiting: Story) -> None:
    refused = save(
        desk(newsroom.publisher), waiting, **{"bylines-0-name": "Ana Ruiz", "bylines-0-ORDER": "1"}
    )
    assert list(errors(refused)) == ["waiting"]
    assert not waiting.bylines.exists()


def test_publish_asks_whether_to_keep_or_cancel_it(newsroom: Newsroom, waiting: Story) -> None:
    client, before = desk(newsroom.publisher), coming(waiting)
    asked = send(client, url("story_publish", waiting.pk), waiting, deck="A fix, now")
    assert asked.status_code == 200
    assert [name for name, _ in asked.context["form"].fields["waiting"].choices] == ["keep", "cancel"]
    assert waiting.editions.live().get().deck == ""
    client.post(url("story_publish", waiting.pk), {"asked": "1", "waiting": "keep"})
    assert waiting.editions.live().get().deck == "A fix, now"
    assert coming(waiting) == before


def test_publish_and_cancel_what_waits(newsroom: Newsroom, waiting: Story, clock: Clock) -> None:
    Story.objects.filter(pk=waiting.pk).update(deck="A fix, now")
    press(newsroom.publisher, "publish", waiting, asked="1", waiting="cancel")
    clock.advance(dt.timedelta(hours=4))
    assert waiting.editions.live().get().deck == "A fix, now"


def test_another_time_moves_it(newsroom: Newsroom, waiting: Story, clock: Clock) -> None:
    later = tonight(clock, 6)
    client = desk(newsroom.publisher)
    asked = client.post(url("story_schedule", waiting.pk), {"at": wall(later)})
    assert "waiting" in asked.context["form"].fields  # not seen to be moving: perhaps somebody else's
    client.post(url("story_schedule", waiting.pk), {"at": wall(later), "moves": coming(waiting).pk})  # type: ignore[union-attr]
    moved = coming(waiting)
    assert moved is not None
    assert moved.live_from == later


# --- Embargo --------------------------------------------------------------------------------------------


def test_an_embargo_is_overridden_with_a_reason_on_the_record(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local, embargo_until=clock.now() + dt.timedelta(days=1))
    asked = press(newsroom.publisher, "publish", story)
    assert asked.status_code == 200
    assert errors(asked) == {}
    assert list(asked.context["form"].fields) == ["override"]
    assert not story.editions.exists()
    press(newsroom.publisher, "publish", story, asked="1", override="Another paper has it")
    assert publication(story) == Publication.LIVE
    override = EmbargoOverride.objects.get()
    assert (override.reason, override.by) == ("Another paper has it", newsroom.publisher)


def test_a_time_before_the_embargo_asks_for_the_reason_too(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local, embargo_until=clock.now() + dt.timedelta(days=1))
    asked = press(newsroom.publisher, "schedule", story, at=wall(tonight(clock)))
    assert list(asked.context["form"].fields) == ["at", "override"]
    after = tonight(clock, 30)
    press(newsroom.publisher, "schedule", story, at=wall(after))
    assert story.editions.get().live_from == after


def test_only_a_publisher_lifts_an_embargo(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, embargo_until=dt.datetime(2030, 1, 2, tzinfo=dt.UTC))
    for earlier in ("", "2030-01-01T00:00"):
        refused = save(desk(newsroom.editor), story, embargo_until=earlier)
        assert errors(refused)["embargo_until"] == [
            "Only a publisher can lift an embargo or bring it forward."
        ]
    assert save(desk(newsroom.editor), story, embargo_until="2030-01-05T00:00").status_code == 302
    assert save(desk(newsroom.publisher), story, embargo_until="").status_code == 302


def test_an_embargo_behind_a_scheduled_version_is_told_at_its_field(
    newsroom: Newsroom, waiting: Story
) -> None:
    refused = save(desk(newsroom.publisher), waiting, embargo_until="2035-01-01T00:00", waiting="keep")
    assert list(errors(refused)) == ["embargo_until"]


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
    press(newsroom.editor, "return", story)
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
