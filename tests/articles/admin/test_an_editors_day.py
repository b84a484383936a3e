"""An editor's day in Chromium, from the first pasted line to a story brought back from its history.

One story goes through the hands of three people, each in a browser of their own, under the enforced policy.
Every screen that they pass is read by axe on a phone and on a desktop, by day and by night.
"""

import contextlib
import datetime as dt
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from articles.models import Autosave, Placement, Revision, Station, Story
from articles.services.clock import database_now
from tests.articles.admin.chromium import Desk, in_step
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import EASTERN, url
from tests.articles.admin.test_nothing_lost_in_chromium import IN_TIME, KEPT, kept, kill
from tests.articles.admin.test_paste import CLIPBOARD, expected, paste
from tests.cast import home
from tests.conftest import CHROMIUM, MOVABLE_CLOCK
from tests.screens import CHROMIUM_FLAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INTRO = "<p>The city lowers its fares.</p>"
VIDEO = (
    '<figure data-kind="embed" data-provider="youtube">'
    '<a href="https://www.youtube.com/watch?v=abcdefghijk">The vote</a></figure>'
)
# Chromium says of each request of a page whose line is cut that it found nobody.
CUT = "net::ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as found:
            yield found


@pytest.fixture
def let_pass(transactional_db: None) -> Iterator[Callable[[dt.timedelta], None]]:
    """Moves the clock of everybody who asks the database, server and readers too."""
    passed = dt.timedelta()

    def move(by: dt.timedelta) -> None:
        nonlocal passed
        passed += by
        later = f"statement_timestamp() + interval '{passed.total_seconds():.0f} seconds'"
        with connection.cursor() as cursor:
            cursor.execute(MOVABLE_CLOCK.replace("statement_timestamp()", later))

    yield move
    with connection.cursor() as cursor:
        cursor.execute(MOVABLE_CLOCK)


class Day:
    """Who sits where, and what readers get meanwhile."""

    def __init__(self, playwright: Playwright, server: LiveServer, folder: Path) -> None:
        self.server, self.folder, self.playwright = server, folder, playwright
        self.browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM_FLAGS)
        self.rita = Desk(self.browser, server, name="rita", context=self.lasting_browser())
        self.edna, self.paul = (Desk(self.browser, server, name=name) for name in ("edna", "paul"))

    def lasting_browser(self) -> BrowserContext:
        """One that leaves its files behind, whatever becomes of it."""
        return self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=CHROMIUM_PATH, args=CHROMIUM_FLAGS
        )

    @property
    def desks(self) -> tuple[Desk, ...]:
        return (self.rita, self.edna, self.paul)

    def readers(self, story: Story) -> tuple[int, str]:
        """What the story's address answers."""
        placement = Placement.objects.select_related("section").get(story=story, home=True)
        port = self.server.url.rsplit(":", 1)[1]
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/{placement.section.slug}/{placement.slug}-{story.pk}/",
            headers={"Host": f"kmia.localhost:{port}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def close(self) -> None:
        for desk in self.desks:
            with contextlib.suppress(Exception):
                desk.close()
        self.browser.close()


CHROMIUM_PATH = CHROMIUM or shutil.which("chromium")


@pytest.fixture
def day(
    playwright: Playwright, live_server: LiveServer, newsroom: Newsroom, settings: Any, tmp_path: Path
) -> Iterator[Day]:
    settings.PORT = int(live_server.url.rsplit(":", 1)[1])
    Station.objects.filter(pk=newsroom.kmia.pk).update(second_eyes=True)
    with contextlib.closing(Day(playwright, live_server, tmp_path)) as found:
        yield found


def says(desk: Desk, words: str) -> None:
    expect(desk.page.locator(".messagelist")).to_contain_text(words)


def push(desk: Desk, words: str) -> None:
    """The button of the story's form, or of the page that asks."""
    desk.page.get_by_role("button", name=words, exact=True).click()


def at(moment: dt.datetime) -> str:
    return moment.astimezone(EASTERN).strftime("%Y-%m-%dT%H:%M")


def test_an_editors_day(day: Day, let_pass: Callable[[dt.timedelta], None]) -> None:
    begin_a_story(day.rita)
    story = kill_the_browser(day)
    cut_the_line(day.rita, story)
    write_at_the_same_time(day, story)
    review(day, story)
    show_to_an_outsider(day, story)
    schedule(day, story, let_pass)
    replace_at_a_time(day, story, let_pass)
    correct(day, story)
    withdraw(day, story)
    find_and_restore(day, story)
    assert [desk.errors for desk in day.desks] == [[], [], []]


def begin_a_story(rita: Desk) -> None:
    """Nothing of it is saved when this ends."""
    page = rita.page
    rita.looks_right()
    rita.open(url("story_changelist"))
    rita.looks_right()
    page.get_by_role("link", name="Add").first.click()
    page.wait_for_selector("[role=toolbar]")
    page.locator("#id_headline").press_sequentially("Ferries become cheaper")
    page.select_option("#id_section", label="Local News")
    box = page.locator(".tiptap")
    box.click()
    in_step(page)
    page.keyboard.type("The city lowers its fares.")
    for html in ("word", "google-docs"):
        on_a_line_below_the_first(page)
        paste(box, html=(CLIPBOARD / f"{html}.html").read_text())
    on_a_line_below_the_first(page)
    paste(box, text="https://youtu.be/abcdefghijk?si=track")
    page.get_by_label("What it is").fill("The vote")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Embed: The vote")).to_be_visible()
    kept(page)
    rita.looks_right()


def on_a_line_below_the_first(page: Page) -> None:
    page.locator(".tiptap p").first.click()
    in_step(page)
    page.keyboard.press("End")
    page.keyboard.press("Enter")


def kill_the_browser(day: Day) -> Story:
    assert not Story.objects.exists()
    kill(day.folder)
    before = day.rita.errors
    with contextlib.suppress(Exception):
        day.rita.close()
    assert before == []
    context = day.lasting_browser()
    context.clear_cookies()
    rita = day.rita = Desk(day.browser, day.server, name="rita", context=context)
    rita.page.get_by_role("region", name="Typed and not saved").get_by_role("link").click()
    rita.page.wait_for_url("**_restore=*")
    expect(rita.page.locator("#id_headline")).to_have_value("Ferries become cheaper")
    rita.page.wait_for_selector("[role=toolbar]")
    rita.save()
    story = Story.objects.get()
    says(rita, f"Saved as story {story.pk}.")
    assert story.body == INTRO + VIDEO + expected("google-docs") + expected("word")
    assert not Autosave.objects.filter(settled_at__isnull=True).exists()
    return story


def cut_the_line(rita: Desk, story: Story) -> None:
    page = rita.page
    page.context.set_offline(True)
    page.locator("#id_deck").press_sequentially("From Monday a ride costs four dollars")
    expect(page.locator(KEPT)).to_contain_text("Kept in this browser", timeout=IN_TIME)
    push(rita, "Save")
    expect(page.locator(KEPT)).to_contain_text("The server does not answer.", timeout=IN_TIME)
    expect(page.locator("#id_deck")).to_have_value("From Monday a ride costs four dollars")
    page.context.set_offline(False)
    kept(page)
    push(rita, "Save")
    says(rita, "Saved.")
    story.refresh_from_db()
    assert story.deck == "From Monday a ride costs four dollars"
    # What the browser said while the line was cut is no fault of the page's.
    assert [error for error in rita.errors if CUT not in error] == []
    rita.errors.clear()


def write_at_the_same_time(day: Day, story: Story) -> None:
    rita, edna = day.rita, day.edna
    rita.open_story(story)
    edna.open_story(story)
    expect(edna.page.locator("[data-others]")).to_contain_text("rita has it open", timeout=IN_TIME)
    behind(edna, "The city lowers its fares.", " All of them.")
    push(edna, "Save")
    says(edna, "Saved.")
    expect(rita.page.locator("[data-behind]")).to_contain_text("edna has saved this story", timeout=15_000)
    behind(rita, "Second.", " Third.")
    rita.page.fill("#id_deck", "A ride costs four dollars")
    push(rita, "Save")
    proposal = rita.page.locator(".proposal")
    expect(proposal).to_contain_text("edna saved this story while you were writing")
    rita.page.wait_for_selector("[role=toolbar]")
    rita.looks_right()
    rita.page.fill("#id_note", "Both of us")
    push(rita, "Save")
    says(rita, "Saved.")
    story.refresh_from_db()
    assert "<p>The city lowers its fares. All of them.</p>" in story.body
    assert "<p>Second. Third.</p>" in story.body
    assert story.revisions.filter(kind=Revision.Kind.ASIDE).count() == 1


def behind(desk: Desk, words: str, more: str) -> None:
    """Typed at the end of the paragraph that has the words."""
    desk.page.locator(".tiptap").get_by_text(words).click()
    in_step(desk.page)
    desk.page.keyboard.press("End")
    in_step(desk.page)
    desk.page.keyboard.type(more)


def review(day: Day, story: Story) -> None:
    push(day.rita, "Submit for review")
    says(day.rita, "Submitted for review.")
    assert day.rita.page.get_by_role("button", name="Make ready").count() == 0
    edna = day.edna
    edna.open("/admin/")
    edna.looks_right()
    edna.page.get_by_role("link", name="Ferries become cheaper").first.click()
    edna.page.wait_for_selector("[role=toolbar]")
    push(edna, "Return to draft")
    edna.looks_right()
    edna.page.get_by_role("textbox").fill("Who says so?")
    push(edna, "Return it")
    says(edna, "Returned: it is a draft again.")
    rita = day.rita
    rita.open_story(story)
    expect(rita.page.locator("#notes")).to_contain_text("Who says so?")
    push(rita, "Settled")
    expect(rita.page.locator(".note")).to_have_count(0)
    push(rita, "Submit for review")
    says(rita, "Submitted for review.")
    edna.open_story(story)
    push(edna, "Make ready")
    says(edna, "Ready. A later save lifts this.")


def show_to_an_outsider(day: Day, story: Story) -> None:
    edna = day.edna
    with edna.page.expect_popup() as opened:
        push(edna, "Preview")
    preview = opened.value
    for frame in ".phone iframe", ".desktop iframe":
        expect(preview.frame_locator(frame).locator("h1")).to_have_text("Ferries become cheaper")
    Desk.looks_right(beside(edna, preview))
    preview.close()
    push(edna, "Make a link")
    says(edna, "Whoever has the link sees the story as it is saved")
    address = edna.page.locator(".shared input").input_value()
    outside = day.browser.new_context()
    page = outside.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Ferries become cheaper")
    assert day.readers(story)[0] == 404
    outside.close()


def beside(desk: Desk, page: Page) -> Desk:
    """The same person at another page of theirs."""
    other = Desk.__new__(Desk)
    other.server, other.errors, other.page = desk.server, desk.errors, page
    return other


def schedule(day: Day, story: Story, let_pass: Callable[[dt.timedelta], None]) -> None:
    paul = day.paul
    paul.open_story(story)
    paul.page.fill("#id_at", at(database_now() + dt.timedelta(hours=2)))
    paul.page.locator("[data-says-time^='Publish at']").click()
    says(paul, "Miami News")
    expect(paul.page.locator(".states").first).to_contain_text("Scheduled for")
    paul.looks_right()
    assert day.readers(story)[0] == 404
    let_pass(dt.timedelta(hours=2))
    status, page = day.readers(story)
    assert (status, "All of them." in page, "A ride costs four dollars" in page) == (200, True, True)


def ready_anew(day: Day, story: Story, more: str) -> None:
    """Edna writes something, Paul has read it."""
    day.edna.open_story(story)
    behind(day.edna, "The city lowers its fares.", more)
    push(day.edna, "Save")
    says(day.edna, "Saved.")
    push(day.edna, "Submit for review")
    says(day.edna, "Submitted for review.")
    day.paul.open_story(story)
    push(day.paul, "Make ready")
    says(day.paul, "Ready. A later save lifts this.")


def replace_at_a_time(day: Day, story: Story, let_pass: Callable[[dt.timedelta], None]) -> None:
    ready_anew(day, story, " Even the night boat's.")
    paul = day.paul
    paul.page.fill("#id_at", at(database_now() + dt.timedelta(hours=3)))
    paul.page.locator("[data-says-time^='Replace at']").click()
    expect(paul.page.locator(".states").first).to_contain_text("Replaced at")
    assert "night boat" not in day.readers(story)[1]
    let_pass(dt.timedelta(hours=3))
    assert "night boat" in day.readers(story)[1]


def correct(day: Day, story: Story) -> None:
    ready_anew(day, story, " But not on Sundays.")
    paul = day.paul
    push(paul, "Publish with a correction")
    paul.page.get_by_label("Correction").check()
    paul.page.get_by_label("What readers are told").fill("The fares stay as they were on Sundays.")
    paul.looks_right()
    push(paul, "Publish now on Miami News, with this note")
    page = day.readers(story)[1]
    assert "But not on Sundays." in page
    assert "The fares stay as they were on Sundays." in page
    expect(paul.page.locator(".corrections")).to_contain_text("The fares stay as they were on Sundays.")


def withdraw(day: Day, story: Story) -> None:
    paul = day.paul
    push(paul, "Withdraw")
    paul.page.get_by_label("Public reason").fill("The city takes it back.")
    paul.looks_right()
    push(paul, "Withdraw from Miami News now")
    says(paul, "Withdrawn: readers are told that it is gone.")
    status, page = day.readers(story)
    assert (status, "The city takes it back." in page, "Ferries" in page) == (410, True, False)


def find_and_restore(day: Day, story: Story) -> None:
    edna = day.edna
    edna.open(url("story_changelist"))
    edna.page.keyboard.press("/")
    edna.page.keyboard.type("cheaper")
    edna.page.keyboard.press("Enter")
    edna.page.get_by_role("link", name="Ferries become cheaper").click()
    edna.page.get_by_role("link", name="Changes since it was last live").click()
    edna.looks_right()
    edna.page.get_by_role("link", name="The whole history").click()
    edna.looks_right()
    number = story.revisions.get(note="Both of us").number
    edna.page.locator("tr", has_text="Both of us").get_by_role("link", name=str(number), exact=True).click()
    push(edna, f"Restore revision {number}")
    edna.page.wait_for_selector("[role=toolbar]")
    story.refresh_from_db()
    restored = story.revisions.get(number=number)
    assert (story.body, story.deck) == (restored.content["body"], "A ride costs four dollars")
    assert "Sundays" not in story.body
    assert home(story).publication == "withdrawn"
    edna.open("/admin/you/")
    edna.looks_right()
