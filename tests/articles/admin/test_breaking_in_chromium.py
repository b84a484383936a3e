"""Breaking news in a real browser: from a phone without scripts, and as readers get it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.services.breaking import break_news
from articles.services.fronts import Slot, arrange_front
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_actions_on_a_phone(browser: Browser, live_server: LiveServer, newsroom: Newsroom) -> None:
    desk = Desk(browser, live_server, 390, scripts=False)
    page = desk.page
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Breaking").click()
    page.get_by_label("What has happened").fill("Bridge closed")
    page.get_by_label("Miami News (KMIA)").check()
    page.get_by_role("button", name="Publish on every page").click()
    assert "On every page of Miami News now." in page.locator(".messagelist").inner_text()
    page.goto(reader(live_server))
    assert page.get_by_role("status").inner_text().split("\n")[:2] == ["BREAKING", "Bridge closed"]
    desk.close()


def reader(server: LiveServer, path: str = "/") -> str:
    return server.url.replace("localhost", "kmia.localhost") + path


def test_all_of_it_can_be_read_and_nothing_sticks_out(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    story = make_story(newsroom.local, "Bridge closed after a ship strikes a pier", deck="Nobody was hurt.")
    publish_story(placement=home(story), by=None)
    arrange_front(station=newsroom.kmia, section=newsroom.local, slots=[Slot(1, story.pk)], seen=0, by=None)
    break_news(stations=[newsroom.kmia], words="W" * 140, story_id=story.pk, by=newsroom.gia)
    desk = Desk(browser, live_server)
    desk.open(reverse("admin:breaking"))
    expect(desk.page.get_by_role("button", name="End it now")).to_be_visible()
    desk.looks_right()
    for path in ("/", "/local-news/", "/nothing/"):
        desk.page.goto(reader(live_server, path))
        desk.looks_right()
    desk.close()
