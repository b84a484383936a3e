"""The first bytes of a refused file do nothing to the page they are shown on, and hide nothing."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from articles.text.first_bytes import visible


def test_controls_and_turned_text_are_seen() -> None:
    assert visible(b"A\x00\x1b[31m\r\nB\x7f\xff") == "A␀␛[31m␍␊\nB␡\\xff"
    assert visible("a\u202eb".encode()) == "a\\u202eb"


@given(st.binary())
def test_whatever_comes_is_shown_as_letters(raw: bytes) -> None:
    shown = visible(raw)
    assert all(letter == "\n" or unicodedata.category(letter)[0] != "C" for letter in shown)
