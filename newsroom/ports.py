"""Whether a port is free to serve on, and what is said or done when it is not.

The server's workers share a port among themselves, so a second server would start without an error
beside a first one, or beside the workers of one that was killed, and answer every other request.
"""

import socket
from pathlib import Path

import psutil


class PortTaken(Exception):
    """Somebody else serves on this port; the message says what to do."""


def claim(address: str, port: int, project: Path) -> int:
    """How many left-over workers of this project had to be ended; PortTaken when it is somebody else's."""
    if _is_free(address, port):
        return 0
    leftovers = [process for process in _listeners(port) if _is_leftover(process, project)]
    for process in leftovers:
        process.kill()
    psutil.wait_procs(leftovers, timeout=3)
    if not _is_free(address, port):
        raise PortTaken(
            f"Port {port} is taken by another program: stop that one, "
            f"or choose another port, as in PORT={port + 1}."
        )
    return len(leftovers)


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _is_free(address: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError as error:
            raise PortTaken(
                f"Port {port} is for root only: choose one from 1024 on, as in PORT=8000."
            ) from error
        except OSError:
            return False
    return True


def _listeners(port: int) -> list[psutil.Process]:
    """Those that the system lets us see."""
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:  # macOS shows them to root only
        return []
    pids = {c.pid for c in connections if c.pid and c.status == psutil.CONN_LISTEN and c.laddr.port == port}
    return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


def _is_leftover(process: psutil.Process, project: Path) -> bool:
    """A worker of this project whose server was killed: workers outlive it and go on serving old code."""
    try:
        parent = process.parent()
        return (
            _serves(process)
            and Path(process.cwd()) == project
            and not (parent is not None and _serves(parent))
        )
    except psutil.Error:
        return False


def _serves(process: psutil.Process) -> bool:
    words = process.cmdline()
    forked = "serve" in words and any(word.endswith("manage.py") for word in words)
    return forked or any("multiprocessing.spawn" in word for word in words)
