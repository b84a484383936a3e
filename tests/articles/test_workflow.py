"""The table of steps is what the services do, and what the documentation draws."""

import datetime as dt
from collections.abc import Callable

import pytest

from articles.errors import NewsroomError
from articles.models import Section, Story, User
from articles.permissions import LEAST
from articles.services.correcting import NewCorrection
from articles.services.deleting import bin_story, take_from_bin
from articles.services.publishing import cancel_scheduled, publish_story, revert_story, set_end
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from articles.workflow import BIN, CLOCK, DESK, READERS, Publication, Stage, targets
from tests.articles.draw_workflow import PAGE, drawn
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import Clock

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def gia(db: None) -> User:
    return make_admin()


@pytest.fixture
def section(db: None) -> Section:
    return make_section(make_station())


def rewrite(story: Story, deck: str) -> None:
    Story.objects.filter(pk=story.pk).update(deck=deck)


def in_state(section: Section, state: str, gia: User, clock: Clock) -> Story:
    """A story in that state, with another text than readers ever had."""
    story = make_story(section, by=gia)
    place = home(story)
    if state in ("live", "expired", "withdrawn", "killed"):
        publish_story(placement=place, by=gia)
        rewrite(story, "Second")
        publish_story(placement=place, by=gia)
    match state:
        case "scheduled":
            publish_story(placement=place, by=gia, at=clock.now() + HOUR)
        case "expired":
            set_end(placement=place, by=gia, until=clock.now() + HOUR)
            clock.advance(2 * HOUR)
        case "withdrawn":
            withdraw_story(placement=place, by=gia)
        case "killed":
            kill_story(story=story, by=gia)
        case "bin":
            bin_story(story=story, by=gia)
    rewrite(story, "Third")
    return story


def state_of(story: Story) -> str:
    story.refresh_from_db()
    return BIN if story.binned_at else home(story).publication


STEPS: dict[str, Callable[[Story, User, Clock], object]] = {
    "publish": lambda story, gia, clock: publish_story(placement=home(story), by=gia, waiting="cancel"),
    "schedule": lambda story, gia, clock: publish_story(
        placement=home(story), by=gia, at=clock.now() + HOUR, waiting="cancel"
    ),
    "correct": lambda story, gia, clock: publish_story(
        placement=home(story), by=gia, correction=NewCorrection("update", "More is known.")
    ),
    "cancel": lambda story, gia, clock: cancel_scheduled(placement=home(story), by=gia),
    "revert": lambda story, gia, clock: revert_story(placement=home(story), by=gia),
    "expire": lambda story, gia, clock: set_end(placement=home(story), by=gia, until=clock.now() + 2 * HOUR),
    "withdraw": lambda story, gia, clock: withdraw_story(placement=home(story), by=gia),
    "kill": lambda story, gia, clock: kill_story(story=story, by=gia),
    "revive": lambda story, gia, clock: revive_story(story=story, by=gia),
    "bin_story": lambda story, gia, clock: (take_from_bin if story.binned_at else bin_story)(
        story=story, by=gia
    ),
}
# Killing what is killed already only renews the reason; a live story with nothing coming has none to cancel.
ALLOWED_BESIDE = {("kill", "killed")}
NEEDS_MORE = {("cancel", "live")}


@pytest.mark.django_db
@pytest.mark.parametrize("state", [*Publication.values, BIN])
@pytest.mark.parametrize("verb", STEPS)
def test_a_step_leads_where_the_table_says_and_is_refused_elsewhere(
    section: Section, gia: User, clock: Clock, verb: str, state: str
) -> None:
    story = in_state(section, state, gia, clock)
    assert state_of(story) == state
    expected = targets(verb, state, READERS)
    if (verb, state) in ALLOWED_BESIDE:
        expected |= {state}
    if not expected or (verb, state) in NEEDS_MORE:
        with pytest.raises(NewsroomError):
            STEPS[verb](story, gia, clock)
        assert state_of(story) == state
    else:
        STEPS[verb](story, gia, clock)
        assert state_of(story) in expected


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("verb", ["submit_story", "return_story", "make_ready"])
def test_the_desks_steps_are_those_of_the_table(section: Section, gia: User, verb: str, stage: str) -> None:
    story = make_story(section, by=gia)
    if stage == Stage.IN_REVIEW:
        move_stage(story=story, verb="submit_story", by=gia)
    elif stage == Stage.READY:
        move_stage(story=story, verb="make_ready", by=gia)
    expected = targets(verb, stage, DESK)
    if expected:
        move_stage(story=story, verb=verb, by=gia)
    else:
        with pytest.raises(NewsroomError, match="cannot take that step"):
            move_stage(story=story, verb=verb, by=gia)
    story.refresh_from_db()
    assert {story.stage} == (expected or {stage})


@pytest.mark.django_db
def test_the_clock_takes_its_steps_by_itself(section: Section, gia: User, clock: Clock) -> None:
    story = make_story(section)
    publish_story(placement=home(story), by=gia, at=clock.now() + HOUR, until=clock.now() + 3 * HOUR)
    found = []
    for _ in range(3):
        found.append(state_of(story))
        clock.advance(2 * HOUR)
    assert found == ["scheduled", "live", "expired"]
    assert all(b in targets(CLOCK, a, READERS) for a, b in zip(found, found[1:], strict=False))


def test_every_verb_of_the_table_has_its_role_and_its_service() -> None:
    verbs = {move.verb for move in (*DESK, *READERS)} - {CLOCK}
    assert verbs <= LEAST.keys()
    assert {move.verb for move in READERS} - {CLOCK} == STEPS.keys()


def test_the_documentation_draws_this_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert drawn(page, LEAST) == page, "run python -m tests.articles.draw_workflow"
