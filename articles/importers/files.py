"""Finding and reading files below the paths of a run, without following anything out of them."""

import dataclasses
import datetime as dt
import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import BinaryIO, Protocol

# A row of the ledger's index holds argument, path and member, and has 2,700 bytes.
LONGEST_PATH = 1500
LONGEST_ARGUMENT = 600
# Older than any file system: a time that was set by mistake, or by malice.
OLDEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)

_ESCAPE = re.compile(rb"\\(\\|x[0-9a-f]{2})")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Packed(Protocol):
    """A member of an archive that can be read later, also by another process."""

    def read(self, path: str, max_bytes: int) -> bytes:
        """Raises CannotRead."""


@dataclasses.dataclass(frozen=True, slots=True)
class FoundFile:
    """One directory entry, or a member of an archive. `path` is relative to `argument`.

    `refusal` says why it is no file to read. A member comes with its `data`, or with how it is `packed`.
    `again`: another argument of the run has a file of the same source and path.
    """

    argument: str
    source: str
    path: str
    full_path: str
    refusal: str = ""
    member: str = ""
    again: bool = False
    data: bytes | None = None
    packed: "Packed | None" = None
    modified_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class FileBytes:
    data: bytes
    modified_at: dt.datetime | None


class CannotRead(Exception):
    """A file that is there and cannot be read; the message is the reason."""


def find_files(argument: str, source: str = "") -> Iterator[FoundFile]:
    """Every file below `argument`, depth first in the order of names' bytes; a file is its own folder.

    Links, FIFOs, devices and folders that cannot be listed come with a refusal, and are not entered; so
    does an argument that is not there (any more). Memory is that of the names of the folders on the way.
    """
    root = os.path.abspath(argument)
    name = source or escaped(os.path.basename(root)) or "/"
    try:
        mode = os.lstat(root).st_mode
    except OSError as error:
        refusal = f"cannot be looked at: {error.strerror}"
        yield FoundFile(shown(argument), name, escaped(os.path.basename(root)), root, refusal)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(shown(argument), name, root)
    else:
        yield _found(shown(argument), name, os.path.basename(root), root, mode)


def _walk(argument: str, source: str, root: str) -> Iterator[FoundFile]:
    """Without recursion: a path may be two thousand folders deep."""
    waiting = [_entries(argument, source, root, "")]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif isinstance(entry, FoundFile):
            yield entry
        else:
            waiting.append(_entries(argument, source, root, entry))


def _entries(argument: str, source: str, root: str, below: str) -> Iterator[FoundFile | str]:
    """What is in one folder: a folder in it is its path below `root`."""
    folder = os.path.join(root, below)
    try:
        with os.scandir(folder) as entries:
            names = sorted((entry.name for entry in entries), key=os.fsencode)
    except OSError as error:
        yield _refused(
            argument, source, below or ".", folder, f"this folder cannot be listed: {error.strerror}"
        )
        return
    for name in names:
        path = os.path.join(below, name)
        full = os.path.join(root, path)
        try:
            mode = os.lstat(full).st_mode
        except OSError as error:
            yield _refused(argument, source, path, full, f"cannot be looked at: {error.strerror}")
            continue
        yield path if stat.S_ISDIR(mode) else _found(argument, source, path, full, mode)


def _found(argument: str, source: str, path: str, full: str, mode: int) -> FoundFile:
    refusal = ""
    if stat.S_ISLNK(mode):
        refusal = "a link, which is not followed: import the file it points at"
    elif not stat.S_ISREG(mode):
        refusal = "no regular file (a pipe, socket or device)"
    return _refused(argument, source, path, full, refusal)


def _refused(argument: str, source: str, path: str, full: str, refusal: str) -> FoundFile:
    shown = escaped(path)
    if len(shown.encode()) > LONGEST_PATH:
        refusal = refusal or f"its path has more than {LONGEST_PATH:,} bytes: move it to a shorter one"
        shown = shortened(shown, LONGEST_PATH)
    return FoundFile(argument, source, shown, full, refusal)


def shown(argument: str) -> str:
    """A path as given, as the ledger has it."""
    return shortened(escaped(argument), LONGEST_ARGUMENT)


def escaped(path: str) -> str:
    """A path that JSON, PostgreSQL and a terminal take: wrong bytes and controls as \\xNN, \\ as two."""
    return escaped_bytes(os.fsencode(path))


def escaped_bytes(path: bytes) -> str:
    text = path.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def unescaped(text: str) -> str:
    """The path that `escaped` made `text` of."""
    return os.fsdecode(_ESCAPE.sub(_unescape, os.fsencode(text)))


def _unescape(found: re.Match[bytes]) -> bytes:
    return b"\\" if found[1] == b"\\" else bytes.fromhex(found[1][1:].decode())


def shortened(text: str, longest: int) -> str:
    """At most `longest` bytes; a longer text is cut, and stays itself by its hash at the end."""
    raw = text.encode()
    if len(raw) <= longest:
        return text
    digest = hashlib.sha256(raw).hexdigest()
    return raw[: longest - len(digest) - 4].decode(errors="ignore") + f"...{digest}"


def open_descriptor(path: str) -> int:
    """For reading, never through a link."""
    # O_NONBLOCK: a pipe that took the file's place since the listing must not hold us up.
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def open_regular(path: str) -> BinaryIO:
    """The same as a file object; whatever is no file of bytes raises OSError."""
    file = os.fdopen(open_descriptor(path), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "no regular file")
    return file


def read_file(found: FoundFile, max_bytes: int) -> FileBytes:
    """The bytes, never more than `max_bytes` and never through a link. Raises CannotRead with the reason."""
    try:
        descriptor = open_descriptor(found.full_path)
    except OSError as error:
        raise CannotRead(f"it cannot be opened: {error.strerror}") from error
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise CannotRead("no regular file (a pipe, socket or device)")
        data = _read(descriptor, min(before.st_size, max_bytes) + 1)
        after = os.fstat(descriptor)
    except OSError as error:
        raise CannotRead(f"reading it failed: {error.strerror}") from error
    finally:
        os.close(descriptor)
    if len(data) > max_bytes:
        raise too_large(max_bytes)
    if len(data) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise CannotRead("it changed while it was read: import it again when it is whole")
    return FileBytes(data, instant(before.st_mtime))


def _read(descriptor: int, longest: int) -> bytes:
    """To the end, or `longest` bytes of it: a file that grows must not take our memory."""
    data = os.read(descriptor, longest)
    # A network's file system may give less at a time; of what has been read up to its size there is no more.
    while len(data) < longest - 1 and (more := os.read(descriptor, longest - len(data))):
        data += more
    return data


def too_large(max_bytes: int) -> CannotRead:
    return CannotRead(f"it has more than {max_bytes:,} bytes; a story has a few thousand")


def instant(seconds: float) -> dt.datetime | None:
    """A time of a file or a member; None where no file can be from then."""
    try:
        moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return moment if moment > OLDEST else None
