"""Good documents of each standard, small enough to break."""

import json

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
GOOD_INDEX = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
    "<loc>https://a.example/sitemap-1.xml</loc><lastmod>2026-11-29T10:00:00Z</lastmod></sitemap></sitemapindex>"
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
