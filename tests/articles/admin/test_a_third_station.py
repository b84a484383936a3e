"""A third station set up in Chromium by people who have the pages alone, until a reader sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Station
from tests.articles.admin.chromium import Desk
from tests.articles.admin.conftest import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gia(browser: Browser, live_server: LiveServer, newsroom: Newsroom, settings: Any) -> Iterator[Desk]:
    """A group administrator, in a demo: it opens a station that still owes something."""
    settings.DEMO, settings.PORT = True, int(live_server.url.rsplit(":", 1)[1])
    desk = Desk(browser, live_server)
    yield desk
    desk.close()


def from_the_menu(page: Page, group: str, table: str, act: str = "") -> None:
    page.locator(".menu summary", has_text=group).click()
    page.locator(".menu").get_by_role("link", name=table, exact=True).click()
    if act:
        page.get_by_role("link", name=act).click()


def save(page: Page, button: str = "Save") -> None:
    page.get_by_role("button", name=button, exact=True).last.click()


def add_section(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a section").click()
    page.get_by_label("Name").fill(name)
    save(page)
    expect(page.locator(".messagelist")).to_contain_text(f"“{name}” is added.")


def test_a_third_station_is_set_up_and_read(browser: Browser, gia: Desk) -> None:
    page = gia.page
    make_the_station(gia)
    for name in ("Local News", "Weather", "Sports"):
        add_section(page, name)
    put_sports_before_weather(gia)
    give_a_manager(gia)
    open_it(gia)
    assert gia.errors == []
    read_it(browser, gia)
    sit_down_as_its_manager(browser, gia)


def make_the_station(gia: Desk) -> None:
    page = gia.page
    from_the_menu(page, "Stations", "Stations", "Add station")
    page.get_by_label("Brand:").fill("Gulf Coast Now")
    page.get_by_label("Call sign:").fill("kgcn")
    page.get_by_label("Time zone:").select_option("America/Chicago")
    page.get_by_label("Colour:").fill("#f5a623")
    expect(page.locator(".look-light [data-verdict]")).to_contain_text("Too faint to read")
    page.get_by_label("Colour:").fill("#0b6e4f")
    expect(page.locator(".look-light [data-verdict]")).to_contain_text("It can be read")
    page.get_by_text("Add another Host").click()
    page.locator("#id_hosts-0-name").fill("kmia.localhost")
    page.locator("#id_hosts-0-is_primary").check()
    gia.looks_right()
    save(page)
    # A clash is told where the name was written.
    refused = page.locator("#hosts-0")
    expect(refused.locator(".errorlist")).to_have_text("kmia.localhost belongs to Miami News, KMIA.")
    page.locator("#id_hosts-0-name").fill("kgcn.localhost")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("“Gulf Coast Now, KGCN” is added.")
    station = Station.objects.get(callsign="KGCN")
    assert (station.timezone, station.brand_color) == ("America/Chicago", "#0b6e4f")


def put_sports_before_weather(gia: Desk) -> None:
    page = gia.page
    page.get_by_role("link", name="Put them in order").click()
    # The keys are there once the lines can be dragged.
    expect(page.locator(".place-head[draggable=true]")).to_have_count(3)
    page.get_by_role("button", name="Move up: place 3").press("ArrowUp")
    expect(page.locator(".unsaved")).to_have_text("Not saved yet.")
    page.get_by_role("button", name="Save this order").click()
    expect(page.locator(".messagelist")).to_contain_text("Readers of Gulf Coast Now find the sections")
    assert [s.name for s in Station.objects.get(callsign="KGCN").sections.all()] == [
        "Local News",
        "Sports",
        "Weather",
    ]


def give_a_manager(gia: Desk) -> None:
    page = gia.page
    from_the_menu(page, "Access", "Users", "Add user")
    page.get_by_label("Username:").fill("gus")
    page.get_by_label("First name:").fill("Gus")
    page.get_by_label("Last name:").fill("Tidewater")
    page.locator("#id_password1").fill("correct horse")
    page.locator("#id_password2").fill("correct horse")
    save(page)
    page.locator(".add-row a").click()
    page.locator("#id_memberships-0-station").select_option(label="Gulf Coast Now, KGCN")
    page.locator("#id_memberships-0-role").select_option(label="Station manager")
    save(page)
    expect(page.locator(".messagelist")).to_be_visible()


def open_it(gia: Desk) -> None:
    page = gia.page
    from_the_menu(page, "Stations", "Stations", "Gulf Coast Now")
    page.get_by_role("link", name="Duties to readers and the FCC").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gulf Coast Now")
    gia.looks_right()
    page.go_back()
    page.get_by_role("button", name="Open Gulf Coast Now to readers").click()
    expect(page.locator(".messagelist")).to_contain_text("Gulf Coast Now is open to readers.")
    expect(page.get_by_role("link", name="kgcn.localhost")).to_be_visible()


def read_it(browser: Browser, gia: Desk) -> None:
    """On a phone, by somebody who follows the link that the desk shows."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    reader = context.new_page()
    reader.goto(gia.page.get_by_role("link", name="kgcn.localhost").get_attribute("href") or "")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Gulf Coast Now")
    assert reader.locator("nav.sections a").all_inner_texts() == ["Local News", "Sports", "Weather"]
    context.close()


def sit_down_as_its_manager(browser: Browser, gia: Desk) -> None:
    gus = Desk(browser, gia.server, 390, name="gus")
    from_the_menu(gus.page, "Stations", "Stations", "Gulf Coast Now")
    gus.looks_right()
    gus.page.get_by_role("link", name="Put them in order").click()
    gus.looks_right()
    assert gus.errors == []
    gus.close()
