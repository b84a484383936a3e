"""The server answers, refuses a port that is taken, and leaves no process behind."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from newsroom import ports
from tests.newsroom.conftest import Manage, clean_environment

Server = subprocess.Popen[str]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def collected(data: Path) -> None:
    """Enough to be taken for collected: these tests ask for no static file."""
    (data / "static").mkdir()
    (data / "static" / "staticfiles.json").write_text('{"version": "1.1", "paths": {}, "hash": ""}')


@pytest.fixture
def serve(data: Path, port: int, collected: None) -> Iterator[Callable[..., Server]]:
    started: list[Server] = []

    def start(*options: str) -> Server:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), *options],
            cwd=settings.BASE_DIR,
            env=clean_environment(NEWSROOM_DATA=str(data)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(server)
        while not ports.answers(port):
            assert server.poll() is None, server.communicate()[0]
        return server

    yield start
    for server in started:
        server.kill()
        server.communicate()
    ports.claim("127.0.0.1", port, settings.BASE_DIR)


def workers_of(server: Server) -> list[psutil.Process]:
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
    server.communicate()
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
    psutil.wait_procs(left, timeout=60)
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
