"""Addresses of a station's hosts. The first segments stand in `text.slugs.RESERVED_SEGMENTS`."""

from django.urls import path, re_path

from articles import feeds, sitemaps
from articles.links import RENDITION
from articles.views import (
    about,
    addresses,
    archive,
    correction_requests,
    corrections,
    front,
    front_preview,
    history,
    lists,
    media,
    oembed,
    plain,
    preview,
    search,
    story,
    web_files,
)

# These use the alias `default`, are never stored, and are all of that kind. A test holds the list.
DOORS_TO_DEFAULT = ("readyz", "preview", "preview_picture", "correction_request")

STORY = r"(?P<section>[-\w]{1,60})/(?:(?P<slug>[^/]{0,300})-)?(?P<number>[0-9]{1,18})"
YEAR, MONTH, DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
FEED = r"(?P<name>rss\.xml|atom\.xml|feed\.json)"

urlpatterns = [
    path("", front.front, name="front"),
    path("healthz", plain.healthz, name="healthz"),
    path("readyz", plain.readyz, name="readyz"),
    path("robots.txt", web_files.robots, name="robots"),
    path(".well-known/security.txt", web_files.security, name="security"),
    path("security.txt", web_files.security_elsewhere, name="security_elsewhere"),
    path("trust.txt", web_files.trust, name="trust"),
    path(".well-known/trust.txt", web_files.trust, name="well_known_trust"),
    path("ads.txt", web_files.ads, name="ads"),
    path("manifest.webmanifest", web_files.manifest, name="manifest"),
    re_path(r"^static/brand/(?P<digest>[0-9a-f]{16})\.svg$", web_files.icon, name="icon"),
    re_path(
        r"^static/brand/(?P<page>[a-z]{1,20})-(?P<digest>[0-9a-f]{16})\.css$", web_files.sheet, name="sheet"
    ),
    # What browsers and phones ask for by these names, whatever a page says.
    path("favicon.ico", web_files.icon_by_name, name="favicon"),
    path("apple-touch-icon.png", web_files.icon_by_name, name="touch_icon"),
    path("oembed", oembed.oembed, name="oembed"),
    re_path(
        rf"^media/(?P<token>[0-9a-f]{{32}})/{RENDITION}$",
        media.rendition,
        name="rendition",
    ),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(r"^sitemap-(?P<part>[0-9]{1,15})\.xml$", sitemaps.stories, name="sitemap_stories"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    re_path(r"^news-sitemap-(?P<part>[2-9]|[1-9][0-9]{1,4})\.xml$", sitemaps.news, name="news_more"),
    re_path(rf"^feed/{FEED}$", feeds.station, name="feed"),
    re_path(rf"^feed/section/(?P<slug>[-\w]{{1,60}})/{FEED}$", feeds.section, name="section_feed"),
    re_path(rf"^feed/tag/(?P<slug>[-\w]{{1,100}})/{FEED}$", feeds.tag, name="tag_feed"),
    re_path(rf"^feed/person/(?P<slug>[-\w]{{1,120}})/{FEED}$", feeds.person, name="person_feed"),
    re_path(rf"^feed/corrections/{FEED}$", feeds.corrections, name="corrections_feed"),
    re_path(r"^corrections/?$", corrections.corrections, name="corrections"),
    re_path(r"^about/?$", about.about, name="about"),
    re_path(r"^about/(?P<kind>[a-z]{1,20})/?$", about.part, name="about_part"),
    re_path(r"^privacy/?$", about.policy, {"kind": "privacy"}, name="privacy"),
    re_path(r"^terms/?$", about.policy, {"kind": "terms"}, name="terms"),
    re_path(r"^contact/?$", about.contact, name="contact"),
    re_path(r"^contact/correction/?$", correction_requests.ask, name="correction_request"),
    path("contact/correction/sent/", correction_requests.sent, name="request_sent"),
    re_path(r"^captions/?$", about.captions, name="captions"),
    re_path(r"^fcc/?$", about.fcc, name="fcc"),
    re_path(r"^contests/?$", about.contests, name="contests"),
    re_path(r"^search/?$", search.search, name="search"),
    re_path(r"^archive/?$", archive.archive, name="archive"),
    re_path(rf"^archive/{YEAR}/?$", archive.archive, name="archive_year"),
    re_path(rf"^archive/{YEAR}/{MONTH}/?$", archive.archive, name="archive_month"),
    re_path(rf"^archive/{YEAR}/{MONTH}/{DAY}/?$", archive.archive, name="archive_day"),
    re_path(r"^preview/(?P<token>[0-9]{1,18}\.[-\w]{27,64})/$", preview.preview, name="preview"),
    re_path(
        r"^preview/(?P<token>[0-9]{1,18}\.[-\w]{27,64})/media/"
        rf"(?P<asset>[0-9a-f]{{32}})/{RENDITION}$",
        preview.picture,
        name="preview_picture",
    ),
    re_path(r"^preview/front/(?P<token>[-\w:]{20,600})/$", front_preview.front, name="front_preview"),
    re_path(r"^tag/(?P<slug>[-\w]{1,100})/?$", lists.tag, name="tag"),
    re_path(r"^person/(?P<slug>[-\w]{1,120})/?$", lists.person, name="person"),
    re_path(rf"^{STORY}/?$", story.story, name="story"),
    re_path(rf"^{STORY}/history/?$", history.history, name="history"),
    re_path(rf"^{STORY}/history/(?P<edition>[0-9]{{1,9}})/?$", history.history, name="history_version"),
    re_path(r"^(?P<slug>[-\w]{1,60})/$", lists.section, name="section"),
    re_path(r"^.*$", addresses.old_address, name="old_address"),
]

handler400 = plain.unreadable
handler404 = plain.not_found
handler500 = plain.broken
