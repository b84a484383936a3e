"""The bytes of one member of a zip archive, which does not always tell the truth about them."""

import dataclasses
import os
import struct
import zlib

from articles.importers.files import CannotRead, too_large
from articles.importers.opening import Place, why

STORED, DEFLATED = 0, 8
DAMAGED = "it is damaged in the archive"
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 65_536


@dataclasses.dataclass(frozen=True, slots=True)
class ZipMember:
    """Where a member lies in its archive, and what the archive says of it."""

    name: bytes
    offset: int
    method: int
    packed: int
    size: int
    crc: int

    def read(self, archive: Place, max_bytes: int) -> bytes:
        """Raises CannotRead where archive and member do not agree."""
        try:
            descriptor = archive.open_descriptor()
        except OSError as error:
            raise CannotRead(f"the archive cannot be opened: {why(error)}") from error
        try:
            data = self._unpack(descriptor, self._data_offset(descriptor))
        except OSError as error:
            raise CannotRead(f"reading the archive failed: {error.strerror}") from error
        except zlib.error as error:
            raise CannotRead(DAMAGED) from error
        finally:
            os.close(descriptor)
        if len(data) > max_bytes:
            raise too_large(max_bytes)
        if len(data) != self.size:
            raise CannotRead(f"{DAMAGED}, or its size is not the {self.size:,} bytes that the archive says")
        if zlib.crc32(data) != self.crc:
            raise CannotRead(f"{DAMAGED}: its checksum is wrong")
        return data

    def _data_offset(self, descriptor: int) -> int:
        head = os.pread(descriptor, _LOCAL.size, self.offset)
        if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
            raise CannotRead(f"{DAMAGED}: it does not begin where the archive says")
        *_, name_length, extra_length = _LOCAL.unpack(head)
        if os.pread(descriptor, name_length, self.offset + _LOCAL.size) != self.name:
            raise CannotRead(f"{DAMAGED}: the archive gives it two names")
        return self.offset + _LOCAL.size + int(name_length) + int(extra_length)

    def _unpack(self, descriptor: int, start: int) -> bytes:
        """At most one byte more than the size that the archive says, whatever comes out."""
        if self.method == STORED:
            return os.pread(descriptor, self.packed, start)
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        made = bytearray()
        end = start + self.packed
        while not unpacker.eof and len(made) <= self.size:
            chunk = unpacker.unconsumed_tail or os.pread(descriptor, min(_CHUNK, end - start), start)
            if not unpacker.unconsumed_tail:
                start += len(chunk)
            if not chunk:
                break
            made += unpacker.decompress(chunk, self.size + 1 - len(made))
        return bytes(made)
