"""A station's colours in a real browser: the small front and the verdict follow what is chosen."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.forms.colours import verdict
from articles.themes import PAPERS
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER, DARK_PAPER = PAPERS
FILL = "getComputedStyle(document.querySelector('.look-{side} svg > [data-light] rect')).fill"
BAND = "[data-look=band]"


def choose(page: Page, field: str, colour: str) -> None:
    """As the browser's own dialog of colours does."""
    page.locator(f"#id_{field}").fill(colour)


def test_the_front_and_the_verdict_follow_what_is_chosen(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    desk = Desk(browser, live_server)
    desk.open(url("station_change", newsroom.kmia.pk))
    page = desk.page
    day, night = page.locator(".look-light"), page.locator(".look-dark")
    expect(day.locator("figcaption")).to_have_text(
        "By day. Contrast 8.4:1. It can be read: text needs 4.5:1."
    )
    # Some that pass and some that do not, at both sides of the border: as the server finds.
    for colour in ("#000000", "#ffffff", "#757575", "#767676", "#f5a623", "#8a1c1c", "#0b6e4f"):
        for field, side, paper in (
            ("brand_color", day, PAPER),
            ("brand_color_dark", night, DARK_PAPER),
        ):
            choose(page, field, colour)
            expect(side.locator("[data-verdict]")).to_have_text(verdict(colour, paper))
            expect(side.locator("svg")).to_have_attribute("color", colour)
    assert page.evaluate(FILL.format(side="light")) == "rgb(11, 110, 79)"
    # By night a fill is darker, as on the readers' pages.
    assert page.evaluate(FILL.format(side="dark")) != "rgb(11, 110, 79)"
    expect(day.locator(BAND)).to_be_hidden()
    page.select_option("#id_theme", "band")
    expect(day.locator(BAND)).to_be_visible()
    choose(page, "brand_color", "#f5a623")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".errornote")).to_contain_text("contrast of 1.9:1 on #fcfbf8")
    desk.looks_right()
    assert desk.errors == []
    desk.close()


def test_without_a_script_the_front_is_the_saved_one(
    browser: Browser, live_server: LiveServer, newsroom: Newsroom
) -> None:
    desk = Desk(browser, live_server, 390, scripts=False)
    desk.open(url("station_change", newsroom.kmia.pk))
    choose(desk.page, "brand_color", "#8a1c1c")
    desk.page.select_option("#id_theme", "band")
    desk.page.locator("[name=_continue]").last.click()
    day = desk.page.locator(".look-light")
    expect(day.locator("svg")).to_have_attribute("color", "#8a1c1c")
    expect(day.locator("[data-verdict]")).to_have_text(verdict("#8a1c1c", PAPER))
    expect(day.locator(BAND)).to_be_visible()
    assert desk.errors == []
    desk.close()
