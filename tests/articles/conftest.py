"""A browser for whatever needs a real one."""

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import CHROMIUM
from tests.screens import CHROMIUM_FLAGS


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps a loop running in this thread, and Django would take that for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            yield playwright.chromium.launch(
                executable_path=CHROMIUM or shutil.which("chromium"), args=CHROMIUM_FLAGS
            )
