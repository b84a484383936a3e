"""Runs a few programs together: all stop when one ends, or when we are told to stop."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

STOPPING_TAKES = 1.7
"""Seconds that children get to end by themselves; the server's own grace in a demo is one."""


@contextmanager
def interruptible() -> Iterator[None]:
    """A closed terminal and a polite kill count as Ctrl-C: all three raise KeyboardInterrupt."""
    before = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def running(commands: Sequence[Sequence[str]]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Each command in a session of its own, where Ctrl-C does not reach it: we stop them, once and in order.

    Their standard input is a pipe that nobody writes to. It ends when this process does, however that
    happens, and tells them to stop.
    """
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            children.append(subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True))  # noqa: S603
        yield children
    finally:
        stop(children)


def wait(children: Sequence[subprocess.Popen[bytes]]) -> int:
    """The exit code of the first child that ends."""
    while True:
        for child in children:
            if child.poll() is not None:
                return child.returncode
        time.sleep(0.1)


def stop(children: Sequence[subprocess.Popen[bytes]], patience: float = STOPPING_TAKES) -> None:
    """Politely, then by force; force also reaches what a child has started and left behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them running
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # the usual case: nobody is left


def stop_at_eof() -> None:
    """For a child: ends it when standard input does, which is when its parent is gone."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
