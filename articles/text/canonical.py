"""One spelling of a value as bytes, and the hashes that make the chain of editions checkable."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

# Raise it when one of the functions below changes what it gives; old editions keep the number they have.
HASH_VERSION: Final = 1


def canonical_json(value: object) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; datetimes in UTC with microseconds and a Z.

    Raises ValueError for a naive datetime and for numbers that JSON lacks, TypeError for other types.
    """
    return _ENCODER.encode(value).encode()


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 in hex over the canonical content."""
    return hashlib.sha256(canonical_json(dict(content))).hexdigest()


def chain_hash(previous: str, content_sha256: str, number: int, live_from: dt.datetime) -> str:
    """SHA-256 in hex over the link before ("" for a first edition), the content's hash, number and time."""
    return hashlib.sha256(canonical_json([previous, content_sha256, number, live_from])).hexdigest()


def _instant(value: object) -> str:
    if not isinstance(value, dt.datetime):
        raise TypeError(f"A {type(value).__name__} has no canonical form.")
    if value.utcoffset() is None:
        raise ValueError(f"{value} names no instant: it has no time zone.")
    utc = value.astimezone(dt.UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


# One for all: `json.dumps` makes a new one for each call.
_ENCODER: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_instant
)
