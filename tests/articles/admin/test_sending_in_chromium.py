"""Files sent, tried and brought in, in a real browser: by keyboard with scripts, and on a phone without."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.importers.pipeline.upload_work import run_upload, try_upload
from articles.models import ImportUpload, Story
from tests.articles.admin.chromium import Desk, sticking_out
from tests.articles.admin.desks import url
from tests.articles.importers.desk import copy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BAD = b"Miami News, KMIA\n\x00<script>alert(1)</script>\n"


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """A folder on the sender's machine; what is sent lands in another."""
    settings.NEWSROOM_DATA = tmp_path / "data"
    settings.NEWSROOM_DATA.mkdir()
    folder = tmp_path / "miami"
    (folder / "1998").mkdir(parents=True)
    (folder / "1998" / "pier.txt").write_text(copy("Pier opens"))
    (folder / "broken.txt").write_bytes(BAD)
    return folder


@pytest.fixture
def open_desk(browser: Browser, live_server: LiveServer, newsdesk: Story) -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def open_desk(**options: Any) -> Desk:
        opened.append(Desk(browser, live_server, **options))
        return opened[-1]

    yield open_desk
    for desk in opened:
        desk.close()


def main_button(page: Page) -> Any:
    return page.locator("#content .act-main").first


def test_a_folder_is_sent_and_followed_by_keyboard(open_desk: Callable[..., Desk], disk: Path) -> None:
    desk = open_desk()
    page = desk.page
    desk.open(url("importupload_add"))
    assert desk.serious() == []
    page.locator("#id_folder").set_input_files(disk)
    page.get_by_label("Where the files are from").fill("Disk 7")
    page.keyboard.press("Enter")
    page.wait_for_selector("#progress-now[data-under-way]")
    assert desk.serious() == []
    upload = ImportUpload.objects.get()
    assert sorted(upload.files) == ["1998/pier.txt", "broken.txt"]
    assert abs((upload.path / "broken.txt").stat().st_mtime - (disk / "broken.txt").stat().st_mtime) < 1
    try_upload(upload.pk)
    expect(main_button(page)).to_have_text("Bring 1 file in, as a draft")
    assert desk.serious() == []
    main_button(page).press("Enter")
    page.wait_for_selector("#progress-now[data-under-way]")
    run_upload(upload.pk)
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible()
    assert Story.objects.filter(headline="Pier opens").count() == 1
    assert (desk.errors, page.evaluate("violations")) == ([], [])


def test_too_much_is_said_before_it_is_sent(open_desk: Callable[..., Desk], disk: Path) -> None:
    desk = open_desk()
    desk.open(url("importupload_add"))
    desk.page.evaluate("document.getElementById('send-form').dataset.mostBytes = '100'")
    desk.page.locator("#id_folder").set_input_files(disk)
    expect(desk.page.get_by_text("This is more than can be sent at once")).to_be_visible()
    desk.page.get_by_label("Where the files are from").fill("Disk 7")
    main_button(desk.page).click()
    expect(desk.page.locator("#too-much")).to_be_visible()
    assert ImportUpload.objects.count() == 0


def test_on_a_phone_without_scripts(open_desk: Callable[..., Desk], disk: Path) -> None:
    desk = open_desk(width=390, scripts=False)
    page = desk.page
    desk.open(url("importupload_add"))
    assert sticking_out(page) == []
    page.locator("#id_chosen").set_input_files([disk / "1998" / "pier.txt", disk / "broken.txt"])
    page.get_by_label("Where the files are from").fill("Disk 7")
    main_button(page).click()
    upload = ImportUpload.objects.get()
    try_upload(upload.pk)
    page.get_by_role("link", name="Look again").click()
    assert sticking_out(page) == []
    main_button(page).click()
    run_upload(upload.pk)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible()
