"""Call signs as the old files spell them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.callsigns import CALLSIGN_PATTERN, is_callsign, parse_callsign


@pytest.mark.parametrize(
    ("text", "callsign"),
    [
        ("KMIA", "KMIA"),
        (" kmia\u00a0", "KMIA"),
        ("WQZ", "WQZ"),
        ("Kmia-tv", "KMIA-TV"),
        ("WGLF-DT2", "WGLF-DT2"),
        ("WGLF-LD", "WGLF-LD"),
        ("WGLF-CD", "WGLF-CD"),
        ("WGLF-FM", "WGLF-FM"),
        ("WGLF-AM", "WGLF-AM"),
        ("WGLF-LP", "WGLF-LP"),
        ("K23AB-D", "K23AB-D"),
        ("W09XY", "W09XY"),
        ("W234AB", "W234AB"),
    ],
)
def test_call_signs(text: str, callsign: str) -> None:
    assert parse_callsign(text) == callsign
    assert is_callsign(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "K",
        "KM",
        "KMIAX",
        "NPRS",
        "KMIA TV",
        "KMIA-",
        "KMIA-XX",
        "KMIA-TV-TV",
        "K2AB",
        "K2345AB",
        "K23A",
        "КМІА",
        "ſKIA",
    ],
)
def test_no_call_signs(text: str) -> None:
    assert parse_callsign(text) is None


@given(st.from_regex(CALLSIGN_PATTERN, fullmatch=True))
def test_every_call_sign_fits_its_column(callsign: str) -> None:
    assert re.match(CALLSIGN_PATTERN, callsign)
    assert len(callsign.strip()) <= 12
