"""The chain of editions is checked years later: these digests must never change."""

import datetime as dt

import pytest

from articles.text.canonical import HASH_VERSION, canonical_json, chain_hash, content_hash

NOON = dt.datetime(2025, 10, 8, 12, 0, tzinfo=dt.UTC)
CONTENT = {
    "headline": "Ferry returns — “soon”",
    "body": "<p>It runs &amp; runs.</p>",
    "published_at": NOON,
    "published_at_estimated": False,
    "lead_picture_id": None,
    "page": {"bylines": [{"name": "Ana Torres", "title": ""}], "tags": (), "source": None},
}


def test_one_spelling() -> None:
    assert (
        canonical_json({"b": [1, 2.5, None, True], "a": "é\n"})
        == '{"a":"é\\n","b":[1,2.5,null,true]}'.encode()
    )
    assert canonical_json({"a": 1, "b": (2,)}) == canonical_json({"b": [2], "a": 1})


def test_moments_are_utc_with_microseconds() -> None:
    miami = dt.timezone(dt.timedelta(hours=-4))
    assert canonical_json(NOON) == b'"2025-10-08T12:00:00.000000Z"'
    assert (
        canonical_json(dt.datetime(2025, 10, 8, 8, 0, 0, 5, tzinfo=miami)) == b'"2025-10-08T12:00:00.000005Z"'
    )


def test_what_has_no_one_spelling_is_refused() -> None:
    with pytest.raises(ValueError, match="2025-10-08 12:00:00 names no instant: it has no time zone"):
        canonical_json(dt.datetime(2025, 10, 8, 12, 0))
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))
    with pytest.raises(TypeError, match="A set has no canonical form"):
        canonical_json({1})


def test_digests_are_for_ever() -> None:
    assert HASH_VERSION == 1
    content = content_hash(CONTENT)
    assert content == "ba1ca1312c5920fee67e80cf35176c42f54400a89137617a57c9e0b0e92545f7"
    first = chain_hash("", content, 1, NOON)
    assert first == "bebec5534ebde20e4000de6e40268c12decb5a2dbd57d1d67f38bd1fbba043be"
    second = chain_hash(first, content, 2, NOON + dt.timedelta(hours=1))
    assert second == "a77d1ad4cc9fd0eb7b37fbfc8083bfb079dacde9f621bde1badda2ce7e8e73d1"


@pytest.mark.parametrize(
    "other",
    [
        ("x", "c", 1, NOON),
        ("p", "x", 1, NOON),
        ("p", "c", 2, NOON),
        ("p", "c", 1, NOON + dt.timedelta(microseconds=1)),
    ],
)
def test_every_fact_counts_in_the_chain(other: tuple[str, str, int, dt.datetime]) -> None:
    assert chain_hash(*other) != chain_hash("p", "c", 1, NOON)
