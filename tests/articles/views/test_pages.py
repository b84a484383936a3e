"""What readers get at each address of a station."""

import datetime as dt
from typing import NoReturn

import pytest
from django.db import OperationalError, connections
from django.test import Client

from articles.models import Address, Host, Person, Placement, Role, Section, Station, Story, Tag
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.stations import close_station
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_section, make_station, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def section(station: Station) -> Section:
    return make_section(station)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def live(section: Section, headline: str = "Ferry returns to the bay", **fields) -> Story:
    story = make_story(section, headline, **fields)
    publish_story(placement=home(story), by=None)
    return story


def path_of(story: Story) -> str:
    placement = Placement.objects.select_related("section").get(story=story, home=True)
    return f"/{placement.section.slug}/{placement.slug}-{story.pk}/"


def test_story(client: Client, section: Section) -> None:
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    story = live(
        section,
        deck="Four dollars a ride",
        credits=[Credit("Ana Ruiz", "Staff Writer", Person.objects.get().pk), Credit("Sam Okoro")],
        tags=["Transit"],
        published_at=dt.datetime(2025, 10, 8, 13, 14, tzinfo=dt.UTC),
    )
    answer = client.get(path_of(story))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p>" in text
    assert 'href="/person/ana-ruiz/"' in text
    assert "Sam Okoro" in text
    assert 'href="/tag/transit/"' in text
    assert 'datetime="2025-10-08T09:14:00-04:00"' in text
    assert "Four dollars a ride" in text
    assert f'<link rel="canonical" href="http://kmia.localhost:8000{path_of(story)}"' in text


def test_corrections_stand_above_the_text_with_their_time(
    client: Client, station: Station, section: Section
) -> None:
    story = live(section)
    publish_story(
        placement=home(story),
        by=make_user("paul", Role.PUBLISHER, station),
        correction=NewCorrection("correction", "The fare is $4 & not <b>$5</b>."),
    )
    text = client.get(path_of(story)).content.decode()
    note = text[text.index('class="corrections"') : text.index("</aside>")]
    assert "<b>Correction</b> <time datetime=" in note
    assert "The fare is $4 &amp; not &lt;b&gt;$5&lt;/b&gt;." in note
    assert text.index("<h1") < text.index('class="corrections"') < text.index('class="story-body"')
    Station.objects.update(language="es")
    assert "<b>Corrección</b>" in client.get(path_of(story)).content.decode()


def test_no_invented_date(client: Client, section: Section) -> None:
    story = live(section, published_at=dt.datetime(1998, 3, 1, tzinfo=dt.UTC), published_at_estimated=True)
    article = client.get(path_of(story)).content.decode()
    assert "1998" not in article
    assert "1998" not in client.get("/local-news/").content.decode()


@pytest.mark.parametrize(
    "spelling", ["/x/y-{}/", "/local-news/{}", "/LOCAL-NEWS/ferry-{}/", "/local-news/-{}/"]
)
def test_any_other_spelling_leads_to_the_one_address(client: Client, section: Section, spelling: str) -> None:
    story = live(section)
    answer = client.get(spelling.format(story.pk))
    assert (answer.status_code, answer["Location"]) == (301, path_of(story))


def test_unpublished_is_like_never_existed(client: Client, section: Section, clock) -> None:
    draft, scheduled = make_story(section, "Draft"), make_story(section, "Later")
    publish_story(placement=home(scheduled), by=None, at=clock.now() + dt.timedelta(hours=1))
    missing = client.get("/local-news/x-999999/")
    for story in (draft, scheduled):
        answer = client.get(path_of(story))
        shown = answer.content.decode().replace(path_of(story), "/local-news/x-999999/")
        assert (answer.status_code, shown) == (404, missing.content.decode())
        assert answer.headers == missing.headers


def test_withdrawn_and_killed_are_gone_without_a_word(client: Client, section: Section) -> None:
    withdrawn, killed = live(section, "Mayor opens bridge"), live(section, "Bridge opens mayor")
    withdraw_story(placement=home(withdrawn), by=None, reason="Under review.")
    kill_story(story=killed, by=None)
    for story in (withdrawn, killed):
        answer = client.get(f"/local-news/{story.pk}/")
        assert answer.status_code == 410
        assert "bridge" not in answer.content.decode().lower()
    assert "Under review." in client.get(f"/local-news/{withdrawn.pk}/").content.decode()


def test_another_stations_story_is_not_here(client: Client, section: Section) -> None:
    other = live(make_section(make_station("KZVN")))
    assert client.get(path_of(other)).status_code == 404


def test_closed_station_answers_like_a_stranger(client: Client, station: Station) -> None:
    stranger = Client(headers={"host": "nobody.localhost"}).get("/")
    close_station(station=station, by=None)
    answer = client.get("/")
    assert (answer.status_code, answer.content) == (stranger.status_code, stranger.content)
    assert answer.status_code == 400


def test_other_hosts_lead_to_the_primary_one(station: Station) -> None:
    Host.objects.create(station=station, name="www.kmia.localhost")
    for host in ("www.kmia.localhost", "WWW.kmia.localhost:8000", "kmia.localhost."):
        answer = Client(headers={"host": host}).get("/local-news/?before=5-1")
        assert (answer.status_code, answer["Location"]) == (
            301,
            "http://kmia.localhost:8000/local-news/?before=5-1",
        )


def test_admin_does_not_exist_on_station_hosts(client: Client, station: Station) -> None:
    for path in ("/admin/", "/admin/login/", "/admin/articles/story/"):
        assert client.get(path).status_code == 404
    assert Client(headers={"host": "localhost"}).get("/local-news/").status_code == 404


def test_tag_and_person_pages_follow_merging(client: Client, section: Section) -> None:
    live(section, tags=["Transit"])
    transit = Tag.objects.get()
    Tag.objects.create(name="Public transport", slug="public-transport", merged_into=transit)
    assert client.get("/tag/transit/").status_code == 200
    moved = client.get("/tag/public-transport/")
    assert (moved.status_code, moved["Location"]) == (301, "/tag/transit/")


def test_a_tag_or_person_without_a_live_story_is_unknown(client: Client, section: Section) -> None:
    make_story(section, tags=["Secret investigation"])
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    assert client.get("/tag/secret-investigation/").status_code == 404
    assert client.get("/person/ana-ruiz/").status_code == 404
    person.listed_on.add(section.station)
    assert client.get("/person/ana-ruiz/").status_code == 200


def test_old_addresses(client: Client, section: Section, station: Station) -> None:
    story, draft = live(section), make_story(section, "Draft")
    host = station.hosts.get()
    for path, fields in {
        "/news/17.html": {"story": story},
        "/news/18.html": {"story": draft},
        "/jobs": {"url": "https://jobs.example/kmia"},
        "/contest-2003": {"gone": True},
        "/traffic/": {"url": "https://traffic.example/"},
    }.items():
        Address.objects.create(host=host, path=path, **fields)
    assert client.get("/news/17.html")["Location"] == path_of(story)
    assert client.get("/news/18.html").status_code == 404
    assert client.get("/jobs")["Location"] == "https://jobs.example/kmia"
    assert client.get("/traffic/")["Location"] == "https://traffic.example/"
    assert client.get("/contest-2003").status_code == 410
    withdraw_story(placement=home(story), by=None)
    assert client.get("/news/17.html").status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/", "/a/b/c", "/%00", "/%ff%fe/", "/local-news/?before=x", "/?before=999999999999999999-1",
        "/local-news/ferry-99999999999999999999/", "/tag/%F0%9F%98%80/", "/static/brand/0000000000000000.css",
        "/healthz/", "/robots.txt/",
    ],
)  # fmt: skip
def test_unknown_addresses_get_the_branded_404(client: Client, section: Section, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Miami News" in answer.content.decode()


def test_machines(client: Client, station: Station, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
        assert Client(headers={"host": "balancer.localhost"}).get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ok\n"
    assert client.get("/robots.txt").content.startswith(b"User-agent: *\nDisallow: /preview/\n")
    assert Client(headers={"host": "localhost"}).get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize("host", ["kmia.localhost", "localhost"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_machines_only_ask(station: Station, host: str, path: str) -> None:
    client = Client(headers={"host": host}, enforce_csrf_checks=True)
    assert client.head(path).status_code == 200
    refused = client.post(path)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")


@pytest.fixture
def readers_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> NoReturn:
        raise OperationalError('password authentication failed for user "newsroom_readers"')

    monkeypatch.setattr(connections["readers"], "cursor", refuse)


@pytest.mark.usefixtures("readers_away")
def test_without_the_readers_login_the_process_is_not_ready(client: Client, station: Station) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"no database: readers\n")
    for host in ("kmia.localhost", "localhost"):
        page = Client(headers={"host": host}).get("/")
        assert (page.status_code, page["Retry-After"], page["Cache-Control"]) == (503, "30", "no-store")
        assert page.content.startswith(b"This page is not available right now.")


def test_public_answers_have_neither_cookie_nor_nonce(client: Client, section: Section) -> None:
    story = live(section)
    for path in ("/", "/local-news/", path_of(story), "/nothing/"):
        answer = client.get(path, headers={"cookie": "newsroom-session=1; newsroom-csrf=2"})
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "nonce" not in policy
        assert "unsafe" not in policy
        # A data block is run by nobody.
        assert b"<script" not in answer.content.replace(b'<script type="application/ld+json">', b"")
        assert b" style=" not in answer.content


def test_any_spelling_on_any_host_leads_to_the_story_in_one_hop(client: Client, section: Section) -> None:
    Host.objects.create(station=section.station, name="www.kmia.localhost")
    story = live(section)
    for host in ("www.kmia.localhost", "kmia.localhost."):
        for spelling in (path_of(story), f"/x/y-{story.pk}", f"/LOCAL-news/{story.pk}/"):
            answer = client.get(f"{spelling}?utm_source=mail", headers={"host": host})
            where = f"http://kmia.localhost:8000{path_of(story)}?utm_source=mail"
            assert (answer.status_code, answer["Location"]) == (301, where), (host, spelling)
        assert (
            client.get("/nothing/", headers={"host": host})["Location"]
            == "http://kmia.localhost:8000/nothing/"
        )


@pytest.mark.parametrize(
    "path",
    ["//evil.example/x", "///evil.example/", "//kmia.localhost:8000@evil.example/", "/\\evil.example/"],
)
def test_no_spelling_on_an_alias_leads_to_anybody_else(client: Client, section: Section, path: str) -> None:
    Host.objects.create(station=section.station, name="www.kmia.localhost")
    for host in ("www.kmia.localhost", "kmia.localhost."):
        answer = client.get("/", PATH_INFO=path, headers={"host": host})
        assert (answer.status_code, answer["Cache-Control"]) == (301, "no-cache")
        assert answer["Location"].startswith("http://kmia.localhost:8000/"), answer["Location"]


def test_a_story_published_again_unchanged_is_no_update(client: Client, section: Section, clock) -> None:
    story = live(section)
    clock.advance(dt.timedelta(hours=1))
    withdraw_story(placement=home(story), by=None)
    publish_story(placement=home(story), by=None)
    assert "Updated" not in client.get(path_of(story)).content.decode()
    clock.advance(dt.timedelta(hours=1))
    Story.objects.filter(pk=story.pk).update(deck="Four dollars a ride")
    publish_story(placement=home(story), by=None)
    changed = clock.now().astimezone(story.station.zone).isoformat(timespec="minutes")[:16]
    for page in (path_of(story), "/local-news/", "/"):
        text = client.get(page).content.decode()
        assert f'Updated <time datetime="{changed}' in text, page


def test_pages_are_compressed_and_asked_for_again(client: Client, section: Section) -> None:
    path = path_of(live(section, body="<p>The ferry runs again from Monday.</p>" * 20))
    first = client.get(path, headers={"accept-encoding": "gzip"})
    assert (first["Content-Encoding"], first["Cache-Control"]) == ("gzip", "no-cache")
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    withdraw_story(placement=home(Story.objects.get()), by=None)
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 410


def test_an_archive_without_dates_has_a_front(client: Client, section: Section) -> None:
    """What nobody knows the date of is no news, but it is there."""
    long_ago = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    live(section, "Undated harbor story", published_at=long_ago, published_at_estimated=True)
    page = client.get("/").content.decode()
    assert "Undated harbor story" in page
    assert "has no stories yet" not in page
    live(section, "Older news", published_at=dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    live(section, "News of the top", published_at=dt.datetime(2002, 1, 1, tzinfo=dt.UTC))
    assert "Undated harbor story" not in client.get("/").content.decode()


def test_what_is_not_there_offers_what_is(client: Client, section: Section) -> None:
    live(section, "Ferry returns")
    gone = live(section, "Bridge closes")
    withdraw_story(placement=home(gone), by=None)
    for path, status in (("/nothing/", 404), (f"/local-news/x-{gone.pk}/", 410)):
        answer = client.get(path)
        assert (answer.status_code, "Ferry returns" in answer.content.decode()) == (status, True)


def test_a_later_page_has_an_address_of_its_own(client: Client, section: Section) -> None:
    for number in range(21):
        live(section, f"Story {number}")
    page = client.get("/local-news/").content.decode()
    later = page.split('rel="next" href="')[1].split('"')[0]
    text = client.get(later).content.decode()
    assert f'<link rel="canonical" href="http://kmia.localhost:8000{later}">' in text
    assert "<title>Local News, older stories - Miami News</title>" in text


def test_the_reason_of_an_old_withdrawal_does_not_come_back(client: Client, section: Section, clock) -> None:
    story = live(section)
    withdraw_story(placement=home(story), by=None, reason="We are checking a figure.")
    publish_story(placement=home(story), by=None, until=clock.now() + dt.timedelta(hours=1))
    clock.advance(dt.timedelta(hours=2))
    answer = client.get(path_of(story))
    assert answer.status_code == 410
    assert "checking a figure" not in answer.content.decode()
    assert "published for a limited time" in answer.content.decode()
