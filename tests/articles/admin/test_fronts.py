"""The desk's page of a front: putting, moving, saving, seeing first, undoing, and two at once."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Front, Role, Section, Story, User
from articles.services.fronts import Slot, arrange_front, slots_of
from articles.services.publishing import publish_story
from tests.articles.admin.desks import desk, said, tonight, wall
from tests.cast import home, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def editor(section: Section) -> User:
    return make_user("edna", Role.EDITOR, section.station)


@pytest.fixture
def stories(section: Section) -> list[Story]:
    return [live(section, f"Story {number}") for number in range(1, 7)]


def live(section: Section, headline: str) -> Story:
    story = make_story(section, headline)
    publish_story(placement=home(story), by=None)
    return story


def address(section: Section) -> str:
    return reverse("admin:station_front", args=[section.station_id])


def sent(page: Any) -> dict[str, Any]:
    """What the form on the page would send."""
    form = page.context["form"]
    fields = {field.html_name: field.value() for field in form.management_form}
    for row in form.forms:
        fields |= {field.html_name: field.field.prepare_value(field.value()) for field in row}
    kept = {name: value for name, value in fields.items() if value is not None}
    return kept | {"seen": page.context["seen"]}


def press(client: Client, page: Any, **button: Any) -> Any:
    return client.post(page.request["PATH_INFO"], sent(page) | button)


def shown(page: Any) -> list[tuple[str, int]]:
    return [(str(row["place"].value()), int(row["story"].value())) for row in page.context["form"].forms]


def found(page: Any) -> list[tuple[int, str]]:
    """By number, and where it stands on the front already."""
    return [(story.number, stands) for story, stands in page.context["found"]]


def test_a_story_is_put_there_and_saved(section: Section, editor: User, stories: list[Story]) -> None:
    client = desk(editor)
    page = press(client, client.get(address(section)), put=f"{stories[0].pk}:1")
    assert shown(page) == [("1", stories[0].pk)]
    assert not Front.objects.exists()
    saved = press(client, page, save="1")
    assert saved.headers["Location"] == address(section)
    assert said(saved) == ["Saved. Readers of Miami News have it."]
    assert slots_of(Front.objects.get()) == [Slot(1, stories[0].pk)]


def test_who_is_put_in_pushes_down_to_the_next_free_place(
    section: Section, editor: User, stories: list[Story]
) -> None:
    client = desk(editor)
    numbers = [story.pk for story in stories]
    page = client.get(address(section))
    for number, place in ((numbers[0], 1), (numbers[1], 3), (numbers[2], 1)):
        page = press(client, page, put=f"{number}:{place}")
    assert shown(page) == [("1", numbers[2]), ("2", numbers[0]), ("3", numbers[1])]
    for number in numbers[3:5]:
        page = press(client, page, put=f"{number}:1")
    assert [number for _place, number in shown(page)] == [numbers[4], numbers[3], numbers[2], numbers[0]]
    assert "“Story 2” has no place any more." in page.content.decode()


def test_places_are_ordered_by_buttons_and_by_numbers(
    section: Section, editor: User, stories: list[Story]
) -> None:
    one, two = stories[0].pk, stories[1].pk
    arrange_front(station=section.station, slots=[Slot(1, one), Slot(2, two)], seen=0, by=None)
    client = desk(editor)
    page = press(client, client.get(address(section)), down="1")
    assert shown(page) == [("1", two), ("2", one)]
    page = press(client, page, down="2")
    assert shown(page) == [("1", two), ("3", one)]
    page = press(client, page, up="1")
    assert shown(page) == [("1", two), ("3", one)]
    press(client, page, **{"slot-0-place": "4", "save": "1"})
    assert slots_of(Front.objects.get()) == [Slot(3, one), Slot(4, two)]


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ({"slot-3-place": "1"}, [3, 0, 1, 2]),
        ({"slot-0-place": "3"}, [1, 2, 0, 3]),
        ({"slot-0-place": "2", "slot-1-place": "1"}, [1, 0, 2, 3]),
    ],
)
@pytest.mark.parametrize("button", ["find", "preview", "save"])
def test_a_number_that_is_written_moves_the_story_there_and_the_others_make_way(
    section: Section,
    editor: User,
    stories: list[Story],
    written: dict[str, str],
    order: list[int],
    button: str,
) -> None:
    slots = [Slot(place, story.pk) for place, story in enumerate(stories[:4], start=1)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    page = press(client, client.get(address(section)), **written, **{button: "1"})
    if button != "save":
        press(client, page, save="1")
    assert [slot.story_id for slot in slots_of(Front.objects.get())] == [stories[at].pk for at in order]


def test_a_number_that_is_written_leaves_there_what_stands_at_another_time(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    then = tonight(clock)
    slots = [Slot(1, stories[0].pk, None, then), Slot(2, stories[1].pk)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    follows = {"slot-1-place": "1", "slot-1-starts_at": wall(then)}
    press(client, client.get(address(section)), **follows, save="1")
    assert slots_of(Front.objects.get()) == [slots[0], Slot(1, stories[1].pk, then)]


def test_a_story_is_taken_off(section: Section, editor: User, stories: list[Story]) -> None:
    slots = [Slot(1, stories[0].pk), Slot(2, stories[1].pk)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    page = client.get(address(section))
    assert shown(press(client, page, off="0")) == [("2", stories[1].pk)]
    # As a script sends what it moved: the rows in the order in which they came, with other places.
    swapped = {"slot-0-place": "2", "slot-1-place": "1"}
    assert shown(press(client, page, **swapped, off="0")) == [("1", stories[1].pk)]


def test_times_are_those_of_the_station(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    arrange_front(station=section.station, slots=[Slot(1, stories[0].pk)], seen=0, by=None)
    begins, ends = tonight(clock, 3), tonight(clock, 5)
    client = desk(editor)
    times = {"slot-0-starts_at": wall(begins), "slot-0-ends_at": wall(ends)}
    press(client, client.get(address(section)), **times, save="1")
    assert slots_of(Front.objects.get()) == [Slot(1, stories[0].pk, begins, ends)]
    told = client.get(address(section)).content.decode()
    assert re.search(r"Times are those of Miami News, where it is [0-9:]+ [ap]\.m\. E[SD]T\. ", told)
    clock.advance(ends - clock.now())
    assert shown(client.get(address(section))) == []


def test_an_end_that_has_passed_is_refused_and_one_that_passes_meanwhile_is_not(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    slots = [Slot(1, stories[0].pk, None, tonight(clock)), Slot(2, stories[1].pk)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    page = client.get(address(section))
    clock.advance(dt.timedelta(hours=4))
    past = press(client, page, **{"slot-1-ends_at": wall(tonight(clock, -1)), "save": "1"})
    assert past.context["form"].errors[1] == {
        "ends_at": ["That time has passed. Take the story off, or choose a time ahead."]
    }
    assert slots_of(Front.objects.get()) == slots
    saved = press(client, page, **{"slot-1-place": "3", "save": "1"})
    assert said(saved) == ["Saved. Readers of Miami News have it."]
    assert slots_of(Front.objects.get()) == [slots[0], Slot(3, stories[1].pk)]


def test_what_cannot_stand_is_said_and_nothing_is_lost(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    then = tonight(clock)
    slots = [Slot(1, stories[0].pk, None, then), Slot(1, stories[1].pk, then)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    page = client.get(address(section))
    both = press(client, page, **{"slot-0-ends_at": "", "save": "1"})
    assert "“Story 1” and “Story 2” would both stand at place 1." in both.content.decode()
    assert shown(both) == [("1", stories[0].pk), ("1", stories[1].pk)]
    nowhere = press(client, page, **{"slot-1-place": "x", "save": "1"})
    assert "Write the number of a place." in nowhere.content.decode()
    beyond = press(client, page, **{"slot-1-place": "5", "save": "1"})
    assert "There is no such place. Write a number from 1 to 4." in beyond.content.decode()
    backwards = {"slot-0-starts_at": wall(tonight(clock, 5)), "slot-0-ends_at": wall(tonight(clock, 3))}
    assert "Choose a later end." in press(client, page, **backwards, save="1").content.decode()
    assert slots_of(Front.objects.get()) == slots


def test_who_comes_second_sees_both_and_chooses(section: Section, editor: User, stories: list[Story]) -> None:
    other = make_user("otto", Role.EDITOR, section.station)
    client = desk(editor)
    mine = press(client, client.get(address(section)), put=f"{stories[0].pk}:1")
    arrange_front(station=section.station, slots=[Slot(1, stories[1].pk)], seen=0, by=other)
    late = press(client, mine, save="1")
    text = late.content.decode()
    assert "otto saved another arrangement at" in text
    assert late.context["conflict"]["theirs"] == ["Lead: Story 2"]
    assert shown(late) == [("1", stories[0].pk)]
    assert slots_of(Front.objects.get()) == [Slot(1, stories[1].pk)]
    press(client, late, save="over", over="1")
    front = Front.objects.get()
    assert slots_of(front) == [Slot(1, stories[0].pk)]
    assert slots_of(front, 1) == [Slot(1, stories[1].pk)]


def test_a_third_save_between_is_told_as_well(section: Section, editor: User, stories: list[Story]) -> None:
    client = desk(editor)
    mine = press(client, client.get(address(section)), put=f"{stories[0].pk}:1")
    for seen in (0, 1):
        arrange_front(station=section.station, slots=[Slot(1 + seen, stories[1].pk)], seen=seen, by=None)
    late = press(client, mine, save="over", over="1")
    assert late.context["conflict"]["theirs"] == ["Place 2: Story 2"]
    assert Front.objects.get().version == 2


def test_an_earlier_arrangement_is_brought_back_in_one_act(
    section: Section, editor: User, stories: list[Story]
) -> None:
    for seen, story in enumerate(stories[:2]):
        arrange_front(station=section.station, slots=[Slot(1, story.pk)], seen=seen, by=None)
    client = desk(editor)
    page = client.get(address(section))
    assert [row["version"] for row in page.context["earlier"]] == [1, 0]
    buttons = re.findall(r'name="bring_back" value="\d+">([^<]*)<', page.content.decode())
    assert buttons == ["Bring back: version 1", "Bring back: Everything by rule"]
    answer = client.post(address(section), {"seen": "2", "bring_back": "1"})
    assert said(answer) == ["Readers have the earlier arrangement again. This can be undone, too."]
    front = Front.objects.get()
    assert slots_of(front) == [Slot(1, stories[0].pk)]
    assert front.arrangements.values_list("by", "restores")[0] == (editor.pk, 1)
    late = client.post(address(section), {"seen": "2", "bring_back": "0"})
    assert said(late)[1:] == [
        "Somebody else has arranged this front since you opened it, so nothing was brought back. "
        "Theirs is below."
    ]
    assert Front.objects.get().version == 3
    assert "Readers have version 3 (version 1 again): edna" in client.get(address(section)).content.decode()


def test_stories_are_found_by_their_words(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    coming = make_story(section, "Harbor bridge opens")
    publish_story(placement=home(coming), by=None, at=tonight(clock))
    make_story(section, "Harbor draft")
    live(make_section(make_station("KZVN")), "Harbor of another station")
    client = desk(editor)
    page = press(client, client.get(address(section)), find="1", q="harbor")
    assert found(page) == [(coming.pk, "")]
    assert found(client.get(address(section)))[0] == (coming.pk, "")


def test_a_story_that_stands_there_is_found_with_its_place_and_can_be_moved(
    section: Section, editor: User, stories: list[Story], clock: Clock
) -> None:
    slots = [Slot(place, story.pk) for place, story in enumerate(stories[:4], start=1)]
    ends = tonight(clock)
    slots[0] = Slot(1, stories[0].pk, None, ends)
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    page = press(client, client.get(address(section)), find="1", q="story 1")
    assert found(page) == [(stories[0].pk, "Lead")]
    page = press(client, page, put=f"{stories[0].pk}:3", q="story 1")
    assert found(page) == [(stories[0].pk, "Place 3")]
    # Those between move up to where it stood, and none comes off.
    assert [number for _place, number in shown(page)] == [stories[at].pk for at in (1, 2, 0, 3)]
    press(client, page, save="1")
    assert Slot(3, stories[0].pk, None, ends) in slots_of(Front.objects.get())


@pytest.mark.parametrize(("count", "says_so"), [(8, False), (9, True)])
def test_more_than_are_shown_is_said(section: Section, editor: User, count: int, says_so: bool) -> None:
    for number in range(count):
        live(section, f"Harbor {number}")
    client = desk(editor)
    page = client.get(address(section))
    assert len(found(page)) == 8
    newest = "These are the newest. Others are found by their words, or by a number."
    assert (newest in page.content.decode()) is says_so
    page = press(client, page, find="1", q="harbor")
    assert len(found(page)) == 8
    assert ("There are more. Type more words, or a story" in page.content.decode()) is says_so


def test_a_preview_stands_on_the_station_s_host(section: Section, editor: User, stories: list[Story]) -> None:
    client = desk(editor)
    page = press(client, client.get(address(section)), put=f"{stories[0].pk}:1")
    preview = press(client, page, preview="1")
    seen = preview.context["address"].partition("kmia.localhost")[2].partition("/")[2]
    lead = Client(headers={"host": "kmia.localhost"}).get(f"/{seen}").content.decode()
    assert "Story 1" in lead.split('class="top-lead"')[1].split("</section>")[0]
    assert not Front.objects.exists()
    assert shown(press(client, preview, arrange="1")) == [("1", stories[0].pk)]


@pytest.mark.parametrize(
    "data",
    [
        {"slot-TOTAL_FORMS": "9999999999"},
        {"slot-TOTAL_FORMS": "-1"},
        {"slot-TOTAL_FORMS": "1", "slot-0-story": "9" * 30, "slot-0-place": "1"},
        {"slot-TOTAL_FORMS": "1", "slot-0-story": "999", "slot-0-place": "9" * 30},
        {"put": "1:1:1"},
        {"put": f"{'9' * 18}:2"},
        {"up": "99999"},
        {"off": "²"},
        {"seen": "x", "save": "1"},
        {"bring_back": "x"},
        {"bring_back": "7"},
        {"q": "\x00(" * 100, "find": "1"},
    ],
)
def test_whatever_is_sent_gets_a_page(
    section: Section, editor: User, stories: list[Story], data: dict[str, str]
) -> None:
    answer = desk(editor).post(address(section), data)
    assert answer.status_code in (200, 302)
    assert not Front.objects.exclude(version=0).exists()


def test_an_editor_of_a_section_finds_that_front_alone(section: Section) -> None:
    make_section(section.station, "Weather")
    client = desk(make_user("edna", Role.EDITOR, section.station, section=section))
    groups = client.get(reverse("admin:fronts")).context["groups"]
    assert [[row["name"] for row in rows] for _station, rows in groups] == [["Local News, Miami News"]]
    assert client.get(address(section)).status_code == 403
    assert client.get(reverse("admin:section_front", args=[section.pk])).status_code == 200


def test_the_page_of_a_section_s_front_names_the_station_too(section: Section, editor: User) -> None:
    client = desk(editor)
    page = client.get(reverse("admin:section_front", args=[section.pk]))
    for shown in (page, press(client, page, preview="1")):
        text = shown.content.decode()
        assert "<title>Local News, Miami News |" in text
        assert "<h1>Local News, Miami News</h1>" in text


def test_a_reporter_finds_none(section: Section) -> None:
    client = desk(make_user("rita", Role.REPORTER, section.station))
    assert client.get(reverse("admin:fronts")).status_code == 403
    assert client.get(address(section)).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_however_much_stands_there(
    section: Section, editor: User, stories: list[Story], count: int, django_assert_num_queries: Any
) -> None:
    slots = [Slot(place, stories[place].pk) for place in range(1, count + 1)]
    arrange_front(station=section.station, slots=slots, seen=0, by=None)
    client = desk(editor)
    client.get(address(section))
    with django_assert_num_queries(11):
        client.get(address(section))
