"""Markup that would keep the cleaner busy for minutes never reaches it."""

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.errors import NewsroomError, TextTooDeep, TextTooLarge
from articles.text.html import body_from_paragraphs, clean_body
from articles.text.limits import MAX_CHARACTERS, check_limits

# Left open, each other than the rest: three of a kind would be opened anew, and no more.
FORMATTING = "".join(f"<b class=x{n}>" for n in range(95))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 101,
        "<div></x>" * 101,
        "<div>" * 101 + "</div>" * 101,
        '<div "><' * 101,
        "<div title='</div>'>" * 101,
        "<div><!--</div>-->" * 101,
        "<div><!--></div>" * 60 + "<div>" * 101,
        "<div><textarea></div></textarea>" * 101,
        "<div><script></div></script>" * 101,
        "<div><script><!--<script></script></div>--></script>" * 101,
        "<span><div></span>" * 101,
        "<b><div></b>" * 101,
        "<div><table><td></div>" * 101,
        "<table><b q=1><td></b></td></table>" * 101,
        "<svg><td>" * 101,
        "<div><svg><title></div></title></svg>" * 101,
        "<ul><li>" * 101,
        "<li><dd>" * 101,
        "<template><td>" * 101,
        "<b " + "x" * 30_000 + ">",
        "<p " + " ".join(f"a{n}" for n in range(30_000)) + ">",
        "<table>" + "<em>x</em>" * 1_001 + "</table>",
        "<p><?x>" + "word " * 30_000,
        "<p>" + FORMATTING + "x" + "<p>x" * 20_000,
        "<ul><li>" + FORMATTING + "x" + "<li>x" * 20_000,
        "<table><tr><td><p>" + FORMATTING + "x" + "<p>x" * 20_000,
        "<div>" + FORMATTING + "</div><div>x" * 20_000,
        "<table>" + FORMATTING + "x<tr>" * 20_000,
        f'<p><a href="/{"x" * 19_000}">' + "<p>x" * 20_000,
        "<b " + " ".join(f"a{n}" for n in range(4_000)) + ">x" + "<p>x" * 20_000,
    ],
    ids=lambda html: html[:28],
)
def test_too_deep_or_too_broken(html: str) -> None:
    with pytest.raises(TextTooDeep):
        clean_body(html)


@pytest.mark.parametrize(
    "html",
    [
        "x" * (MAX_CHARACTERS + 1),
        "& " * 200_000,
        '<a href="/?' + "&a=b" * 200_000 + '">x</a>',
        # Short enough to begin with, too long once it is escaped.
        "<p>" + "<" * (MAX_CHARACTERS - 10),
    ],
    ids=lambda html: html[:12],
)
def test_too_large(html: str) -> None:
    with pytest.raises(TextTooLarge):
        clean_body(html)


def test_paragraphs_have_the_same_limits() -> None:
    with pytest.raises(TextTooLarge):
        body_from_paragraphs(["x" * MAX_CHARACTERS])
    with pytest.raises(TextTooLarge):
        body_from_paragraphs(["& " * 100_000])


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>" * 20_000,
        "<p>x" * 300,
        "<ul>" + "<li>x" * 300 + "</ul>",
        "<table>" + "<tr><td>x<td>y" * 300 + "</table>",
        "<div>" * 100 + "x" + "</div>" * 100,
        "<p><b><i>x</b></i></p>" * 300,
        "<p>x<br>y<img src=a><hr>" * 300,
        "<!-- <div> -->" * 300 + "<![if !x]><![endif]>" * 300,
        "<blockquote class=t>x</blockquote><script async src=x></script>" * 300,
        "<script>if (a<b) { c('<p>') }</script>" + "<a href=x>y</a>" * 300,
        "<p>a &amp; b &nbsp; c</p>" * 20_000,
        "1 < 2 " * 300,
        "<strong>" + "<p>One <em>word</em> and <a href='/x'>more</a></p>" * 5_000 + "</strong>",
        "<font face=x><b><table>" + "<tr><td>x</td><td>y</td></tr>" * 5_000 + "</table></b></font>",
        "<p><b>one</b> <i>two</i> <u>three</u><br></p>" * 20_000,
    ],
    ids=lambda html: html[:28],
)
def test_what_newsrooms_write_passes(html: str) -> None:
    check_limits(html)


NAMES = (
    "p li td tr table tbody b i span div ul h2 br object button form dl dd caption font pre svg math select"
    " option template textarea script style foo ruby rt a"
)
TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES.split()),
    st.sampled_from(["", "", " a=1", ' "', ' t="</div>"', "/"]),
)
NOISE = st.sampled_from(["x", "<!--", "-->", "<!x>", "<?", "<![CDATA[", "]]>", "&amp;", '"'])
ANYTHING_OPEN = nh3.Cleaner(
    tags=set(NAMES.split()) - {"script", "style"}, attributes={"*": set()}, link_rel=None
)


def deepest(html: str) -> int:
    level = most = 0
    for end, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", html):
        level += -1 if end else name != "br"
        most = max(most, level)
    return most


@given(st.lists(TAGS | NOISE, min_size=1, max_size=8).map("".join), st.sampled_from([1, 20, 150]))
def test_what_passes_nests_no_deeper_than_a_small_multiple(unit: str, times: int) -> None:
    """Cells, rows and paragraphs are not counted, so the parser may see a few levels for each counted one."""
    try:
        check_limits(unit * times)
    except NewsroomError:
        return
    assert deepest(ANYTHING_OPEN.clean(unit * times)) <= 400


LEVEL = st.sampled_from(
    ["x", "<p>", "</p>", "<li>", "<td>", "<tr>", "<hr>", "<br>", "<div></div>", "<i></i>", "<h2></h2>"]
)


@given(st.sampled_from(["<p>", "<li>", "<table>", "<div>", ""]), st.lists(LEVEL, min_size=1, max_size=6))
def test_what_passes_holds_few_more_elements_than_were_written(before: str, unit: list[str]) -> None:
    """Formatting that is opened anew by each repetition of anything is refused before it is a burden."""
    html = before + FORMATTING + "".join(unit) * 4_000
    try:
        check_limits(html)
    except NewsroomError:
        return
    assert ANYTHING_OPEN.clean(html).count("<") <= 2 * html.count("<") + 170_000
