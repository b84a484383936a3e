"""The first page after signing in: what is a person's to do, and what is going on at their stations."""

import datetime as dt
from typing import Any

import pytest

from articles.models import Asset, ImportItem, ImportRun, ImportSource, Station, Story, User
from articles.services.drafting import keep_revision
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk
from tests.cast import home, make_picture, make_section, make_station, make_story, make_user
from tests.conftest import Clock

INDEX = "/admin/"


def page_of(user: User) -> Any:
    page: Any = desk(user).get(INDEX)
    assert page.status_code == 200
    return page


def today(user: User) -> dict[str, list[str]]:
    return {group.title: [item.headline for item in group.items] for group in page_of(user).context["today"]}


def test_what_goes_live_in_the_next_day_stands_there_the_next_one_first(
    newsroom: Newsroom, clock: Clock
) -> None:
    for hours, headline in ((20, "Tomorrow"), (2, "Tonight"), (30, "Later")):
        story = make_story(newsroom.local, headline)
        publish_story(placement=home(story), by=None, at=clock.now() + dt.timedelta(hours=hours))
    other = make_story(newsroom.desert, "Reservoir")
    publish_story(placement=home(other), by=None, at=clock.now() + dt.timedelta(hours=1))
    assert today(newsroom.reporter)["Going live in the next 24 hours"] == ["Tonight", "Tomorrow"]
    clock.advance(dt.timedelta(hours=10))
    assert today(newsroom.reporter)["Going live in the next 24 hours"] == ["Tomorrow", "Later"]


def test_live_stories_with_changes_stand_there_until_they_are_out(newsroom: Newsroom) -> None:
    title = "Live, with changes that are not out"
    story, same = make_story(newsroom.local, "Changed"), make_story(newsroom.local, "As it is")
    for one in (story, same):
        publish_story(placement=home(one), by=None)
    for deck in ("More", "Even more"):
        Story.objects.filter(pk=story.pk).update(deck=deck)
        keep_revision(story=Story.objects.get(pk=story.pk), by=newsroom.editor, fields=["deck"])
    assert today(newsroom.editor)[title] == ["Changed"]
    assert title not in today(newsroom.reporter)
    assert title not in today(newsroom.zoe)
    publish_story(placement=home(story), by=None)
    assert title not in today(newsroom.editor)


def test_ones_own_drafts_are_those_that_nobody_else_has_yet(newsroom: Newsroom) -> None:
    make_story(newsroom.local, "Mine", by=newsroom.reporter)
    make_story(newsroom.local, "A colleague's", by=newsroom.editor)
    out = make_story(newsroom.local, "Out", by=newsroom.reporter)
    publish_story(placement=home(out), by=None)
    assert today(newsroom.reporter)["Your drafts"] == ["Mine"]
    assert b"You have no drafts." in page_of(newsroom.manager).content


def test_an_empty_desk_says_what_one_may_do(newsroom: Newsroom) -> None:
    page = page_of(newsroom.reporter).content.decode()
    assert "Nothing waits for you." in page
    assert '<a href="/admin/articles/story/add/">Write a story</a>' in page
    assert "Nothing is scheduled for the next 24 hours." in page
    assert "Rights that end soon" not in page


@pytest.fixture
def lapsing(newsroom: Newsroom, clock: Clock) -> dict[str, Asset]:
    """Pictures whose rights end in so many days, two of them on KMIA."""
    found = {}
    for title, days in (("Bay", 10), ("Pier", 2), ("Attic", 3), ("Later", 60)):
        found[title] = make_picture(title, expires_at=clock.now() + dt.timedelta(days=days))
    make_story(newsroom.local, "Leads with it", lead_picture=found["Bay"])
    make_story(newsroom.local, "Another year", lead_picture=found["Later"])
    shown = f'<figure data-kind="picture" data-asset="{found["Pier"].pk}" data-alt="A pier"></figure>'
    inside = make_story(newsroom.local, "Has it in its text", body=f"<p>Look.</p>{shown}<p>There.</p>")
    publish_story(placement=home(inside), by=None)
    return found


def test_rights_that_end_soon_are_those_of_pictures_in_use(
    newsroom: Newsroom, lapsing: dict[str, Asset]
) -> None:
    def listed(user: User) -> list[str]:
        return [picture["title"] for picture in page_of(user).context["pictures"]]

    assert listed(newsroom.reporter) == ["Pier", "Bay"]
    assert listed(newsroom.zoe) == []
    Station.objects.filter(pk=newsroom.kzvn.pk).update(logo=lapsing["Attic"])
    assert listed(newsroom.zoe) == ["Attic"]


def test_the_latest_imports_say_what_was_refused(newsroom: Newsroom) -> None:
    source = ImportSource.objects.create(name="disk")
    story = make_story(newsroom.desert, "Brought in")
    runs = [
        ImportRun.objects.create(options={}, totals={"created": 5, "refused": refused}) for refused in (0, 2)
    ]
    ImportItem.objects.create(
        run=runs[1], source=source, argument="d", path="a.txt", outcome="created", story=story
    )
    assert [run["words"] for run in page_of(newsroom.gia).context["runs"]] == [str(runs[1]), str(runs[0])]
    assert [run["words"] for run in page_of(newsroom.zoe).context["runs"]] == [str(runs[1])]
    assert page_of(newsroom.editor).context["runs"] == []
    page = page_of(newsroom.zoe).content.decode()
    assert '<b class="problem">2 refused</b>' in page


def test_the_chart_counts_the_stories_of_ones_own_stations_by_their_own_day(
    newsroom: Newsroom, clock: Clock
) -> None:
    noon = clock.now().astimezone(newsroom.kmia.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    for number, days in enumerate((0, 1, 1, 20)):
        story = make_story(newsroom.local, f"Story {number}", published_at=noon - dt.timedelta(days=days))
        publish_story(placement=home(story), by=None)
    publish_story(placement=home(make_story(newsroom.desert, "Elsewhere")), by=None)
    guess = make_story(
        newsroom.local, "A guess", published_at=noon - dt.timedelta(days=1), published_at_estimated=True
    )
    publish_story(placement=home(guess), by=None)
    page = page_of(newsroom.reporter)
    (chart,) = page.context["charts"]
    assert chart.station == newsroom.kmia
    assert [bar.count for bar in chart.bars][-3:] == [0, 2, 1]
    assert chart.total == 3
    assert f'aria-label="{chart.said}"' in page.content.decode()
    assert chart.said.startswith("Miami News: 3 stories in 14 days, most on ")
    assert [chart.station for chart in page_of(newsroom.gia).context["charts"]] == [
        newsroom.kmia,
        newsroom.kzvn,
    ]


def test_the_desk_costs_the_same_whatever_there_is(
    newsroom: Newsroom, lapsing: dict[str, Asset], clock: Clock, django_assert_max_num_queries: Any
) -> None:
    manager = make_user("max")
    for number in range(9):
        station: Station = make_station(f"KQ{'ABCDEFGHI'[number]}")
        manager.memberships.create(station=station, role="manager")
        section = make_section(station)
        for hour in (1, 2):
            story = make_story(section)
            publish_story(placement=home(story), by=None, at=clock.now() + dt.timedelta(hours=hour))
    client = desk(manager)
    with django_assert_max_num_queries(9):
        page: Any = client.get(INDEX)
    assert len(page.context["charts"]) == 6
    assert b"3 more stations, with fewer stories." in page.content
