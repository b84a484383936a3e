"""From what is kept to what readers get: only what is public now, with its rights and its words."""

import re

import pytest

from articles.rendering import frames_in, published_html, render_body
from articles.renditions import PictureFile
from tests.articles.text.test_nodes import BOX, EMBED, PICTURE, QUOTE, RELATED

FILES = {
    "12": {"token": "a" * 32, "width": 900, "height": 600, "version": 3, "complete": False, "source": ""}
}
LIVE = {
    "34": {"headline": "Fares & <tolls>", "slug": "fares", "section_slug": "local-news", "label": None},
}


def folded(html: str) -> str:
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


def test_a_picture_has_its_sizes_its_words_and_its_credit() -> None:
    html = folded(published_html(render_body(f"<p>a</p>{PICTURE}"), pictures=FILES))
    address = f"/media/{'a' * 32}/3"
    assert html == (
        '<p>a</p><figure class="picture body-picture"><picture>'
        f'<source type="image/jpeg" srcset="{address}/320.jpg 320w, {address}/640.jpg 640w, '
        f'{address}/960.jpg 900w" sizes="(min-width: 700px) 640px, 80vw">'
        f'<img src="{address}/960.jpg" alt="A ferry at dawn" width="900" height="600" loading="lazy" '
        'decoding="async"></picture><figcaption><span class="caption">The 6:10 boat.</span>'
        '<span class="credit">Picture: Ana Ruiz</span></figcaption></figure>'
    )


def test_the_headings_of_a_text_leave_no_level_out() -> None:
    small = "<h3>Fares</h3><p>a</p>"
    assert render_body(small + small) == '<h2 class="small">Fares</h2><p>a</p>' * 2
    assert render_body(small + "<h2>Boats</h2>" + small) == (
        '<h2 class="small">Fares</h2><p>a</p><h2>Boats</h2><h3>Fares</h3><p>a</p>'
    )


def test_a_picture_has_the_files_that_there_are_now() -> None:
    rendered = render_body(PICTURE)
    later = {"12": {**FILES["12"], "version": 4, "complete": True}}
    assert "image/avif" not in published_html(rendered, pictures=FILES)
    assert f'type="image/avif" srcset="/media/{"a" * 32}/4/320.avif 320w' in published_html(
        rendered, pictures=later
    )


def test_a_picture_made_with_generative_ai_says_so() -> None:
    made = {"12": {**FILES["12"], "source": "trainedAlgorithmicMedia"}}
    sentence = '<span class="credit">Made with generative AI</span>'
    assert sentence in published_html(render_body(PICTURE), pictures=made)
    assert sentence not in published_html(render_body(PICTURE), pictures=FILES)


@pytest.mark.parametrize("shown", [{}, {"11": FILES["12"]}])
def test_a_picture_that_is_not_public_leaves_no_trace(shown: dict[str, PictureFile]) -> None:
    assert published_html(render_body(f"<p>a</p>{PICTURE}<p>b</p>"), pictures=shown) == "<p>a</p><p>b</p>"


def test_a_figure_stored_by_the_renderer_before_stands_until_it_is_rendered_anew() -> None:
    stored = "<p>a</p><!--[picture 12]--><figure>b</figure><!--[/]--><p>c</p>"
    assert published_html(stored, pictures=FILES) == "<p>a</p><figure>b</figure><p>c</p>"
    assert published_html(stored) == "<p>a</p><p>c</p>"


def test_words_of_a_picture_cannot_end_its_mark() -> None:
    alt = PICTURE.replace("A ferry at dawn", "--&gt;]--&gt;&lt;b&gt; {&quot;} \\u003c")
    rendered = render_body(alt)
    assert published_html(rendered) == ""
    assert 'alt="--&gt;]--&gt;&lt;b&gt; {&quot;} \\u003c"' in published_html(rendered, pictures=FILES)


def test_a_related_story_is_a_link_while_it_is_live_and_else_nothing() -> None:
    rendered = render_body(f"<p>a</p>{RELATED}")
    assert "34" in rendered
    assert published_html(rendered) == "<p>a</p>"
    assert published_html(rendered, stories={"35": LIVE["34"]}) == "<p>a</p>"
    assert folded(published_html(rendered, stories=LIVE)) == (
        '<p>a</p><aside class="see-also"><p class="label">Related story</p>'
        '<p><a href="/local-news/fares-34/">Fares &amp; &lt;tolls&gt;</a></p></aside>'
    )


def test_a_related_story_says_what_kind_of_work_it_is() -> None:
    paid = {"34": LIVE["34"] | {"label": "sponsored"}}
    html = folded(published_html(render_body(RELATED), stories=paid))
    assert '<p class="label">Related story</p><p class="kind">Sponsored</p><p><a' in html


@pytest.mark.parametrize(
    ("dateline", "body", "begins"),
    [
        ("MOSCOW", "<p><strong>Ice</strong> came.</p>", "<p>MOSCOW — <strong>Ice</strong> came.</p>"),
        ("MOSCOW —", "<p>Ice came.</p>", "<p>MOSCOW — Ice came.</p>"),
        ("R&D", "<p>Ice came.</p>", "<p>R&amp;D — Ice came.</p>"),
        ("MIAMI", "<p>Miami’s mayor is well-known.</p>", "<p>MIAMI — Miami’s"),
        ("MIAMI", "<h2>A day</h2><h2>b</h2><p>Sun.</p>", "<h2>A day</h2><h2>b</h2><p>MIAMI — Sun.</p>"),
        ("MIAMI", "<blockquote><p>a</p></blockquote>", "<p>MIAMI</p><blockquote>"),
        # Copy that came in with its dateline in the text.
        ("DULUTH, Minn. (AP)", "<p>DULUTH,  Minn. (AP) - Ice.</p>", "<p>DULUTH,  Minn. (AP) - Ice.</p>"),
        ("LONDON", "<p>London, Oct. 8 (Reuters) — Ice.</p>", "<p>London, Oct. 8 (Reuters) — Ice.</p>"),
        ("", "<p>Ice.</p>", "<p>Ice.</p>"),
    ],
)
def test_a_text_begins_with_its_dateline_once(dateline: str, body: str, begins: str) -> None:
    assert published_html(render_body(body), dateline=dateline).startswith(begins)


def test_headings_without_a_paragraph_are_looked_through_once() -> None:
    body = "<h2>a</h2>" * 2000
    assert published_html(body, dateline="MIAMI") == f"<p>MIAMI</p>{body}"


def test_an_embed_is_a_link_until_somebody_clicks() -> None:
    rendered = render_body(EMBED, "es")
    assert "<iframe" not in rendered
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk"' in rendered
    assert (
        '<a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener">The council’s meeting</a>'
        in rendered
    )
    assert '<button type="button" hidden>Cargar de YouTube</button>' in rendered
    assert frames_in(rendered) == ["https://www.youtube-nocookie.com"]


def test_frames_come_from_the_table_alone() -> None:
    assert frames_in('<figure data-frame="https://evil.example/x">') == []
    # What a person types is text: no attribute, whatever it looks like.
    assert frames_in(render_body('<p>&lt;figure data-frame="https://www.youtube-nocookie.com/x"></p>')) == []


def test_boxes_and_quotes_carry_names_for_the_sheet_and_for_the_ear() -> None:
    rendered = render_body(QUOTE + BOX, "en")
    assert rendered.startswith(
        '<blockquote class="pull-quote"><p>We never saw water like it.</p></blockquote>'
    )
    assert '<aside class="fact-box" aria-label="Fact box"><h2 class="small">Fares</h2>' in rendered
    assert "data-kind" not in rendered


def test_marks_of_ours_cannot_be_written_by_anybody_else() -> None:
    body = "<p>a<!--[story 34]-->b</p><p>&lt;!--[story 34]--&gt;</p>"
    assert published_html(render_body(body), stories=LIVE) == "<p>ab</p><p>&lt;!--[story 34]--&gt;</p>"
    alt = PICTURE.replace("A ferry at dawn", "&lt;!--[/]--&gt;&lt;!--[story 34]--&gt;")
    html = published_html(render_body(alt), pictures=FILES, stories=LIVE)
    assert "see-also" not in html
    assert html.count("<figure") == html.count("</figure>") == 1
