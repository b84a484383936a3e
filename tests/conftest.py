"""The test database under the readers' permissions, a clock that can be moved, browsers and drills."""

import datetime as dt
import fcntl
import shutil
import time
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from articles.services.readers import provision_readers
from tests.readers import ReadersConnection

# A busy machine is no bug.
hypothesis.settings.register_profile("newsroom", deadline=None)
hypothesis.settings.load_profile("newsroom")
expect.set_options(timeout=20_000)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no Chromium found"

# Public code reads through `readers` in nearly every test; Django would allow `default` alone.
TransactionTestCase.databases = {"default", "readers"}

MOVABLE_CLOCK = """
create or replace function published_clock() returns timestamptz language sql stable as $$
    select statement_timestamp()
        + coalesce(nullif(current_setting('newsroom.clock_offset', true), ''), '0')::interval
$$
"""


class Clock:
    """Moves `published_clock()` for this test's connections, and for them only."""

    def __init__(self) -> None:
        self.offset = dt.timedelta()

    def advance(self, by: dt.timedelta) -> None:
        self._set(self.offset + by)

    def reset(self) -> None:
        self._set(dt.timedelta())

    def now(self) -> dt.datetime:
        with connection.cursor() as cursor:
            cursor.execute("select published_clock()")
            found: dt.datetime = cursor.fetchone()[0]
        return found

    def _set(self, offset: dt.timedelta) -> None:
        self.offset = offset
        text = f"{offset.total_seconds():.6f} seconds"
        for alias in ("default", "readers"):
            with connections[alias].cursor() as cursor:
                cursor.execute("select set_config('newsroom.clock_offset', %s, false)", [text])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The migrated test database, with the readers' role and the movable clock."""
    with django_db_blocker.unblock():
        # The role belongs to the whole server, and other workers make it at the same time.
        with open(settings.NEWSROOM_DATA / ".readers.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            provision_readers()
        with connection.cursor() as cursor:
            cursor.execute(MOVABLE_CLOCK)
        readers = connections["readers"]
        connections["readers"] = ReadersConnection(connection, readers)  # type: ignore[assignment]
    yield
    with django_db_blocker.unblock():
        readers.close()
        connections["readers"] = readers
        wait_for_the_last_to_leave()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Begun after the database, so stopped before that is dropped, also where its test is the first."""
    return live_server


def wait_for_the_last_to_leave() -> None:
    """A server that a test has stopped may hold the database for a moment, which then cannot be dropped."""
    until = time.monotonic() + 20
    others = (
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    )
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.2)


@pytest.fixture
def clock(db: None) -> Iterator[Clock]:
    clock = Clock()
    yield clock
    if not connection.in_atomic_block:  # otherwise the test's rollback has put it back
        clock.reset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser"):
            # On a busy machine a test types faster than a page follows; what is broken fails every time.
            item.add_marker(pytest.mark.flaky(reruns=2))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        if item.get_closest_marker("drill"):
            words = getattr(item.obj, "__doc__", None) or item.name  # type: ignore[attr-defined]
            item.user_properties.append(("promise", " ".join(words.split())))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = sum(NO_BROWSER in str(report.longrepr) for report in terminalreporter.getreports("skipped"))
    if skipped:
        terminalreporter.write_line(f"{skipped} browser tests skipped: {NO_BROWSER} (see .ci/run).")
    for outcome, word in (("passed", "kept"), ("failed", "BROKEN"), ("error", "BROKEN")):
        for report in terminalreporter.getreports(outcome):
            promise = dict(getattr(report, "user_properties", ())).get("promise")
            if promise and (report.when == "call" or outcome != "passed"):
                terminalreporter.write_line(f"{word}: {promise}")
