"""How long a page takes: by the clock, in this process alone, and in how many queries."""

import time
from collections.abc import Callable, Iterable
from typing import Any

TIMES = 5


def get_ready() -> None:
    """Test clients, with static files named as in production's own process: looked for once, not a page."""
    from django.conf import settings
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def measure(client: Any, address: str, using: str = "default", expected: int = 200) -> str:
    """The quickest of five: other work on the machine only ever adds to it.

    Stops at any other answer than the expected one: to refuse a page is quick, and says nothing of the page.
    """
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections[using]) as queries:
        status = client.get(address).status_code
    if status != expected:
        raise SystemExit(f"{address} answers {status}, not {expected}.")
    asked = len(queries)
    times, own = [], []
    for _ in range(TIMES):
        began, busy = time.perf_counter(), time.process_time()
        client.get(address)
        times.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - busy))
    return f"{min(times):6.0f} ms, {min(own):4.0f} of them in Python {asked:4} queries  {status}"


def spread(call: Callable[[str], Any], words: Iterable[str]) -> str:
    """The middle one and the 99th of a hundred in order, each asked once after all have been asked once."""
    words = list(words)
    for word in words:
        call(word)
    times = []
    for word in words:
        began = time.perf_counter()
        call(word)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    return f"median {times[len(times) // 2]:6.1f} ms, 99th of 100 {times[len(times) * 99 // 100 - 1]:6.1f} ms"
