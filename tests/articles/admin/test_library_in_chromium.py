"""The library in a real browser: twenty pictures at once, the focus, a story, another file, the same one."""

import base64
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Asset, Story
from articles.services.assets import take_in_picture
from articles.services.picture_making import make_overdue
from tests.articles.admin.chromium import Desk, sticking_out
from tests.articles.admin.desks import url
from tests.pictures import alternatives, jpeg, xmp_packet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Dropped on, or pasted into, an element as a browser would do it.
HAND_OVER = """(element, [kind, files]) => {
  const data = new DataTransfer();
  for (const {name, bytes} of files) {
    const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    data.items.add(new File([raw], name, {type: "image/jpeg"}));
  }
  const event = kind === "drop"
    ? new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true})
    : new ClipboardEvent(kind, {clipboardData: data, bubbles: true, cancelable: true});
  element.dispatchEvent(event);
}"""


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def library(desk: Desk, newsdesk: Story) -> Desk:
    """With the pictures' own files; that of the cast has none, and is none of those that can be used."""
    Story.objects.filter(pk=newsdesk.pk).update(lead_picture=None)
    Asset.objects.update(killed_at=timezone.now())
    desk.page.context.unroute("**/media/**")
    return desk


def picture(number: int, **options: Any) -> bytes:
    return jpeg(640 + number, 400, **options).getvalue()


def sent(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def hand_over(page: Page, kind: str, *files: tuple[str, bytes]) -> None:
    given = [{"name": name, "bytes": base64.b64encode(data).decode()} for name, data in files]
    page.locator("#picture-form").evaluate(HAND_OVER, [kind, given])


def rows(page: Page) -> Locator:
    return page.locator(".taking > li")


def nothing_wrong(desk: Desk) -> None:
    assert (desk.errors, desk.page.evaluate("violations")) == ([], [])


def test_twenty_pictures_are_taken_in(library: Desk) -> None:
    page = library.page
    library.open(url("asset_add"))
    page.locator("#id_file").set_input_files([sent(f"pier-{n}.jpg", picture(n)) for n in range(17)])
    expect(rows(page)).to_have_count(17)
    hand_over(page, "drop", ("bay-1.jpg", picture(17)), ("bay-2.jpg", picture(18)))
    own = xmp_packet(alternatives("Iptc4xmpCore:AltTextAccessibility", "A sail, pasted"))
    hand_over(page, "paste", ("sail.jpg", picture(19, xmp=own)))
    expect(rows(page)).to_have_count(20)
    library.looks_right()
    shared, first = page.get_by_label("Credit").bounding_box(), rows(page).first.bounding_box()
    assert shared
    assert first
    assert shared["y"] < first["y"]
    assert page.evaluate("document.documentElement.scrollHeight") < 2000
    for number in range(19):
        if number != 3:
            rows(page).nth(number).get_by_label("What it shows").fill(f"Picture {number}")
    page.get_by_label("Credit").fill("Ana Ruiz")
    page.get_by_role("button", name="Take in the pictures").click()
    left = page.locator("[data-state=failed]")
    expect(page.locator("[data-said]")).to_have_text(
        "These are not in yet: see what each of them says.", timeout=60_000
    )
    expect(left).to_have_count(1)
    expect(left.locator(".told")).to_have_text(
        "Say what pier-3.jpg shows (that is its alt text), or mark it decorative."
    )
    expect(left.get_by_label("What it shows")).to_be_focused()
    assert Asset.objects.usable().count() == 19
    page.keyboard.type("The third pier")
    page.keyboard.press("Enter")
    expect(page.get_by_text("All are in the library.")).to_be_visible()
    assert Asset.objects.filter(credit="Ana Ruiz").count() == 20
    assert Asset.objects.get(title="sail").alt == "A sail, pasted"
    # The refusal is the one error: the browser tells every answer that is none of 200.
    assert [error for error in library.errors if "422" not in error] == []
    page.get_by_text("All are in the library.").click()
    expect(page.locator(".library img")).to_have_count(20)
    library.looks_right()


def test_the_same_file_is_found_and_shown(library: Desk) -> None:
    asset = take_in_picture(file=jpeg(640, 400), title="Pier", alt="A pier", by=None).asset
    page = library.page
    library.open(url("asset_add"))
    page.locator("#id_file").set_input_files([sent("copy.jpg", picture(0)), sent("other.jpg", picture(1))])
    rows(page).nth(1).get_by_label("What it shows").fill("Another pier")
    page.get_by_role("button", name="Take in the pictures").click()
    expect(page.get_by_text("All are in the library.")).to_be_visible(timeout=30_000)
    told = rows(page).nth(0).locator(".told")
    expect(told).to_have_text("Already in the library: Pier")
    expect(told.get_by_role("link")).to_have_attribute("href", url("asset_change", asset.pk))
    assert Asset.objects.usable().count() == 2
    nothing_wrong(library)


def test_what_is_too_large_or_lost_says_so_and_the_rest_goes_in(library: Desk) -> None:
    page = library.page
    library.open(url("asset_add"))
    large = sent("large.jpg", b"\xff\xd8\xff" + bytes(31 * 1024 * 1024))
    page.locator("#id_file").set_input_files([large, sent("cut.jpg", picture(0)[:600])])
    page.get_by_role("button", name="Take in the pictures").click()
    expect(page.locator("[data-said]")).to_have_text("These are not in yet: see what each of them says.")
    expect(rows(page).nth(0).locator(".told")).to_have_text("It is larger than 30 MB. Save it smaller.")
    expect(rows(page).nth(1).locator(".told")).to_contain_text("cut.jpg cannot be read")
    rows(page).nth(0).get_by_role("button", name="Leave it out").click()
    expect(rows(page)).to_have_count(1)
    assert Asset.objects.usable().count() == 0


def test_what_cannot_be_shown_and_what_is_no_picture_is_said_in_words(library: Desk) -> None:
    page = library.page
    library.open(url("asset_add"))
    notes = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"Call the port."}
    page.locator("#id_file").set_input_files([sent("pier.jpg", picture(0)), sent("no.jpg", b"none"), notes])
    expect(rows(page)).to_have_count(2)
    expect(page.locator("[data-said]")).to_have_text("No pictures, so left out: notes.txt")
    shown = [rows(page).nth(number).locator(".taking-seen > :visible") for number in (0, 1)]
    expect(shown[0]).to_have_attribute("alt", "")
    expect(shown[1]).to_have_text("It cannot be shown: no picture that this browser reads.")
    expect(page.get_by_role("group", name="no.jpg").get_by_label("Caption")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert sticking_out(page) == []
    nothing_wrong(library)


def test_the_focus_is_set_by_click_and_keys_and_the_picture_used_and_replaced(
    library: Desk, newsdesk: Story
) -> None:
    asset = take_in_picture(file=jpeg(1200, 600), title="Pier", alt="A pier", by=None).asset
    make_overdue(stop=lambda: False)
    page = library.page
    library.open(url("asset_change", asset.pk))
    whole = page.locator(".focus-picture img")
    frame = whole.bounding_box()
    assert frame
    whole.click(position={"x": frame["width"] * 0.25, "y": frame["height"] * 0.5})
    expect(page.locator("#id_focal_x")).to_have_value("0.25")
    point = page.locator(".focus-point")
    expect(point).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_focal_x")).to_have_value("0.14")
    expect(page.locator("#id_focal_y")).to_have_value("0.51")
    # A square of a picture twice as wide as high: its middle cannot lie further left than a quarter.
    position = "image => image.style.objectPosition.split(' ')[0]"
    assert page.locator("[data-shape='1x1']").evaluate(position) == "0%"
    library.looks_right()
    page.locator("[name=_save]").click()
    page.wait_for_selector(".messagelist")
    asset.refresh_from_db()
    assert (asset.focal_x, asset.focal_y, asset.is_due) == (0.14, 0.51, True)

    library.open_story(newsdesk)
    page.get_by_role("button", name="Choose a picture").click()
    page.locator(".picker-results button").first.click()
    expect(page.locator("[data-lead-words]")).to_have_text("Pier. No credit")
    library.save()
    library.open(url("asset_change", asset.pk))
    expect(page.locator(".picture-uses")).to_contain_text(newsdesk.headline)
    before = asset.sha256
    page.get_by_role("button", name="Replace the file").click()
    library.looks_right()
    page.locator("#id_file").set_input_files([sent("sharper.jpg", picture(7))])
    page.get_by_role("button", name="Replace the file").click()
    expect(page.locator(".messagelist")).to_contain_text("Every story that shows it shows that one.")
    asset.refresh_from_db()
    assert (asset.sha256 != before, asset.width, asset.alt) == (True, 647, "A pier")
    assert Story.objects.get(pk=newsdesk.pk).lead_picture == asset
    nothing_wrong(library)


def test_on_a_phone_the_library_fits(library: Desk) -> None:
    for number in range(3):
        take_in_picture(file=jpeg(640 + number, 400), title=f"Pier {number}", alt="A pier", by=None)
    page = library.page
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("asset_changelist", "asset_add"):
        library.open(url(address))
        assert sticking_out(page) == []
    library.open(url("asset_changelist"))
    page.locator("details.filter summary", has_text="Use").click()
    page.get_by_role("link", name="Unused").click()
    expect(page.locator(".library > li")).to_have_count(3)
    page.wait_for_load_state()
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(f"**{url('asset_change', Asset.objects.get(title='Pier 1').pk)}*")
    nothing_wrong(library)
