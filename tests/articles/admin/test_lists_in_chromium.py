"""Lists and forms of the desk in a real browser: on a phone, and pressed in a hurry."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import ImportRun, Membership, Person, Section, Story
from tests.articles.admin.chromium import Desk
from tests.articles.admin.desks import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = (
    *("story", "station", "section", "person", "source", "tag", "address"),
    *("edition", "storyevent", "importupload", "importrun", "user", "membership"),
)
# Cells that one cannot read to their end on the screen, by their column.
CUT = """
() => [...document.querySelectorAll("#result_list :is(td, th)")]
  .filter((cell) => cell.checkVisibility() && cell.closest("tbody"))
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1
    || cell.getBoundingClientRect().right > innerWidth)
  .map((cell) => cell.className)
"""


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, newsdesk: Story) -> Iterator[Desk]:
    found = Desk(browser, live_server, 390)
    yield found
    found.close()


def test_every_list_is_cards_on_a_phone(phone: Desk) -> None:
    Person.objects.create(
        name="A name as long as names are at festivals " * 2, slug="long", job_title="Critic"
    )
    ImportRun.objects.create(options={}, totals={"found": 123456, "created": 123456, "refused": 0})
    for name in LISTS:
        phone.open(url(f"{name}_changelist"))
        assert phone.page.evaluate(CUT) == [], name
        assert phone.page.locator("#result_list thead").is_hidden(), name
    assert phone.page.locator(".card-label", has_text="Station").first.is_visible()
    phone.open(url("story_changelist"))
    assert phone.page.locator(".field-station_name").inner_text() == "KMIA"


def test_mistakes_are_told_first_and_lead_to_their_fields(phone: Desk) -> None:
    phone.open(url("section_add"))
    phone.page.click("[name=_save]")
    summary = phone.page.locator(".errornote")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").all_inner_texts() == ["Station", "Name"]
    summary.get_by_role("link", name="Name").click()
    expect(phone.page.locator("#id_name")).to_be_focused()
    assert phone.serious() == []


def test_a_button_pressed_three_times_sends_one_form(phone: Desk) -> None:
    member = Membership.objects.get()
    phone.open(url("section_add"))
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    phone.page.select_option("#id_station", str(member.station_id))
    phone.page.fill("#id_name", "Arts")
    phone.page.evaluate("for (let n = 0; n < 3; n += 1) document.querySelector('[name=_save]').click()")
    phone.page.wait_for_selector(".messagelist")
    assert len(sent) == 1
    assert Section.objects.filter(name="Arts").count() == 1
