"""Finding and reading files below the paths of a run, without following anything out of them."""

import dataclasses
import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from typing import Protocol

from articles.importers.opening import Descent, Place, why

# A row of the ledger's index holds argument, path and member, and has 2,700 bytes.
LONGEST_PATH = 1500
LONGEST_ARGUMENT = 600
# Older than any file system: a time that was set by mistake, or by malice.
OLDEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)

_ESCAPE = re.compile(rb"\\(\\|x[0-9a-f]{2})")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class Packed(Protocol):
    """A member of an archive that can be read later, also by another process."""

    def read(self, archive: Place, max_bytes: int) -> bytes:
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
    place: Place
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
    root = Place(os.path.abspath(argument))
    name = source or escaped(root.name) or "/"
    try:
        mode = root.lstat().st_mode
    except OSError as error:
        refusal = f"cannot be looked at: {error.strerror}"
        yield FoundFile(shown(argument), name, escaped(root.name), root, refusal)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(shown(argument), name, root)
    else:
        refusal = _why_not(stat.S_ISLNK(mode), stat.S_ISREG(mode))
        yield _found(shown(argument), name, root.name, root, refusal)


def _walk(argument: str, source: str, root: Place) -> Iterator[FoundFile]:
    """Without recursion: a path may be two thousand folders deep."""
    with Descent() as descent:
        waiting = [_entries(argument, source, root, descent)]
        while waiting:
            entry = next(waiting[-1], None)
            if entry is None:
                waiting.pop()
            elif isinstance(entry, FoundFile):
                yield entry
            else:
                waiting.append(_entries(argument, source, entry, descent))


def _entries(argument: str, source: str, folder: Place, descent: Descent) -> Iterator[FoundFile | Place]:
    """What is in one folder, and the folders in it, by what the listing says of each.

    That may be otherwise when it is opened: whoever opens it looks again.
    """
    folders, refusals = set[str](), dict[str, str]()
    try:
        with os.scandir(descent.into(folder)) as entries:
            names = []
            for entry in entries:
                names.append(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    folders.add(entry.name)
                elif refusal := _why_not(entry.is_symlink(), entry.is_file(follow_symlinks=False)):
                    refusals[entry.name] = refusal
    except OSError as error:
        refusal = f"this folder cannot be listed: {why(error)}"
        yield _found(argument, source, folder.below or ".", folder, refusal)
        return
    names.sort(key=os.fsencode)
    for name in names:
        place = folder.within(name)
        if name in folders:
            yield place
        else:
            yield _found(argument, source, place.below, place, refusals.get(name, ""))


def _why_not(is_link: bool, is_regular: bool) -> str:
    if is_link:
        return "a link, which is not followed: import the file it points at"
    return "" if is_regular else "no regular file (a pipe, socket or device)"


def _found(argument: str, source: str, path: str, place: Place, refusal: str) -> FoundFile:
    name = escaped(path)
    if len(name.encode()) > LONGEST_PATH:
        refusal = refusal or f"its path has more than {LONGEST_PATH:,} bytes: move it to a shorter one"
        name = shortened(name, LONGEST_PATH)
    return FoundFile(argument, source, name, place, refusal)


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


def read_file(
    found: FoundFile, max_bytes: int, opened: Callable[[Place], int] = Place.open_descriptor
) -> FileBytes:
    """The bytes, never more than `max_bytes` and never through a link. Raises CannotRead with the reason."""
    try:
        descriptor = opened(found.place)
    except OSError as error:
        raise CannotRead(f"it cannot be opened: {why(error)}") from error
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
