"""The story list: whose stories, in which state, found how, at a constant cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin import story_page
from articles.admin.story_columns import states_in_list
from articles.models import Story
from articles.services.deleting import bin_story
from articles.services.drafting import Credit, keep_revision
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, withdraw_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, fields_of, stories_listed, url
from tests.cast import home, make_picture, make_section, make_station, make_story
from tests.conftest import Clock


def test_everybody_sees_the_stories_of_their_stations(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Bay ferry")
    make_story(newsroom.desert, "Reservoir")
    assert stories_listed(newsroom.reporter) == ["Bay ferry"]
    assert stories_listed(newsroom.zoe) == ["Reservoir"]
    assert sorted(stories_listed(newsroom.gia)) == ["Bay ferry", "Reservoir"]


@pytest.mark.parametrize("typed", ["http://[", "//[x", "http://a]b/c", "http://℀.com/x", "http://a:x/"])
def test_what_is_no_address_leads_to_no_story(newsroom: Newsroom, typed: str) -> None:
    make_story(newsroom.local, "Bay ferry")
    assert stories_listed(newsroom.reporter, q=typed) == []
    found: Any = desk(newsroom.reporter).get(url("story_find"), {"q": typed})
    assert found.json() == {"stories": []}


@pytest.fixture
def in_every_state(newsroom: Newsroom, clock: Clock) -> dict[str, Story]:
    names = (
        *("draft", "review", "ready", "scheduled", "live", "changed", "replaced"),
        *("expired", "withdrawn", "killed", "binned"),
    )
    found = {name: make_story(newsroom.local, name.capitalize()) for name in names}
    placed = {name: home(story) for name, story in found.items()}
    at = clock.now().replace(hour=20, minute=0, second=0, microsecond=0) + dt.timedelta(days=400)
    move_stage(story=found["review"], verb="submit_story", by=newsroom.editor)
    move_stage(story=found["ready"], verb="make_ready", by=newsroom.editor)
    publish_story(placement=placed["scheduled"], by=None, at=at)
    publish_story(placement=placed["expired"], by=None, until=clock.now() + dt.timedelta(minutes=1))
    for name in ("live", "changed", "replaced", "withdrawn", "killed"):
        publish_story(placement=placed[name], by=None)
    for name in ("changed", "replaced"):
        Story.objects.filter(pk=found[name].pk).update(deck="More")
    keep_revision(story=found["changed"], by=newsroom.editor, fields=["deck"])
    publish_story(placement=placed["replaced"], by=None, at=at)
    withdraw_story(placement=placed["withdrawn"], by=None)
    kill_story(story=found["killed"], by=None)
    bin_story(story=found["binned"], by=newsroom.editor)
    clock.advance(dt.timedelta(minutes=2))
    return found


def test_the_state_is_said_in_words(newsroom: Newsroom, in_every_state: dict[str, Story]) -> None:
    page: Any = desk(newsroom.publisher).get(url("story_changelist"))
    admin = page.context["cl"].model_admin
    rows = {story.headline: admin.state(story) for story in page.context["cl"].result_list}
    opens = in_every_state["scheduled"].editions.get().live_from.astimezone(newsroom.kmia.zone)
    hour = f"{opens.hour % 12 or 12}:00 {'p' if opens.hour > 11 else 'a'}.m. {opens.tzname()}"
    assert rows["Draft"] == '<span class="state state-draft">Draft</span>'
    assert rows["Review"] == '<span class="state state-in-review">In review</span>'
    assert rows["Ready"] == '<span class="state state-ready">Ready</span>'
    assert rows["Live"] == '<span class="state state-live">Live</span>'
    assert rows["Changed"] == '<span class="state state-changed">Live with changes</span>'
    assert f"Scheduled for {hour}" in rows["Scheduled"]
    assert "Live</span>" in rows["Replaced"]
    assert f"Replaced at {hour}" in rows["Replaced"]
    assert "Expired" in rows["Expired"]
    assert "Withdrawn" in rows["Withdrawn"]
    assert rows["Killed"] == '<span class="state state-killed">Killed</span>'
    assert "Binned" not in rows


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stage": "in_review"}, ["Review"]),
        ({"stage": "ready"}, ["Ready"]),
        ({"state": "live"}, ["Changed", "Live", "Replaced"]),
        ({"state": "scheduled"}, ["Replaced", "Scheduled"]),
        ({"state": "expired"}, ["Expired"]),
        ({"state": "withdrawn"}, ["Withdrawn"]),
        ({"state": "killed"}, ["Killed"]),
        ({"state": "unpublished"}, ["Draft", "Ready", "Review"]),
        ({"state": "bin"}, ["Binned"]),
    ],
)
def test_filters_by_state(
    newsroom: Newsroom, in_every_state: dict[str, Story], query: dict[str, str], found: list[str]
) -> None:
    assert sorted(stories_listed(newsroom.publisher, **query)) == found


def test_filters_by_station_and_section(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Council")
    make_story(newsroom.sports, "Final")
    make_story(newsroom.desert, "Reservoir")
    assert stories_listed(newsroom.gia, station=str(newsroom.kzvn.pk)) == ["Reservoir"]
    assert stories_listed(newsroom.gia, station=str(newsroom.kmia.pk), section=str(newsroom.sports.pk)) == [
        "Final"
    ]
    assert stories_listed(newsroom.editor, section=str(newsroom.sports.pk)) == ["Final"]
    for nonsense in ("x", "99999999999999999999", str(newsroom.desert.pk)):
        assert stories_listed(newsroom.editor, section=nonsense) == []
        assert stories_listed(newsroom.gia, station=nonsense, section="") == []


def test_search_by_words_and_by_number(newsroom: Newsroom) -> None:
    ferry = make_story(newsroom.local, "Ferry returns to the bay")
    make_story(newsroom.local, "The bay is warm")
    make_story(newsroom.desert, "No ferry here")
    assert stories_listed(newsroom.editor, q="BAY ferry") == ["Ferry returns to the bay"]
    assert stories_listed(newsroom.editor, q=str(ferry.pk)) == ["Ferry returns to the bay"]
    assert stories_listed(newsroom.editor, q=f"#{ferry.pk}") == ["Ferry returns to the bay"]
    assert stories_listed(newsroom.editor, q="9" * 30) == []
    make_story(newsroom.local, "12 men, 123 boats")
    assert stories_listed(newsroom.editor, q="12") == []
    assert stories_listed(newsroom.editor, q="123 boats") == ["12 men, 123 boats"]
    assert stories_listed(newsroom.editor, q="bay (is|ferry") == []
    assert stories_listed(newsroom.editor, q="50% [off]* \\") == []


def test_the_cost_of_the_list_does_not_grow(newsroom: Newsroom) -> None:
    def cost() -> int:
        client = desk(newsroom.gia)
        client.get(url("story_changelist"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("story_changelist")).status_code == 200
        return len(queries)

    picture = make_picture()
    make_story(newsroom.local, lead_picture=picture, credits=[Credit("Ana Ruiz")], by=newsroom.editor)
    few = cost()
    for number in range(12):
        station = make_station(f"KQ{'ABCDEFGHIJKL'[number]}")
        section = make_section(station)
        story = make_story(
            section, lead_picture=picture, credits=[Credit("Ana Ruiz"), Credit("B")], by=newsroom.gia
        )
        publish_story(placement=home(story), by=None)
    assert cost() == few
    assert few < 10


def test_the_list_is_read_on_by_place_in_both_directions(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_page, "PER_PAGE", 2)
    for number in range(5):
        make_story(newsroom.local, f"Story {number}")
    client, pages, address = desk(newsroom.editor), [], "?stage=draft"
    while address:
        page: Any = client.get(url("story_changelist") + address)
        pages.append([story.headline for story in page.context["cl"].result_list])
        address = page.context["cl"].older
    assert pages == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]
    back: Any = client.get(url("story_changelist") + page.context["cl"].newer)
    assert [story.headline for story in back.context["cl"].result_list] == ["Story 2", "Story 1"]
    first: Any = client.get(url("story_changelist") + back.context["cl"].newer)
    assert [story.headline for story in first.context["cl"].result_list] == ["Story 4", "Story 3"]
    assert first.context["cl"].newer == ""
    assert "stage=draft" in back.context["cl"].older


@pytest.mark.parametrize("nonsense", ["", "x", "0", "-", "9" * 30 + "-1", "1-" + "9" * 30, "-1-1"])
def test_a_place_that_is_none_is_the_beginning(newsroom: Newsroom, nonsense: str) -> None:
    make_story(newsroom.local, "Bay ferry")
    assert stories_listed(newsroom.editor, p=nonsense) == ["Bay ferry"]


def test_the_saved_column_is_on_the_stations_clock(newsroom: Newsroom) -> None:
    story = make_story(newsroom.desert)
    page = desk(newsroom.zoe).get(url("story_changelist")).content.decode()
    zone = newsroom.kzvn.zone
    Story.objects.get(pk=story.pk)
    assert f"{story.updated_at.astimezone(zone).tzname()}</time>" in page


def test_what_is_kept_back_stands_in_the_list(newsroom: Newsroom, clock: Clock) -> None:
    make_story(newsroom.local, "Held", on_hold=True)
    make_story(newsroom.local, "Embargoed", embargo_until=clock.now() + dt.timedelta(days=40))
    make_story(newsroom.local, "Past", embargo_until=clock.now() - dt.timedelta(days=1))
    page: Any = desk(newsroom.editor).get(url("story_changelist"))
    states = {story.headline: states_in_list(story) for story in page.context["cl"].result_list}
    assert [state.code for state in states["Held"]] == ["draft", "hold"]
    assert [state.code for state in states["Embargoed"]] == ["draft", "embargo"]
    assert states["Embargoed"][1].words.startswith("Embargo until ")
    assert [state.code for state in states["Past"]] == ["draft"]


def test_a_column_that_is_empty_on_the_whole_page_is_not_there(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Bare")
    page = desk(newsroom.editor).get(url("story_changelist")).content.decode()
    assert ("column-picture" in page, "field-picture" in page) == (False, False)
    make_story(newsroom.local, "Pictured", lead_picture=make_picture("Pier"))
    page = desk(newsroom.editor).get(url("story_changelist")).content.decode()
    assert (page.count("column-picture"), page.count('class="field-picture"')) == (1, 2)


def test_an_empty_list_says_what_to_do_next(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    page = client.get(url("story_changelist")).content.decode()
    assert "No stories yet." in page
    assert f'href="{url("story_add")}">Add story</a>' in page
    make_story(newsroom.local)
    page = client.get(url("story_changelist") + "?q=zzz&stage=ready").content.decode()
    assert "Nothing here for “zzz” with these filters." in page
    assert '<a class="act" href="?">Show all stories</a>' in page
    assert "0 rows" not in page


@pytest.mark.parametrize("button", ["_save", "_close"])
def test_the_way_back_leads_to_the_list_as_it_was_filtered(newsroom: Newsroom, button: str) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    listed = client.get(url("story_changelist") + "?stage=draft&q=ferry").content.decode()
    kept = "_changelist_filters=stage%3Ddraft%26q%3Dferry"
    address = f"{url('story_change', story.pk)}?{kept}"
    assert f'href="{address}"' in listed
    page: Any = client.get(address)
    assert f'href="{url("story_changelist")}?stage=draft&amp;q=ferry">Stories</a>' in page.content.decode()
    sent = fields_of(page) | {"_changelist_filters": "stage=draft&q=ferry", button: "1", "deck": "New"}
    saved = client.post(url("story_change", story.pk), sent)
    back = {"_save": address, "_close": url("story_changelist") + "?stage=draft&q=ferry"}
    assert saved["Location"] == back[button]
    acted = client.post(url("story_ready", story.pk), {"_changelist_filters": "stage=draft&q=ferry"})
    assert acted["Location"] == address
    odd = client.post(url("story_change", story.pk), sent | {"_changelist_filters": "q=a\nb\u00fc"})
    assert odd.status_code in (200, 302)
    assert "\n" not in odd.get("Location", "")
