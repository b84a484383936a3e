"""The server answers, refuses a port that is taken, and leaves no process behind."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings

from newsroom import ports
from tests.newsroom.conftest import Manage, clean_environment

Server = subprocess.Popen[bytes]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def collected(data: Path) -> None:
    """Enough to be taken for collected: these tests ask for no static file."""
    (data / "static").mkdir()
    (data / "staticfiles.json").write_text('{"version": "1.1", "paths": {}, "hash": ""}')


@pytest.fixture
def serve(data: Path, port: int, collected: None) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*options: str) -> Server:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), *options],
            cwd=settings.BASE_DIR,
            env=clean_environment(NEWSROOM_DATA=str(data)),
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(server)
        while not (len(workers_of(server)) == 2 and ports.answers(port)):
            with contextlib.suppress(subprocess.TimeoutExpired):
                pytest.fail(f"the server ended with exit code {server.wait(0.1)}")
        return server

    yield start
    for server in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        assert server.stdin
        server.stdin.close()
        server.wait()


def workers_of(server: "subprocess.Popen[Any]") -> list[psutil.Process]:
    return psutil.Process(server.pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def ask(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as response:
        status: int = response.status
    return status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_and_its_workers(
    serve: Callable[..., Server], port: int, number: signal.Signals
) -> None:
    server = serve()
    assert ask(port) == 200
    workers = workers_of(server)
    server.send_signal(number)
    server.wait()
    assert len(workers) == 2
    assert alive(workers) == []
    assert not ports.answers(port)


def test_it_ends_with_the_process_that_holds_its_input(serve: Callable[..., Server]) -> None:
    server = serve("--until-eof")
    workers = workers_of(server)
    assert server.stdin
    server.stdin.close()
    server.wait()
    assert alive(workers) == []


def test_workers_of_a_killed_server_do_not_serve_beside_the_next(
    serve: Callable[..., Server], port: int
) -> None:
    server = serve()
    left = workers_of(server)
    server.kill()
    server.wait()
    assert len(alive(left)) == 2
    serve()
    assert alive(left) == []
    assert ask(port) == 200


def test_a_port_in_use_is_refused_in_a_sentence(collected: None, manage: Manage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = manage("serve", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"CommandError: Port {port} is taken by another program: stop that one, "
        f"or choose another port, as in PORT={port + 1}.\n"
    )


def test_it_does_not_start_without_static_files(manage: Manage) -> None:
    done = manage("serve")
    assert done.returncode == 1
    assert (
        done.stderr == "CommandError: Static files are not collected: run `manage.py collectstatic` first.\n"
    )
