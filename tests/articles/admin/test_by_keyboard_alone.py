"""An editor without a mouse: a live story corrected, compared, restored, published and withdrawn."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Story
from tests.articles.admin.chromium import Desk, in_step, press
from tests.articles.admin.desks import publication, url
from tests.keyboard import Keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRONG = "Tickets cost four dollars."


@pytest.fixture
def keys(browser: Browser, live_server: LiveServer, newsdesk: Story) -> Iterator[Keys]:
    desk = Desk(browser, live_server)
    found = Keys(desk.page)
    desk.open(url("story_changelist"))
    yield found
    moused, violations = desk.page.evaluate("[moused, violations]")
    desk.close()
    assert (found.faults, desk.errors, moused, violations) == ([], [], [], [])


def find_it(keys: Keys) -> None:
    keys.press("/")
    keys.type("ferry")
    keys.follow("**q=ferry**")
    keys.press("j")
    assert keys.at == "Ferry returns to the bay"
    keys.follow("**/change/**")
    keys.page.wait_for_selector("[role=toolbar]")


def correct_it(keys: Keys, story: Story) -> None:
    page = keys.page
    keys.go_to("Text")
    in_step(page)
    press(page, "Control+End")
    keys.type(" Children ride free.")
    expect(page.get_by_text("Esc, Tab: leave.")).to_be_visible()
    keys.press("Escape")
    keys.go_to("Publish with a correction")
    keys.press("Enter")
    asked(keys, "Publish “Ferry returns to the bay” with a correction")
    keys.go_to("Publish now on Miami News, with this note")
    keys.press("Enter")
    summary = page.locator(".errornote")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Not done yet.")
    keys.go_to("Kind of note")
    keys.press("Enter")
    expect(page.get_by_label("Correction", exact=True)).to_be_focused()
    keys.press("Space")
    keys.go_to("What readers are told")
    keys.type("Children ride free.")
    keys.go_to("Publish now on Miami News, with this note")
    keys.press("Enter")
    did(keys, "Live on Miami News: edition 2, with its correction.")
    assert (story.corrections.get().text, story.editions.live().get().number) == ("Children ride free.", 2)


def asked(keys: Keys, question: str) -> None:
    expect(keys.page.get_by_role("heading", name=question, level=1)).to_be_focused()
    assert keys.at == question


def did(keys: Keys, words: str) -> None:
    """What was done is told, and is where one is."""
    told = keys.page.locator(".messagelist")
    expect(told).to_contain_text(words)
    expect(told).to_be_focused()
    assert words in keys.at


def restore_the_first(keys: Keys, story: Story) -> None:
    page = keys.page
    keys.go_to("Changes since it was last live")
    keys.follow("**/compare/")
    keys.go_to("From…")
    keys.type("Revision 1")
    keys.go_to("Compare")
    keys.follow("**from=1&**")
    expect(page.locator(".changes")).to_contain_text("Children ride free.")
    keys.go_to("Restore revision 1")
    keys.press("Enter")
    did(keys, "Restored revision 1. Readers get it once it is published.")
    story.refresh_from_db()
    assert story.body.endswith(f"<p>{WRONG}</p>")


def publish_it(keys: Keys, story: Story) -> None:
    keys.page.wait_for_selector("[role=toolbar]")
    keys.go_to("Publish changes now on Miami News")
    keys.press("Enter")
    did(keys, "Live on Miami News: edition 3.")
    assert story.editions.live().get().body == story.body


def withdraw_it(keys: Keys, story: Story) -> None:
    keys.page.wait_for_selector("[role=toolbar]")
    keys.go_to("Withdraw")
    keys.press("Enter")
    asked(keys, "Withdraw “Ferry returns to the bay”?")
    keys.go_to("Public reason")
    keys.type("The city takes it back.")
    keys.go_to("Withdraw from Miami News now")
    keys.press("Enter")
    did(keys, "Withdrawn: readers are told that it is gone.")
    assert publication(story) == "withdrawn"


def test_a_live_story_goes_its_way_without_a_mouse(keys: Keys, newsdesk: Story) -> None:
    find_it(keys)
    correct_it(keys, newsdesk)
    keys.page.wait_for_selector("[role=toolbar]")
    restore_the_first(keys, newsdesk)
    publish_it(keys, newsdesk)
    withdraw_it(keys, newsdesk)
    keys.go_to("The whole history")
    keys.follow("**/history/")
    page = keys.page
    expect(page.locator("table", has_text="Placements")).to_contain_text("by gia: “The city takes it back.”")
    expect(page.locator("table", has_text="Events").locator("tbody tr").first).to_contain_text("Withdrawn")
