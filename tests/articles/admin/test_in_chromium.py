"""The desk in a real browser: under the enforced policy, by keyboard, on a phone, for a screen reader."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Asset, Section, Station, Story, User
from tests.articles.admin.chromium import Desk, sticking_out
from tests.articles.admin.desks import url
from tests.cast import home

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def screens(story: Story) -> list[str]:
    rows = {
        "station": Station.objects.first(),
        "section": Section.objects.first(),
        "user": User.objects.first(),
        "asset": Asset.objects.first(),
        "edition": story.editions.first(),
        "revision": story.revisions.first(),
    }
    tables = (
        "story",
        "asset",
        "station",
        "section",
        "person",
        "tag",
        "edition",
        "storyevent",
        "accountevent",
        "importrun",
        "user",
    )
    return [
        "/admin/login/",
        "/admin/",
        "/admin/password_change/",
        "/admin/account/factors/",
        "/admin/account/password/",
        f"/admin/articles/user/{User.objects.latest('pk').pk}/password/",
        *(url(f"{table}_changelist") for table in tables),
        *(url(f"{table}_change", row.pk) for table, row in rows.items() if row),
        url("story_change", story.pk),
        url("story_history", story.pk),
        *(url(f"{table}_add") for table in ("story", "asset", "tag", "person", "address", "membership")),
    ]


# Widths move boxes, schemes change colours: two of the four pairs show what any of them would.
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_screen_keeps_the_policy_and_can_be_read_by_everybody(
    browser: Browser, live_server: LiveServer, newsdesk: Story, width: int, scheme: str
) -> None:
    desk = Desk(browser, live_server, width, scheme)
    for path in screens(newsdesk):
        desk.open(path)
        assert desk.page.evaluate("violations") == [], path
        assert desk.errors == [], path
        assert sticking_out(desk.page) == [], path
        assert desk.serious() == [], path
    desk.close()


def test_names_are_moved_and_added_by_button(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    rows = desk.page.locator(".byline")
    rows.nth(0).get_by_label("Move down").click()
    desk.page.get_by_text("Add a name").click()
    expect(rows.nth(2).get_by_label("Name as printed")).to_be_focused()
    desk.page.keyboard.type("Odalys Brandt")
    desk.page.click(".save-row [name=_save]")
    desk.page.wait_for_load_state()
    names = list(newsdesk.bylines.values_list("name", flat=True))
    assert names == ["Theo Marchetti", "Ana Ruiz", "Odalys Brandt"]


def test_enter_saves_and_never_publishes(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    desk.page.fill("#id_slug", "another-slug")
    desk.page.press("#id_slug", "Enter")
    desk.page.wait_for_load_state()
    assert home(newsdesk).slug == "another-slug"
    assert newsdesk.editions.count() == 1


def test_enter_in_the_headline_goes_on_to_the_deck(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    desk.page.press("#id_headline", "Enter")
    assert desk.page.evaluate("document.activeElement.id") == "id_deck"


def test_the_button_says_when_in_the_stations_time(desk: Desk, newsdesk: Story) -> None:
    Story.objects.filter(pk=newsdesk.pk).update(deck="Changed")
    desk.open(url("story_change", newsdesk.pk))
    desk.page.fill("#id_at", "2031-07-04T18:00")
    button = desk.page.locator("[data-says-time^=Replace]")
    assert button.inner_text() == "Replace at 6:00 p.m. EDT, July 4, 2031"
    desk.page.fill("#id_at", "2031-01-04T00:05")
    assert button.inner_text() == "Replace at 12:05 a.m. EST, Jan. 4, 2031"


def test_the_zone_follows_the_section_of_a_new_story(desk: Desk) -> None:
    desk.open(url("story_add"))
    zones = desk.page.locator("[data-zone-name]")
    assert zones.all_text_contents() == ["America/New_York"] * 3
    desk.page.select_option("#id_section", label="High Desert Today: Water & Land")
    assert zones.all_text_contents() == ["America/Denver"] * 3
    desk.page.fill("#id_headline", "Dam opens")
    desk.page.fill("#id_published_at", "2027-01-01T10:00")
    desk.save()
    assert desk.page.input_value("#id_published_at") == "2027-01-01T10:00"
    story = Story.objects.get(headline="Dam opens")
    assert story.published_at == dt.datetime(2027, 1, 1, 17, tzinfo=dt.UTC)


def test_without_scripts_a_new_storys_time_is_the_instant_that_its_page_named(
    browser: Browser, live_server: LiveServer, newsdesk: Story
) -> None:
    desk = Desk(browser, live_server, scripts=False)
    desk.page.goto(live_server.url + url("story_add"))
    desk.page.select_option("#id_section", label="High Desert Today: Water & Land")
    desk.page.fill("#id_headline", "Dam opens")
    desk.page.fill("#id_published_at", "2027-01-01T10:00")
    desk.save()
    assert desk.page.locator("[data-zone-name]").first.inner_text() == "America/Denver"
    assert desk.page.input_value("#id_published_at") == "2027-01-01T08:00"
    desk.close()


def test_tags_are_completed(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    desk.page.locator("#id_tags").press_sequentially("Boats, har")
    option = desk.page.locator("#id_tags ~ datalist option")
    option.wait_for(state="attached")
    assert option.get_attribute("value") == "Boats, Harbor"


def test_a_list_is_walked_by_keyboard(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_changelist"))
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") == "searchbar"
    desk.open(url("story_changelist"))
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"**{url('story_change', newsdesk.pk)}*")


def test_leaving_unsaved_words_asks_first(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    asked: list[str] = []
    desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.page.locator("#id_deck").press_sequentially("Half a sent")
    desk.page.click("text=Pictures")
    desk.page.wait_for_url("**/asset/")
    assert asked == ["beforeunload"]
