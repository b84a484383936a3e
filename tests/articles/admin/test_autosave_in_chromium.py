"""Answers that come late, in another order, or to a page that was sent: nothing saved is offered again."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Autosave, Story
from tests.articles.admin.desks import url
from tests.articles.admin.test_nothing_lost_in_chromium import BODY, KEPT, kept, save, sign_in
from tests.cast import make_admin, make_section, make_station, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A change and its undoing in one go: between two polls, as a click does that an editor makes something of.
TO_AND_FRO = """() => {
  const { editor } = document.querySelector(".tiptap");
  editor.commands.insertContent("x");
  editor.commands.undo();
}"""
# Sends the form as the browser would, and stays where it is.
WITHOUT_THE_NEXT_PAGE = """() => addEventListener("submit", (event) => {
  event.preventDefault();
  const options = { method: "POST", body: new FormData(event.target), redirect: "manual" };
  fetch(event.target.getAttribute("action"), options).then(() => { window.saved = true; });
})"""


@pytest.fixture
def story(transactional_db: None) -> Story:
    return make_story(make_section(make_station("KMIA")), body=BODY, by=make_admin())


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, story: Story) -> Iterator[BrowserContext]:
    """A browser in which `gia` is signed in."""
    with contextlib.closing(browser.new_context()) as found:
        sign_in(found.new_page(), live_server)
        yield found


def open_form(context: BrowserContext, server: LiveServer, story: Story) -> Page:
    """With the browser's clock in our hands."""
    page = context.new_page()
    page.clock.install()
    page.goto(server.url + url("story_change", story.pk))
    page.wait_for_selector("[role=toolbar]")
    page.clock.run_for(4000)
    return page


def unsettled() -> int:
    return Autosave.objects.filter(settled_at__isnull=True).count()


def test_the_editors_own_spelling_is_nothing_typed(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    page = open_form(context, live_server, story)
    before = page.locator("#id_body").input_value()
    page.evaluate(TO_AND_FRO)
    assert page.locator("#id_body").input_value() != before
    page.clock.run_for(8000)
    expect(page.locator(KEPT)).to_be_empty()
    assert unsettled() == 0


def test_a_keeping_that_the_save_overtook(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    """The server is slow: the save is done before older text arrives, and its page does not come."""
    page = open_form(context, live_server, story)
    late: list[Route] = []
    page.route("**/autosave/*", lambda route: route.continue_() if late else late.append(route))
    page.locator("#id_deck").fill("Half")
    page.clock.run_for(3000)
    page.locator("#id_deck").fill("Half and whole")
    page.evaluate(WITHOUT_THE_NEXT_PAGE)
    page.click(".save-row [name=_save]")
    page.wait_for_function("() => window.saved")
    assert Story.objects.get().deck == "Half and whole"
    with page.expect_response("**/autosave/*"):
        late[0].continue_()
    with page.expect_response("**/autosave/*"):
        page.clock.run_for(20_000)
    expect(page.locator(KEPT)).to_contain_text("not saved.")
    assert unsettled() == 0


def test_a_save_that_was_refused_and_then_was_not(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    """The page that tells of the mistake goes on with the same text: it is kept once, and settled."""
    page = open_form(context, live_server, story)
    page.locator("#id_deck").fill("New")
    page.locator("#id_headline").fill("")
    page.clock.run_for(3000)
    kept(page)
    page.click(".save-row [name=_save]")
    expect(page.locator(".errornote")).to_be_visible()
    page.clock.run_for(4000)
    kept(page)
    assert unsettled() == 1
    page.locator("#id_headline").fill("Ferry is back")
    save(page)
    assert unsettled() == 0


def test_a_clock_that_is_put_back_does_not_stop_the_keeping(
    context: BrowserContext, live_server: LiveServer, story: Story
) -> None:
    page = open_form(context, live_server, story)
    page.locator("#id_deck").fill("Before")
    page.clock.run_for(3000)
    kept(page)
    page.clock.set_system_time("2020-01-01T12:00:00Z")
    page.locator("#id_deck").fill("After")
    page.clock.run_for(3000)
    kept(page)
    assert "deck=After" in Autosave.objects.get().data
