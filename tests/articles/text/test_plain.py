"""Lines are folded, cleaned and compared as people compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.plain import clean_line, fingerprint, fold_space, normalise_for_match, words_in_common


def test_every_kind_of_white_space_folds() -> None:
    assert fold_space("\t World\u00a0\u2009News \u3000\r\n Desk\u2028") == "World News Desk"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ferry  returns", "Ferry returns"),
        ("Ferry\x00 returns\x07", "Ferry returns"),
        ("\u202eFerry\u202c \u2066returns\u2069", "Ferry returns"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("\ud800Ferry\uffff", "Ferry"),
        ("شِعر\u200f — \u200dنص", "شِعر\u200f — \u200dنص"),
        ("\x1f\x00", ""),
    ],
)
def test_a_line_holds_what_can_be_printed(text: str, line: str) -> None:
    assert clean_line(text) == line


@given(st.text())
def test_a_clean_line_stays_as_it_is(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line


@given(st.text())
def test_the_form_for_matching_stays_as_it_is(text: str) -> None:
    assert normalise_for_match(normalise_for_match(text)) == normalise_for_match(text)


@given(st.text())
def test_case_and_white_space_do_not_count_in_matching(text: str) -> None:
    assert normalise_for_match(f" {text}\u00a0\n") == normalise_for_match(text)
    assert normalise_for_match(normalise_for_match(text).upper().lower()) == normalise_for_match(
        normalise_for_match(text).upper()
    )


def test_world_news_matches_however_it_is_written() -> None:
    assert normalise_for_match("WORLD\u00a0 News") == normalise_for_match("World News")
    assert normalise_for_match("STRASSE") == normalise_for_match("straße")
    assert normalise_for_match("E\u0301TE\u0301") == normalise_for_match("\u00e9t\u00e9")


def test_a_fingerprint_is_of_the_words_not_of_their_layout() -> None:
    first = fingerprint("Ferry Returns", "It runs again.\n\nSoon.")
    assert first == fingerprint("ferry  returns", "It runs\nagain. Soon.")
    assert first == "c654b24af4c1b90e4cd7958e3e20725fd572f109e981ee3bf8da19cc7fe18302"
    assert first != fingerprint("Ferry Returns", "It runs again.")
    assert first != fingerprint("Ferry Returns It", "runs again. Soon.")


@pytest.mark.parametrize(
    ("ours", "theirs", "share"),
    [
        ("the ferry runs", "The FERRY, runs!", 1.0),
        ("a b c", "a b c d e f", 6 / 9),
        ("a b c d", "c d e f", 0.5),
        ("a a a", "a", 0.5),
        ("a b", "c d", 0.0),
        ("", "", 1.0),
        ("a", "", 0.0),
    ],
)
def test_words_in_common(ours: str, theirs: str, share: float) -> None:
    assert words_in_common(ours, theirs) == share
    assert words_in_common(theirs, ours) == share
