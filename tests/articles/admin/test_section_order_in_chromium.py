"""Sections put in order in a real browser: by buttons, keys and dragging, and without scripts."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import url
from tests.cast import make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_order(desk: Desk, newsroom: Newsroom) -> Any:
    make_section(newsroom.kmia, "Arts & Culture in the whole of South Florida", "arts", position=2)
    desk.open(url("station_sections", newsroom.kmia.pk))
    return desk.page


def slugs(newsroom: Newsroom) -> list[str]:
    return [section.slug for section in newsroom.kmia.sections.all()]


def test_sections_move_by_keys_and_by_dragging(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    desk = Desk(browser, live_server)
    page = open_order(desk, newsroom)
    expect(page.locator(".place-head[draggable=true]")).to_have_count(3)
    page.get_by_role("button", name="Move down: place 1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Move down: place 2")).to_be_focused()
    expect(page.locator(".unsaved")).to_have_text("Not saved yet.")
    # By the words of the line itself.
    lines = page.locator(".place")
    lines.nth(2).drag_to(lines.nth(0), source_position={"x": 80, "y": 20}, target_position={"x": 80, "y": 20})
    page.get_by_role("button", name="Save this order").click()
    expect(page.locator(".messagelist")).to_contain_text("find the sections in this order")
    assert slugs(newsroom) == ["arts", "sports", "local-news"]
    desk.looks_right()
    assert desk.errors == []
    desk.close()


def test_sections_move_without_a_script(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    desk = Desk(browser, live_server, 390, scripts=False)
    page = open_order(desk, newsroom)
    page.get_by_role("button", name="Move up: place 3").click()
    page.get_by_role("button", name="Move up: place 2").click()
    page.get_by_role("button", name="Save this order").click()
    expect(page.locator(".messagelist")).to_contain_text("find the sections in this order")
    assert slugs(newsroom) == ["arts", "local-news", "sports"]
    desk.close()
