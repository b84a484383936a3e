"""Pictures, embeds, quotes, boxes and related stories in a body: one stored form each, and no words lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import NewsroomError
from articles.text.html import clean_body, plain_text
from articles.text.nodes import pictures_in, stories_in
from articles.text.tree import markup, parse

PICTURE = (
    '<figure data-kind="picture" data-asset="12" data-alt="A ferry at dawn" data-credit="Ana Ruiz">'
    "<figcaption>The 6:10 boat.</figcaption></figure>"
)
EMBED = (
    '<figure data-kind="embed" data-provider="youtube">'
    '<a href="https://www.youtube.com/watch?v=abcdefghijk">The council’s meeting</a></figure>'
)
QUOTE = '<blockquote data-kind="pullquote"><p>We never saw water like it.</p></blockquote>'
BOX = (
    '<aside data-kind="factbox"><h3>Fares</h3><p>Four <strong>dollars</strong>.</p>'
    f"<ul><li>Children ride free</li></ul>{PICTURE}</aside>"
)
TABLE = "<table><tbody><tr><td>x</td></tr></tbody></table>"
RELATED = '<aside data-kind="related" data-story="34"></aside>'


@pytest.mark.parametrize("node", [PICTURE, EMBED, QUOTE, BOX, RELATED])
def test_the_stored_form_passes_unchanged(node: str) -> None:
    for body in (node, f"<p>Before.</p>{node}<p>After.</p>"):
        assert clean_body(body) == body


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        # Attributes in another order, white space, markup in the caption, and things that are never kept.
        (
            '<figure class="wide" data-credit=" Ana\n Ruiz " data-asset="12" data-kind="picture" src="x">'
            "<img src=https://elsewhere.example/x.jpg onerror=alert(1)>"
            "<figcaption>The <em>6:10</em>\n boat.</figcaption></figure>",
            '<figure data-kind="picture" data-asset="12" data-alt="" data-credit="Ana Ruiz">'
            "<figcaption>The 6:10 boat.</figcaption></figure>",
        ),
        # Words beside the caption are part of it.
        (
            '<figure data-kind="picture" data-asset="12"><p>One</p><p>t<em>w</em>o</p></figure>',
            '<figure data-kind="picture" data-asset="12" data-alt="">'
            "<figcaption>One two</figcaption></figure>",
        ),
        # No picture without the number of an asset; the caption stays as text.
        (
            "<figure><img src=x><figcaption>Boats</figcaption></figure>",
            "<p>Boats</p>",
        ),
        ('<figure data-kind="picture" data-asset="0">a</figure>', "a"),
        ('<figure data-kind="picture" data-asset="1 or 1=1">a</figure>', "a"),
        ('<figure data-kind="gallery" data-asset="3">a</figure>', "a"),
        # The address decides what an embed is; the label is its text, or the address.
        (
            '<figure data-kind="embed" data-provider="vimeo">'
            '<a href="https://youtu.be/abcdefghijk?si=track"></a></figure>',
            '<figure data-kind="embed" data-provider="youtube"><a href="https://www.youtube.com/watch?v=abcdefghijk">'
            "https://www.youtube.com/watch?v=abcdefghijk</a></figure>",
        ),
        (
            '<figure data-kind="embed" data-provider="youtube"><a href="https://evil.example/">Look</a></figure>',
            '<a href="https://evil.example/">Look</a>',
        ),
        ('<figure data-kind="embed"><a href="javascript:alert(1)">Look</a></figure>', "Look"),
        # Loose words in a box become a paragraph; what cannot stand in one follows it.
        (
            f'<aside data-kind="factbox">Loose <em>words</em>{TABLE}</aside>',
            f'<aside data-kind="factbox"><p>Loose <em>words</em></p></aside>{TABLE}',
        ),
        (
            f'<aside data-kind="factbox"><p>a</p>{EMBED}{RELATED}<p>b</p></aside>',
            f'<aside data-kind="factbox"><p>a</p><p>b</p></aside>{EMBED}{RELATED}',
        ),
        (
            '<aside data-kind="factbox"><aside data-kind="factbox"><p>in</p></aside></aside>',
            '<aside data-kind="factbox"><p>in</p></aside>',
        ),
        ('<aside data-kind="factbox"> </aside>', ""),
        (
            '<blockquote data-kind="pullquote">Loose<h2>Big</h2><ul><li>x</li></ul></blockquote>',
            '<blockquote data-kind="pullquote"><p>Loose</p><p>Big</p></blockquote><ul><li>x</li></ul>',
        ),
        ('<blockquote data-kind="other"><p>a</p></blockquote>', "<blockquote><p>a</p></blockquote>"),
        # A related story says nothing by itself: its words would be those of a story nobody may have seen.
        ('<aside data-kind="related" data-story="34"> </aside>', RELATED),
        (
            '<aside data-kind="related" data-story="34"><p>Typed by hand</p></aside>',
            f"{RELATED}<p>Typed by hand</p>",
        ),
        ('<aside data-kind="related" data-story="-1">a</aside>', "a"),
        ("<p>one</p><aside>two</aside>three", "<p>one</p>\ntwo\nthree"),
        # Where they have no business, their attributes go.
        ('<p data-kind="picture" data-asset="1">a</p>', "<p>a</p>"),
        ('<aside data-kind="related" data-story="34" data-asset="1" lang="de" title="t"></aside>', RELATED),
        ('<p data-pm-slice="1 1 []">a</p>', "<p>a</p>"),
    ],
)
def test_what_only_looks_like_one_is_taken_apart_and_its_words_stay(html: str, clean: str) -> None:
    assert clean_body(html) == clean


def test_what_an_attribute_says_is_text_and_cannot_be_markup() -> None:
    body = (
        '<figure data-kind="picture" data-asset="1" data-alt="&lt;b&gt; &quot;x&quot; &amp; '
        '&lt;figure data-kind=&quot;picture&quot; data-asset=&quot;99&quot;">'
        "<figcaption>&lt;i&gt;</figcaption></figure>"
    )
    assert clean_body(body) == body
    assert pictures_in(body) == [1]


def test_ids_are_found_once_each_in_order() -> None:
    body = PICTURE.replace("12", "7") + BOX + PICTURE + RELATED + RELATED.replace("34", "3")
    assert pictures_in(body) == [7, 12]
    assert stories_in(body) == [34, 3]
    # What a person types is no node: "<" is escaped in text.
    assert pictures_in(clean_body('<p>&lt;figure data-kind="picture" data-asset="5"></p>')) == []


def test_plain_text_has_the_words_that_readers_get() -> None:
    assert plain_text(f"<p>Before.</p>{PICTURE}{EMBED}{QUOTE}{BOX}{RELATED}<p>After.</p>") == (
        "Before.\n\nThe 6:10 boat.\n\nThe council’s meeting\n\nWe never saw water like it.\n\n"
        "Fares\n\nFour dollars.\n\nChildren ride free\n\nThe 6:10 boat.\n\nAfter."
    )


PARTS = st.sampled_from(
    [
        *(
            PICTURE,
            EMBED,
            QUOTE,
            BOX,
            RELATED,
            "<p>words</p>",
            "loose",
            "<strong>",
            "</strong>",
            "<li>x</li>",
        ),
        *(
            "<figure>",
            "</figure>",
            '<figure data-kind="picture" data-asset="5">',
            "<figcaption>",
            "</figcaption>",
        ),
        *(
            '<figure data-kind="embed">',
            '<a href="https://vimeo.com/123456789">',
            "</a>",
            "<aside>",
            "</aside>",
        ),
        *(
            '<aside data-kind="factbox">',
            '<aside data-kind="related" data-story="9">',
            "<h2>",
            "</h2>",
            "<p>",
        ),
        *(
            '<blockquote data-kind="pullquote">',
            "</blockquote>",
            "<ul>",
            "</ul>",
            "<table>",
            "<td>",
            "</table>",
        ),
        *("<br>", "<hr>", "<em>", "</em>", " ", "\n", "</p>", '<a href="/x">', "<tr>", "&amp;", "\u00a0"),
    ]
)


@given(st.lists(PARTS, max_size=16).map("".join))
def test_any_mixture_settles_and_keeps_its_words(html: str) -> None:
    try:
        cleaned = clean_body(html)
    except NewsroomError:
        return
    assert clean_body(cleaned) == cleaned
    assert markup(parse(cleaned)) == cleaned
    for word in ("words", "loose"):
        assert cleaned.count(word) == html.count(word)
