"""Duties and requests in a real browser: the desk's forms, readers' pages, and the form without a script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.forms import correction_requests
from articles.models import Contest, CorrectionRequest, FccNotice, Policy, Story
from tests.articles.admin.chromium import AXE, CALM, WATCH, Axe, Desk, sticking_out
from tests.articles.admin.desks import url
from tests.articles.duties import LONG_AGO, complete
from tests.articles.world import soon

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    *("/about/", "/about/ownership/", "/about/masthead/", "/about/ethics/", "/privacy/", "/terms/"),
    *("/contact/", "/contact/correction/", "/contact/correction/sent/", "/captions/", "/fcc/", "/contests/"),
)


@pytest.fixture
def filled(newsdesk: Story) -> Story:
    station = newsdesk.station
    complete(station)
    given = {"station": station}
    FccNotice.objects.create(
        **given, title="Renewal", text="KMIA applies.", shown_from=LONG_AGO, shown_until=soon()
    )
    Contest.objects.create(**given, name="Name the ferry", announced_at=LONG_AGO, ends_at=soon())
    return newsdesk


@pytest.fixture
def reader(browser: Browser, live_server: LiveServer, settings: Any) -> Iterator[Page]:
    """A phone that runs no script of the page; the tests' own run beside it."""
    settings.PORT = int(live_server.url.rsplit(":", 1)[1])
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, base_url=f"http://kmia.localhost:{settings.PORT}"
    )
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def test_readers_pages_keep_nobody_out(reader: Page, filled: Story) -> None:
    for path in PAGES:
        reader.goto(path)
        for width in (390, 1280):
            reader.set_viewport_size({"width": width, "height": 800})
            assert sticking_out(reader) == [], (path, width)
            for scheme in ("light", "dark"):
                reader.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                reader.evaluate(CALM)
                found = Axe().run(reader, options=AXE).response["violations"]
                assert [row["id"] for row in found] == [], (path, width, scheme)
        assert reader.evaluate("violations") == [], path


def test_a_reader_sends_the_form_by_keyboard_and_without_a_script(
    browser: Browser, live_server: LiveServer, filled: Story, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PORT = int(live_server.url.rsplit(":", 1)[1])
    context = browser.new_context(
        java_script_enabled=False, base_url=f"http://kmia.localhost:{settings.PORT}"
    )
    page = context.new_page()
    page.goto(f"/local-news/{filled.pk}/")
    page.get_by_role("link", name="Report an error in this story").click()
    page.get_by_label("What is wrong?").focus()
    page.keyboard.type("It is five dollars.")
    for words in ("The sign at the pier", "Ana Ruiz", "ana@example.org"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    # Nobody is that quick: it is said, and nothing is lost.
    expect(page.get_by_role("alert")).to_contain_text("That was very quick.")
    expect(page.get_by_label("How do you know?")).to_have_value("The sign at the pier")
    monkeypatch.setattr(correction_requests, "SOONEST", correction_requests.SOONEST * 0)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert context.cookies() == []
    context.close()
    ticket = CorrectionRequest.objects.get()
    assert (ticket.story_id, ticket.wrong, ticket.name) == (filled.pk, "It is five dollars.", "Ana Ruiz")


def test_the_desk_s_pages_of_duties_look_right(desk: Desk, filled: Story) -> None:
    imprint, policy = filled.station.imprint, Policy.objects.first()
    assert policy
    ticket = CorrectionRequest.objects.create(
        station=filled.station,
        story=filled,
        wrong="Five.",
        language="en",
        form="0" * 64,
        received_at=LONG_AGO,
    )
    for path in (
        url("station_duties", filled.station_id),
        url("imprint_change", imprint.pk),
        url("policy_change", policy.pk),
        f"{url('policy_add')}?kind=ethics",
        url("mastheadentry_add"),
        url("fccnotice_add"),
        url("contest_add"),
        url("correctionrequest_change", ticket.pk),
        url("correctionrequest_changelist"),
    ):
        desk.open(path)
        desk.looks_right()
    assert desk.errors == []
