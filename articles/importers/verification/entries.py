"""What lies on a disk, file by file and member by member: a walk of its own, and not the importer's.

Archives are read by Python's own readers. That of zip archives holds the list of members in memory.
"""

import gzip
import hashlib
import os
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, cast

from articles.importers.archives.members import TARS, ZIPS
from articles.importers.files import LONGEST_PATH, escaped, escaped_bytes, shortened
from articles.importers.opening import Descent, Place, why

_UTF8, _ENCRYPTED = 0x800, 0x2041
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 1 << 18
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    gzip.BadGzipFile,
)


class Broken(Exception):
    """An archive that cannot be read to its end; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies under a name. Without a hash it is no regular file, or too large, or `flaw` says why not."""

    path: str
    member: str = ""
    sha256: str = ""
    flaw: str = ""


def entries_below(root: str) -> Iterator[tuple[str, Place]]:
    """Name in the ledger and place of everything under `root` that is no folder, in a stable order.

    Entered by descriptor, so that no folder can be swapped for a link on the way.
    """
    top = Place(os.path.abspath(root))
    if not os.path.isdir(top.root) or os.path.islink(top.root):
        yield _name(escaped(top.name)), top
        return
    waiting = [top]
    with Descent() as descent:
        while waiting:
            folder = waiting.pop()
            folders, files = _listed(folder, descent)
            yield from ((_name(escaped(place.below)), place) for place in map(folder.within, files))
            waiting += map(folder.within, reversed(folders))


def _listed(folder: Place, descent: Descent) -> tuple[list[str], list[str]]:
    """Folders and all else; nothing where it cannot be listed: what the import found there is missed then."""
    names: tuple[list[str], list[str]] = [], []
    try:
        with os.scandir(descent.into(folder)) as entries:
            for entry in entries:
                names[not entry.is_dir(follow_symlinks=False)].append(entry.name)
    except OSError:
        return [], []
    for some in names:
        some.sort(key=os.fsencode)
    return names


def is_archive(path: str, place: Place) -> bool:
    return path.lower().endswith((*ZIPS, *TARS)) and is_regular(place)


def is_regular(place: Place) -> bool:
    """Not a link to one; False for what is not there any more."""
    try:
        return stat.S_ISREG(place.lstat().st_mode)
    except OSError:
        return False


def file_entry(path: str, place: Place, max_bytes: int) -> Entry:
    """With the hash of a regular file of at most `max_bytes`, read through no link."""
    try:
        if not is_regular(place):
            return Entry(path, flaw="on the disk it is no regular file")
        with place.open_regular() as file:
            if os.fstat(file.fileno()).st_size > max_bytes:
                return Entry(path, flaw="on the disk it is larger than what came in")
            return Entry(path, sha256=_hash(file))
    except OSError as error:
        return Entry(path, flaw=f"it cannot be read any more: {why(error)}")


def member_entries(path: str, place: Place, max_bytes: int) -> Iterator[Entry]:
    """Every member but folders, in the archive's order; of two with one name the second is `name [2]`.

    Raises Broken.
    """
    seen = Counter[bytes]()
    try:
        with place.open_regular() as file:
            read = _zip if path.lower().endswith(ZIPS) else _tar
            for name, sha256, flaw in read(file, max_bytes):
                digest = hashlib.sha256(name).digest()[:16]
                seen[digest] += 1
                member = _name(escaped_bytes(name) or "(no name)")
                if seen[digest] > 1:
                    member, sha256 = f"{member} [{seen[digest]}]", ""
                yield Entry(path, member, sha256, flaw)
    except _BROKEN as error:
        raise Broken(str(error) or type(error).__name__) from error


def _hash(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _name(name: str) -> str:
    return shortened(name, LONGEST_PATH)


def _zip(file: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, str, str]]:
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            mode = info.external_attr >> 16
            if (info.is_dir() or stat.S_ISDIR(mode)) and not info.file_size:
                continue
            name = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")
            is_plain = not stat.S_IFMT(mode) or stat.S_ISREG(mode)
            readable = info.compress_type in _READABLE and not info.flag_bits & _ENCRYPTED
            sha256, flaw = "", "in the archive it cannot be read"
            if is_plain and readable and info.file_size <= max_bytes:
                sha256, flaw = _zipped(archive, info)
            yield name, sha256, flaw


def _zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[str, str]:
    """Hash, or what is wrong: the reader looks at sizes and checksum."""
    try:
        with archive.open(info) as member:
            return _hash(member), ""
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        return "", f"in the archive it is damaged: {error}"


def _tar(file: BinaryIO, max_bytes: int) -> Iterator[tuple[bytes, str, str]]:
    with tarfile.open(fileobj=file, mode="r|*", encoding="utf-8", errors="surrogateescape") as archive:
        while (info := archive.next()) is not None:
            # Python keeps every member that it has read.
            cast(Any, archive).members.clear()
            if info.isdir():
                continue
            sha256, flaw = "", "in the archive it cannot be read"
            if info.isreg() and not info.issparse() and info.size <= max_bytes:
                member = archive.extractfile(info)
                sha256, flaw = _hash(member) if member else "", ""
            yield os.fsencode(info.name), sha256, flaw
