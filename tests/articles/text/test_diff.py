"""Diffs of bodies: applied to the old one they give the new one, and people can read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import NewsroomError
from articles.text.blocks import split
from articles.text.diff import Kind, apply, diff, edits_between, out_of_order
from articles.text.html import clean_body
from articles.text.shown import Item, Run, ShownBlock, shown_body, shown_line, shown_list
from tests.articles.text.bodies import Writer
from tests.articles.text.test_html import PIECES

IN_SUITE, IN_DRILL = 1000, 30_000


def check_that_diffs_apply(seeds: range) -> None:
    for seed in seeds:
        writer = Writer(seed)
        old = writer.body()
        new = writer.edit(old, times=6)
        for before, after in ((old, new), (new, old), (old, writer.body())):
            assert apply(diff(before, after), before) == after, seed


def test_a_diff_applied_to_the_old_body_gives_the_new_one() -> None:
    check_that_diffs_apply(range(IN_SUITE))


@pytest.mark.drill
def test_thirty_thousand_diffs_apply() -> None:
    """The diff of two bodies applied to the first gives the second, in 30,000 random pairs, both ways."""
    check_that_diffs_apply(range(IN_SUITE, IN_DRILL))


@given(PIECES, PIECES)
def test_a_diff_applies_whatever_the_cleaner_made_of_it(old: str, new: str) -> None:
    try:
        before, after = clean_body(old), clean_body(new)
    except NewsroomError:
        return
    assert "".join(block.html for block in split(before)) == before
    assert apply(diff(before, after), before) == after


def test_a_block_that_was_moved_and_changed_is_still_that_block() -> None:
    old = "<p>The ferry runs from Monday.</p><h2>Fares</h2><p>Four dollars.</p><p>Five for two.</p>"
    new = "<h2>Fares</h2><p>Four dollars.</p><p>Five for two.</p><p>The ferry runs from Tuesday.</p>"
    steps = [(step.kind, step.old, step.moved, len(step.edits)) for step in diff(old, new)]
    kept = Kind.KEPT
    assert steps == [(kept, 1, False, 0), (kept, 2, False, 0), (kept, 3, False, 0), (kept, 0, True, 1)]


def test_pictures_are_the_same_picture_whatever_is_said_about_them() -> None:
    old = '<figure data-kind="picture" data-asset="7" data-alt="A bay"></figure><p>One.</p><p>Two.</p>'
    new = (
        '<p>One.</p><p>Two.</p><figure data-kind="picture" data-asset="8" data-alt="A bay"></figure>'
        '<figure data-kind="picture" data-asset="7" data-alt="Boats at dusk"></figure>'
    )
    kinds = [(step.kind, step.old, step.moved) for step in diff(old, new)]
    assert kinds[2:] == [(Kind.ADDED, -1, False), (Kind.KEPT, 0, True)]
    assert apply(diff(old, new), old) == new


def test_one_long_paragraph_rewritten_counts_as_rewritten_whole() -> None:
    old, new = (split(f"<p>{letter} {'word ' * 4000}{letter}</p>")[0].tokens for letter in "ab")
    (edit,) = edits_between(old, new)
    assert (edit.start, edit.end, len(edit.tokens)) == (1, len(old) - 1, len(new) - 2)


@given(st.permutations(range(12)))
def test_the_fewest_are_called_moved(places: list[int]) -> None:
    moved = out_of_order(places)
    rest = [place for place in places if place not in moved]
    assert rest == sorted(rest)
    # No single one of them could have stayed.
    for place in moved:
        others = [other for other in places if other not in moved - {place}]
        assert others != sorted(others)


# --- As people read it ----------------------------------------------------------------------------------


def test_words_that_came_and_went_are_shown_in_their_place() -> None:
    old = "<p>The ferry <strong>runs</strong> from Monday.</p><p>Tickets cost four dollars.</p><hr>"
    new = "<p>The old ferry runs from Monday.</p><h2>Fares</h2><hr>"
    assert shown_body(old, new) == [
        ShownBlock(
            "Paragraph",
            "changed",
            (
                Run("same", "The "),
                Run("added", "old "),
                Run("same", "ferry "),
                Run("removed", "runs", ("strong",)),
                Run("added", "runs"),
                Run("same", " from Monday."),
            ),
        ),
        ShownBlock("Paragraph", "removed", (Run("removed", "Tickets cost four dollars."),)),
        ShownBlock("Heading", "added", (Run("added", "Fares"),)),
        ShownBlock("Rule", "", ()),
    ]


def test_what_stands_in_attributes_is_shown_in_words() -> None:
    old = '<p>See <a href="/a?b&amp;c">the map</a>.</p>'
    new = '<p>See <a href="/d">the map</a>.</p>'
    (shown,) = shown_body(old, new)
    assert [run for run in shown.runs if run.kind != "same"] == [
        Run("removed", " (→ /a?b&c)"),
        Run("added", " (→ /d)"),
    ]
    picture = '<figure data-kind="picture" data-asset="7" data-alt="{}"><figcaption>{}</figcaption></figure>'
    (shown,) = shown_body(picture.format("A bay", "Dusk."), picture.format("A bay", "Dawn."))
    assert (shown.kind, shown.change) == ("Picture", "changed")
    assert shown.runs == (
        Run("same", "Picture: 7\nAlt text: A bay\nCaption: "),
        Run("removed", "Dusk."),
        Run("added", "Dawn."),
    )


def test_lists_and_tables_keep_their_lines() -> None:
    (shown,) = shown_body("", "<ul><li><p>one</p><p>more</p></li><li>two</li></ul>")
    assert shown.runs == (Run("added", "• one\nmore\n• two"),)
    (shown,) = shown_body(
        "", "<table><tbody><tr><td><p>a</p></td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    )
    assert shown.runs == (Run("added", " | a | b\n | c"),)


def test_lines_and_lists_are_compared_by_words_and_by_names() -> None:
    assert shown_line("Ferry returns to the bay", "Ferry returns to bay") == [
        Run("same", "Ferry returns to "),
        Run("removed", "the "),
        Run("same", "bay"),
    ]
    assert shown_list(["Ana", "Theo", "Bo"], ["Bo", "Ana", "Mia"]) == [
        Item("moved", "Bo"),
        Item("same", "Ana"),
        Item("added", "Mia"),
        Item("removed", "Theo"),
    ]
