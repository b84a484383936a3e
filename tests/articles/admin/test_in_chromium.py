"""The desk in a real browser: under the enforced policy, by keyboard, on a phone, for a screen reader."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from articles.models import Asset, Membership, Role, Section, Station, Story, Tag, User
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.articles.admin.desks import url
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import CHROMIUM
from tests.screens import CHROMIUM_FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Without fetching the style sheets once more: their imports are looked up beside the page, and are not there.
AXE = {"preload": False}
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps a loop running in this thread, and Django would take that for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            yield playwright.chromium.launch(
                executable_path=CHROMIUM or shutil.which("chromium"), args=CHROMIUM_FLAGS
            )


@pytest.fixture
def newsdesk(transactional_db: None) -> Story:
    """A live story with everything on it, in a newsroom of two stations; `gia` signs in."""
    station, other = make_station("KMIA"), make_station("KZVN")
    section = make_section(station)
    make_section(station, "Sports", position=1)
    make_section(other, "Water & Land", "water-land")
    Tag.objects.create(name="Harbor", slug="harbor")
    picture = Asset.objects.create(
        token="0" * 32, sha256="1" * 64, format="jpeg", width=9, height=6, title="Bay", alt="Bay"
    )
    gia = make_admin()
    Membership.objects.create(user=gia, station=station, role=Role.MANAGER)
    story = make_story(
        section, lead_picture=picture, credits=[Credit("Ana Ruiz"), Credit("Theo Marchetti")], by=gia
    )
    publish_story(placement=home(story), by=gia)
    return story


class Desk:
    """A signed-in page that remembers what went wrong on it."""

    def __init__(
        self, browser: Browser, server: LiveServer, width: int = 1280, scheme: Any = "light"
    ) -> None:
        self.server, self.errors = server, list[str]()
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.page.on(
            "console",
            lambda message: (
                self.errors.append(f"{message.text} {message.location}") if message.type == "error" else None
            ),
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        # The picture of the cast has no files.
        context.route(
            "**/media/**", lambda route: route.fulfill(status=200, body=b"", content_type="image/webp")
        )
        self.open("/admin/login/")
        self.page.fill("#id_username", "gia")
        self.page.fill("#id_password", "correct horse")
        self.page.click("input[type=submit]")

    def open(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    def close(self) -> None:
        self.page.context.close()


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer, newsdesk: Story) -> Iterator[Desk]:
    found = Desk(browser, live_server)
    yield found
    found.close()


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
        "importrun",
        "user",
    )
    return [
        "/admin/login/",
        "/admin/",
        "/admin/password_change/",
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
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, path
        serious = [
            (found["id"], found["nodes"][0]["target"])
            for found in Axe().run(desk.page, options=AXE).response["violations"]
            if found["impact"] in ("serious", "critical")
        ]
        assert serious == [], path
    desk.close()


def test_names_are_moved_and_added_by_button(desk: Desk, newsdesk: Story) -> None:
    desk.open(url("story_change", newsdesk.pk))
    rows = desk.page.locator(".byline")
    rows.nth(0).get_by_label("Move down").click()
    desk.page.get_by_text("Add a name").click()
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
    button = desk.page.locator("[data-says-time]")
    assert button.inner_text() == "Replace at 6:00 p.m. EDT, July 4, 2031"
    desk.page.fill("#id_at", "2031-01-04T00:05")
    assert button.inner_text() == "Replace at 12:05 a.m. EST, Jan. 4, 2031"


def test_the_zone_follows_the_section_of_a_new_story(desk: Desk) -> None:
    desk.open(url("story_add"))
    zone = desk.page.locator("[data-zone-name]")
    assert zone.inner_text() == "America/New_York"
    desk.page.select_option("#id_section", label="High Desert Today: Water & Land")
    assert zone.inner_text() == "America/Denver"


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


def test_a_picture_is_chosen_in_the_list_of_pictures(desk: Desk, newsdesk: Story) -> None:
    Story.objects.filter(pk=newsdesk.pk).update(lead_picture=None)
    desk.open(url("story_change", newsdesk.pk))
    with desk.page.expect_popup() as opened:
        desk.page.click("#lookup_id_lead_picture")
    opened.value.click("text=Bay")
    asset = Asset.objects.get()
    expect(desk.page.locator("#id_lead_picture")).to_have_value(str(asset.pk))
    assert "shown here once you save" in desk.page.locator("[data-picture-of]").inner_text()
