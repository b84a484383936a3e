"""While a version waits, and under an embargo: what is asked, and what the answers do."""

import datetime as dt

import pytest

from articles.errors import EditionWaits
from articles.models import EmbargoOverride, Story
from articles.services.publishing import publish_story
from articles.workflow import Publication
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import (
    coming,
    desk,
    errors,
    press,
    publication,
    save,
    send,
    tonight,
    url,
    wall,
)
from tests.cast import home, make_story
from tests.conftest import Clock

# --- While a version waits ------------------------------------------------------------------------------


@pytest.fixture
def waiting(newsroom: Newsroom, clock: Clock) -> Story:
    """Live, with a replacement in three hours."""
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=story.pk).update(deck="For tonight")
    publish_story(placement=home(story), by=None, at=tonight(clock))
    return story


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


def test_lifting_an_embargo_asks_for_the_reason_and_keeps_it(newsroom: Newsroom) -> None:
    held = dt.datetime(2030, 1, 2, tzinfo=dt.UTC)
    story = make_story(newsroom.local, embargo_until=held)
    client = desk(newsroom.publisher)
    refused = save(client, story, embargo_until="")
    assert errors(refused) == {"embargo_reason": ["Say why the embargo is lifted or brought forward."]}
    assert save(client, story, embargo_until="", embargo_reason="Released early").status_code == 302
    override = EmbargoOverride.objects.get()
    assert (override.embargo_until, override.reason, override.by) == (
        held,
        "Released early",
        newsroom.publisher,
    )


def test_an_embargo_before_a_chosen_time_is_told_at_its_field(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local, embargo_until=clock.now() + dt.timedelta(days=1))
    told = errors(press(newsroom.publisher, "schedule", story, at=wall(tonight(clock))))
    assert list(told) == ["at"]
    assert told["at"][0].startswith("Embargoed until ")


def test_a_hold_is_refused_while_a_version_goes_out_by_itself(newsroom: Newsroom, waiting: Story) -> None:
    refused = save(desk(newsroom.publisher), waiting, on_hold="on", waiting="keep")
    assert errors(refused)["on_hold"][0].endswith("by itself. Cancel it first.")


def test_an_embargo_behind_a_scheduled_version_is_told_at_its_field(
    newsroom: Newsroom, waiting: Story
) -> None:
    refused = save(desk(newsroom.publisher), waiting, embargo_until="2035-01-01T00:00", waiting="keep")
    assert list(errors(refused)) == ["embargo_until"]
