"""Each rule lets a good document pass, and finds the fault that it is there for."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.standards import files, sitemaps
from tests.standards.atom import ATOM
from tests.standards.json_feed import JSON_FEED
from tests.standards.rss import RSS
from tests.standards.rules import broken

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)

GOOD_RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Bay</title><link>https://a.example/</link>\
<description>News</description><language>en-us</language>\
<atom:link rel="self" href="https://a.example/rss.xml"/>\
<item><title>Ferry</title><link>https://a.example/1/</link><guid isPermaLink="false">tag:1</guid>\
<pubDate>Sun, 29 Nov 2026 10:00:00 +0000</pubDate><author>ana@a.example</author>\
<dc:creator>Ana</dc:creator><content:encoded>&lt;p&gt;&lt;a href="https://a.example/2/"&gt;</content:encoded>\
<enclosure url="https://a.example/a.mp3" length="5" type="audio/mpeg"/>\
<media:content url="https://a.example/a.jpg" medium="image" type="image/jpeg"/></item></channel></rss>"""

GOOD_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>https://a.example/atom.xml</id>\
<title>Bay</title><updated>2026-11-29T10:00:00Z</updated><author><name>Bay</name></author>\
<link rel="self" href="https://a.example/atom.xml"/><link rel="alternate" href="https://a.example/"/>\
<entry><id>tag:a.example,2026:1</id><title>Ferry</title><updated>2026-11-29T10:00:00+00:00</updated>\
<author><name>Ana</name><uri>https://a.example/ana/</uri></author><category term="Transit"/>\
<link rel="alternate" href="https://a.example/1/"/><summary type="html">x</summary>\
<content type="html">x</content></entry></feed>"""

GOOD_JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bay",
        "feed_url": "https://a.example/feed.json",
        "items": [
            {
                "id": "tag:1",
                "url": "https://a.example/1/",
                "content_html": "<p>x</p>",
                "date_published": "2026-11-29T10:00:00Z",
                "authors": [{"name": "Ana"}],
                "tags": ["Transit"],
                "language": "en",
                "attachments": [{"url": "https://a.example/a.mp3", "mime_type": "audio/mpeg"}],
            }
        ],
    }
)

URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" \
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>'
GOOD_MAP = URLSET.format(
    "<url><loc>https://a.example/1/</loc><lastmod>2026-11-29T10:00:00Z</lastmod></url>"
    "<url><loc>https://a.example/2/</loc><lastmod>2026-11-29</lastmod></url>"
)
GOOD_NEWS = URLSET.format(
    "<url><loc>https://a.example/1/</loc><news:news><news:publication><news:name>Bay</news:name>"
    "<news:language>en</news:language></news:publication>"
    "<news:publication_date>2026-11-28T10:00:00Z</news:publication_date><news:title>Ferry</news:title>"
    "</news:news></url>"
)
GOOD_ROBOTS = (
    "User-agent: *\nDisallow: /preview/\n\nUser-agent: A-Bot\nDisallow: /\n\nSitemap: https://a.example/s.xml"
)
GOOD_SECURITY = (
    "Contact: mailto:safe@a.example\nExpires: 2027-03-01T00:00:00Z\nPreferred-Languages: en, es\n"
    "Canonical: https://a.example/.well-known/security.txt"
)
GOOD_TRUST = "controlledby=https://a.example/\nmember=https://b.example/\ndatatrainingallowed=no"
GOOD_ADS = "ads.example, 1, DIRECT, f0\nOWNERDOMAIN=a.example"
GOOD_MANIFEST = json.dumps(
    {
        "name": "Bay",
        "lang": "en",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": "#112233",
        "icons": [{"src": "/i.png", "sizes": "192x192", "type": "image/png"}],
    }
)


def xml(text: str) -> Any:
    return ElementTree.fromstring(text)  # noqa: S314 - our own


# A good document, how it is read, its rules, and for each of them a change that breaks it.
CASES: dict[str, tuple[str, Callable[[str], Any], Any, list[tuple[str, str]]]] = {
    "rss": (
        GOOD_RSS,
        xml,
        RSS,
        [
            ('version="2.0"', 'version="1.0"'),
            ("</channel>", "</channel><channel/>"),
            ("<description>News</description>", ""),
            ("<dc:creator>", "<byline/><dc:creator>"),
            ("en-us", "English"),
            ("Sun, 29 Nov", "Mon, 29 Nov"),
            ("<link>https://a.example/1/", "<link>/1/"),
            ("<title>Ferry</title>", ""),
            ("<dc:creator>", "<link>https://a.example/3/</link><dc:creator>"),
            ("</item>", '</item><item><title>x</title><guid isPermaLink="false">tag:1</guid></item>'),
            (' isPermaLink="false"', ""),
            ("ana@a.example", "Ana"),
            ('length="5" ', ""),
            ('rel="self"', 'rel="hub"'),
            ('href="https://a.example/2/"', 'href="/2/"'),
            ("Ana<", "<"),
            ('url="https://a.example/a.jpg"', 'url="/a.jpg"'),
        ],
    ),
    "atom": (
        GOOD_ATOM,
        xml,
        ATOM,
        [
            ("feed", "feeds"),
            ("<title>Bay</title>", ""),
            ("<title>Ferry</title>", "<title>Ferry</title><title>Again</title>"),
            (
                "<author><name>Bay</name></author>",
                "<entry><id>x:1</id><title>x</title><updated>2026-11-29T10:00:00Z</updated>"
                "<content/></entry>",
            ),
            ('rel="self"', 'rel="via"'),
            ('<link rel="alternate" href="https://a.example/"/>', '<link href="https://a.example/"/>' * 2),
            (
                '<link rel="alternate" href="https://a.example/1/"/><summary type="html">x</summary>'
                '<content type="html">x</content>',
                "",
            ),
            ("tag:a.example,2026:1", "1"),
            (
                "</entry>",
                "</entry><entry><id>tag:a.example,2026:1</id><title>x</title>"
                "<updated>2026-11-29T10:00:00Z</updated><content>x</content></entry>",
            ),
            ("10:00:00Z", "10:00:00"),
            ("<name>Ana</name>", ""),
            ("<uri>https://a.example/ana/", "<uri>/ana/"),
            ('<summary type="html">', '<summary type="text/html">'),
            ('<content type="html">', '<content type="markup">'),
            ('href="https://a.example/1/"', ""),
            (' term="Transit"', ""),
            ('xml:lang="en"', 'xml:lang="english"'),
            ("<updated>", '<updated since="x">'),
        ],
    ),
    "json feed": (
        GOOD_JSON,
        json.loads,
        JSON_FEED,
        [
            ("version/1.1", "version/1"),
            ('"title": "Bay", ', ""),
            ('"items": [', '"entries": ['),
            ('"tags"', '"subjects"'),
            ("https://a.example/feed.json", "/feed.json"),
            ('"id": "tag:1"', '"id": 1'),
            ('"content_html": "<p>x</p>", ', ""),
            ('"<p>x</p>"', "null"),
            ("https://a.example/1/", "/1/"),
            ("10:00:00Z", "10:00"),
            ('"name": "Ana"', '"name": ""'),
            ('"authors"', '"author"'),
            ('["Transit"]', "[1]"),
            ('"language": "en"', '"language": "english"'),
            ('"mime_type"', '"type"'),
        ],
    ),
    "sitemap": (
        GOOD_MAP,
        xml,
        sitemaps.SITEMAP,
        [
            ("sitemap/0.9", "sitemap/1.0"),
            ("</urlset>", "<news:url/></urlset>"),
            ("<loc>https://a.example/1/</loc><lastmod>2026-11-29T10:00:00Z</lastmod>", "<lastmod/>"),
            ("https://a.example/1/", "/1/"),
            ("https://a.example/1/", "https://b.example/1/"),
            ("10:00:00Z", "10 a.m."),
            ("</urlset>", "<url><loc>https://a.example/3/</loc></url>" * 50_000 + "</urlset>"),
            ("example/1/", "example/2/"),
        ],
    ),
    "news sitemap": (
        GOOD_NEWS,
        xml,
        sitemaps.news_sitemap(NOW, "Bay"),
        [
            ("</urlset>", "<url><loc>https://a.example/3/</loc></url></urlset>"),
            ("<news:news>", "<news:news/>" * 1000 + "<news:news>"),
            ("<news:title>Ferry</news:title>", ""),
            ("<news:language>en</news:language>", ""),
            ("Bay", "Bay News"),
            (">en<", ">en-US<"),
            ("T10:00:00Z", " 10:00"),
            ("2026-11-28T10:00", "2026-11-27T11:59"),
            ("Ferry", ""),
        ],
    ),
    "robots.txt": (
        GOOD_ROBOTS,
        lambda text: files.pairs(text, ":"),
        files.ROBOTS,
        [
            ("Disallow: /\n", "Disallow /\n"),
            ("User-agent: *\n", ""),
            ("A-Bot", "A Bot/2.0"),
            ("/preview/", "preview/"),
            ("https://a.example/s.xml", "/s.xml"),
            ("A-Bot", "*"),
        ],
    ),
    "security.txt": (
        GOOD_SECURITY,
        lambda text: files.pairs(text, ":"),
        files.security_txt(NOW, "https://a.example/.well-known/security.txt"),
        [
            ("Canonical", "Address"),
            ("Contact: mailto:safe@a.example\n", ""),
            ("mailto:safe@a.example", "http://a.example/"),
            ("Expires: 2027-03-01T00:00:00Z\n", ""),
            ("00:00:00Z", "00:00"),
            ("2027-03-01", "2028-03-01"),
            ("Preferred-Languages: en, es\n", "Preferred-Languages: en\nPreferred-Languages: es\n"),
            ("a.example/.well-known", "b.example/.well-known"),
        ],
    ),
    "trust.txt": (
        GOOD_TRUST,
        lambda text: files.pairs(text, "="),
        files.TRUST,
        [
            ("member", "friend"),
            ("https://b.example/", "b.example"),
            ("=no", "=maybe"),
            ("member=", "control="),
            ("member=https://b.example/", "controlledby=https://a.example/"),
        ],
    ),
    "ads.txt": (
        GOOD_ADS,
        str,
        files.ADS,
        [
            (", DIRECT, f0", ""),
            ("ads.example", "ads"),
            (", 1,", ", ,"),
            ("DIRECT", "SOMEHOW"),
            ("ads.example, 1, DIRECT, f0\n", ""),
            ("OWNERDOMAIN", "OWNER"),
        ],
    ),
    "manifest": (
        GOOD_MANIFEST,
        json.loads,
        files.manifest_at("https://a.example/manifest.webmanifest"),
        [
            ('"lang"', '"language"'),
            ('"name": "Bay", ', ""),
            ('"start_url": "/"', '"start_url": "https://b.example/"'),
            ('"id": "/"', '"id": "https://b.example/"'),
            ('"scope": "/"', '"scope": "/news/"'),
            ("minimal-ui", "browser-ui"),
            ("#112233", "blueish"),
            ('"en"', '"english"'),
            ("192x192", "192"),
            ('[{"src": "/i.png", "sizes": "192x192", "type": "image/png"}]', "[]"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_good_document_breaks_none(name: str) -> None:
    good, read, rules, _ = CASES[name]
    assert broken(rules, read(good)) == []


@pytest.mark.parametrize("name", CASES)
def test_every_rule_finds_its_fault(name: str) -> None:
    good, read, rules, changes = CASES[name]
    found: set[str] = set()
    for before, after in changes:
        assert before in good, before
        faults = broken(rules, read(good.replace(before, after)))
        assert faults, (before, after)
        found |= set(faults)
    # The news sitemap is a sitemap, whose own rules have their changes above.
    own = set(rules) - (set(sitemaps.SITEMAP) if name == "news sitemap" else set())
    assert own <= found, own - found
