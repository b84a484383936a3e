"""One spelling for content, so that equal content has equal hashes on every machine and in every release."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

HASH_VERSION = 1


def canonical_json(value: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8; times as UTC with microseconds and Z. Raises TypeError for the rest."""
    return json.dumps(
        value, default=_spell, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _spell(value: object) -> str:
    if isinstance(value, dt.datetime) and value.tzinfo:
        return f"{value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
    raise TypeError(f"{type(value).__name__} has no canonical form")


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical content, as 64 hex digits."""
    return hashlib.sha256(canonical_json(dict(content))).hexdigest()


def chain_hash(previous: str, content_sha256: str, number: int, live_from: dt.datetime) -> str:
    """SHA-256 over the chain before ("" for the first), the content hash, the number and the opening."""
    return hashlib.sha256(canonical_json([previous, content_sha256, number, live_from])).hexdigest()
