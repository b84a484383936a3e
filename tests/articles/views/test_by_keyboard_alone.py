"""A reader without a mouse: from the front to a story, through its history, to a request for a correction."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.demo import load_demo
from articles.models import CorrectionRequest
from tests.articles.admin.chromium import WATCH
from tests.keyboard import Keys
from tests.places import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOST = "kmia.localhost"
VIDEOS = "https://www.youtube-nocookie.com/**"


@pytest.fixture
def keys(
    browser: Browser, live_server: LiveServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Keys]:
    load_demo()
    settings.PORT = port = int(live_server.url.rsplit(":", 1)[1])
    addresses(port)
    for module in ("cards", "front"):
        monkeypatch.setattr(f"articles.views.{module}.PER_PAGE", 5)
    monkeypatch.setattr("articles.forms.correction_requests.SOONEST", dt.timedelta())
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        base_url=f"http://{HOST}:{port}",
        # What scrolls smoothly is on its way when a test presses the next key.
        reduced_motion="reduce",
    )
    context.add_init_script(WATCH)
    context.route(
        VIDEOS, lambda route: route.fulfill(body="<title>A video</title>", content_type="text/html")
    )
    errors = list[str]()
    context.on(
        "console",
        lambda said: errors.append(f"{said.text} {said.location['url']}") if said.type == "error" else None,
    )
    found = Keys(context.new_page())
    found.page.goto("/")
    yield found
    moused, violations = found.page.evaluate("[moused, violations]")
    context.close()
    # The refused form answers 422, which the browser tells as an error.
    assert [error for error in errors if "422 (Unprocessable" not in error] == []
    assert (found.faults, moused, violations) == ([], [], [])


def heading(keys: Keys, words: str) -> None:
    expect(keys.page.get_by_role("heading", level=1)).to_have_text(words)


def skip_and_leaf(keys: Keys) -> None:
    page = keys.page
    keys.go_to("Sports")
    keys.follow("**/sports/")
    heading(keys, "Sports")
    page.goto("/local-news/")
    keys.press("Tab")
    assert keys.at == "Skip to the news"
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    keys.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    keys.go_to("Older stories")
    keys.follow("**/local-news/?**")
    keys.go_to("Back to the newest stories")


def search(keys: Keys) -> None:
    keys.page.goto("/")
    keys.go_to("Search")
    keys.follow("**/search/")
    keys.go_to("Words")
    keys.type("fery")
    keys.follow("**q=fery**")
    expect(keys.page.get_by_role("status")).to_contain_text("Did you mean ferry?")
    keys.go_to("ferry")
    keys.follow("**q=ferry**")
    keys.go_to("Narrow the search")
    keys.press("Enter")
    keys.go_to("Section")
    keys.type("Local")
    keys.go_to("Search", "Shift+Tab")
    keys.follow("**section=local-news**")
    expect(keys.page.locator(".stories > li")).to_have_count(1)
    keys.go_to("City commission votes 4-1…")
    keys.follow("**/local-news/city-**")
    heading(keys, "City commission votes 4-1 to start bayfront ferry service in April")


def read(keys: Keys) -> None:
    page = keys.page
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url) if "youtube" in request.url else None)
    keys.go_to("Load from YouTube")
    assert asked == []
    keys.press("Enter")
    frame = page.locator(".embed iframe")
    expect(frame).to_be_focused()
    assert len(asked) == 1
    keys.go_to("What changed", "Shift+Tab")
    keys.follow("**/history/")
    keys.go_to("See what changed with version 2")
    keys.follow("**/history/2/")
    keys.go_to("Version before")
    keys.follow("**/history/1/")
    keys.go_to("Read the story")
    keys.follow("**/local-news/city-**")


def ask_for_a_correction(keys: Keys) -> None:
    page = keys.page
    keys.go_to("Report an error in this story")
    keys.follow("**/contact/correction/?story=**")
    keys.go_to("Send")
    keys.follow("**/contact/correction/")
    expect(page.get_by_role("alert")).to_be_focused()
    keys.go_to("What is wrong?")
    keys.type("The first boat leaves at 6:10.")
    keys.go_to("Send")
    keys.follow("**/contact/correction/sent/")
    assert CorrectionRequest.objects.filter(wrong="The first boat leaves at 6:10.").count() == 1


def test_a_reader_gets_everywhere_without_a_mouse(keys: Keys) -> None:
    skip_and_leaf(keys)
    search(keys)
    read(keys)
    ask_for_a_correction(keys)
