"""A copy of everything in one folder, and the way back: PostgreSQL's own dump, the media, their hashes."""

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from newsroom import localaccount, localpg

DUMP, MEDIA, MANIFEST = "database.dump", "media", "manifest.json"
# Of that server and that moment: sign-ins under way, limits of tries, changes by number of a transaction.
NOT_KEPT = (
    "django_session",
    "newsroom_cache",
    "articles_signintry",
    "articles_pagechange",
    "articles_presence",
)


class BackupRefused(Exception):
    """The message is a sentence that says what is wrong and what to do."""


def back_up(database: dict[str, Any], media: Path | None, folder: Path) -> int:
    """Return how many files of media were copied. The manifest is written last: without it there is none."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} is not empty: name a new folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tool = program("pg_dump", server_version(database))
    left_out = [f"--exclude-table-data={name}" for name in NOT_KEPT]
    dump = [f"--file={folder / DUMP}", "--format=custom", "--no-owner", "--no-privileges"]
    run([str(tool), *dump, *left_out], database)
    # After the dump: a picture that came meanwhile is one too many, and none that the dump names is missing.
    copied = copy_files(media, folder / MEDIA) if media else 0
    hashes = {name: digest(folder / name) for name in files_in(folder)}
    manifest = {"made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "sha256": hashes}
    partial = folder / f".{MANIFEST}"
    partial.write_text(json.dumps(manifest, indent=1) + "\n")
    partial.rename(folder / MANIFEST)
    return copied


def restore(database: dict[str, Any], media: Path, folder: Path) -> int:
    """Into an empty database and an empty media folder, and only what the manifest vouches for."""
    verify(folder)
    if is_in_use(database):
        raise BackupRefused(
            f"The database {database['NAME']} has tables already: a backup goes into an empty one."
        )
    if media.exists() and any(media.iterdir()):
        raise BackupRefused(f"{media} is not empty: move it away first.")
    tool = program("pg_restore", server_version(database))
    how = ["--no-owner", "--no-privileges", "--no-comments", "--single-transaction", "--exit-on-error"]
    run([str(tool), f"--dbname={database['NAME']}", *how, str(folder / DUMP)], database)
    return copy_files(folder / MEDIA, media)


def verify(folder: Path) -> None:
    try:
        hashes = json.loads((folder / MANIFEST).read_text())["sha256"]
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"{folder} has no manifest that can be read: it is no whole backup.") from error
    found = set(files_in(folder))
    for name in sorted(hashes.keys() | found):
        if name not in found:
            raise BackupRefused(f"{name} is gone from {folder}: use another backup.")
        if name not in hashes:
            raise BackupRefused(f"{name} in {folder} is not in the manifest: take it away, or find out why.")
        if digest(folder / name) != hashes[name]:
            raise BackupRefused(f"{name} in {folder} is not what was backed up: use another backup.")


def files_in(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in (MANIFEST, f".{MANIFEST}"):
            yield path.relative_to(folder).as_posix()


def copy_files(source: Path, target: Path) -> int:
    """A file that is taken away meanwhile (a killed picture's) is not copied."""
    copied = 0
    for path in sorted(source.rglob("*")) if source.exists() else ():
        if path.is_file():
            to = target / path.relative_to(source)
            to.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(path, to)
            except FileNotFoundError:
                continue
            copied += 1
    return copied


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- PostgreSQL's programs ------------------------------------------------------------------------


def program(name: str, server: int) -> Path:
    """Of the server's own version where there is one, else a newer one, which can read it.

    The package of the embedded server brings them; Debian keeps each version's in a folder of its own.
    """
    places = [Path(f"/usr/lib/postgresql/{server}/bin/{name}"), Path(shutil.which(name) or "/nowhere")]
    with contextlib.suppress(localaccount.LocalDatabaseError):
        places.append(localpg.program(name))
    found = {version_of(path): path for path in reversed(places) if path.exists()}
    fitting = sorted(version for version in found if version >= server)
    if not fitting:
        raise BackupRefused(
            f"No {name} for PostgreSQL {server} is here: install the client programs of that version."
        )
    return found[fitting[0]]


def version_of(path: Path) -> int:
    told = subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", told)
    return int(found[1]) if found else 0


def run(command: list[str], database: dict[str, Any]) -> None:
    done = subprocess.run(  # noqa: S603  # the programs found above, with our own folder's name
        command, check=False, capture_output=True, text=True, env=login_of(database)
    )
    if done.returncode:
        raise BackupRefused(f"{Path(command[0]).name} failed: {done.stderr.strip().splitlines()[-1]}")


def login_of(database: dict[str, Any]) -> dict[str, str]:
    """In the environment, where no other user of the machine reads the password."""
    given = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database["NAME"],
    }
    options = database.get("OPTIONS", {})
    for name in ("sslmode", "sslrootcert", "sslcert", "sslkey"):
        given[f"PG{name.upper()}"] = options.get(name)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return clean | {name: str(value) for name, value in given.items() if value}


def connect(database: dict[str, Any], **options: Any) -> psycopg.Connection[Any]:
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    login = {name: database[key] for key, name in names.items() if database.get(key)}
    login |= {name: value for name, value in database.get("OPTIONS", {}).items() if name.startswith("ssl")}
    return psycopg.connect(make_conninfo(**login), **options)


def server_version(database: dict[str, Any]) -> int:
    with connect(database) as connection:
        return connection.info.server_version // 10000


def is_in_use(database: dict[str, Any]) -> bool:
    with connect(database) as connection:
        tables = "select exists (select from pg_tables where schemaname = 'public')"
        found: bool = connection.execute(tables).fetchone()[0]  # type: ignore[index]
    return found
