"""The bytes that the ledger keeps: whole, and what their hash says."""

import hashlib
import zlib

from articles.models import ImportBlob


class Damaged(Exception):
    """The kept bytes are not those that were read; the message says how."""


def kept_bytes(blob: ImportBlob) -> bytes:
    """Never more than the size that the ledger names. Raises Damaged."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(blob.data, blob.size + 1)
    except (zlib.error, ValueError) as error:
        raise Damaged(f"the kept bytes cannot be unpacked: {error}") from error
    if len(data) != blob.size or not unpacking.eof:
        raise Damaged(f"the kept bytes are not the {blob.size:,} that were read")
    if hashlib.sha256(data).hexdigest() != blob.pk:
        raise Damaged("the kept bytes have another hash than the file had")
    return data
