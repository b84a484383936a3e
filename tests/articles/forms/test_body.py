"""A body in the text area that the editor takes over: laid out for a person, the same HTML afterwards."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.body import BodyField, gather, lay_out
from articles.text.html import clean_body, plain_text


def test_blocks_are_shown_apart() -> None:
    body = "<p>One &amp; two.</p><p>Three.</p><h2>Four</h2><ul><li>Five</li></ul>"
    assert (
        lay_out(body) == "<p>One &amp; two.</p>\n\n<p>Three.</p>\n\n<h2>Four</h2>\n\n<ul><li>Five</li></ul>"
    )


@pytest.mark.parametrize(
    ("typed", "body"),
    [
        ("One.\r\n\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One,\nstill one.", "<p>One,\nstill one.</p>"),
        ("<p>Tagged.</p>\n\nBare.", "<p>Tagged.</p><p>Bare.</p>"),
        ("A & B < C", "<p>A &amp; B &lt; C</p>"),
        ("<strong>Bold</strong> start", "<p><strong>Bold</strong> start</p>"),
        ("<blockquote><p>a</p>\n\n<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<ul>\n\n<li>a</li>\n\n</ul>", "<ul><li>a</li></ul>"),
        ("  \n\n \t\n", ""),
    ],
)
def test_what_is_typed_becomes_a_body(typed: str, body: str) -> None:
    assert BodyField().to_python(typed) == body


WORDS = st.text(st.sampled_from("ab &<>\n\t\u00a0é\u202e#;quot-"), max_size=12)
INLINE = st.one_of(
    WORDS.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
    WORDS.map(lambda words: f"<strong>{words.replace('<', '&lt;')}</strong>"),
    st.just('<a href="https://example.org/">x</a>'),
    st.just("<br>"),
)
BLOCKS = st.recursive(
    st.lists(INLINE, max_size=3).map(lambda parts: f"<p>{''.join(parts)}</p>")
    | st.lists(INLINE, max_size=2).map(lambda parts: f"<h2>{''.join(parts)}</h2>")
    | st.just("<hr>")
    | INLINE,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda parts: f"<blockquote>{''.join(parts)}</blockquote>")
        | st.lists(inner, max_size=4).map(lambda parts: f"<ul><li>{'</li><li>'.join(parts)}</li></ul>")
    ),
    max_leaves=8,
)


@given(st.lists(BLOCKS, max_size=6).map("".join))
def test_a_body_nobody_touched_has_not_changed(html: str) -> None:
    body = clean_body(html)
    shown = lay_out(body)
    # A browser sends line ends of its own kind.
    assert not BodyField().has_changed(shown, shown.replace("\n", "\r\n"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40), max_size=6))
def test_plain_text_comes_back_as_it_was_saved(paragraphs: list[str]) -> None:
    typed = "\n\n".join(paragraphs).replace("&", "&amp;").replace("<", "&lt;")
    saved = BodyField().to_python(typed)
    assert BodyField().to_python(lay_out(saved)) == saved
    for paragraph in paragraphs:
        assert all(word in plain_text(saved) for word in unicodedata.normalize("NFC", paragraph).split())


def test_gather_is_the_opposite_of_lay_out() -> None:
    body = (
        "<p>First.</p><h2>Head</h2><p>Second\nline.</p><ol><li>a</li><li>b</li></ol>"
        "<table><tbody><tr><td>x</td></tr></tbody></table><p></p><hr><blockquote><p>q</p><p>r</p><p>s</p></blockquote>"
    )
    assert gather(lay_out(body)) == body
