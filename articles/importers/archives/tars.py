"""Tar archives, packed by gzip or not, as one stream from beginning to end."""

import gzip
import os
import tarfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from articles.importers.archives.members import RATIO_FROM, GivenUp, Limits, Members, is_link_or_device
from articles.importers.files import FoundFile, instant, too_large

# What may stand between two members: long names, and attributes nobody needs.
MOST_HEADERS = 1_000_000
_GZIP = b"\x1f\x8b"
_BLOCK = 512
NO_TAR = "it is no tar archive, whatever its name says"
CUT_OFF = "it is damaged or cut off: what it had left cannot be read"


class Meter:
    """A stream that gives no more than the limits, and no more at once than a member and its headers need.

    Python's reader holds headers in memory as long as they say that they are.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        packed = file.read(2) == _GZIP
        file.seek(0)
        self._stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if packed else file
        self._given = 0
        self._allowed = 0

    def allow(self, size: int) -> None:
        """Before the next header: what is left of the member before it, and the header itself."""
        self._allowed = self._given + size + MOST_HEADERS

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._given += len(data)
        if self._given > self._allowed:
            raise GivenUp("its headers are longer than any file needs")
        if self._given > self._limits.unpacked:
            raise GivenUp(f"it unpacks to more than {self._limits.unpacked:,} bytes: split it")
        if self._given > max(RATIO_FROM, self._limits.ratio * self._file.tell()):
            raise GivenUp(f"it unpacks to more than {self._limits.ratio} times its size, as no text does")
        return data


class Header(tarfile.TarInfo):
    """Python's reader takes a damaged header, and an archive without an end mark, for the end."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "Header":
        """Raises GivenUp."""
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            match type(error).__name__:
                case "EOFHeaderError":
                    raise
                case "EmptyHeaderError" if tarfile_.offset:
                    raise GivenUp("it has no end mark: it may be cut off") from error
                case _:
                    raise GivenUp(CUT_OFF if tarfile_.offset else NO_TAR) from error


def tar_members(file: BinaryIO, members: Members) -> Iterator[FoundFile]:
    """Every member but folders, in the archive's order. Raises GivenUp."""
    meter = Meter(file, members.limits)
    try:
        yield from _read(meter, members)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, OverflowError) as error:
        # The last two for numbers in a header that are none.
        raise GivenUp(CUT_OFF) from error
    except OSError as error:
        raise GivenUp(f"reading it failed: {error.strerror}") from error


def _read(meter: Meter, members: Members) -> Iterator[FoundFile]:
    meter.allow(0)
    stream = cast(BinaryIO, meter)
    with tarfile.open(
        fileobj=stream, mode="r|", tarinfo=Header, encoding="utf-8", errors="surrogateescape"
    ) as tar:
        while (info := tar.next()) is not None:
            # Python keeps every member that it has read.
            cast(Any, tar).members.clear()
            if info.size < 0:
                raise GivenUp(CUT_OFF)
            meter.allow(info.size + _BLOCK)
            if not info.isdir():
                yield _found(tar, info, members)


def _found(tar: tarfile.TarFile, info: tarfile.TarInfo, members: Members) -> FoundFile:
    refusal, data = "", None
    if info.issym() or info.islnk():
        refusal = is_link_or_device(True)
    elif not info.isreg() or info.issparse():
        refusal = is_link_or_device(False)
    elif info.size > members.limits.member_bytes:
        refusal = str(too_large(members.limits.member_bytes))
    else:
        file = tar.extractfile(info)
        data = file.read() if file else b""
    return members.found(os.fsencode(info.name), refusal=refusal, data=data, modified_at=instant(info.mtime))
