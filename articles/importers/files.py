"""Finding and reading files below the paths of a run, without following anything out of them."""

import dataclasses
import datetime as dt
import os
import stat
from collections.abc import Iterator
from pathlib import Path


@dataclasses.dataclass(frozen=True, slots=True)
class FoundFile:
    """One directory entry. `path` is relative to `argument`; `refusal` says why it is no file to read."""

    argument: str
    source: str
    path: str
    full_path: str
    refusal: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class FileBytes:
    data: bytes
    modified_at: dt.datetime


class CannotRead(Exception):
    """A file that is there and cannot be read; the message is the reason."""


def find_files(argument: str, source: str = "") -> Iterator[FoundFile]:
    """Every file below `argument`, depth first in the order of names' bytes; a file is its own folder.

    Links, FIFOs, devices and folders that cannot be listed come with a refusal, and are not entered.
    Memory is that of one folder's names. Raises FileNotFoundError where the argument itself is missing.
    """
    root = os.path.abspath(argument)
    mode = os.lstat(root).st_mode
    name = source or escaped(os.path.basename(root)) or "/"
    shown = escaped(argument)
    if stat.S_ISDIR(mode):
        yield from _walk(shown, name, root, "")
    else:
        yield _found(shown, name, os.path.basename(root), root, mode)


def _walk(argument: str, source: str, folder: str, below: str) -> Iterator[FoundFile]:
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name for entry in entries), key=os.fsencode)
    except OSError as error:
        refusal = f"this folder cannot be listed: {error.strerror}"
        yield FoundFile(argument, source, escaped(below) or ".", folder, refusal)
        return
    for name in names:
        full, path = os.path.join(folder, name), os.path.join(below, name)
        try:
            mode = os.lstat(full).st_mode
        except OSError as error:
            yield FoundFile(argument, source, escaped(path), full, f"cannot be looked at: {error.strerror}")
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(argument, source, full, path)
        else:
            yield _found(argument, source, path, full, mode)


def _found(argument: str, source: str, path: str, full: str, mode: int) -> FoundFile:
    refusal = ""
    if stat.S_ISLNK(mode):
        refusal = "a link, which is not followed: import the file it points at"
    elif not stat.S_ISREG(mode):
        refusal = "no regular file (a pipe, socket or device)"
    return FoundFile(argument, source, escaped(path), full, refusal)


def escaped(path: str) -> str:
    """A path that JSON and PostgreSQL take: undecodable bytes as \\xNN, a backslash as two."""
    return os.fsencode(path).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def read_file(found: FoundFile, max_bytes: int) -> FileBytes:
    """The bytes, never more than `max_bytes` and never through a link. Raises CannotRead with the reason."""
    try:
        # O_NONBLOCK: a pipe that took the file's place since the listing must not hold us up.
        descriptor = os.open(found.full_path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise CannotRead(f"it cannot be opened: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise CannotRead("no regular file (a pipe, socket or device)")
        try:
            data = file.read(max_bytes + 1)
        except OSError as error:
            raise CannotRead(f"reading it failed: {error.strerror}") from error
    if len(data) > max_bytes:
        raise CannotRead(f"it has more than {max_bytes:,} bytes; a story has a few thousand")
    return FileBytes(data, dt.datetime.fromtimestamp(status.st_mtime, dt.UTC))


def count_files(argument: str) -> int:
    """How many entries `find_files` will yield, for a progress bar; walks the names only."""
    path = Path(argument)
    if not path.is_dir() or path.is_symlink():
        return 1
    return sum(len(files) for _, _, files in os.walk(path))
