"""Bringing back what readers had before, planning an end, and taking a schedule back."""

import datetime as dt

import pytest

from articles.errors import (
    EditionWaits,
    EmbargoHolds,
    NothingToRevertTo,
    StoryIsHeld,
    StoryIsKilled,
    WrongStep,
    WrongTime,
)
from articles.models import FAR_FUTURE, PageChange, Placement, PublishedEdition, PublishedGone, Story, User
from articles.services.copies import duplicate_story
from articles.services.drafting import Credit
from articles.services.publishing import cancel_scheduled, publish_story, revert_story, set_end
from articles.services.taking_down import kill_story, withdraw_story
from articles.services.verification import verify_editions
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def gia() -> User:
    return make_admin()


@pytest.fixture
def placement() -> Placement:
    """Live in its third edition: One, Two, Three."""
    station = make_station()
    place = home(make_story(make_section(station), "One", slug="one", credits=[Credit("Ana Ruiz")]))
    publish_story(placement=place, by=None)
    for headline in ("Two", "Three"):
        rewrite(place, headline)
        publish_story(placement=place, by=None)
    return place


def rewrite(placement: Placement, headline: str) -> None:
    Story.objects.filter(pk=placement.story_id).update(headline=headline)


def seen(placement: Placement) -> list[str]:
    return list(PublishedEdition.objects.filter(number=placement.story_id).values_list("headline", flat=True))


# --- Reverting ------------------------------------------------------------------------------------------


def test_the_edition_before_comes_back_as_the_next_one(placement: Placement, gia: User) -> None:
    back = revert_story(placement=placement, by=gia)
    second = placement.editions.get(number=2)
    assert (back.number, back.headline, seen(placement)) == (4, "Two", ["Two"])
    assert back.content_sha256 == second.content_sha256
    assert (back.first_live_at, back.published_at) == (second.first_live_at, second.published_at)
    assert list(verify_editions()) == []
    assert Story.objects.get().headline == "Three"


def test_where_it_was_filed_comes_back_too(placement: Placement, gia: User) -> None:
    Placement.objects.filter(pk=placement.pk).update(
        slug="moved", section=make_section(placement.station, "Sports")
    )
    publish_story(placement=placement, by=None)
    back = revert_story(placement=placement, by=gia)
    assert (back.slug, back.section.name) == ("one", "Local News")


def test_any_earlier_edition_can_be_chosen(placement: Placement, gia: User) -> None:
    revert_story(placement=placement, by=gia, to=placement.editions.get(number=1))
    assert seen(placement) == ["One"]
    with pytest.raises(NothingToRevertTo):
        revert_story(placement=placement, by=gia, to=placement.editions.get(number=4))


def test_reverting_twice_goes_back_and_forth(placement: Placement, gia: User) -> None:
    revert_story(placement=placement, by=gia)
    revert_story(placement=placement, by=gia)
    assert seen(placement) == ["Three"]


def test_one_edition_alone_has_nothing_before_it(gia: User) -> None:
    placement = home(make_story(make_section(make_station())))
    with pytest.raises(WrongStep):
        revert_story(placement=placement, by=gia)
    publish_story(placement=placement, by=None)
    with pytest.raises(NothingToRevertTo):
        revert_story(placement=placement, by=gia)


def test_what_was_scheduled_and_cancelled_never_comes_back(
    placement: Placement, gia: User, clock: Clock
) -> None:
    rewrite(placement, "Never")
    publish_story(placement=placement, by=None, at=clock.now() + HOUR)
    cancel_scheduled(placement=placement, by=None)
    assert revert_story(placement=placement, by=gia).headline == "Two"


def test_it_asks_about_what_waits(placement: Placement, gia: User, clock: Clock) -> None:
    rewrite(placement, "Tonight")
    publish_story(placement=placement, by=None, at=clock.now() + HOUR)
    with pytest.raises(EditionWaits):
        revert_story(placement=placement, by=gia)
    revert_story(placement=placement, by=gia, waiting="keep")
    assert seen(placement) == ["Two"]
    clock.advance(2 * HOUR)
    assert seen(placement) == ["Tonight"]


def test_hold_and_embargo_hold_here_too(placement: Placement, gia: User, clock: Clock) -> None:
    Story.objects.update(embargo_until=clock.now() + HOUR)
    with pytest.raises(EmbargoHolds):
        revert_story(placement=placement, by=gia)
    Story.objects.update(on_hold=True)
    with pytest.raises(StoryIsHeld):
        revert_story(placement=placement, by=gia)
    assert seen(placement) == ["Three"]


# --- A planned end --------------------------------------------------------------------------------------


def test_an_end_can_be_set_moved_and_lifted(placement: Placement, gia: User, clock: Clock) -> None:
    set_end(placement=placement, by=gia, until=clock.now() + HOUR)
    later = clock.now() + 3 * HOUR
    assert set_end(placement=placement, by=gia, until=later).live_until == later
    assert PageChange.objects.filter(effective_at=later).count() == 1
    clock.advance(2 * HOUR)
    assert seen(placement) == ["Three"]
    clock.advance(2 * HOUR)
    assert (seen(placement), PublishedGone.objects.get().kind) == ([], "expired")
    publish_story(placement=placement, by=gia)
    assert set_end(placement=placement, by=gia, until=None).live_until == FAR_FUTURE


def test_the_end_belongs_to_the_edition_that_waits(placement: Placement, gia: User, clock: Clock) -> None:
    rewrite(placement, "Tonight")
    coming = publish_story(placement=placement, by=None, at=clock.now() + 2 * HOUR)
    with pytest.raises(WrongTime, match="Another edition begins after that end"):
        set_end(placement=placement, by=gia, until=clock.now() + HOUR)
    assert set_end(placement=placement, by=gia, until=clock.now() + 3 * HOUR).pk == coming.pk
    with pytest.raises(WrongTime, match="That time has passed"):
        set_end(placement=placement, by=gia, until=clock.now() - HOUR)


def test_what_begins_after_a_planned_end_has_none(placement: Placement, gia: User, clock: Clock) -> None:
    set_end(placement=placement, by=gia, until=clock.now() + HOUR)
    rewrite(placement, "Back again")
    coming = publish_story(placement=placement, by=None, at=clock.now() + 2 * HOUR)
    assert coming.live_until == FAR_FUTURE
    clock.advance(dt.timedelta(minutes=90))
    assert seen(placement) == []
    clock.advance(HOUR)
    assert seen(placement) == ["Back again"]


# --- Taking a schedule back -----------------------------------------------------------------------------


def test_what_was_withdrawn_is_withdrawn_again(placement: Placement, clock: Clock) -> None:
    withdraw_story(placement=placement, by=None, reason="Under review.")
    before = home(placement.story)
    publish_story(placement=placement, by=None, at=clock.now() + HOUR)
    cancel_scheduled(placement=placement, by=None)
    after = home(placement.story)
    assert (after.publication, after.down_at) == ("withdrawn", before.down_at)
    assert PublishedGone.objects.get().reason == "Under review."


def test_what_came_back_meanwhile_is_not(placement: Placement, gia: User, clock: Clock) -> None:
    withdraw_story(placement=placement, by=None)
    publish_story(placement=placement, by=None)
    set_end(placement=placement, by=gia, until=clock.now() + HOUR)
    clock.advance(2 * HOUR)
    publish_story(placement=placement, by=None, at=clock.now() + HOUR)
    cancel_scheduled(placement=placement, by=None)
    assert home(placement.story).publication == "expired"


# --- Copies ---------------------------------------------------------------------------------------------


def test_a_copy_is_a_draft_of_its_own(placement: Placement, gia: User, clock: Clock) -> None:
    story = placement.story
    Story.objects.filter(pk=story.pk).update(
        embargo_until=clock.now() + HOUR, published_at=clock.now(), deck="A deck"
    )
    story.refresh_from_db()
    story.tags.add("Transit")
    copy = duplicate_story(story=story, by=gia)
    assert copy.pk != story.pk
    assert (copy.headline, copy.deck, copy.body) == (story.headline, story.deck, story.body)
    assert (copy.embargo_until, copy.published_at, copy.created_by) == (story.embargo_until, None, gia)
    assert [row.name for row in copy.bylines.all()] == ["Ana Ruiz"]
    assert list(copy.tags.names()) == ["Transit"]
    assert home(copy).publication == "unpublished"


def test_a_killed_story_is_not_copied(placement: Placement, gia: User) -> None:
    kill_story(story=placement.story, by=gia)
    with pytest.raises(StoryIsKilled):
        duplicate_story(story=placement.story, by=gia)
