"""Each schema lets a good document pass, and finds faults; so does the reader of feeds."""

import pytest

from tests.standards.samples import GOOD_ATOM, GOOD_INDEX, GOOD_JSON, GOOD_MAP, GOOD_NEWS, GOOD_RSS
from tests.standards.schemas import FAULTS, unread

# The schema, a good document, and changes that it must find.
CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "rss",
        GOOD_RSS,
        [
            ('version="2.0"', 'version="1.0"'),
            ("</channel>", "</channel><channel/>"),
            ("<dc:creator>", "<byline/><dc:creator>"),
            ("ana@a.example", "Ana"),
            ('length="5" ', ""),
        ],
    ),
    (
        "atom",
        GOOD_ATOM,
        [
            ("feed", "feeds"),
            ("<title>Bay</title>", ""),
            ("<title>Ferry</title>", "<title>Ferry</title><title>Again</title>"),
            ("<name>Ana</name>", ""),
            ('<summary type="html">', '<summary type="text/html">'),
            ('<content type="html">', '<content type="markup">'),
            (' term="Transit"', ""),
            ("<updated>", '<updated since="x">'),
        ],
    ),
    (
        "json feed",
        GOOD_JSON,
        [
            ('"title": "Bay", ', ""),
            ('"items": [', '"entries": ['),
            ('"tags"', '"subjects"'),
            ('"content_html": "<p>x</p>", ', ""),
            ('"<p>x</p>"', "null"),
            ('"name": "Ana"', '"nick": "Ana"'),
            ('["Transit"]', "[1]"),
            ('"mime_type"', '"type"'),
        ],
    ),
    (
        "sitemap",
        GOOD_MAP,
        [
            ("sitemap/0.9", "sitemap/1.0"),
            ("</urlset>", "<news:url/></urlset>"),
            ("<loc>https://a.example/1/</loc>", ""),
            ("<lastmod>2026-11-29T10:00:00Z", "<lastmod>today"),
        ],
    ),
    (
        "sitemap",
        GOOD_NEWS,
        [
            ("<news:title>Ferry</news:title>", ""),
            ("Ferry", " "),
            ("<news:language>en</news:language>", ""),
            (">en<", ">en-US<"),
            ("T10:00:00Z", " 10:00"),
        ],
    ),
    (
        "sitemap index",
        GOOD_INDEX,
        [("sitemapindex", "urlset"), ("<loc>https://a.example/sitemap-1.xml</loc>", "")],
    ),
]


@pytest.mark.parametrize(("name", "good", "changes"), CASES)
def test_a_schema_passes_what_is_good_and_finds_what_is_not(
    name: str, good: str, changes: list[tuple[str, str]]
) -> None:
    assert FAULTS[name](good.encode()) == []
    for before, after in changes:
        assert before in good, before
        assert FAULTS[name](good.replace(before, after).encode()), (before, after)


@pytest.mark.parametrize(
    ("good", "kind"), [(GOOD_RSS, "application/rss+xml"), (GOOD_ATOM, "application/atom+xml")]
)
def test_a_reader_stumbles_over_what_is_cut_off_or_named_wrongly(good: str, kind: str) -> None:
    assert unread(good.encode(), kind) == ""
    assert "SAXParseException" in unread(good[:-8].encode(), kind)
    assert "NonXMLContentType" in unread(good.encode(), "text/html")
