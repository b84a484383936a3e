"""A note stays with its passage, whatever is written around it."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.anchors import Anchor, Place, anchor_at, find_anchor

TEXT = (
    "The ferry runs again from Monday. Tickets cost four dollars. The port said so on Friday. "
    "Tickets cost four dollars. Nobody else was asked."
)
VOCABULARY = ["ferry", "port", "bay", "dam", "four", "dollars", "said", "again", "Monday"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=30)


def passage(text: str, place: Place | None) -> str | None:
    return text[place.start : place.end] if place else None


def test_the_passage_is_where_it_was() -> None:
    anchor = anchor_at(TEXT, "The port said so")
    assert (anchor.before[-9:], anchor.after[:11], anchor.position) == ("dollars. ", " on Friday.", 61)
    assert passage(TEXT, find_anchor(TEXT, anchor)) == "The port said so"


def test_of_two_alike_the_one_after_those_words() -> None:
    second = anchor_at(TEXT, "Tickets cost four dollars.", before="The port said so on Friday. ")
    assert second.position == TEXT.rindex("Tickets")
    assert anchor_at(TEXT, "Tickets cost four dollars.", before="from Monday. ").position == TEXT.index(
        "Tickets"
    )


def test_of_two_alike_the_right_one_is_found_after_it_moved() -> None:
    second = anchor_at(TEXT, "Tickets cost four dollars.", before="on Friday. ")
    moved = "A new opening sentence, and rather a long one at that. " + TEXT.replace("again ", "")
    place = find_anchor(moved, second)
    assert place is not None
    assert place.start == moved.rindex("Tickets")


def test_a_few_other_words_in_it_do_not_lose_it() -> None:
    anchor = anchor_at(TEXT, "Tickets cost four dollars. The port said so on Friday.")
    edited = TEXT.replace("four dollars. The port said", "five dollars. The port authority said")
    place = find_anchor(edited, anchor)
    assert place is not None
    assert not place.is_exact
    assert passage(edited, place) == "Tickets cost five dollars. The port authority said so on Friday."


def test_what_was_written_anew_is_gone() -> None:
    anchor = anchor_at(TEXT, "Nobody else was asked.")
    assert find_anchor(TEXT.replace("Nobody else was asked.", "The mayor agreed."), anchor) is None
    assert find_anchor("", anchor) is None


def test_words_that_are_not_saved_yet_may_come() -> None:
    anchor = anchor_at(TEXT, "A sentence typed just now.", before="was asked. ")
    assert find_anchor(TEXT, anchor) is None
    saved = TEXT + " A sentence typed just now."
    assert passage(saved, find_anchor(saved, anchor)) == "A sentence typed just now."


def test_white_space_does_not_count() -> None:
    anchor = anchor_at("One\n\ntwo   three\tfour", "two\nthree")
    assert anchor.quote == "two three"
    assert passage("One two three four", find_anchor("One  two three four", anchor)) == "two three"


def test_nothing_is_no_passage() -> None:
    assert find_anchor(TEXT, Anchor("")) is None


@given(before=WORDS, quote=WORDS.filter(bool), after=WORDS, new_before=WORDS, new_after=WORDS)
def test_edits_elsewhere_never_lose_it(
    before: list[str], quote: list[str], after: list[str], new_before: list[str], new_after: list[str]
) -> None:
    words = " ".join(quote)
    anchor = anchor_at(" ".join([*before, *quote, *after]), words, before=" ".join(before))
    edited = " ".join([*new_before, *quote, *new_after])
    assert passage(edited, find_anchor(edited, anchor)) == words


@given(text=st.text(max_size=300), quote=st.text(max_size=60), before=st.text(max_size=80))
def test_any_text_can_be_asked(text: str, quote: str, before: str) -> None:
    anchor = anchor_at(text, quote, before)
    place = find_anchor(text, anchor)
    folded = " ".join(text.split())
    if place:
        assert 0 <= place.start < place.end <= len(folded)
        assert not place.is_exact or folded[place.start : place.end] == anchor.quote


@given(
    quote=st.lists(st.text("abcdefgh", min_size=3, max_size=6), min_size=10, max_size=30, unique=True),
    data=st.data(),
)
def test_a_third_of_its_words_may_go(quote: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(quote) - 1), max_size=len(quote) // 3))
    text = "An opening. " + " ".join(quote) + " An end."
    anchor = anchor_at(text, " ".join(quote))
    left = [word for at, word in enumerate(quote) if at not in gone]
    edited = "Another opening. " + " ".join(left) + " Another end."
    place = find_anchor(edited, anchor)
    assert place is not None
    assert passage(edited, place) == " ".join(left)
