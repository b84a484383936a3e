"""Who sees and does what in a real browser: many stories at once, and two people who get exactly theirs."""

import contextlib

import pytest
from django.db.models import F
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Story
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import publication, url
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FERRY, BRIDGE, DAM = "Ferry returns to the bay", "Bridge closes on Sunday", "Reservoir is full again"


@pytest.fixture
def stories(transactional_db: None, newsroom: Newsroom) -> dict[str, Story]:
    """Two of Miami's, the ferry by its reporter, and one of the desert's, live."""
    found = {
        FERRY: make_story(newsroom.local, FERRY, by=newsroom.reporter),
        BRIDGE: make_story(newsroom.local, BRIDGE, by=newsroom.editor),
        DAM: make_story(newsroom.desert, DAM, by=newsroom.zoe),
    }
    publish_story(placement=home(found[DAM]), by=newsroom.gia)
    return found


def rows(desk: Desk) -> list[str]:
    desk.open(url("story_changelist"))
    return sorted(desk.page.locator("#result_list .field-headline_words a").all_inner_texts())


def nothing_wrong(desk: Desk) -> None:
    assert desk.page.evaluate("violations") == []
    # A page that is not there is told by the browser as an error, too.
    assert [error for error in desk.errors if "404" not in error and "403" not in error] == []


def test_many_are_published_and_the_one_refused_is_named(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom, stories: dict[str, Story]
) -> None:
    held = make_story(newsroom.sports, "Held until the final", on_hold=True)
    with contextlib.closing(Desk(browser, live_server, name="paul")) as paul:
        paul.open(url("story_changelist"))
        for headline in (FERRY, BRIDGE, held.headline):
            paul.page.get_by_label(f"Choose “{headline}”").check()
        paul.page.get_by_label("With the chosen").select_option(label="Publish")
        paul.page.get_by_role("button", name="Look at it first").click()
        expect(paul.page.get_by_role("heading", name="Publish: 3 stories")).to_be_focused()
        expect(paul.page.locator(".prospects li", has_text=held.headline)).to_contain_text(
            "Not this one: The story is held for release."
        )
        paul.looks_right()
        paul.page.get_by_role("button", name="Publish: 2").click()
        told = paul.page.locator(".messagelist li")
        expect(told).to_have_text(
            [
                f"{held.pk}, “Held until the final”: The story is held for release.",
                "2 of 3 published.",
            ]
        )
        paul.looks_right()
        nothing_wrong(paul)
    assert [publication(story) for story in (stories[FERRY], stories[BRIDGE], held)] == [
        "live",
        "live",
        "unpublished",
    ]


def test_another_stations_editor_meets_none_of_it(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom, stories: dict[str, Story]
) -> None:
    with contextlib.closing(Desk(browser, live_server, name="zoe")) as zoe:
        page = zoe.page
        assert rows(zoe) == [DAM]
        zoe.open(url("story_changelist") + "?q=ferry")
        expect(page.get_by_text(FERRY)).to_have_count(0)
        zoe.open("/admin/")
        expect(page.get_by_text(FERRY)).to_have_count(0)
        zoe.open_story(stories[DAM])
        assert page.locator("#id_section option").all_inner_texts() == ["Water & Land"]
        assert page.locator("#id_assigned_to option").all_inner_texts() == ["nobody", "zoe"]
        page.click("text=Add a story")
        page.get_by_role("dialog").get_by_role("searchbox").fill("ferry")
        expect(page.get_by_role("dialog")).to_contain_text("No story of yours has these words")
        for address in ("story_change", "story_history", "story_compare"):
            zoe.open(url(address, stories[FERRY].pk))
            expect(page.get_by_text(FERRY)).to_have_count(0)
        zoe.open(url("section_change", newsroom.local.pk))
        expect(page.get_by_text("Local News")).to_have_count(0)
        nothing_wrong(zoe)


def test_a_reporter_reads_all_of_the_station_and_changes_their_own(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom, stories: dict[str, Story]
) -> None:
    with contextlib.closing(Desk(browser, live_server, name="rita")) as rita:
        page = rita.page
        assert rows(rita) == [BRIDGE, FERRY]
        offered = page.get_by_label("With the chosen").locator("option").all_inner_texts()
        assert offered == ["Move to another section", "Add tags"]
        rita.open_story(stories[FERRY])
        expect(page.get_by_role("button", name="Submit for review")).to_be_visible()
        expect(page.get_by_role("button", name="Publish")).to_have_count(0)
        page.clock.install()
        rita.open(url("story_change", stories[BRIDGE].pk))
        expect(page.get_by_text("Yours to read, not to change.")).to_be_visible()
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
        Story.objects.filter(pk=stories[BRIDGE].pk).update(version=F("version") + 1)
        page.clock.fast_forward("00:11")
        told = "has saved this story since you opened it. Reload the page to read that."
        expect(page.locator("[data-behind]")).to_contain_text(told)
        rita.open(url("station_changelist"))
        expect(page.get_by_text("A station manager can give you one that does.")).to_be_visible()
        nothing_wrong(rita)
