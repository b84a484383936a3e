"""A whole demo of its own, with a real server, for pictures and for drills."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running_demo() -> Iterator[int]:
    """A fresh demo with a database and a server of its own; yields the port.

    Sets the environment of this process to it, for a Django that is set up afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="newsroom-screens-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - as root, the embedded server runs as a user of its own
        port = free_port()
        os.environ |= {"NEWSROOM_DATA": folder + "/data", "PORT": str(port)}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}

        def manage(*arguments: str) -> list[str]:
            return [sys.executable, "manage.py", *arguments]

        commands = ("migrate -v0", "provision_readers", "demo", "collectstatic --noinput -v0")
        for command in commands:
            subprocess.run(manage(*command.split()), cwd=ROOT, check=True)
        server = subprocess.Popen(manage("serve"), cwd=ROOT)
        try:
            wait_for(f"http://localhost:{port}/healthz")
            yield port
        finally:
            server.terminate()
            server.wait()
            subprocess.run(manage("localdb", "stop"), cwd=ROOT, check=True)


def wait_for(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1)  # noqa: S310 - our own loopback address
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")
