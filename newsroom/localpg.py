"""The embedded PostgreSQL of a demo: a real server from a Python package, made and started when needed.

The package brings the programs; starting them is ours. Its own starter trusts a process number in a
stale file for ever, gives up after ten seconds of recovery, opens every folder above the data to all
users and moves a long socket path to a folder that anybody may write to.
"""

import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from newsroom import localaccount
from newsroom.localaccount import LocalDatabaseError

DATABASE = "newsroom"
SUPERUSER = "postgres"
PORT = 5432

LONGEST_SOCKET_PATH = 100
"""In bytes; the systems allow 103 (macOS) and 107 (Linux)."""

PATIENCE = 60.0
"""Seconds that a server may take to come up: recovery after a kill needs a few on a busy machine."""

LAUNCH_RETRIES_FOR = 10.0
"""Seconds; after a kill the old sessions need a moment to let go of the shared memory."""

_starting_allowed = True


@dataclass(frozen=True)
class Server:
    """A running server: its first process and where it listens."""

    pid: int
    pgdata: Path
    socket: Path

    @property
    def log(self) -> Path:
        return self.pgdata / "log"


def may_start() -> bool:
    return _starting_allowed


def leave_stopped() -> None:
    """From now on this process waits for the database like any client, and never starts it."""
    global _starting_allowed
    _starting_allowed = False


def django_settings(pgdata: Path, user: str = SUPERUSER) -> dict[str, object]:
    """The entry of DATABASES; nothing is started, the socket's place follows from the folder alone."""
    return {
        "ENGINE": "newsroom.embedded",
        "NAME": DATABASE,
        "USER": user,
        "HOST": str(socket_folder(pgdata)),
        "PORT": str(PORT),
    }


def socket_folder(pgdata: Path) -> Path:
    """In the data itself, which only the server's user may enter; where that is too long, one as closed."""
    if len(os.fsencode(pgdata / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
        return pgdata
    name = hashlib.sha256(os.fsencode(pgdata)).hexdigest()[:16]
    return Path("/tmp") / f"newsroom-{name}"  # noqa: S108  # not TMPDIR: two shells must agree


def status(pgdata: Path) -> Server | None:
    """The server of this folder if it runs; a recycled process number or a zombie is not it."""
    try:
        pid = int((pgdata / "postmaster.pid").read_text().split()[0])
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE and str(pgdata) in process.cmdline()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    except PermissionError as error:
        raise localaccount.not_ours(pgdata) from error
    return Server(pid, pgdata, socket_folder(pgdata)) if alive else None


def start(pgdata: Path, patience: float = PATIENCE) -> bool:
    """Whether this call started it; on return the server takes connections and has our database.

    Commands that start together take turns: one makes and starts the server, the others find it.
    """
    deadline = time.monotonic() + patience
    with _alone(pgdata):
        found = status(pgdata)
        if found is None:
            _end_strays(pgdata)
            if not (pgdata / "PG_VERSION").exists():
                _make_cluster(pgdata)
            _launch(pgdata, deadline)
        _make_database(pgdata, deadline)
    return found is None


def stop(pgdata: Path, patience: float = 10.0) -> bool:
    """Whether there was one to stop. One that takes too long is cut short and recovers at its next start."""
    with _alone(pgdata):
        server = status(pgdata)
        if server is None:
            return False
        os.kill(server.pid, signal.SIGINT)  # PostgreSQL's "fast": ends sessions, writes what is due
        if not _ended(server.pid, patience):
            os.kill(server.pid, signal.SIGQUIT)
            _ended(server.pid, 10)
        return True


@contextlib.contextmanager
def _alone(pgdata: Path) -> Iterator[None]:
    """One process at a time may look, make, start and stop."""
    try:
        pgdata.parent.mkdir(parents=True, exist_ok=True)
        lock = open(pgdata.parent / f".{pgdata.name}.lock", "w")  # noqa: SIM115  # closed below
    except PermissionError as error:
        raise localaccount.not_ours(pgdata) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _ended(pid: int, patience: float) -> bool:
    """A zombie has ended: in a container there may be nobody to collect it."""
    deadline = time.monotonic() + patience
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
    return True


def _end_strays(pgdata: Path) -> None:
    """A server whose files were deleted under it goes on, and at its end removes the next one's socket."""
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and str(pgdata) in (process.info["cmdline"] or ()):
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGQUIT)
                psutil.wait_procs([process], timeout=5)
    (pgdata / "postmaster.pid").unlink(missing_ok=True)


def _make_cluster(pgdata: Path) -> None:
    """Made beside its place and moved there whole: a killed initdb leaves nothing that looks finished."""
    fresh = pgdata.with_name(f".{pgdata.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    localaccount.hand_over(fresh, pgdata)
    # The built-in provider sorts and folds alike on every system; the libc name serves the rest.
    libc = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    done = _run(
        pgdata,
        "initdb",
        f"--pgdata={fresh}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--locale={libc}",
    )
    if done.returncode:
        raise LocalDatabaseError(f"The embedded database could not be made: {_last_line(done.stdout)}.")
    if pgdata.exists():
        pgdata.rmdir()
    fresh.rename(pgdata)


def _launch(pgdata: Path, deadline: float) -> None:
    folder = socket_folder(pgdata)
    if folder != pgdata:
        localaccount.make_private(folder, pgdata)
    log = pgdata / "log"
    retry_until = min(deadline, time.monotonic() + LAUNCH_RETRIES_FOR)
    # Without the first of these the server would listen on TCP and put its socket into /tmp.
    # An import writes 30 MB of log a second: it waits where that finds no room, and writes pages whole once
    # more after each checkpoint.
    options = f"-h '' -p {PORT} -k {shlex.quote(str(folder))} -c wal_buffers=16MB -c max_wal_size=2GB"
    while True:
        wait = f"--timeout={max(1, int(deadline - time.monotonic()))}"
        done = _run(pgdata, "pg_ctl", "start", wait, "-D", str(pgdata), "-l", str(log), "-o", options)
        if done.returncode == 0 or status(pgdata) is not None:
            return
        if time.monotonic() > retry_until:
            last = _last_line(log.read_text(errors="replace") if log.exists() else "")
            raise LocalDatabaseError(f"The embedded database does not start: {last} (log: {log}).")
        time.sleep(0.3)


def _make_database(pgdata: Path, deadline: float) -> None:
    folder = str(socket_folder(pgdata))
    while True:
        try:
            with psycopg.connect(
                host=folder, port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
            ) as connection:
                known = connection.execute("select datname from pg_database").fetchall()
                if (DATABASE,) not in known:
                    connection.execute(f"create database {DATABASE}")
                return
        except psycopg.OperationalError as error:  # still starting or recovering
            if time.monotonic() > deadline:
                raise LocalDatabaseError(f"The embedded database does not answer: {error}".strip()) from error
            time.sleep(0.2)


def program(name: str) -> Path:
    """A PostgreSQL program of the package: psql, pg_dump and the rest."""
    return localaccount.programs() / name


def _run(pgdata: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As the server's user. What pg_ctl leaves running keeps its output open: a pipe would never end."""
    path = program(name)
    account = localaccount.for_server(pgdata)
    if account is not None:
        localaccount.open_way(path, pgdata)
    output = subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE
    return subprocess.run(  # noqa: S603  # the package's own programs
        [path, *arguments],
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        cwd="/",
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **({} if account is None else account.as_arguments()),
    )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "no message"
