"""Zip archives, from their list of members: never unpacked to disk, and never held in memory as a whole.

Python's own reader loads the whole list, which for a million members takes a gigabyte.
"""

import dataclasses
import datetime as dt
import os
import re
import stat
import struct
from collections.abc import Iterator
from typing import BinaryIO

from articles.importers.archives.members import RATIO_FROM, GivenUp, Members, is_link_or_device
from articles.importers.archives.unzipping import DAMAGED, DEFLATED, STORED, ZipMember
from articles.importers.files import FoundFile, instant, too_large

_END = struct.Struct("<4s4H2LH")
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LONGEST_COMMENT = 65_535
_IN_EXTRA = 0xFFFFFFFF
_ENCRYPTED = 0x2041
_UNIX = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Listing:
    """Where the list of members is, and how far all offsets in it are off."""

    offset: int
    size: int
    members: int
    shift: int


def zip_members(file: BinaryIO, members: Members) -> Iterator[FoundFile]:
    """Every member but folders, in the order of the archive's list. Raises GivenUp."""
    listing = find_listing(file)
    size = os.fstat(file.fileno()).st_size
    file.seek(listing.offset)
    left, seen, unpacked = listing.size, 0, 0
    while left > 0:
        entry = _Entry.read(file, listing.shift)
        left -= entry.length
        seen += 1
        unpacked += entry.size
        if unpacked > members.limits.unpacked:
            raise GivenUp(f"it unpacks to more than {members.limits.unpacked:,} bytes: split it")
        if unpacked > max(RATIO_FROM, members.limits.ratio * size):
            raise GivenUp(f"it unpacks to more than {members.limits.ratio} times its size, as no text does")
        if not entry.is_folder:
            yield members.found(
                entry.name,
                refusal=entry.why_not(members.limits.member_bytes),
                packed=entry.place,
                modified_at=entry.modified_at,
            )
    # Some programs let the number run over at 65,536.
    if seen & 0xFFFF != listing.members & 0xFFFF:
        raise GivenUp(f"it says that it has {listing.members:,} members, and lists {seen:,}")


def find_listing(file: BinaryIO) -> Listing:
    """From the end of the archive. Raises GivenUp for what is no whole zip archive."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = file.read()
    at = _find_end(tail)
    _, disk, first_disk, _, count, length, offset, _ = _END.unpack_from(tail, at)
    end = size - len(tail) + at
    if 0xFFFF in (count, disk) or _IN_EXTRA in (length, offset):
        end, disk, count, length, offset = _find_listing64(file, end)
        first_disk = disk
    if disk or first_disk:
        raise GivenUp("it is one part of an archive in several: put them together")
    start = end - length
    if start < 0 or offset > start:
        raise GivenUp("its list of members is not where it says: it is damaged, or cut off")
    # An archive may stand behind a program that unpacks it; all offsets then count from its own beginning.
    return Listing(start, length, count, start - offset)


def _find_end(tail: bytes) -> int:
    """Where the end record is: its comment reaches to the end, and may hold what looks like another one."""
    found = [match.start() for match in re.finditer(b"PK\5\6", tail[: 4 - _END.size or None])]
    if not found:
        raise GivenUp("it is no zip archive, or its end is cut off")
    fitting = (at for at in found if at + _END.size + _END.unpack_from(tail, at)[-1] == len(tail))
    return next(fitting, found[-1])


def _find_listing64(file: BinaryIO, end: int) -> tuple[int, int, int, int, int]:
    file.seek(max(0, end - _END64_PLACE.size))
    place = file.read(_END64_PLACE.size)
    if len(place) < _END64_PLACE.size or place[:4] != b"PK\6\7":
        raise GivenUp("its end is damaged")
    at = end - _END64_PLACE.size - _END64.size
    file.seek(max(0, at))
    record = file.read(_END64.size)
    if len(record) < _END64.size or record[:4] != b"PK\6\6":
        raise GivenUp("its end is damaged")
    *_, disk, _, _, count, length, offset = _END64.unpack(record)
    return at, disk, count, length, offset


@dataclasses.dataclass(frozen=True, slots=True)
class _Entry:
    """One member as the list has it."""

    name: bytes
    length: int
    flags: int
    mode: int
    method: int
    packed: int
    size: int
    crc: int
    offset: int
    modified_at: dt.datetime | None

    @classmethod
    def read(cls, file: BinaryIO, shift: int) -> "_Entry":
        """Raises GivenUp."""
        head = file.read(_ENTRY.size)
        if len(head) < _ENTRY.size or head[:4] != b"PK\1\2":
            raise GivenUp("its list of members is damaged: what is left of it cannot be read")
        _, made_by, _, flags, method, time, date, *numbers = _ENTRY.unpack(head)
        crc, packed, size, name_length, extra_length, comment_length, _, _, attributes, offset = numbers
        rest = file.read(name_length + extra_length + comment_length)
        name, extra = rest[:name_length], rest[name_length : name_length + extra_length]
        fields = _extra_fields(extra)
        size, packed, offset = _large(fields.get(1, b""), [size, packed, offset])
        return cls(
            name=name,
            length=_ENTRY.size + len(rest),
            flags=flags,
            mode=attributes >> 16 if made_by >> 8 == _UNIX else 0,
            method=method,
            packed=packed,
            size=size,
            crc=crc,
            offset=offset + shift,
            modified_at=_written(fields.get(0x5455, b""), date, time),
        )

    @property
    def is_folder(self) -> bool:
        return (self.name.endswith(b"/") or stat.S_ISDIR(self.mode)) and not self.size

    @property
    def place(self) -> ZipMember:
        return ZipMember(self.name, self.offset, self.method, self.packed, self.size, self.crc)

    def why_not(self, max_bytes: int) -> str:
        if stat.S_IFMT(self.mode) and not stat.S_ISREG(self.mode):
            return is_link_or_device(stat.S_ISLNK(self.mode))
        if self.flags & _ENCRYPTED:
            return "it is encrypted: unpack the archive with its password"
        if self.method not in (STORED, DEFLATED):
            return f"it is packed in a way that is not read (method {self.method}): pack the archive anew"
        if self.size > max_bytes:
            return str(too_large(max_bytes))
        # Deflate makes nothing larger than this; and a long wait for few bytes is a trap.
        most = self.size if self.method == STORED else self.size + self.size // 1000 + 64
        if self.packed > most or (self.method == STORED and self.packed < self.size):
            return f"{DAMAGED}: the archive gives it two sizes"
        return ""


def _extra_fields(extra: bytes) -> dict[int, bytes]:
    fields = {}
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        fields[kind] = extra[4 : 4 + length]
        extra = extra[4 + length :]
    return fields


def _large(field: bytes, numbers: list[int]) -> list[int]:
    """Numbers that do not fit into the list stand in a field of their own, in the same order."""
    for index, number in enumerate(numbers):
        if number == _IN_EXTRA and len(field) >= 8:
            numbers[index] = int.from_bytes(field[:8], "little")
            field = field[8:]
    return numbers


def _written(field: bytes, date: int, time: int) -> dt.datetime | None:
    """In UTC where the archive has it; else by a clock of no known zone, which will do for an estimate."""
    if len(field) >= 5 and field[0] & 1:
        return instant(int.from_bytes(field[1:5], "little", signed=True))
    try:
        return dt.datetime(
            1980 + (date >> 9),
            date >> 5 & 15,
            date & 31,
            time >> 11,
            time >> 5 & 63,
            min((time & 31) * 2, 59),
            tzinfo=dt.UTC,
        )
    except ValueError:
        return None
