"""Who has a story, and what people note on it."""

import pytest
from django.db import IntegrityError, transaction

from articles.errors import NotAllowed, NothingToNote, NotOnThisDesk
from articles.models import Role, Section, Story, StoryEvent, StoryNote, User
from articles.permissions import may
from articles.services.assigning import add_note, assign_story, desk_of, resolve_note
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.text.anchors import find_anchor
from articles.text.html import plain_text
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def edna(section: Section) -> User:
    return make_user("edna", Role.EDITOR, section.station)


@pytest.fixture
def rita(section: Section) -> User:
    return make_user("rita", Role.REPORTER, section.station)


@pytest.fixture
def story(section: Section) -> Story:
    return make_story(section)


def verbs(story: Story) -> list[str]:
    return list(StoryEvent.objects.filter(story_id=story.pk).order_by("pk").values_list("verb", flat=True))


def test_an_assignment_lets_a_reporter_write_until_it_is_live(story: Story, edna: User, rita: User) -> None:
    assert not may(rita, "edit_story", story)
    assign_story(story=story, to=rita, by=edna)
    story.refresh_from_db()
    assert story.assigned_to == rita
    assert may(rita, "edit_story", story)
    assert may(rita, "submit_story", story)
    publish_story(placement=home(story), by=None)
    assert not may(rita, "edit_story", story)


def test_it_can_be_taken_back_and_is_on_the_record(story: Story, edna: User, rita: User) -> None:
    assign_story(story=story, to=rita, by=edna)
    assign_story(story=story, to=rita, by=edna)
    assign_story(story=story, to=None, by=edna)
    assert verbs(story)[1:] == ["assigned", "unassigned"]
    assert not may(rita, "edit_story", Story.objects.get())


def test_the_record_tells_from_whom_and_to_whom(story: Story, edna: User, rita: User) -> None:
    for to in (rita, edna, None):
        assign_story(story=story, to=to, by=edna)
    told = StoryEvent.objects.filter(verb__in=["assigned", "unassigned"]).order_by("pk")
    assert [(event.person_before, event.person_after) for event in told] == [
        (None, rita),
        (rita, edna),
        (edna, None),
    ]


def test_only_to_somebody_of_the_desk(story: Story, edna: User) -> None:
    stranger = make_user("zoe", Role.MANAGER, make_station("KZVN"))
    with pytest.raises(NotOnThisDesk):
        assign_story(story=story, to=stranger, by=edna)
    with pytest.raises(NotOnThisDesk):
        add_note(story=story, by=edna, text="Look", to=stranger)


def test_a_reporter_assigns_nothing(story: Story, rita: User) -> None:
    with pytest.raises(NotAllowed):
        assign_story(story=story, to=rita, by=rita)


def test_the_desk_of_a_story_is_who_reaches_it(
    story: Story, section: Section, edna: User, rita: User
) -> None:
    weather = make_section(section.station, "Weather")
    make_user("wes", Role.EDITOR, section.station, section=weather)
    here = make_user("lola", Role.EDITOR, section.station, section=section)
    make_user("dan", Role.EDITOR, section.station, is_active=False)
    make_user("zoe", Role.EDITOR, make_station("KZVN"))
    assert list(desk_of(story)) == [edna, here, rita]


# --- Notes ----------------------------------------------------------------------------------------------


def test_a_note_stays_with_its_words(story: Story, rita: User) -> None:
    note = add_note(story=story, by=rita, text="  Since\nwhen? ", quote="from Monday", before="runs again ")
    assert (note.text, note.quote, note.position) == ("Since when?", "from Monday", 21)
    Story.objects.update(body="<p>A new opening.</p><p>The ferry runs from Monday, at last.</p>")
    text = " ".join(plain_text(Story.objects.get().body).split())
    place = find_anchor(text, StoryNote.objects.get().anchor)
    assert place is not None
    assert text[place.start : place.end] == "from Monday"


def test_a_note_needs_words(story: Story, rita: User) -> None:
    with pytest.raises(NothingToNote):
        add_note(story=story, by=rita, text=" \n ")
    with pytest.raises(IntegrityError, match="note_says_something"), transaction.atomic():
        StoryNote.objects.create(story=story, author=rita, text="")


def test_a_note_is_for_who_sees_the_story(story: Story) -> None:
    stranger = make_user("zoe", Role.MANAGER, make_station("KZVN"))
    with pytest.raises(NotAllowed):
        add_note(story=story, by=stranger, text="Look")


@pytest.mark.parametrize(("who", "allowed"), [("rita", True), ("to", True), ("edna", True), ("other", False)])
def test_who_settles_a_note(story: Story, edna: User, rita: User, who: str, allowed: bool) -> None:
    addressee = make_user("tom", Role.REPORTER, story.station)
    other = make_user("omar", Role.REPORTER, story.station)
    note = add_note(story=story, by=rita, text="Since when?", to=addressee)
    by = {"rita": rita, "to": addressee, "edna": edna, "other": other}[who]
    if not allowed:
        with pytest.raises(NotAllowed):
            resolve_note(note=note, by=by)
        return
    resolve_note(note=note, by=by)
    resolve_note(note=note, by=edna)
    note.refresh_from_db()
    assert note.resolved_by == by
    assert verbs(story)[-2:] == ["noted", "note_resolved"]


def test_a_note_to_nobody_is_for_who_has_the_story(story: Story, edna: User, rita: User) -> None:
    other = make_user("omar", Role.REPORTER, story.station)
    Story.objects.filter(pk=story.pk).update(created_by=None, assigned_to=rita)
    note = add_note(story=story, by=edna, text="Since when?")
    with pytest.raises(NotAllowed):
        resolve_note(note=note, by=other)
    resolve_note(note=note, by=rita)
    note.refresh_from_db()
    assert note.resolved_by == rita


def test_a_redaction_takes_the_notes(story: Story, rita: User) -> None:
    add_note(story=story, by=rita, text="Since when?", quote="from Monday")
    redact_story(story=story, by=make_admin(), reason="Court order.")
    assert not StoryNote.objects.exists()
