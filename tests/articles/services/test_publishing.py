"""Publishing: at one instant, at a time, once only, and down again."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from articles.errors import (
    AlreadyScheduled,
    EditionWaits,
    EmbargoHolds,
    NotAllowed,
    NothingToPublish,
    StoryIsGone,
    StoryIsHeld,
    StoryIsKilled,
    WrongTime,
)
from articles.models import (
    FAR_FUTURE,
    Edition,
    EditionKey,
    EmbargoOverride,
    PageChange,
    Placement,
    PublishedEdition,
    PublishedGone,
    Role,
    SearchEntry,
    Story,
    StoryEvent,
)
from articles.services.clearance import lift_embargo
from articles.services.content import read_content
from articles.services.deleting import bin_story
from articles.services.freezing import Span, freeze_edition
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def placement() -> Placement:
    return home(make_story(make_section(make_station())))


def rewrite(placement: Placement, headline: str) -> None:
    Story.objects.filter(pk=placement.story_id).update(headline=headline)


def seen(placement: Placement) -> list[str]:
    """What readers see of the story: a headline, or nothing."""
    return list(PublishedEdition.objects.filter(number=placement.story_id).values_list("headline", flat=True))


def test_publishes_now(placement: Placement) -> None:
    edition = publish_story(placement=placement, by=None)
    assert seen(placement) == ["Ferry returns to the bay"]
    assert (edition.number, edition.live_until) == (1, FAR_FUTURE)
    assert edition.published_at == edition.live_from == edition.first_live_at
    assert PageChange.objects.get().keys == sorted(
        [f"story:{edition.story_id}", f"front:{edition.station_id}", f"section:{edition.section_id}"]
    )
    assert StoryEvent.objects.filter(verb="published", edition_id=edition.pk).count() == 1


def test_second_edition_begins_when_the_first_ends(placement: Placement) -> None:
    first = publish_story(placement=placement, by=None)
    rewrite(placement, "Ferry is late")
    second = publish_story(placement=placement, by=None)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert (second.number, second.published_at) == (2, first.published_at)
    assert seen(placement) == ["Ferry is late"]
    assert set(EditionKey.objects.values_list("edition", flat=True)) == {second.pk}
    assert SearchEntry.objects.get().edition_id == second.pk


def test_same_content_makes_no_second_edition(placement: Placement) -> None:
    publish_story(placement=placement, by=None)
    with pytest.raises(NothingToPublish):
        publish_story(placement=placement, by=None)
    assert Edition.objects.count() == 1


def test_scheduled_appears_by_itself(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    assert (seen(placement), home(placement.story).publication) == ([], "scheduled")
    clock.advance(MINUTE)
    assert (seen(placement), home(placement.story).publication) == (["Ferry returns to the bay"], "live")


def test_cancelled_never_appears(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    cancelled = cancel_scheduled(placement=placement, by=None)
    assert cancelled.live_until == cancelled.live_from
    clock.advance(2 * MINUTE)
    assert seen(placement) == []
    assert publish_story(placement=placement, by=None).number == 2


def test_fix_published_meanwhile_does_not_bring_old_text_back(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None)
    rewrite(placement, "Ferry: the long version")
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    rewrite(placement, "Ferry: corrected")
    with pytest.raises(EditionWaits):
        publish_story(placement=placement, by=None)
    publish_story(placement=placement, by=None, waiting="cancel")
    clock.advance(2 * MINUTE)
    assert seen(placement) == ["Ferry: corrected"]


def test_kept_replacement_still_comes(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None)
    rewrite(placement, "Ferry: the long version")
    coming = publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    rewrite(placement, "Ferry: corrected")
    fix = publish_story(placement=placement, by=None, waiting="keep")
    assert fix.live_until == coming.live_from
    assert seen(placement) == ["Ferry: corrected"]
    clock.advance(MINUTE)
    assert seen(placement) == ["Ferry: the long version"]


def test_cancelling_a_replacement_leaves_the_live_one(placement: Placement, clock) -> None:
    live = publish_story(placement=placement, by=None)
    rewrite(placement, "Ferry is late")
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    live.refresh_from_db()
    assert live.live_until != FAR_FUTURE
    cancel_scheduled(placement=placement, by=None)
    live.refresh_from_db()
    assert live.live_until == FAR_FUTURE


def test_a_planned_end_is_kept_by_the_next_edition(placement: Placement, clock) -> None:
    end = clock.now() + MINUTE
    publish_story(placement=placement, by=None, until=end)
    rewrite(placement, "Ferry is late")
    assert publish_story(placement=placement, by=None).live_until == end
    clock.advance(MINUTE)
    assert (seen(placement), home(placement.story).publication) == ([], "expired")


def test_only_one_may_wait(placement: Placement, clock) -> None:
    at = clock.now() + MINUTE
    publish_story(placement=placement, by=None, at=at)
    rewrite(placement, "Ferry is late")
    with pytest.raises(AlreadyScheduled):
        publish_story(placement=placement, by=None, at=at + MINUTE, waiting="keep")
    assert publish_story(placement=placement, by=None, at=at + MINUTE, waiting="cancel").number == 2


@pytest.mark.parametrize("minutes", [-1, 0])
def test_a_time_that_has_passed_is_refused(placement: Placement, clock, minutes: int) -> None:
    with pytest.raises(WrongTime):
        publish_story(placement=placement, by=None, at=clock.now() + minutes * MINUTE)


def test_withdrawn_is_gone_at_once_and_comes_back_as_the_next_edition(placement: Placement) -> None:
    publish_story(placement=placement, by=None)
    withdraw_story(placement=placement, by=None, reason="Under review.")
    gone = PublishedGone.objects.get(number=placement.story_id)
    assert (seen(placement), gone.kind, gone.reason) == ([], "withdrawn", "Under review.")
    assert PageChange.objects.filter(hard=True).count() == 1
    again = publish_story(placement=placement, by=None)
    assert (again.number, seen(placement)) == (2, ["Ferry returns to the bay"])
    assert not PublishedGone.objects.exists()


def test_withdrawing_cancels_what_was_coming(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None)
    rewrite(placement, "Ferry is late")
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    withdraw_story(placement=placement, by=None)
    clock.advance(2 * MINUTE)
    assert seen(placement) == []


def test_killed_stays_down_until_an_administrator_revives_it(placement: Placement) -> None:
    manager = make_user("mia", Role.MANAGER, placement.station)
    publish_story(placement=placement, by=manager)
    kill_story(story=placement.story, by=manager, reason="Retracted.")
    assert PublishedGone.objects.get().kind == "killed"
    with pytest.raises(StoryIsKilled):
        publish_story(placement=placement, by=manager)
    with pytest.raises(NotAllowed):
        revive_story(story=placement.story, by=manager)
    revive_story(story=placement.story, by=make_admin())
    assert publish_story(placement=placement, by=manager).number == 2


def test_embargo_holds_by_every_route(placement: Placement, clock) -> None:
    embargo = clock.now() + 10 * MINUTE
    Story.objects.filter(pk=placement.story_id).update(embargo_until=embargo)
    with pytest.raises(EmbargoHolds):
        publish_story(placement=placement, by=None)
    with pytest.raises(EmbargoHolds):
        publish_story(placement=placement, by=None, at=embargo - MINUTE)
    assert publish_story(placement=placement, by=None, at=embargo).live_from == embargo


def test_embargo_override_names_who_and_why(placement: Placement, clock) -> None:
    Story.objects.filter(pk=placement.story_id).update(embargo_until=clock.now() + MINUTE)
    editor = make_user("edna", Role.EDITOR, placement.station)
    publisher = make_user("paul", Role.PUBLISHER, placement.station)
    with pytest.raises(NotAllowed):
        publish_story(placement=placement, by=editor, override_embargo="It leaked.")
    publish_story(placement=placement, by=publisher, override_embargo="It leaked.")
    override = EmbargoOverride.objects.get()
    assert (override.by, override.reason) == (publisher, "It leaked.")


def test_a_held_story_goes_out_by_no_route(placement: Placement, clock) -> None:
    Story.objects.filter(pk=placement.story_id).update(on_hold=True)
    for at in (None, clock.now() + MINUTE):
        with pytest.raises(StoryIsHeld):
            publish_story(placement=placement, by=None, at=at)
    edition = freeze_edition(
        content=read_content(placement.story, placement),
        placement=placement,
        span=Span(live_from=clock.now() + MINUTE),
    )
    with pytest.raises(IntegrityError, match="held for release"), transaction.atomic():
        edition.save()


def test_a_hold_is_refused_while_an_edition_would_go_out_despite_it(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    with pytest.raises(IntegrityError, match="despite the hold"), transaction.atomic():
        Story.objects.filter(pk=placement.story_id).update(on_hold=True)
    cancel_scheduled(placement=placement, by=None)
    Story.objects.filter(pk=placement.story_id).update(on_hold=True)


@pytest.mark.parametrize("minutes", [None, 1])
def test_an_embargo_is_lifted_on_record_only(placement: Placement, clock, minutes: int | None) -> None:
    story, held = placement.story, clock.now() + 10 * MINUTE
    earlier = clock.now() + minutes * MINUTE if minutes else None
    publisher = make_user("paul", Role.PUBLISHER, placement.station)
    Story.objects.filter(pk=story.pk).update(embargo_until=held)
    with pytest.raises(IntegrityError, match="with a reason on the record"), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(embargo_until=earlier)
    with pytest.raises(EmbargoHolds):
        lift_embargo(story=story, until=earlier, by=publisher, reason="")
    with pytest.raises(NotAllowed):
        lift_embargo(
            story=story, until=earlier, by=make_user("edna", Role.EDITOR, story.station), reason="Mistyped."
        )
    lift_embargo(story=story, until=earlier, by=publisher, reason="The agency released it.")
    Story.objects.filter(pk=story.pk).update(embargo_until=earlier)
    override = EmbargoOverride.objects.get()
    assert (override.embargo_until, override.by) == (held, publisher)
    assert StoryEvent.objects.filter(verb="embargo_lifted").count() == 1


def test_setting_prolonging_or_outliving_an_embargo_needs_no_record(placement: Placement, clock) -> None:
    story = placement.story
    publisher = make_user("paul", Role.PUBLISHER, placement.station)
    for minutes in (5, 10):
        until = clock.now() + minutes * MINUTE
        lift_embargo(story=story, until=until, by=publisher, reason="")
        Story.objects.filter(pk=story.pk).update(embargo_until=until)
    clock.advance(11 * MINUTE)
    lift_embargo(story=story, until=None, by=publisher, reason="")
    Story.objects.filter(pk=story.pk).update(embargo_until=None)
    assert not EmbargoOverride.objects.exists()


def test_a_later_embargo_does_not_undo_what_is_scheduled(placement: Placement, clock) -> None:
    publish_story(placement=placement, by=None, at=clock.now() + MINUTE)
    with pytest.raises(IntegrityError, match="scheduled before that embargo"), transaction.atomic():
        Story.objects.filter(pk=placement.story_id).update(embargo_until=clock.now() + 5 * MINUTE)


def test_binned_stories_are_not_published(placement: Placement) -> None:
    bin_story(story=placement.story, by=make_admin())
    with pytest.raises(StoryIsGone):
        publish_story(placement=placement, by=None)


def test_who_may(placement: Placement) -> None:
    other = make_station("KZVN")
    for name, role, station, allowed in [
        ("rita", Role.REPORTER, placement.station, False),
        ("edna", Role.EDITOR, placement.station, False),
        ("zoe", Role.MANAGER, other, False),
        ("paul", Role.PUBLISHER, placement.station, True),
    ]:
        user = make_user(name, role, station)
        if allowed:
            publish_story(placement=placement, by=user)
        else:
            with pytest.raises(NotAllowed):
                publish_story(placement=placement, by=user)
    assert Edition.objects.get().created_by.username == "paul"


FORBIDDEN = {
    "edition_is_frozen": "update articles_edition set headline = 'Other'",
    "edition_keeps_its_past": "update articles_edition set live_until = live_from",
    "edition_is_kept": "delete from articles_edition",
    "edition_redaction_is_whole": "update articles_edition set redacted_at = now(), headline = ''",
    "record_is_append_only": "update articles_storyevent set verb = 'x'",
    "placement_down_is_down": "update articles_placement set down_kind = 'withdrawn', down_at = now()",
    "story_bin_takes_drafts_only": "update articles_story set binned_at = now()",
    "edition_one_live_at_any_instant": """
        insert into articles_edition select (jsonb_populate_record(e, jsonb_build_object(
            'id', e.id + 1000, 'number', 9, 'live_from', published_clock()))).* from articles_edition e""",
    "edition_never_opens_in_the_past": """
        insert into articles_edition select (jsonb_populate_record(e, jsonb_build_object(
            'id', e.id + 1000, 'number', 9, 'live_from', now() - interval '1 day'))).*
        from articles_edition e""",
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_the_database_refuses_what_services_never_do(placement: Placement, clock, rule: str) -> None:
    """Whoever writes by hand meets the same rules, by name."""
    publish_story(placement=placement, by=None)
    clock.advance(MINUTE)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORBIDDEN[rule])
    assert refusal.value.__cause__.diag.constraint_name == rule
