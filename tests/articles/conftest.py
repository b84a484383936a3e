"""A browser for whatever needs a real one, and a third theme."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, sync_playwright

from articles.sheets import FOLDER
from tests.conftest import CHROMIUM
from tests.screens import CHROMIUM_FLAGS
from tests.theming import FILES, offer, write_theme


@pytest.fixture(autouse=True)
def last_requests(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a page asked for as it was left ends before the database is emptied."""
    if not request.node.get_closest_marker("browser"):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture(autouse=True, scope="session")
def made_by_stations() -> Iterator[None]:
    """The server of the tests would take what is made from a station's row for a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", is_a_file)
        yield


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
def tabloid(tmp_path: Path, settings: Any) -> str:
    """The name of a third theme that is there."""
    write_theme(tmp_path, FILES)
    offer(settings, tmp_path)
    return "tabloid"


def is_a_file(handler: StaticFilesHandler, path: str) -> bool:
    return path.startswith(handler.base_url.path) and not path.startswith(FOLDER)
