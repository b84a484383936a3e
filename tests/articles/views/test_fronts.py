"""What readers get of a front that somebody arranged: by the clock, without a hole, nothing twice."""

import datetime as dt
import re

import pytest
from django.test import Client

from articles.models import Section, Story
from articles.services.fronts import Slot, arrange_front, preview_token
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_section, make_station, make_story
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
HEADLINE = re.compile(r"Story (\d+)\b")


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


@pytest.fixture
def stories(section: Section) -> list[Story]:
    """Thirty, the last the newest."""
    return [publish(section, number) for number in range(30)]


def publish(section: Section, number: int, **when) -> Story:
    story = make_story(section, f"Story {number}", published_at=START + dt.timedelta(minutes=number))
    publish_story(placement=home(story), by=None, **when)
    return story


def arrange(section: Section, *slots: Slot, of: Section | None = None, seen: int = 0) -> None:
    arrange_front(station=section.station, section=of, slots=slots, seen=seen, by=None)


def top(client: Client, path: str = "/") -> list[int]:
    """Lead and seconds, in order."""
    text = client.get(path).content.decode()
    part = text.split('class="top-lead"')[1].split("</ul>")[0]
    return [int(number) for number in dict.fromkeys(HEADLINE.findall(part))]


def test_what_was_placed_stands_there_and_the_rest_is_the_newest(
    client: Client, section: Section, stories: list[Story]
) -> None:
    arrange(section, Slot(1, stories[3].pk), Slot(3, stories[28].pk))
    assert top(client) == [3, 29, 28, 27]
    latest = client.get("/").content.decode().split('class="top-latest"')[1].split("</ol>")[0]
    # The newest of the section stands first in its block.
    assert [int(n) for n in HEADLINE.findall(latest)] == list(range(25, 15, -1))


@pytest.mark.parametrize("take_down", ["withdraw", "kill", "expire"])
def test_a_place_is_filled_at_once_when_its_story_goes(
    client: Client, section: Section, stories: list[Story], clock: Clock, take_down: str
) -> None:
    ends = {"until": clock.now() + HOUR} if take_down == "expire" else {}
    leading = publish(section, 0, **ends)
    arrange(section, Slot(1, leading.pk), Slot(2, stories[5].pk))
    assert top(client)[0] == 0
    match take_down:
        case "withdraw":
            withdraw_story(placement=home(leading), by=None)
        case "kill":
            kill_story(story=leading, by=None)
        case "expire":
            clock.advance(2 * HOUR)
    assert top(client) == [29, 5, 28, 27]


def test_a_slot_begins_and_ends_by_the_clock(
    client: Client, section: Section, stories: list[Story], clock: Clock
) -> None:
    begins, ends = clock.now() + HOUR, clock.now() + 2 * HOUR
    arrange(section, Slot(1, stories[1].pk, None, begins), Slot(1, stories[2].pk, begins, ends))
    assert top(client)[0] == 1
    clock.advance(HOUR)
    assert top(client)[0] == 2
    clock.advance(HOUR)
    assert top(client)[0] == 29


def test_a_scheduled_story_takes_its_place_when_it_goes_live(
    client: Client, section: Section, stories: list[Story], clock: Clock
) -> None:
    coming = publish(section, 99, at=clock.now() + HOUR)
    arrange(section, Slot(2, coming.pk))
    assert top(client) == [29, 28, 27, 26]
    assert "Story 99" not in client.get("/").content.decode()
    clock.advance(HOUR)
    assert top(client)[1] == 99


def test_a_section_has_a_front_of_its_own_and_its_block_is_that(
    client: Client, section: Section, stories: list[Story]
) -> None:
    arrange(section, Slot(1, stories[7].pk), of=section)
    assert top(client, "/local-news/") == [7, 29, 28, 27]
    assert top(client) == [29, 28, 27, 26]
    block = client.get("/").content.decode().split('class="block-cards')[1].split("</ul>")[0]
    assert list(dict.fromkeys(HEADLINE.findall(block))) == ["7", "15", "14", "13"]


@pytest.mark.parametrize("shared", [4, 2])
def test_a_block_keeps_its_places_when_its_stories_stand_on_top_as_well(
    client: Client, section: Section, stories: list[Story], shared: int
) -> None:
    places = range(1, 5)
    arrange(section, *(Slot(place, stories[place].pk) for place in places), of=section)
    arrange(section, *(Slot(place, stories[place].pk) for place in places[:shared]))
    page = client.get("/").context
    shown = [card["headline"] for block in page["blocks"] for card in block["cards"]]
    newest = {4: [29, 18, 17, 16], 2: [27, 16, 3, 4]}[shared]
    assert shown == [f"Story {number}" for number in newest]


@pytest.mark.parametrize("label", ["sponsored", "press_release", "satire"])
def test_what_is_no_news_is_on_a_front_only_where_editors_put_it(
    client: Client, section: Section, stories: list[Story], label: str
) -> None:
    paid = make_story(section, "Story 99", published_at=START + HOUR, label=label)
    publish_story(placement=home(paid), by=None)
    assert "Story 99" not in client.get("/").content.decode()
    assert "Story 99" not in client.get("/nothing/").content.decode()
    arrange(section, Slot(1, stories[7].pk), of=section)
    assert top(client, "/local-news/") == [7, 29, 28, 27]
    assert "Story 99" in client.get("/local-news/").content.decode()
    arrange(section, Slot(2, paid.pk))
    assert top(client) == [29, 99, 28, 27]


def test_a_story_stands_once(client: Client, section: Section, stories: list[Story]) -> None:
    weather = make_section(section.station, "Weather")
    arrange(section, Slot(1, stories[29].pk), Slot(2, stories[7].pk))
    arrange(section, Slot(1, stories[7].pk), Slot(2, stories[8].pk), of=section)
    arrange(section, Slot(1, stories[8].pk), Slot(2, stories[29].pk), of=weather)
    text = client.get("/").content.decode()
    cards = re.findall(r'class="card-headline".*?Story (\d+)\b', text)
    assert len(cards) == len(set(cards))
    assert cards[:2] == ["29", "7"]


def test_the_list_below_a_section_s_front_goes_on_without_a_gap(
    client: Client, section: Section, stories: list[Story]
) -> None:
    arrange(section, Slot(1, stories[2].pk), of=section)
    first = client.get("/local-news/").content.decode()
    following = re.search(r'rel="next" href="([^"]*)"', first)[1]
    numbers = [int(n) for n in dict.fromkeys(HEADLINE.findall(first.split("<main")[1].split("</main")[0]))]
    assert numbers == [2, *range(29, 10, -1)]
    rest = client.get(following).content.decode().split("<main")[1].split("</main")[0]
    assert [int(n) for n in dict.fromkeys(HEADLINE.findall(rest))] == list(range(10, -1, -1))


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow(client: Client, section: Section, count: int, django_assert_num_queries) -> None:
    stories = [publish(section, number) for number in range(count)]
    arrange(section, *(Slot(place + 1, story.pk) for place, story in enumerate(stories[:4])))
    arrange(section, Slot(1, stories[0].pk), of=section)
    for path, queries in (("/", 5), ("/local-news/", 3)):
        with django_assert_num_queries(queries):
            client.get(path)


def test_another_station_s_front_is_not_touched(
    client: Client, section: Section, stories: list[Story]
) -> None:
    other = make_section(make_station("KZVN"))
    theirs = publish(other, 500)
    arrange(other, Slot(1, theirs.pk))
    assert top(client) == [29, 28, 27, 26]


def test_a_preview_shows_the_arrangement_and_is_kept_by_nobody(
    client: Client, section: Section, stories: list[Story]
) -> None:
    draft = make_story(section, "Story 77")
    placed = {1: stories[4].pk, 2: draft.pk}
    for of, path in ((None, "/"), (section, "/local-news/")):
        token = preview_token(station=section.station, section=of, placed=placed)
        answer = client.get(f"/preview/front/{token}/")
        assert answer.headers["Cache-Control"] == "no-store"
        assert top(client, f"/preview/front/{token}/") == [4, 29, 28, 27]
        assert "Story 77" not in answer.content.decode()
        assert "Story 4<" not in client.get(path).content.decode().split("Latest")[0]


def test_a_preview_of_another_station_or_of_nobody_s_making_is_404(client: Client, section: Section) -> None:
    other = make_station("KZVN")
    token = preview_token(station=other, section=None, placed={})
    assert client.get(f"/preview/front/{token}/").status_code == 404
    assert client.get(f"/preview/front/{token[:-1]}_/").status_code == 404


def test_no_headline_stands_twice_on_a_front(client: Client, section: Section, stories: list[Story]) -> None:
    other = make_section(section.station, "Outdoors")
    for number in range(50, 53):
        publish(other, number)
    arrange(section, Slot(1, stories[2].pk), of=section)
    arrange(section, Slot(2, stories[4].pk))
    page = client.get("/").context
    (block,) = page["blocks"]
    top, below, latest = (
        [int(card["headline"].removeprefix("Story ")) for card in cards]
        for cards in ([page["lead"], *page["seconds"]], block["cards"], page["latest"])
    )
    assert top == [52, 4, 51, 50]
    assert below == [2, 19, 18, 17]
    assert latest == list(range(29, 19, -1))
    # The page after this one goes on where it ends.
    older = client.get(page["next_cursor_url"]).context["cards"]
    assert [card["headline"] for card in older][:2] == ["Story 19", "Story 18"]


def test_a_station_with_few_stories_has_some_of_each(client: Client, section: Section) -> None:
    other = make_section(section.station, "Outdoors")
    for number in range(12):
        publish(other if number % 3 == 0 else section, number)
    page = client.get("/").context
    shown = [card["headline"] for card in (page["lead"], *page["seconds"], *page["latest"])]
    blocks = [[card["headline"] for card in block["cards"]] for block in page["blocks"]]
    # On top 11 to 8; 7 and 6 are the first of their sections.
    assert shown == [f"Story {number}" for number in (11, 10, 9, 8, 5, 4, 3)]
    assert blocks == [["Story 7", "Story 2", "Story 1"], ["Story 6", "Story 0"]]
    assert page["next_cursor_url"] is None
