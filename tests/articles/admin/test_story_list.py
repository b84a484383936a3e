"""The story list: whose stories, in which state, found how, at a constant cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin import story_page
from articles.admin.story_columns import states_in_list
from articles.models import Address, Asset, Person, Role, Source, Story, User
from articles.services.assigning import assign_story
from articles.services.correcting import NewCorrection
from articles.services.deleting import bin_story
from articles.services.drafting import Credit, keep_revision
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, withdraw_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, fields_of, url
from tests.cast import home, make_section, make_station, make_story, make_user
from tests.conftest import Clock


def listed(user: User, **query: str) -> list[str]:
    page: Any = desk(user).get(url("story_changelist"), query)
    assert page.status_code == 200
    return [story.headline for story in page.context["cl"].result_list]


def test_everybody_sees_the_stories_of_their_stations(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Bay ferry")
    make_story(newsroom.desert, "Reservoir")
    assert listed(newsroom.reporter) == ["Bay ferry"]
    assert listed(newsroom.zoe) == ["Reservoir"]
    assert sorted(listed(newsroom.gia)) == ["Bay ferry", "Reservoir"]


@pytest.mark.parametrize("typed", ["http://[", "//[x", "http://a]b/c", "http://℀.com/x", "http://a:x/"])
def test_what_is_no_address_leads_to_no_story(newsroom: Newsroom, typed: str) -> None:
    make_story(newsroom.local, "Bay ferry")
    assert listed(newsroom.reporter, q=typed) == []
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
    assert sorted(listed(newsroom.publisher, **query)) == found


def test_filters_by_station_and_section(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Council")
    make_story(newsroom.sports, "Final")
    make_story(newsroom.desert, "Reservoir")
    assert listed(newsroom.gia, station=str(newsroom.kzvn.pk)) == ["Reservoir"]
    assert listed(newsroom.gia, station=str(newsroom.kmia.pk), section=str(newsroom.sports.pk)) == ["Final"]
    assert listed(newsroom.editor, section=str(newsroom.sports.pk)) == ["Final"]
    for nonsense in ("x", "99999999999999999999", str(newsroom.desert.pk)):
        assert listed(newsroom.editor, section=nonsense) == []
        assert listed(newsroom.gia, station=nonsense, section="") == []


def test_search_by_words_and_by_number(newsroom: Newsroom) -> None:
    ferry = make_story(newsroom.local, "Ferry returns to the bay")
    make_story(newsroom.local, "The bay is warm")
    make_story(newsroom.desert, "No ferry here")
    assert listed(newsroom.editor, q="BAY ferry") == ["Ferry returns to the bay"]
    assert listed(newsroom.editor, q=str(ferry.pk)) == ["Ferry returns to the bay"]
    assert listed(newsroom.editor, q=f"#{ferry.pk}") == ["Ferry returns to the bay"]
    assert listed(newsroom.editor, q="9" * 30) == []
    make_story(newsroom.local, "12 men, 123 boats")
    assert listed(newsroom.editor, q="12") == []
    assert listed(newsroom.editor, q="123 boats") == ["12 men, 123 boats"]
    assert listed(newsroom.editor, q="bay (is|ferry") == []
    assert listed(newsroom.editor, q="50% [off]* \\") == []


def test_the_cost_of_the_list_does_not_grow(newsroom: Newsroom) -> None:
    def cost() -> int:
        client = desk(newsroom.gia)
        client.get(url("story_changelist"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url("story_changelist")).status_code == 200
        return len(queries)

    picture = Asset.objects.create(
        token="0" * 32, sha256="1" * 64, format="jpeg", width=9, height=6, title="Bay", alt="Bay"
    )
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


@pytest.mark.parametrize("nonsense", ["x", "0", "9" * 30 + "-1", "99999999999999999-1", "-1-1"])
def test_a_place_that_is_none_is_the_beginning(newsroom: Newsroom, nonsense: str) -> None:
    make_story(newsroom.local, "Bay ferry")
    assert listed(newsroom.editor, p=nonsense) in (["Bay ferry"], [])


@pytest.fixture
def described(newsroom: Newsroom) -> Story:
    """A live story with a tag, a person, a source and a date; and another without any."""
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    source = Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    story = make_story(
        newsroom.local,
        "Described",
        tags=["Harbor"],
        credits=[Credit("Ana Ruiz", person_id=person.pk)],
        source=source,
        published_at=dt.datetime(2011, 10, 8, 3, 30, tzinfo=dt.UTC),
        by=newsroom.reporter,
    )
    publish_story(placement=home(story), by=None)
    make_story(newsroom.local, "Bare")
    return story


@pytest.mark.parametrize("few", [5000, 0])
@pytest.mark.parametrize(
    "query",
    [
        {"tag": "harbor"},
        {"person": "Ana Ruiz"},
        {"person": "ana-ruiz"},
        {"person": "ana ruiz"},
        {"source": "gulf coast wire"},
        {"dated": "2011"},
        {"dated": "2011-10"},
        {"dated": "2011-10-07"},  # half past eleven in the evening, in New York
        {"saved": "1", "tag": "Harbor"},
        {"q": "described"},
    ],
)
def test_rare_and_frequent_answers_are_found_alike(
    newsroom: Newsroom, described: Story, monkeypatch: pytest.MonkeyPatch, query: dict[str, str], few: int
) -> None:
    monkeypatch.setattr(story_page, "FEW", few)
    assert listed(newsroom.editor, **query) == ["Described"]
    assert listed(newsroom.zoe, **query) == []


@pytest.mark.parametrize(
    "query",
    [{"tag": "Transit"}, {"person": "Nobody"}, {"source": "x"}, {"dated": "2011-10-08"}, {"dated": "soon"}],
)
def test_what_matches_nothing_lists_nothing(
    newsroom: Newsroom, described: Story, query: dict[str, str]
) -> None:
    assert listed(newsroom.editor, **query) == []


def test_a_date_that_is_written_is_found_before_and_after_readers_have_it(newsroom: Newsroom) -> None:
    """Not one that is an estimate, nor the day of a draft without a date."""
    day = dt.datetime(2011, 10, 8, 12, tzinfo=dt.UTC)
    make_story(newsroom.local, "Draft", published_at=day)
    gone = make_story(newsroom.local, "Withdrawn", published_at=day)
    publish_story(placement=home(gone), by=None)
    withdraw_story(placement=home(gone), by=None)
    make_story(newsroom.local, "About then", published_at=day, published_at_estimated=True)
    make_story(newsroom.local, "Today")
    assert sorted(listed(newsroom.editor, dated="2011-10-08")) == ["Draft", "Withdrawn"]


def test_a_name_as_it_was_printed_is_found_in_small_letters(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "By hand", credits=[Credit("Odalys Brandt")])
    assert listed(newsroom.editor, person="odalys brandt") == ["By hand"]


ROLES = ("reporter", "manager", "gia", "one_section")
ALL_AT_ONCE = {
    **{"tag": "Harbor", "person": "Ana Ruiz", "source": "Gulf Coast Wire", "dated": "2011-10"},
    **{"saved": "7", "mine": "mine"},
}
ASKED = (
    *(
        {"state": state}
        for state in ("live", "scheduled", "expired", "withdrawn", "killed", "corrected", "bin")
    ),
    *({"stage": "ready"}, {"mine": "mine"}, {"saved": "7"}, {"dated": "2011-10"}),
    *(
        {"tag": "Harbor"},
        {"person": "Ana Ruiz"},
        {"source": "Gulf Coast Wire"},
        {"tag": "Harbor", "q": "desc"},
    ),
    *({"q": "described"}, {"q": "/news/1.html"}, {"q": "1.txt"}),
    ALL_AT_ONCE | {"q": "described"},
    ALL_AT_ONCE | {"q": "/news/1.html"},
    ALL_AT_ONCE | {"q": "1.txt"},
    ALL_AT_ONCE | {"state": "scheduled"},
)


@pytest.mark.parametrize("role", ROLES)
def test_every_filter_asks_for_less_than_ten(
    newsroom: Newsroom, described: Story, django_assert_max_num_queries: Any, role: str
) -> None:
    client = desk(
        make_user("one", Role.EDITOR, newsroom.kmia, section=newsroom.local)
        if role == "one_section"
        else getattr(newsroom, role)
    )
    for query in ASKED:
        with django_assert_max_num_queries(9):
            found = client.get(url("story_changelist"), {**query, "station": newsroom.kmia.pk})
            assert found.status_code == 200


@pytest.mark.parametrize("few", [5000, 0])
def test_all_filters_at_once_let_through_what_each_does(
    newsroom: Newsroom, described: Story, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(story_page, "FEW", few)
    asked = ALL_AT_ONCE | {"q": "described", "section": str(newsroom.local.pk)}
    assert listed(newsroom.reporter, **asked) == ["Described"]
    for other in ({"tag": "Transit"}, {"person": "Theo"}, {"source": "x"}, {"dated": "2012"}, {"q": "bare"}):
        assert listed(newsroom.reporter, **asked | other) == []


def test_mine_is_what_one_began_or_was_given(newsroom: Newsroom, described: Story) -> None:
    given = make_story(newsroom.local, "Given")
    assign_story(story=given, to=newsroom.reporter, by=newsroom.editor)
    assert sorted(listed(newsroom.reporter, mine="mine")) == ["Described", "Given"]
    assert listed(newsroom.reporter, mine="begun") == ["Described"]
    assert listed(newsroom.reporter, mine="assigned") == ["Given"]


def test_corrected_stories_are_those_with_a_note_for_readers(newsroom: Newsroom, described: Story) -> None:
    assert listed(newsroom.publisher, state="corrected") == []
    note = NewCorrection("correction", "A name was wrong.")
    publish_story(placement=home(described), by=newsroom.publisher, correction=note)
    assert listed(newsroom.publisher, state="corrected") == ["Described"]


def test_search_by_an_old_address_and_by_ours(newsroom: Newsroom, described: Story) -> None:
    Address.objects.create(host=newsroom.kmia.hosts.get(), path="/news/1.html?id=7", story=described)
    ours = f"/local-news/described-{described.pk}/"
    for typed in (
        "/news/1.html?id=7",
        "https://kmia.localhost/news/1.html?id=7",
        ours,
        f"http://kmia.localhost{ours}",
    ):
        assert listed(newsroom.editor, q=typed) == ["Described"]
        assert listed(newsroom.zoe, q=typed) == []
    assert listed(newsroom.editor, q="https://kzvn.localhost/news/1.html?id=7") == []


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
    known = {"token": "p" * 32, "sha256": "p" * 64, "alt": "A pier", "width": 30, "height": 20}
    picture = Asset.objects.create(title="Pier", **known)
    make_story(newsroom.local, "Pictured", lead_picture=picture)
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
