"""`make run` as a whole: from nothing to pages, again without a change, and away without a trace."""

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from newsroom import localpg
from tests.newsroom.conftest import clean_environment
from tests.newsroom.test_serve import alive, port, workers_of

__all__ = ["port"]


def start(data: Path, port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=settings.BASE_DIR,
        env=clean_environment(NEWSROOM_DATA=str(data), PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_greeting(run: "subprocess.Popen[str]") -> str:
    assert run.stdout
    lines: list[str] = []
    while "Ctrl-C stops it.\n" not in lines:
        line = run.stdout.readline()
        assert line, "".join(lines)
        lines.append(line)
    return "".join(lines)


def front(port: int) -> str:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": f"kmia.localhost:{port}"})
    with urllib.request.urlopen(request) as response:
        text: str = response.read().decode()
    return text


@pytest.mark.drill
def test_the_whole_way_twice(data: Path, port: int) -> None:
    """`make run` shows two stations; Ctrl-C ends every process within 3 s; again, nothing has changed."""
    pages, seconds = [], []
    for _ in range(2):
        run = start(data, port)
        greeting = read_greeting(run)
        assert f"KMIA Miami News: http://kmia.localhost:{port}/" in greeting
        assert f"Admin: http://localhost:{port}/admin/" in greeting
        assert f"password: {(data / 'demo-password').read_text().strip()}" in greeting
        pages.append(front(port))
        server = localpg.status(data / "pgdata")
        assert server
        family = [*workers_of(run), psutil.Process(server.pid)]
        began = time.monotonic()
        run.send_signal(signal.SIGINT)
        run.communicate()
        seconds.append(time.monotonic() - began)
        assert run.returncode == 0
        assert alive(family) == []
        assert localpg.status(data / "pgdata") is None
    assert pages[0] == pages[1]
    assert max(seconds) < 3


@pytest.mark.drill
def test_a_database_that_was_running_before_is_left_running(data: Path, port: int) -> None:
    """Ctrl-C stops what `make run` started, and only that."""
    localpg.start(data / "pgdata")
    run = start(data, port)
    read_greeting(run)
    run.send_signal(signal.SIGTERM)
    run.communicate()
    assert localpg.status(data / "pgdata")
