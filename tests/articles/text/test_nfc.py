"""Letters with more marks than any script puts on one cost no more than other text."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.html import body_from_paragraphs, clean_body, plain_text
from articles.text.nfc import MOST_MARKS, _is_mark, _marks_of, _runs, break_runs, nfc, overlong
from articles.text.plain import clean_line, normalise_for_match
from articles.text.slugs import slugify_headline

# In the wrong order, so that putting them right would take minutes for this many.
HEAP = "a" + "\u0315\u0300\u0316" * 20_000
JOINER = "\u034f"
MARKS = "\u0300\u0316\u0315\u0344\u0345\u0f73\u0f71\u3099\uff9e\U0001d165"


def longest_run(text: str) -> int:
    """Of marks, in the decomposition that has the most."""
    longest = run = 0
    for character in unicodedata.normalize("NFKD", text):
        run = run + 1 if unicodedata.combining(character) else 0
        longest = max(longest, run)
    return longest


def test_thirty_marks_stay_and_the_next_begins_a_run() -> None:
    run = "\u0316" * 30
    assert nfc(f"x{run}") == f"x{run}"
    assert nfc(f"x{run}\u0316y") == f"x{run}{JOINER}\u0316y"
    assert overlong(f"x{run}") is None
    assert overlong(f"xyz{run}\u0316") == 33


def test_marks_within_the_letter_count() -> None:
    """ǖ is u with two."""
    assert overlong("ǖ" + "\u0316" * 28) is None
    assert overlong("ǖ" + "\u0316" * 29) == 29


@pytest.mark.parametrize(
    "normalised",
    [
        lambda: clean_line(HEAP),
        lambda: normalise_for_match(HEAP),
        lambda: slugify_headline(HEAP),
        lambda: clean_body(f"<p>{HEAP}</p>"),
        lambda: clean_body("<p>a" + "&#x315;&#x300;&#x316;" * 5_000 + "</p>"),
        lambda: body_from_paragraphs([HEAP]),
        lambda: plain_text("<b>" + "\u0315\u0300\u0316" * 9 + ("</b><b>" + "\u0315\u0300\u0316" * 9) * 2_000),
    ],
    ids=["line", "match", "slug", "body", "references", "paragraphs", "tags between"],
)
def test_a_heap_of_marks_is_broken_before_it_is_ordered(normalised, monkeypatch) -> None:
    normalize = unicodedata.normalize

    def watched(form, text: str) -> str:
        assert overlong(text) is None, "a long run was to be ordered"
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", watched)
    assert longest_run(normalised()) <= MOST_MARKS


@given(st.text(st.sampled_from(MARKS + "aǖ\u1f82\uac00é"), max_size=200))
def test_broken_text_is_stream_safe_and_stays_as_it_is(text: str) -> None:
    safe = break_runs(text)
    assert longest_run(safe) <= MOST_MARKS
    assert safe.replace(JOINER, "") == text
    assert nfc(nfc(text)) == nfc(text)
    assert nfc(text) == unicodedata.normalize("NFC", safe)
    assert (safe == text) == (longest_run(text) <= MOST_MARKS)


def test_what_the_counting_takes_for_granted_is_so_in_this_unicode() -> None:
    """Which characters are marks; that none is more than two, and no letter brings more than three."""
    for character in map(chr, range(sys.maxunicode + 1)):
        apart = unicodedata.normalize("NFKD", character)
        marks = [bool(unicodedata.combining(part)) for part in apart]
        assert _is_mark(character) is marks[0], hex(ord(character))
        if marks[0]:
            assert all(marks)
            assert (overlong("x" + character * 15) is None, overlong("x" + character * 16)) == (
                (True, 16) if len(apart) == 2 else (True, None)
            )
            assert _runs().fullmatch(character * 14)
        else:
            assert _marks_of(character) <= 3
