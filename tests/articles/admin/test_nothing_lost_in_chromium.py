"""In a real browser: tabs closed, browsers killed, lines cut, sign-ins ended; the words are still there."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from articles.models import Autosave, Revision, Story, User
from tests.articles.admin.desks import url
from tests.cast import make_admin, make_section, make_station, make_story
from tests.conftest import CHROMIUM
from tests.screens import CHROMIUM_FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p>"
KEPT = "[data-kept]"
# Between keystroke and server two polls and an answer; the promise is ten seconds.
IN_TIME = 10_000


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as found:
            yield found


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = CHROMIUM or shutil.which("chromium")
    with contextlib.closing(playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)) as found:
        yield found


@pytest.fixture
def story(transactional_db: None) -> Story:
    section = make_section(make_station("KMIA"))
    gia = make_admin()
    User.objects.create_superuser("paul", password="correct horse", first_name="Paul", last_name="Lind")
    return make_story(section, body=BODY, by=gia)


def sign_in(page: Page, server: LiveServer, name: str = "gia") -> None:
    page.goto(f"{server.url}/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", "correct horse")
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, story: Story) -> Iterator[BrowserContext]:
    """A browser in which `gia` is signed in."""
    with contextlib.closing(browser.new_context()) as found:
        sign_in(found.new_page(), live_server)
        yield found


def open_form(context: BrowserContext, server: LiveServer, story: Story) -> Page:
    page = context.new_page()
    page.goto(server.url + url("story_change", story.pk))
    return page


def kept(page: Page) -> None:
    expect(page.locator(KEPT)).to_contain_text("Kept", timeout=IN_TIME)
    expect(page.locator(KEPT)).to_contain_text("not saved.", timeout=IN_TIME)


def bring_back(page: Page) -> None:
    page.get_by_role("link", name="Bring it back").first.click()
    page.wait_for_url("**_restore=*")


def save(page: Page) -> None:
    page.click(".save-row [name=_save]")
    expect(page.locator(".messagelist")).to_contain_text("Saved.")


def test_a_tab_closed_in_mid_sentence(context: BrowserContext, live_server: LiveServer, story: Story) -> None:
    page = open_form(context, live_server, story)
    page.locator("#id_deck").press_sequentially("Half a sent")
    kept(page)
    page.close()
    assert Story.objects.get().deck == ""
    assert story.revisions.count() == 1

    page = open_form(context, live_server, story)
    bring_back(page)
    expect(page.locator("#id_deck")).to_have_value("Half a sent")
    go_on(page, "ence, now whole.")
    save(page)
    assert Story.objects.get().deck == "Half a sentence, now whole."
    expect(page.locator("[data-offers]")).to_be_hidden()
    assert Autosave.objects.filter(settled_at__isnull=True).count() == 0


def test_a_killed_browser(
    playwright: Playwright, live_server: LiveServer, story: Story, tmp_path: Path
) -> None:
    """Only the browser itself had the words: the server never answered."""

    def start() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            tmp_path, executable_path=CHROMIUM or shutil.which("chromium"), args=CHROMIUM_FLAGS
        )

    context = start()
    sign_in(context.pages[0], live_server)
    page = open_form(context, live_server, story)
    page.route("**/autosave/*", lambda route: route.abort())
    page.locator("#id_deck").press_sequentially("Never sent anywhere")
    expect(page.locator(KEPT)).to_contain_text("Kept in this browser", timeout=IN_TIME)
    kill(tmp_path)
    with contextlib.suppress(Exception):
        context.close()
    assert not Autosave.objects.exists()

    context = start()
    # The cookie of the sign-in may have reached the disk before the kill, or not.
    context.clear_cookies()
    sign_in(context.pages[0], live_server)
    page = open_form(context, live_server, story)
    bring_back(page)
    expect(page.locator("#id_deck")).to_have_value("Never sent anywhere")
    context.close()


def kill(profile: Path) -> None:
    """The browser of this profile, with SIGKILL: nothing is written down in peace."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if any(str(profile) in word for word in words) and not any(
            word.startswith("--type=") for word in words
        ):
            process.kill()
            process.wait()


def test_ten_minutes_without_a_line(context: BrowserContext, live_server: LiveServer, story: Story) -> None:
    page = context.new_page()
    page.clock.install()
    page.goto(live_server.url + url("story_change", story.pk))
    context.set_offline(True)
    page.locator("#id_deck").press_sequentially("Written in a tunnel")
    for _ in range(20):
        page.clock.run_for(30_000)
    expect(page.locator(KEPT)).to_contain_text("The server does not answer. Kept in this browser")
    page.click(".save-row [name=_save]")
    page.clock.run_for(2000)
    expect(page.locator(KEPT)).to_contain_text("The server does not answer. Kept in this browser")
    expect(page.locator("#id_deck")).to_have_value("Written in a tunnel")

    context.set_offline(False)
    page.clock.run_for(10_000)
    kept(page)
    page.click(".save-row [name=_save]")
    page.clock.run_for(2000)
    expect(page.locator(".messagelist")).to_contain_text("Saved.")
    assert Story.objects.get().deck == "Written in a tunnel"


def test_signed_out_while_writing(context: BrowserContext, live_server: LiveServer, story: Story) -> None:
    """Signing in again in another tab is enough, though that changes the token of every form."""
    page = open_form(context, live_server, story)
    Session.objects.all().delete()
    page.locator("#id_deck").press_sequentially("Long thoughts")
    expect(page.locator(KEPT)).to_contain_text("You are signed out. Kept in this browser", timeout=IN_TIME)
    with context.expect_page() as opened:
        page.click("[data-sign-in]")
    sign_in(opened.value, live_server)
    kept(page)
    save(page)
    assert Story.objects.get().deck == "Long thoughts"


def test_deactivated_while_writing(
    browser: Browser, context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    """Out at the next click; whoever is let in again finds the words in the form, not saved yet."""
    page = open_form(context, live_server, story)
    with contextlib.closing(browser.new_context()) as other:
        sign_in(other.new_page(), live_server, "paul")
        account = other.new_page()
        page.locator("#id_deck").press_sequentially("Long thoughts")
        kept(page)
        let_in(account, live_server, False)
        page.click(".save-row [name=_save]")
        expect(page.locator(".notice[role=alert]")).to_contain_text(
            "You were signed out while you were writing."
        )
        page.fill("#id_username", "gia")
        page.fill("#id_password", "correct horse")
        page.click("input[type=submit]")
        expect(page.locator(".errornote")).to_contain_text("correct username and password")
        let_in(account, live_server, True)
    page.fill("#id_username", "gia")
    page.fill("#id_password", "correct horse")
    page.click("input[type=submit]")
    expect(page.locator("#id_deck")).to_have_value("Long thoughts")
    assert Story.objects.get().deck == ""
    save(page)
    assert Story.objects.get().deck == "Long thoughts"


def let_in(page: Page, server: LiveServer, is_active: bool) -> None:
    """On the account's page, by an administrator."""
    page.goto(server.url + url("user_change", User.objects.get(username="gia").pk))
    page.set_checked("#id_is_active", is_active)
    page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_two_editors_and_a_merge(
    browser: Browser, context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    mine = open_form(context, live_server, story)
    with contextlib.closing(browser.new_context()) as other:
        sign_in(other.new_page(), live_server, "paul")
        theirs = open_form(other, live_server, story)
        expect(theirs.locator("[data-others]")).to_contain_text("gia has it open", timeout=IN_TIME)
        write(theirs, BODY.replace("Monday", "Tuesday"))
        save(theirs)
    expect(mine.locator("[data-behind]")).to_contain_text("Paul Lind has saved this story", timeout=15_000)
    write(mine, BODY.replace("four", "five"))
    mine.click(".save-row [name=_save]")
    expect(mine.locator(".proposal")).to_contain_text("Paul Lind saved this story while you were writing")
    save(mine)
    assert Story.objects.get().body == BODY.replace("Monday", "Tuesday").replace("four", "five")
    assert story.revisions.filter(kind=Revision.Kind.ASIDE).count() == 1


def go_on(page: Page, words: str) -> None:
    page.press("#id_deck", "End")
    page.locator("#id_deck").press_sequentially(words)


def write(page: Page, body: str) -> None:
    page.locator("#id_body").evaluate("(field, text) => { field.value = text; }", body)


def test_two_tabs_that_brought_back_the_same_text_keep_both(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    page = open_form(context, live_server, story)
    page.locator("#id_deck").press_sequentially("Begun")
    kept(page)
    page.close()
    tabs: list[Any] = []
    for words in (" here", " there"):
        tab = open_form(context, live_server, story)
        bring_back(tab)
        go_on(tab, words)
        kept(tab)
        tabs.append(tab)
    go_on(tabs[0], " and on")
    expect(tabs[0].locator(KEPT)).to_contain_text("Typing", timeout=IN_TIME)
    kept(tabs[0])
    decks = {row.data for row in Autosave.objects.filter(settled_at__isnull=True)}
    assert any("deck=Begun+here+and+on" in data for data in decks)
    assert any("deck=Begun+here+there" in data for data in decks)


def test_a_line_that_breaks_as_save_is_pressed(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    """Not even the last keystrokes, a moment before: no poll has seen them."""
    page = open_form(context, live_server, story)
    page.route("**/autosave/*", lambda route: route.abort())
    page.route("**/change/", lambda route: route.abort())
    page.locator("#id_deck").fill("Typed and sent at once")
    page.click(".save-row [name=_save]")
    page.close()
    page = open_form(context, live_server, story)
    bring_back(page)
    expect(page.locator("#id_deck")).to_have_value("Typed and sent at once")
