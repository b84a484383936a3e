"""What each kind of public answer says beside its body: one table."""

from typing import Any

import pytest
from django.test import Client

from articles.models import PublishedHost
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from articles.sheets import sheet_of
from articles.site import Site
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db

PAGE = {
    "default-src 'none'",
    *(f"{kind}-src 'self'" for kind in ("style", "img", "font", "manifest", "connect")),
    *("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
}
LEAST = {"default-src 'none'", "frame-ancestors 'none'"}
ASK_AGAIN, NEVER = "no-cache", "no-store"
FOR_EVER, A_MINUTE = "public, max-age=31536000, immutable", "public, max-age=60"
OURS, ANYBODYS = "same-origin", "cross-origin"

# Kind of answer: address, status, policy, who may load it into a page, how long it may be kept.
TABLE = {
    "front": ("/", 200, PAGE, OURS, ASK_AGAIN),
    "section": ("/local-news/", 200, PAGE, OURS, ASK_AGAIN),
    "story": ("{live}", 200, PAGE, OURS, ASK_AGAIN),
    "history": ("{live}history/", 200, PAGE, OURS, ASK_AGAIN),
    "tag": ("/tag/transit/", 200, PAGE, OURS, ASK_AGAIN),
    "search": ("/search/?q=ferry", 200, PAGE, OURS, ASK_AGAIN),
    "corrections": ("/corrections/", 200, PAGE, OURS, ASK_AGAIN),
    "gone": ("/local-news/{killed}/", 410, PAGE, OURS, ASK_AGAIN),
    "nothing": ("/nothing/", 404, PAGE, OURS, ASK_AGAIN),
    "another spelling": ("/local-news/{number}", 301, PAGE, OURS, ASK_AGAIN),
    "rss": ("/feed/rss.xml", 200, PAGE, ANYBODYS, ASK_AGAIN),
    "json feed": ("/feed/feed.json", 200, PAGE, ANYBODYS, ASK_AGAIN),
    "sitemap": ("/sitemap.xml", 200, PAGE, OURS, ASK_AGAIN),
    "news sitemap": ("/news-sitemap.xml", 200, PAGE, OURS, ASK_AGAIN),
    "robots": ("/robots.txt", 200, PAGE, OURS, ASK_AGAIN),
    "trust": ("/trust.txt", 200, PAGE, OURS, ASK_AGAIN),
    "ads": ("/ads.txt", 200, PAGE, OURS, ASK_AGAIN),
    "manifest": ("/manifest.webmanifest", 200, PAGE, OURS, ASK_AGAIN),
    "oembed": ("/oembed?url=http://kmia.localhost{live}", 200, PAGE, ANYBODYS, ASK_AGAIN),
    "no oembed": ("/oembed?url=x", 404, PAGE, OURS, ASK_AGAIN),
    "sheet": ("{sheet}", 200, PAGE, OURS, FOR_EVER),
    "sheet by an old name": ("/static/brand/story-0000000000000000.css", 200, PAGE, OURS, A_MINUTE),
    "mark": ("{mark}", 200, PAGE, OURS, FOR_EVER),
    "icon by its old name": ("/favicon.ico", 302, PAGE, OURS, ASK_AGAIN),
    "icon of phones": ("/apple-touch-icon.png", 302, PAGE, OURS, ASK_AGAIN),
    "no picture": ("/media/{nobody}/640.webp", 404, {"sandbox", "default-src 'none'"}, ANYBODYS, NEVER),
    "health": ("/healthz", 200, PAGE, OURS, NEVER),
    "ready": ("/readyz", 200, PAGE, OURS, NEVER),
}  # fmt: skip


@pytest.fixture
def places() -> dict[str, Any]:
    section = make_section(make_station())
    live, killed = (make_story(section, f"Ferry {number}", tags=["Transit"]) for number in (1, 2))
    for story in (live, killed):
        publish_story(placement=home(story), by=None)
    kill_story(story=killed, by=None)
    site = Site.of(PublishedHost.objects.select_related("station").get(name="kmia.localhost"))
    return {
        "live": f"/local-news/ferry-1-{live.pk}/",
        "number": live.pk,
        "killed": killed.pk,
        "sheet": sheet_of("story", site.look, site.colours).path,
        "mark": site.icon_url,
        "nobody": "0" * 32,
    }


@pytest.mark.parametrize("kind", TABLE)
def test_every_kind_of_answer(places: dict[str, Any], kind: str) -> None:
    path, status, policy, resource, kept = TABLE[kind]
    client = Client(headers={"host": "kmia.localhost"})
    answer = client.get(path.format(**places))
    said = answer.headers
    assert answer.status_code == status
    assert set(said["Content-Security-Policy"].split("; ")) == policy
    assert said["Cross-Origin-Resource-Policy"] == resource
    assert said["Cache-Control"] == kept
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert said["Cross-Origin-Opener-Policy"] == "same-origin"
    assert said["X-Frame-Options"] == "DENY"
    assert not answer.cookies
    if status == 200 and kept == ASK_AGAIN:
        again = client.get(path.format(**places), headers={"if-none-match": said["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(path.format(**places), headers={"if-none-match": 'W/"x'}).status_code == 200


def test_in_production_https_is_for_a_month(settings: Any, places: dict[str, Any]) -> None:
    settings.SECURE_HSTS_SECONDS = 30 * 24 * 3600
    answer = Client(headers={"host": "kmia.localhost"}).get("/", secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
