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
from tests.standards.samples import (
    GOOD_ADS,
    GOOD_ATOM,
    GOOD_JSON,
    GOOD_MANIFEST,
    GOOD_MAP,
    GOOD_NEWS,
    GOOD_ROBOTS,
    GOOD_RSS,
    GOOD_SECURITY,
    GOOD_TRUST,
)

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


def xml(text: str) -> Any:
    return ElementTree.fromstring(text)  # noqa: S314 - our own


# A good document, how it is read, its rules, and for each of them a change that breaks it.
CASES: dict[str, tuple[str, Callable[[str], Any], Any, list[tuple[str, str]]]] = {
    "rss": (
        GOOD_RSS,
        xml,
        RSS,
        [
            ("<description>News</description>", ""),
            ("en-us", "English"),
            ("Sun, 29 Nov", "Mon, 29 Nov"),
            ("<link>https://a.example/1/", "<link>/1/"),
            ("<title>Ferry</title>", ""),
            ("<dc:creator>", "<link>https://a.example/3/</link><dc:creator>"),
            ("</item>", '</item><item><title>x</title><guid isPermaLink="false">tag:1</guid></item>'),
            (' isPermaLink="false"', ""),
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
            ("<uri>https://a.example/ana/", "<uri>/ana/"),
            ('href="https://a.example/1/"', ""),
            ('xml:lang="en"', 'xml:lang="english"'),
        ],
    ),
    "json feed": (
        GOOD_JSON,
        json.loads,
        JSON_FEED,
        [
            ("version/1.1", "version/1"),
            ("https://a.example/feed.json", "/feed.json"),
            ("}]}]}", '}]}, {"id": "tag:1"}]}'),
            ("https://a.example/1/", "/1/"),
            ("10:00:00Z", "10:00"),
            ('"name": "Ana"', '"url": "/ana/"'),
            ('"authors"', '"author"'),
            ('"language": "en"', '"language": "english"'),
            ('"audio/mpeg"', '"audio"'),
        ],
    ),
    "sitemap": (
        GOOD_MAP,
        xml,
        sitemaps.SITEMAP,
        [
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
            ("Bay", "Bay News"),
            ("T10:00:00Z", " 10:00"),
            ("2026-11-28T10:00", "2026-11-27T11:59"),
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
