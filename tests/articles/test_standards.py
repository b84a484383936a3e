"""What two stations give to machines heeds the standards, with every element in use."""

import datetime as dt
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from articles.models import Asset, Person, Source, Station, Story, StoryNote, WebFiles
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story
from tests.cast import BRANDS, HOSTS, home, make_admin, make_section, make_station, make_story
from tests.standards import files, sitemaps
from tests.standards.atom import ATOM
from tests.standards.json_feed import JSON_FEED
from tests.standards.rss import RSS
from tests.standards.rules import broken
from tests.standards.schemas import FAULTS, unread

pytestmark = pytest.mark.django_db

HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
HEADLINE = "Ferry & “friends” <return> to the bay"
BODY = """\
<p>See <a href="/local-news/">all</a>, <a href="https://bay.example/a?b=1&amp;c=2">theirs</a> &amp; more.</p>\
<h2>Fares</h2><ul><li>Four dollars</li></ul><table><tbody><tr><td>5 &lt; 6</td></tr></tbody></table>\
<figure data-kind="picture" data-asset="{picture}" data-alt="A pier" data-credit="Ana Ruiz">\
<figcaption>The “old” pier</figcaption></figure>\
<figure data-kind="embed" data-provider="youtube">\
<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">The film</a></figure>\
<blockquote data-kind="pullquote"><p>We are back.</p></blockquote>\
<aside data-kind="factbox"><h3>In short</h3><p>Monday.</p></aside>\
<aside data-kind="related" data-story="{other}"></aside>"""
FEEDS = ("", "section/local-news/", "tag/transit/", "person/ana-ruiz/", "corrections/")


@pytest.fixture(autouse=True)
def stations(settings: Any, clock: Any) -> list[Station]:
    """In production, where every address is https. The second one is Spanish and speaks for the group."""
    settings.DEMO = False
    found = [make_station("KMIA", tagline="News of the bay & the keys"), make_station("KZVN", language="es")]
    picture = Asset.objects.create(
        token="0123456789abcdef" * 2, sha256="0" * 64, format="JPEG", width=1600, height=1067, title="Pier",
        alt="A “pier”", caption="The pier & the bay", credit="Ana Ruiz", is_complete=True,
    )  # fmt: skip
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", fediverse="@ana@social.example")
    source = Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire")
    for station in found:
        furnish(station, picture, source, clock.now())
    return found


def furnish(station: Station, picture: Asset, source: Source, now: dt.datetime) -> None:
    section = make_section(station)
    admin = make_admin(f"gia-{station.callsign.lower()}")
    ana = Person.objects.get()
    plain = make_story(section, "A word from the harbour", language="en")
    dated = make_story(
        section, "Of a day", published_at=now - HOUR, published_at_day_only=True, language="es"
    )
    whole = make_story(
        section,
        HEADLINE,
        deck="Four “dollars” & a half",
        body=BODY.format(picture=picture.pk, other=plain.pk),
        dateline="MIAMI BEACH",
        label="analysis",
        ai_use="assisted",
        source=source,
        lead_picture=picture,
        gallery=[picture.pk],
        related=[plain.pk],
        tags=["Transit", "R&B <night>"],
        credits=[Credit("Ana Ruiz", "City Hall reporter", ana.pk), Credit("Tom O’Bell & sons")],
    )
    StoryNote.objects.create(story=whole, author=admin, text="sentinel: call the harbour first")
    for story in (plain, dated, whole):
        publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=whole.pk).update(deck="Five “dollars” & a half")
    fare = NewCorrection("correction", "The fare was <wrong> & is five dollars.")
    publish_story(placement=home(whole), by=admin, correction=fare)
    WebFiles.objects.create(
        station=station,
        security_contact="mailto:safe@bay.example",
        security_until=now.date() + dt.timedelta(days=90),
        stands_for_group=station.callsign == "KZVN",
        trust_lines="member=https://press.example/\nsocial=https://social.example/@bay # ours",
        ads_lines="ads.example, 12345, DIRECT, ab12 # ours\nOWNERDOMAIN=bay.example",
    )


def ask(host: str, path: str) -> Any:
    answer = Client(headers={"host": host}).get(path)
    assert answer.status_code == 200, path
    return answer


def get(host: str, path: str) -> bytes:
    found: bytes = ask(host, path).content
    return found


def xml(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data.decode())  # noqa: S314 - our own


@pytest.fixture(params=HOSTS)
def callsign(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def host(callsign: str) -> str:
    return HOSTS[callsign]


@pytest.mark.parametrize("of", FEEDS)
def test_feeds(host: str, of: str) -> None:
    answers = {name: ask(host, f"/feed/{of}{name}") for name in ("rss.xml", "atom.xml", "feed.json")}
    schemas = {"rss.xml": "rss", "atom.xml": "atom", "feed.json": "json feed"}
    assert [FAULTS[schemas[name]](answer.content) for name, answer in answers.items()] == [[], [], []]
    for name in ("rss.xml", "atom.xml"):
        assert unread(answers[name].content, answers[name].headers["Content-Type"]) == ""
    rss, atom = xml(answers["rss.xml"].content), xml(answers["atom.xml"].content)
    said = answers["feed.json"].json()
    assert broken(RSS, rss) == []
    assert broken(ATOM, atom) == []
    assert broken(JSON_FEED, said) == []
    # The three tell the same stories.
    ids = [item.findtext("guid") for item in rss.iter("item")]
    assert ids == [entry["id"] for entry in said["items"]] != []
    assert ids == [found.text for found in atom.iterfind("{*}entry/{*}id")]


def test_sitemaps(host: str, callsign: str, clock: Any) -> None:
    data = get(host, "/sitemap.xml")
    index = sitemaps.read(data)
    assert FAULTS["sitemap index"](data) == broken(sitemaps.SITEMAP, index) == []
    news = sitemaps.news_sitemap(clock.now(), BRANDS[callsign])
    for loc in sitemaps.every_loc(index):
        path = loc.removeprefix(f"https://{host}")
        data = get(host, path)
        found = sitemaps.read(data)
        assert FAULTS["sitemap"](data) == [], path
        assert broken(news if "news" in path else sitemaps.SITEMAP, found) == [], path
        assert len(found) > 0, path


def test_small_files(host: str, clock: Any) -> None:
    found = {path: get(host, path).decode() for path in ("/robots.txt", "/trust.txt", "/ads.txt")}
    address = f"https://{host}/.well-known/security.txt"
    security = files.pairs(get(host, "/.well-known/security.txt").decode(), ":")
    assert broken(files.ROBOTS, files.pairs(found["/robots.txt"], ":")) == []
    assert broken(files.TRUST, files.pairs(found["/trust.txt"], "=")) == []
    assert broken(files.ADS, found["/ads.txt"]) == []
    assert broken(files.security_txt(clock.now(), address), security) == []
    manifest = json.loads(get(host, "/manifest.webmanifest"))
    assert broken(files.manifest_at(f"https://{host}/manifest.webmanifest"), manifest) == []


def test_whom_one_station_controls_says_so_itself() -> None:
    said = {name: files.pairs(get(name, "/trust.txt").decode(), "=") for name in HOSTS.values()}
    controls = {(name, of) for name in said for of in files.values(said[name], "control")}
    controlled = {(name, by) for name in said for by in files.values(said[name], "controlledby")}
    assert controls == {("kzvn.localhost", "https://kmia.localhost/")}
    assert controlled == {("kmia.localhost", "https://kzvn.localhost/")}


# What tells of stories: the file of their numbers aside, which is asked for by its number.
DOCUMENTS = (
    "/news-sitemap.xml",
    *(f"/feed/{of}{name}" for of in FEEDS for name in ("rss.xml", "atom.xml", "feed.json")),
)


def test_a_killed_story_is_gone_from_all_of_them_in_one_step_and_a_note_in_none(host: str) -> None:
    story = Story.objects.get(headline=HEADLINE, station__hosts__name=host)
    paths = (*DOCUMENTS, f"/sitemap-{story.pk // 1000}.xml")
    address = f"-{story.pk}/"
    for path in paths:
        said = get(host, path).decode()
        assert address in said, path
        assert "sentinel" not in said, path
    kill_story(story=story, by=None)
    reader = Client(headers={"host": host})
    assert [path for path in paths if address in reader.get(path).content.decode()] == []


def test_news_are_of_48_hours_to_the_minute(host: str, callsign: str, clock: Any) -> None:
    section = Station.objects.get(callsign=callsign).sections.get()
    for name, age in {"young": 48 * HOUR - MINUTE, "old": 48 * HOUR + MINUTE}.items():
        story = make_story(section, f"{name} one", published_at=clock.now() - age)
        publish_story(placement=home(story), by=None)
    said = get(host, "/news-sitemap.xml").decode()
    assert ("young one" in said, "old one" in said) == (True, False)
    clock.advance(MINUTE)
    assert "young one" not in get(host, "/news-sitemap.xml").decode()


# So many more of one live story that there are 1,001.
MORE = """
with old as (select * from articles_edition where id = %s),
numbers as (
    insert into articles_story (station_id, headline, deck, body, language, dateline, label, ai_use, gallery,
        related, published_at_estimated, published_at_day_only, on_hold, stage, version, created_at,
        updated_at)
    select station_id, headline, deck, body, language, dateline, label, ai_use, gallery,
        related, published_at_estimated, published_at_day_only, on_hold, stage, version, created_at,
        updated_at
    from articles_story cross join generate_series(1, %s) where id = (select story_id from old)
    returning id
),
homes as (
    insert into articles_placement (story_id, station_id, section_id, slug, headline_override, home,
        down_kind, down_reason)
    select n.id, o.station_id, o.section_id, o.slug, '', true, '', '' from numbers n cross join old o
    returning id, story_id
)
insert into articles_edition ({columns}, placement_id, story_id)
select {columns}, h.id, h.story_id from homes h cross join (select {columns} from old) o
"""


def test_1001_stories_fill_two_files(host: str, callsign: str, clock: Any) -> None:
    section = Station.objects.get(callsign=callsign).sections.get()
    story = make_story(section, "One of a thousand and one")
    edition = publish_story(placement=home(story), by=None)
    already = len(sitemaps.read(get(host, "/news-sitemap.xml")))
    columns = ", ".join(
        field.column
        for field in edition._meta.concrete_fields
        if field.column not in ("id", "placement_id", "story_id")
    )
    with connection.cursor() as cursor:
        cursor.execute(MORE.format(columns=columns), [edition.pk, 1001 - already])
    news = sitemaps.news_sitemap(clock.now(), BRANDS[callsign])
    sizes = []
    for path in ("/news-sitemap.xml", "/news-sitemap-2.xml"):
        found = sitemaps.read(get(host, path))
        assert broken(news, found) == [], path
        sizes.append(len(found))
    assert sizes == [1000, 1]
    index = sitemaps.every_loc(sitemaps.read(get(host, "/sitemap.xml")))
    assert [loc for loc in index if "news" in loc] == [
        f"https://{host}/news-sitemap.xml", f"https://{host}/news-sitemap-2.xml",
    ]  # fmt: skip
    assert Client(headers={"host": host}).get("/news-sitemap-3.xml").status_code == 404
