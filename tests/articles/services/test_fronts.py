"""Arranging fronts: what is saved, what is refused, what stays on the record, what pages hear of it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from articles.errors import FrontWasArranged, NotAllowed, NotForThisFront, PreviewIsOver
from articles.models import Front, FrontArrangement, FrontSlot, PageChange, Role, Section, Story, User
from articles.services.fronts import (
    Slot,
    arrange_front,
    bring_back,
    open_front_preview,
    preview_token,
    slots_of,
)
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.cast import home, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


def live(section: Section, headline: str = "Ferry returns to the bay") -> Story:
    story = make_story(section, headline)
    publish_story(placement=home(story), by=None)
    return story


def arrange(
    section: Section, *slots: Slot, of: Section | None = None, seen: int = 0, by: User | None = None
) -> Front:
    return arrange_front(station=section.station, section=of, slots=slots, seen=seen, by=by)


def test_each_save_is_an_arrangement_of_its_own(section: Section) -> None:
    one, two = live(section), live(section)
    editor = make_user("edna", Role.EDITOR, section.station)
    arrange(section, Slot(1, one.pk), by=editor)
    front = arrange(section, Slot(1, two.pk), Slot(2, one.pk), seen=1, by=editor)
    assert front.version == 2
    assert list(front.arrangements.values_list("version", "by", "restores")) == [
        (2, editor.pk, None),
        (1, editor.pk, None),
    ]
    assert slots_of(front) == [Slot(1, two.pk), Slot(2, one.pk)]
    assert slots_of(front, 1) == [Slot(1, one.pk)]


def test_the_same_slots_again_are_no_other_arrangement(section: Section) -> None:
    story = live(section)
    arrange(section, Slot(1, story.pk))
    assert arrange(section, Slot(1, story.pk), seen=1).version == 1


def test_who_comes_second_changes_nothing(section: Section) -> None:
    one, two = live(section), live(section)
    arrange(section, Slot(1, one.pk))
    with pytest.raises(FrontWasArranged):
        arrange(section, Slot(1, two.pk), seen=0)
    assert slots_of(Front.objects.get()) == [Slot(1, one.pk)]


def test_an_earlier_arrangement_comes_back_in_one_act(section: Section) -> None:
    one, two = live(section), live(section)
    editor = make_user("edna", Role.EDITOR, section.station)
    arrange(section, Slot(1, one.pk))
    front = arrange(section, Slot(1, two.pk), seen=1)
    front = bring_back(front=front, version=1, seen=2, by=editor)
    assert slots_of(front) == [Slot(1, one.pk)]
    assert front.arrangements.values_list("version", "by", "restores")[0] == (3, editor.pk, 1)
    front = bring_back(front=front, version=0, seen=3, by=editor)
    assert slots_of(front) == []


def test_only_what_readers_get_or_will_get_is_put_there(section: Section, clock: Clock) -> None:
    draft, coming, foreign = (
        make_story(section),
        make_story(section),
        live(make_section(make_station("KZVN"))),
    )
    publish_story(placement=home(coming), by=None, at=clock.now() + HOUR)
    for story in (draft, foreign):
        with pytest.raises(NotForThisFront):
            arrange(section, Slot(1, story.pk))
    assert arrange(section, Slot(1, coming.pk)).version == 1


def test_what_stands_there_may_stay_when_its_story_is_gone(section: Section) -> None:
    gone, other = live(section), live(section)
    arrange(section, Slot(1, gone.pk))
    withdraw_story(placement=home(gone), by=None)
    assert arrange(section, Slot(1, gone.pk), Slot(2, other.pk), seen=1).version == 2


def test_an_editor_arranges_and_a_reporter_does_not(section: Section) -> None:
    story, editor = live(section), make_user("edna", Role.EDITOR, section.station)
    reporter = make_user("rita", Role.REPORTER, section.station)
    for of in (None, section):
        with pytest.raises(NotAllowed):
            arrange(section, Slot(1, story.pk), of=of, by=reporter)
        assert arrange(section, Slot(1, story.pk), of=of, by=editor).version == 1


def test_an_editor_of_a_section_arranges_that_one(section: Section) -> None:
    story, user = live(section), make_user("edna", Role.EDITOR, section.station, section=section)
    assert arrange(section, Slot(1, story.pk), of=section, by=user).version == 1
    for other in (None, make_section(section.station, "Weather")):
        with pytest.raises(NotAllowed):
            arrange(section, Slot(1, story.pk), of=other, by=user)


@pytest.mark.parametrize("rule", ["front_slot_holds_one_story", "front_story_stands_once"])
def test_the_database_holds_one_story_at_a_place_and_one_place_for_a_story(
    section: Section, rule: str
) -> None:
    one, two = live(section), live(section)
    second = Slot(1, two.pk) if rule == "front_slot_holds_one_story" else Slot(2, one.pk)
    with pytest.raises(IntegrityError, match=rule):
        arrange(section, Slot(1, one.pk), second)


def test_stories_follow_each_other_at_a_place(section: Section, clock: Clock) -> None:
    one, two, six = live(section), live(section), clock.now() + HOUR
    assert arrange(section, Slot(1, one.pk, None, six), Slot(1, two.pk, six, None)).version == 1


def test_pages_hear_of_it_now_and_when_a_slot_begins_or_ends(section: Section, clock: Clock) -> None:
    story = live(section)
    begins, ends = clock.now() + HOUR, clock.now() + 2 * HOUR
    PageChange.objects.all().delete()
    arrange(section, Slot(1, story.pk, begins, ends), of=section)
    changes = PageChange.objects.order_by("effective_at")
    keys = [f"front:{section.station_id}", f"section:{section.pk}"]
    assert [change.keys for change in changes] == [keys] * 3
    assert [change.effective_at for change in changes][1:] == [begins, ends]


@pytest.mark.parametrize("model", [FrontArrangement, FrontSlot])
def test_the_record_is_never_altered(section: Section, model: type[Model]) -> None:
    arrange(section, Slot(1, live(section).pk))
    rows = model._default_manager.all()
    for act in (lambda: rows.update(id=99), lambda: rows._raw_delete("default")):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            act()


def test_a_preview_is_signed(section: Section) -> None:
    token = preview_token(station=section.station, section=None, placed={1: 7})
    assert open_front_preview(token=token) == {
        "station": section.station_id,
        "section": None,
        "placed": {1: 7},
    }
    with pytest.raises(PreviewIsOver):
        open_front_preview(token=f"x{token}")
