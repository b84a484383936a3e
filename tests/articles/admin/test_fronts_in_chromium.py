"""Arranging a front in a real browser: by buttons, keys and dragging, and without scripts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Front, Story
from articles.services.fronts import Slot, arrange_front, slots_of
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stories(newsroom: Newsroom) -> list[Story]:
    found = [make_story(newsroom.local, f"Story {number}") for number in range(1, 4)]
    for story in found:
        publish_story(placement=home(story), by=None)
    slots = [Slot(place, story.pk) for place, story in enumerate(found, start=1)]
    arrange_front(station=newsroom.kmia, slots=slots, seen=0, by=None)
    return found


@pytest.fixture
def desktop(browser: Browser, live_server: LiveServer, stories: list[Story]) -> Iterator[Desk]:
    found = Desk(browser, live_server)
    yield found
    assert found.errors == []
    found.close()


def arranged() -> list[int]:
    """Places of the three stories, in the order of their numbers."""
    slots = sorted(slots_of(Front.objects.get()), key=lambda slot: slot.story_id)
    return [slot.place for slot in slots]


def open_front(desk: Desk, newsroom: Newsroom) -> Any:
    desk.open(reverse("admin:station_front", args=[newsroom.kmia.pk]))
    return desk.page


def goes_on_at(page: Any, role: Any, name: str) -> None:
    found = page.get_by_role(role, name=name, exact=True)
    expect(found).to_be_focused()
    expect(found).to_be_in_viewport()


def test_places_move_by_buttons_and_arrow_keys(desktop: Desk, newsroom: Newsroom) -> None:
    page = open_front(desktop, newsroom)
    page.get_by_role("button", name="Move down: Lead").click()
    expect(page.locator(".unsaved")).to_have_text("Not saved yet.")
    # The focus goes along with the story.
    expect(page.get_by_role("button", name="Move down: Place 2")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Move up: Place 4")).to_be_focused()
    page.get_by_role("button", name="Save this front").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    expect(page.locator(".messagelist")).to_be_focused()
    assert arranged() == [4, 1, 2]


def test_a_place_is_dragged_past_others(desktop: Desk, newsroom: Newsroom) -> None:
    page = open_front(desktop, newsroom)
    page.locator(".place-head h3", has_text="Place 3").drag_to(
        page.locator(".place-head h3", has_text="Lead")
    )
    page.get_by_role("button", name="Save this front").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert arranged() == [2, 3, 1]


def test_leaving_what_was_moved_asks_first(desktop: Desk, newsroom: Newsroom) -> None:
    page = open_front(desktop, newsroom)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("searchbox").fill("Story")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator(".unsaved")).to_have_text("")
    page.get_by_role("button", name="Move down: Lead").click()
    page.get_by_role("button", name="Lead: put “Story 3” there").click()
    expect(page.locator(".unsaved")).to_have_text("Not saved yet.")
    assert asked == []
    page.get_by_role("link", name="All fronts").click()
    page.wait_for_url(f"**{reverse('admin:fronts')}")
    assert asked == ["beforeunload"]
    assert Front.objects.get().version == 1


def test_everything_works_without_scripts(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom, stories: list[Story]
) -> None:
    desk = Desk(browser, live_server, 390, scripts=False)
    page = open_front(desk, newsroom)
    # Each goes on where it put somebody.
    page.get_by_role("button", name="Take off: Story 3").click()
    goes_on_at(page, "heading", "Place 3")
    page.get_by_role("searchbox").fill("Story")
    page.get_by_role("button", name="Find", exact=True).click()
    goes_on_at(page, "list", "Stories")
    page.get_by_role("button", name="Lead: put “Story 3” there").click()
    goes_on_at(page, "heading", "Lead")
    page.get_by_role("button", name="Move down: Place 2").click()
    goes_on_at(page, "heading", "Place 3")
    page.get_by_label("Place", exact=True).nth(1).fill("1")
    page.get_by_label("Place", exact=True).nth(1).press("Enter")
    goes_on_at(page, "heading", "Lead")
    page.get_by_label("Place", exact=True).nth(1).fill("1")
    page.get_by_label("Place", exact=True).nth(1).press("Enter")
    page.get_by_role("searchbox").fill("nowhere")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_text("No live or scheduled story has these words.")).to_be_focused()
    page.get_by_role("button", name="Save this front").click()
    assert "Saved." in page.locator(".messagelist").inner_text()
    assert arranged() == [3, 2, 1]
    page.get_by_role("button", name="Bring back: version 1").click()
    assert arranged() == [1, 2, 3]
    desk.close()


def test_all_of_it_can_be_read_and_nothing_sticks_out(
    desktop: Desk, newsroom: Newsroom, stories: list[Story]
) -> None:
    open_front(desktop, newsroom)
    desktop.looks_right()
    arrange_front(station=newsroom.kmia, slots=[Slot(2, stories[0].pk)], seen=1, by=newsroom.editor)
    desktop.page.get_by_role("button", name="Move down: Lead").click()
    desktop.page.get_by_role("button", name="Save this front").click()
    expect(desktop.page.get_by_role("heading", name="edna saved another arrangement")).to_be_visible()
    desktop.looks_right()
    desktop.open(reverse("admin:fronts"))
    desktop.looks_right()
