"""Three-way merges of bodies: nothing lost, nothing torn, and the cleaner finds nothing to do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import NewsroomError
from articles.text.blocks import plain
from articles.text.html import clean_body
from articles.text.merge import Conflict, Merged, merge_bodies, merge_order
from tests.articles.text.bodies import Writer
from tests.articles.text.test_html import PIECES

IN_SUITE, IN_DRILL = 1000, 30_000
BASE = (
    "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p><h2>Why</h2>"
    "<p>The pier was closed for weeks after a storm.</p>"
)
OWN_WORD = re.compile(r"[bmt][0-9]+")


def words(body: str) -> set[str]:
    return set(re.findall(r"\w+", plain(body)))


def own_words(body: str) -> set[str]:
    """Those of a body whose every word is written once only; also those in attributes."""
    return set(OWN_WORD.findall(body))


def check_that_nothing_is_lost(seeds: range) -> None:
    """Words of either that were not in the base, and words that both kept, are all in the result."""
    for seed in seeds:
        base = Writer(3 * seed, "b").body()
        mine, theirs = Writer(3 * seed + 1, "m").edit(base), Writer(3 * seed + 2, "t").edit(base)
        merged = merge_bodies(base=base, mine=mine, theirs=theirs)
        was, ours, other = own_words(base), own_words(mine), own_words(theirs)
        assert ((ours | other) - was) | (ours & other) <= own_words(merged.body), seed
        assert words(merged.body) <= words(mine) | words(theirs), seed
        assert clean_body(merged.body) == merged.body, seed


def test_nothing_is_lost_and_no_word_is_torn() -> None:
    check_that_nothing_is_lost(range(IN_SUITE))


@pytest.mark.drill
def test_thirty_thousand_merges_lose_nothing() -> None:
    """In 30,000 random merges every word that either wrote is in the result, whole, in whole HTML."""
    check_that_nothing_is_lost(range(IN_SUITE, IN_DRILL))


def check_that_html_stays_whole(seeds: range) -> None:
    """With words that come again and again, so that blocks and words are mistaken for each other."""
    for seed in seeds:
        writer = Writer(seed)
        base = writer.body()
        mine, theirs = writer.edit(base, times=6), writer.edit(base, times=6)
        merged = merge_bodies(base=base, mine=mine, theirs=theirs)
        assert clean_body(merged.body) == merged.body, seed
        assert words(merged.body) <= words(mine) | words(theirs), seed
        assert merge_bodies(base=base, mine=mine, theirs=base) == Merged(mine), seed
        assert merge_bodies(base=base, mine=base, theirs=theirs) == Merged(theirs), seed
        assert merge_bodies(base=base, mine=mine, theirs=mine) == Merged(mine), seed


def test_the_cleaner_leaves_a_merged_body_as_it_is() -> None:
    check_that_html_stays_whole(range(IN_SUITE))


@pytest.mark.drill
def test_thirty_thousand_merges_are_whole_html() -> None:
    """The cleaner leaves the result of 30,000 random merges of like bodies exactly as it is."""
    check_that_html_stays_whole(range(IN_SUITE, IN_DRILL))


@given(PIECES, PIECES, PIECES)
def test_whatever_the_cleaner_let_in_is_merged_into_whole_html(base: str, mine: str, theirs: str) -> None:
    try:
        cleaned = [clean_body(text) for text in (base, base + mine, theirs + base)]
    except NewsroomError:
        return
    merged = merge_bodies(base=cleaned[0], mine=cleaned[1], theirs=cleaned[2])
    assert clean_body(merged.body) == merged.body


# --- What comes together by itself ----------------------------------------------------------------------


def merge(mine: tuple[str, str], theirs: tuple[str, str]) -> Merged:
    """Each side replaces something in BASE."""
    assert mine[0] in BASE
    assert theirs[0] in BASE
    return merge_bodies(base=BASE, mine=BASE.replace(*mine), theirs=BASE.replace(*theirs))


def test_changes_in_different_words_of_a_sentence_come_together() -> None:
    merged = merge(("The ferry", "The <strong>old</strong> ferry"), ("Monday", "Tuesday"))
    assert merged.conflicts == ()
    assert "<p>The <strong>old</strong> ferry runs again from Tuesday.</p>" in merged.body


def test_a_paragraph_changed_by_one_and_moved_by_the_other_is_both() -> None:
    fare = "<p>Tickets cost four dollars.</p>"
    merged = merge_bodies(base=BASE, mine=BASE.replace("four", "five"), theirs=BASE.replace(fare, "") + fare)
    assert merged == Merged(BASE.replace(fare, "") + fare.replace("four", "five"))


def test_what_one_took_out_goes_if_the_other_left_it_as_it_was() -> None:
    merged = merge(("<h2>Why</h2>", ""), ("Monday", "Tuesday"))
    assert merged == Merged(BASE.replace("<h2>Why</h2>", "").replace("Monday", "Tuesday"))


def test_the_same_change_by_both_is_made_once() -> None:
    merged = merge(("Monday.</p>", "Tuesday.</p><p>New.</p>"), ("Monday.</p>", "Tuesday.</p><p>New.</p>"))
    assert merged == Merged(BASE.replace("Monday.</p>", "Tuesday.</p><p>New.</p>"))
    twice = merge(("Monday", "Tuesday"), ("from Monday.</p>", "from Tuesday.</p><p>New.</p>"))
    assert twice == Merged(BASE.replace("Monday.</p>", "Tuesday.</p><p>New.</p>"))


def test_a_picture_described_by_one_and_credited_by_the_other_has_both() -> None:
    picture = (
        '<figure data-kind="picture" data-asset="7" data-alt="{}"{}><figcaption>{}</figcaption></figure>'
    )
    base, moved = BASE + picture.format("", "", "The bay."), picture.format("A bay", "", "The bay.") + BASE
    theirs = BASE + picture.format("", ' data-credit="Ana Ruiz"', "The bay at dusk.")
    merged = merge_bodies(base=base, mine=moved, theirs=theirs)
    whole = picture.format("A bay", ' data-credit="Ana Ruiz"', "The bay at dusk.")
    assert merged == Merged(whole + BASE)


# --- What a person must decide --------------------------------------------------------------------------


def test_two_ways_to_say_it_stand_one_after_the_other() -> None:
    merged = merge(("Monday", "Wednesday"), ("Monday", "Thursday"))
    mine, theirs = (f"<p>The ferry runs again from {day}.</p>" for day in ("Wednesday", "Thursday"))
    assert merged.conflicts == (Conflict(mine, theirs),)
    assert merged.body.startswith(theirs + mine)


def test_both_versions_have_what_was_changed_apart() -> None:
    merged = merge(
        ("The ferry runs again from Monday", "The old ferry runs again from Friday"), ("Monday", "Sunday")
    )
    assert merged.conflicts == (
        Conflict(
            "<p>The old ferry runs again from Friday.</p>", "<p>The old ferry runs again from Sunday.</p>"
        ),
    )


def test_neighbouring_words_are_never_put_together_by_machine() -> None:
    """Four euros, five dollars: together they would be a fare that nobody wrote."""
    merged = merge(("four", "five"), ("dollars", "euros"))
    assert [conflict.mine for conflict in merged.conflicts] == ["<p>Tickets cost five dollars.</p>"]
    assert "five euros" not in merged.body


def test_a_figure_is_one_word() -> None:
    base = "<p>The bridge cost 4,000 dollars.</p>"
    merged = merge_bodies(base=base, mine=base.replace("4,0", "5,0"), theirs=base.replace("000", "500"))
    assert "5,500" not in merged.body


def test_what_one_changed_and_the_other_took_out_stays_and_is_named() -> None:
    merged = merge(("four", "five"), ("<p>Tickets cost four dollars.</p>", ""))
    assert merged == Merged(
        BASE.replace("four", "five"), (Conflict(mine="<p>Tickets cost five dollars.</p>", theirs=""),)
    )


def test_two_new_paragraphs_in_one_place_both_stand_and_are_named() -> None:
    merged = merge(("<h2>", "<p>Mine.</p><h2>"), ("<h2>", "<p>From them.</p><h2>"))
    assert "<p>From them.</p><p>Mine.</p><h2>Why</h2>" in merged.body
    assert merged.conflicts == (Conflict(mine="<p>Mine.</p>", theirs="<p>From them.</p>"),)


def test_a_merge_that_would_read_otherwise_becomes_two_blocks() -> None:
    """One takes the quote away, the other parts it in two: together they are no longer one block."""
    base = "<blockquote><p>One two three, four five six.</p></blockquote>"
    mine, theirs = base[12:-13], base.replace(", ", ",</p><p>")
    merged = merge_bodies(base=base, mine=mine, theirs=theirs)
    assert merged == Merged(theirs + mine, (Conflict(mine, theirs),))


# --- Orders ---------------------------------------------------------------------------------------------

ORDER = st.lists(st.integers(0, 12), unique=True, max_size=9)


@given(st.lists(st.integers(0, 6), unique=True), ORDER, ORDER)
def test_an_order_has_what_either_added_and_nothing_that_either_took_out(
    base: list[int], mine: list[int], theirs: list[int]
) -> None:
    merged = merge_order(base, mine, theirs)
    assert len(merged) == len(set(merged))
    gone = {key for key in base if key not in mine or key not in theirs}
    assert set(merged) == (set(mine) | set(theirs)) - gone


@given(ORDER, ORDER)
def test_an_order_that_only_one_changed_is_that_ones(base: list[int], changed: list[int]) -> None:
    assert merge_order(base, changed, base) == changed
    assert merge_order(base, base, changed) == changed


def test_orders_come_together() -> None:
    assert merge_order("abcd", "acbd", "abcde") == list("acbde")
    assert merge_order("abcd", "xabcd", "abycd") == list("xabycd")
