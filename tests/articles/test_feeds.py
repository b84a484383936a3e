"""What a feed says in each of its three formats, how long its ids last, and what is in none."""

import datetime as dt
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles.models import Section, Story
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
BASE = "http://kmia.localhost:8000"
OCTOBER = dt.datetime(2025, 10, 8, 13, 14, tzinfo=dt.UTC)


@pytest.fixture
def section() -> Section:
    return make_section(make_station(tagline="News of the bay"))


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def published(section: Section, headline: str = "Ferry & friends <return>", **fields: Any) -> Story:
    fields.setdefault("published_at", OCTOBER)
    story = make_story(section, headline, deck='Four "dollars"', **fields)
    publish_story(placement=home(story), by=None)
    return story


def rss(reader: Client, path: str = "/feed/rss.xml") -> list[ElementTree.Element]:
    answer = reader.get(path)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).findall("channel/item")  # noqa: S314 - our own


def test_rss(section: Section, reader: Client) -> None:
    story = published(
        section,
        body='<p>See <a href="/local-news/">all</a>: href="/x" &amp; more.</p>',
        credits=[Credit("Ana Ruiz"), Credit("Tom Bell", "City Hall reporter")],
        tags=["Transit"],
    )
    address = f"{BASE}/local-news/ferry-friends-return-{story.pk}/"
    first_live = home(story).editions.get().first_live_at.date()
    channel = ElementTree.fromstring(reader.get("/feed/rss.xml").content).find("channel")  # noqa: S314
    assert channel.findtext("title") == "Miami News"
    assert channel.findtext("link") == f"{BASE}/"
    assert channel.findtext("description") == "News of the bay"
    assert channel.find("atom:link", NAMES).attrib == {"rel": "self", "href": f"{BASE}/feed/rss.xml"}
    item = channel.find("item")
    assert item.findtext("title") == "Ferry & friends <return>"
    assert item.findtext("link") == address
    assert item.findtext("pubDate") == "Wed, 08 Oct 2025 13:14:00 +0000"
    assert item.find("guid").attrib == {"isPermaLink": "false"}
    assert item.findtext("guid") == f"tag:kmia.localhost,{first_live}:story-{story.pk}"
    assert item.findtext("description") == "Four &quot;dollars&quot;"
    assert [creator.text for creator in item.findall("dc:creator", NAMES)] == ["Ana Ruiz", "Tom Bell"]
    assert [category.text for category in item.findall("category")] == ["Local News", "Transit"]
    assert item.findtext("content:encoded", namespaces=NAMES) == (
        f'<p>See <a href="{BASE}/local-news/">all</a>: href="/x" &amp; more.</p>'
    )


def test_atom(section: Section, reader: Client) -> None:
    published(section, credits=[Credit("Ana Ruiz")])
    answer = reader.get("/feed/atom.xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entry = feed.find("atom:entry", NAMES)
    assert entry.findtext("atom:published", namespaces=NAMES) == "2025-10-08T13:14:00+00:00"
    assert entry.findtext("atom:updated", namespaces=NAMES) >= "2026"
    assert entry.findtext("atom:author/atom:name", namespaces=NAMES) == "Ana Ruiz"
    content = entry.find("atom:content", NAMES)
    assert content.attrib == {"type": "html"}
    assert content.text.startswith("<p>The ferry runs again")


def test_json_feed(section: Section, reader: Client) -> None:
    story = published(section, credits=[Credit("Ana Ruiz")], tags=["Transit"])
    answer = reader.get("/feed/feed.json")
    feed = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert {name: feed[name] for name in ("version", "title", "home_page_url", "feed_url", "language")} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Miami News",
        "home_page_url": f"{BASE}/",
        "feed_url": f"{BASE}/feed/feed.json",
        "language": "en",
    }
    [item] = feed["items"]
    assert item["url"] == f"{BASE}/local-news/ferry-friends-return-{story.pk}/"
    assert item["summary"] == 'Four "dollars"'
    assert item["authors"] == [{"name": "Ana Ruiz"}]
    assert item["tags"] == ["Local News", "Transit"]


def test_an_id_outlives_every_edition(section: Section, reader: Client) -> None:
    story = published(section)
    before = rss(reader)[0].findtext("guid")
    Story.objects.filter(pk=story.pk).update(headline="Another headline")
    publish_story(placement=home(story), by=None)
    [item] = rss(reader)
    assert (item.findtext("title"), item.findtext("guid")) == ("Another headline", before)


def test_each_list_has_its_own(section: Section, reader: Client) -> None:
    other = make_section(section.station, "Weather")
    published(section, "Ferry", tags=["Transit"])
    published(other, "Storm")
    assert [item.findtext("title") for item in rss(reader, "/feed/section/weather/rss.xml")] == ["Storm"]
    assert [item.findtext("title") for item in rss(reader, "/feed/tag/transit/rss.xml")] == ["Ferry"]
    assert reader.get("/feed/section/none/rss.xml").status_code == 404
    moved = reader.get("/feed/section/Weather/rss.xml")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/feed/section/weather/rss.xml")


def test_a_killed_story_is_gone_and_an_estimated_date_never_there(section: Section, reader: Client) -> None:
    story = published(section)
    published(section, "Long ago", published_at_estimated=True)
    assert [item.findtext("title") for item in rss(reader)] == ["Ferry & friends <return>"]
    tag = reader.get("/feed/rss.xml").headers["ETag"]
    kill_story(story=story, by=None)
    again = reader.get("/feed/rss.xml", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert rss(reader) == []


def test_what_is_there_already_costs_an_empty_304(section: Section, reader: Client) -> None:
    for path in ("/feed/rss.xml", "/feed/atom.xml", "/feed/feed.json"):
        tag = reader.get(path).headers["ETag"]
        assert reader.get(path, headers={"if-none-match": tag}).status_code == 304
        for broken in ("W/", '"', "yesterday"):
            headers = {"if-none-match": broken, "if-modified-since": broken}
            assert reader.get(path, headers=headers).status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow(
    section: Section, reader: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        published(section, f"Story {number}", tags=["Transit"], credits=[Credit("Ana Ruiz")])
    for path, queries in {"": 2, "section/local-news/": 3, "tag/transit/": 4, "corrections/": 2}.items():
        with django_assert_num_queries(queries):
            assert reader.get(f"/feed/{path}rss.xml").status_code == 200


def test_a_correction_is_in_its_feed_and_on_its_page(section: Section, reader: Client) -> None:
    story = published(section)
    Story.objects.filter(pk=story.pk).update(body="<p>Four dollars and ten cents.</p>")
    note = NewCorrection("correction", "The fare was wrong.")
    publish_story(placement=home(story), by=make_admin(), correction=note)
    [item] = rss(reader, "/feed/corrections/rss.xml")
    assert item.findtext("title") == "Correction: Ferry & friends <return>"
    assert item.findtext("description") == "The fare was wrong."
    assert "The fare was wrong." in reader.get("/corrections/").content.decode()
    assert "The fare was wrong." in rss(reader)[0].findtext("content:encoded", namespaces=NAMES)
    kill_story(story=story, by=None)
    assert rss(reader, "/feed/corrections/rss.xml") == []
    assert "The fare was wrong." not in reader.get("/corrections/").content.decode()


@pytest.mark.parametrize(
    ("page", "folders"),
    [
        ("/", ["/feed/"]),
        ("/local-news/", ["/feed/", "/feed/section/local-news/"]),
        ("/tag/transit/", ["/feed/", "/feed/tag/transit/"]),
        ("/corrections/", ["/feed/", "/feed/corrections/"]),
    ],
)
def test_pages_name_all_three_formats(
    section: Section, reader: Client, page: str, folders: list[str]
) -> None:
    published(section, tags=["Transit"])
    html = reader.get(page).content.decode()
    found = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', html)
    assert [address for __, __, address in found] == [
        f"{BASE}{folder}{name}" for folder in folders for name in ("rss.xml", "atom.xml", "feed.json")
    ]
    assert len({title for __, title, __ in found}) == len(found)
    for kind, __, address in found:
        assert reader.get(address.removeprefix(BASE)).headers["Content-Type"].startswith(kind)
