"""What an editor's page leaves behind in a body, and the form in which it is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.html import clean_body, plain_text
from articles.text.tidy import tidy_body

PARTS = st.sampled_from(
    [
        f"<{end}{tag}>"
        for tag in ("p", "ul", "ol", "li", "table", "tr", "td", "th", "strong")
        for end in ("", "/")
    ]
    + ["<blockquote>", "</blockquote>", "<h2>", "</h2>", "<br>", "<hr>", "<p>a</p>", "b"]
)


@pytest.mark.parametrize(
    ("body", "tidy"),
    [
        ("loose <em>words</em>\n<p>a</p>\n\n<p>b</p> more",
         "<p>loose <em>words</em></p><p>a</p><p>b</p><p>more</p>"),
        ("<p>a</p><p></p><p><br></p><h2> </h2>", "<p>a</p>"),
        ("<p>a<br></p>", "<p>a<br></p>"),
        ("<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul>",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ('<table><tbody><tr><th><p>Day</p></th><th colspan="2"><p>Fare</p></th></tr>'
         "<tr><td><p>Mon</p></td><td></td></tr></tbody></table>",
         '<table><thead><tr><th scope="col">Day</th><th colspan="2" scope="col">Fare</th></tr></thead>'
         "<tbody><tr><td>Mon</td><td></td></tr></tbody></table>"),
        ("<table><tbody><tr><th>a</th></tr></tbody></table>",
         "<table><tbody><tr><th>a</th></tr></tbody></table>"),
        ("<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>",
         "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"),
        ('<aside data-kind="factbox"><p></p></aside><p>a</p>', "<p>a</p>"),
        ("<blockquote><p></p></blockquote><ul><li></li></ul><p>a</p>", "<p>a</p>"),
        ('<aside data-kind="related" data-story="3"></aside>',
         '<aside data-kind="related" data-story="3"></aside>'),
        ('<figure data-kind="picture" data-asset="1" data-alt=""><figcaption></figcaption></figure>',
         '<figure data-kind="picture" data-asset="1" data-alt=""><figcaption></figcaption></figure>'),
    ],
)  # fmt: skip
def test_a_body_is_kept_in_one_form(body: str, tidy: str) -> None:
    assert tidy_body(body) == tidy


@given(st.lists(PARTS, max_size=14).map("".join))
def test_tidying_keeps_every_word_and_what_it_gives_is_clean_and_tidy(html: str) -> None:
    body = clean_body(html)
    tidy = tidy_body(body)
    assert clean_body(tidy) == tidy
    assert tidy_body(tidy) == tidy
    assert plain_text(tidy).split() == plain_text(body).split()
