"""Merging tags in a real browser: known tags are offered, and both pages can be read by everybody."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Tag
from articles.services.publishing import publish_story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import url
from tests.cast import home, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_tag_is_chosen_looked_at_and_merged(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    story = make_story(newsroom.local, tags=["Transit", "Buses"])
    publish_story(placement=home(story), by=None)
    transit = Tag.objects.get(name="Transit")
    desk = Desk(browser, live_server, 390, name="edna")
    desk.open(url("tag_change", transit.pk))
    page = desk.page
    page.get_by_role("button", name="Merge other tags into this one").click()
    expect(page.locator("datalist")).to_have_count(1)
    page.get_by_label("Tags to merge").press_sequentially("Bus")
    expect(page.locator("datalist option")).to_have_count(1)
    page.get_by_label("Tags to merge").fill("Buses")
    desk.looks_right()
    page.get_by_role("button", name="See what happens").click()
    expect(page.locator(".prospects")).to_contain_text("/tag/buses/ leads on to /tag/transit/")
    desk.looks_right()
    page.get_by_role("button", name="Merge them into “Transit”").click()
    expect(page.locator(".messagelist")).to_contain_text("Buses: merged into “Transit”, with 1 story.")
    assert Tag.objects.get(name="Buses").merged_into == transit
    assert desk.errors == []
    desk.close()
