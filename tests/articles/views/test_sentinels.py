"""Nothing unpublished is in any public answer, whatever is asked."""

import re
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from articles.models import Address, FrontSlot, Host, Person, WebFiles
from articles.services.assets import take_in_picture
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.fronts import Slot, arrange_front
from articles.services.picture_making import make_renditions
from articles.services.publishing import publish_story
from articles.services.stations import close_station
from articles.sitemaps import HOPS
from articles.urls import station as public
from tests.articles.duties import complete
from tests.articles.views.crawling import Answer, crawl, said_by
from tests.articles.views.plans import make_plans
from tests.articles.views.secrets import (
    ABROAD,
    DAY,
    HIDDEN,
    MINUTE,
    TOKENS,
    Newsroom,
    Secret,
    make_secrets,
    word,
)
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.conftest import Clock
from tests.pictures import jpeg

# The mark has the test database made; all tests share one newsroom, in one transaction.
pytestmark = pytest.mark.django_db

EACH = 10
# The numbers that are guessed: those of all stories, and others around them.
GUESSES = 2000
NEVER = 987_654_321
HOSTS = {"kmia.localhost": rf"{HIDDEN}|{ABROAD}|{TOKENS}", "kzvn.localhost": HIDDEN}
# Whoever has such a link gets what it was made for; no answer to anybody else holds one.
BY_LINK = {"preview", "preview_picture", "front_preview"}
# To these no page leads. A route that is new stands here, or some page leads to it.
SEEDS = (
    *("/", "/robots.txt", "/healthz", "/readyz", "/search/?q=ferry", "/contact/correction/sent/"),
    *("/security.txt", "/trust.txt", "/.well-known/trust.txt", "/ads.txt", "/old.html", "/nothing/"),
    *("/feed/corrections/rss.xml", "/favicon.ico", "/apple-touch-icon.png"),
)


@pytest.fixture(scope="module")
def secrets(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Secret]]:
    """Two stations with something on every kind of page, a third that is closed, and all their secrets."""
    whole = transaction.atomic()
    whole._from_testcase = True  # so that the readers share it
    with pytest.MonkeyPatch.context() as change, django_db_blocker.unblock(), whole:
        change.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        yield furnish(Clock())
        transaction.set_rollback(True)


def furnish(clock: Clock) -> list[Secret]:
    closed = make_station("KQAB", brand=f"Brand {word(9000)}", tagline=word(9001))
    stations = [make_station(callsign) for callsign in ("KMIA", "KZVN")]
    room = Newsroom(
        admin=make_admin(word(9002)),
        clock=clock,
        here=make_section(stations[0]),
        abroad=make_section(stations[1], "Outdoors"),
        closed=make_section(closed, f"Section {word(9003)}"),
    )
    picture = take_in_picture(file=jpeg(900), title="Ferry", alt="A ferry", by=None).asset
    make_renditions(picture.pk)
    # What the history tells is older than the minutes of grace.
    told = [old_story(room, section, picture) for section in (room.here, room.abroad)]
    clock.advance(10 * MINUTE)
    for story in told:
        story.body = "<p>It costs five dollars.</p>"
        story.save()
        note = NewCorrection("correction", "The fare is five dollars.")
        publish_story(placement=home(story), by=room.admin, correction=note)
    found = make_secrets(room, EACH)
    clock.advance(30 * MINUTE)
    for number in range(30):
        publish_story(placement=home(make_story(room.here, f"Ferry {number}", tags=["Transit"])), by=None)
    for station, story in zip(stations, told, strict=True):
        complete(station)
        WebFiles.objects.create(
            station=station, security_contact="mailto:safe@mail.example", security_until=clock.now() + 9 * DAY
        )
        host = station.hosts.get()
        Host.objects.create(station=station, name=f"old.{host.name}")
        Address.objects.create(host=host, path="/old.html", story=story)
    make_plans(room, stations[0], next(secret.story for secret in found if secret.state == "withdrawn"))
    plan_front(room, found)
    close_station(station=closed, by=None)
    return found


def old_story(room: Newsroom, section: Any, picture: Any) -> Any:
    name = "Ana Ruiz" if section is room.here else f"Ana {ABROAD}"
    person = Person.objects.create(name=name, slug=f"ana-{section.pk}")
    story = make_story(
        section,
        f"Ferry is back {ABROAD if section is room.abroad else ''}".strip(),
        tags=["Transit"],
        credits=[Credit(person.name, "", person.pk)],
        lead_picture=picture,
    )
    publish_story(placement=home(story), by=None)
    return story


def plan_front(room: Newsroom, secrets: list[Secret]) -> None:
    """What comes stands on the front already, and what is gone stands there still."""
    coming = [secret.story for secret in secrets if secret.state in ("scheduled", "changed_and_coming")]
    slots = [Slot(place, story.pk) for place, story in enumerate(coming[:3], start=1)]
    front = arrange_front(station=room.here.station, slots=slots, seen=0, by=None)
    killed = next(secret.story for secret in secrets if secret.state == "killed")
    FrontSlot.objects.create(arrangement=front.arrangements.get(), place=4, story_id=killed.pk)


@pytest.fixture(scope="module")
def answers(secrets: list[Secret], django_db_blocker: DjangoDbBlocker) -> dict[str, list[Answer]]:
    """Of each station; with ten stories a sitemap, so that there are several."""
    with (
        django_db_blocker.unblock(),
        patch("articles.sitemaps.A_FILE", 10),
        patch("articles.sitemaps.HOPS", HOPS.replace("1000", "10")),
    ):
        return {host: crawl(host, f"http://{host}:8000", SEEDS) for host in HOSTS}


def one_of_each_state(secrets: list[Secret]) -> list[Secret]:
    return list({secret.state: secret for secret in secrets}.values())


@pytest.fixture
def reader(secrets: list[Secret]) -> Client:
    return Client(headers={"host": "kmia.localhost"})


def test_there_are_two_hundred_and_more(secrets: list[Secret]) -> None:
    assert len(secrets) >= 200
    assert len({secret.mine for secret in secrets}) == len(secrets)


def test_every_kind_of_address_is_reached_and_none_tells(answers: dict[str, list[Answer]]) -> None:
    routes = {pattern.name for pattern in public.urlpatterns}
    for host, forbidden in HOSTS.items():
        for answer in answers[host]:
            assert not re.search(forbidden, answer.said), answer
    reached = {answer.route for answer in answers["kmia.localhost"] if answer.status < 400}
    assert routes - reached == BY_LINK


def test_such_a_word_would_be_seen_wherever_stories_are(answers: dict[str, list[Answer]]) -> None:
    """On their own station the same stories are in every kind of answer that holds any."""
    seen = {answer.route for answer in answers["kzvn.localhost"] if ABROAD in answer.said}
    assert seen == {
        *("front", "section", "tag", "person", "archive_month", "archive_day", "search", "story"),
        *("history", "history_version", "corrections", "correction_request", "old_address", "oembed"),
        *("feed", "section_feed", "tag_feed", "person_feed", "corrections_feed"),
        *("sitemap_stories", "news_sitemap", "news_more", "rendition"),
    }


def test_a_number_says_no_more_than_one_that_never_was(secrets: list[Secret], reader: Client) -> None:
    first, last = (pick(secret.story.pk for secret in secrets) for pick in (min, max))
    status = {secret.story.pk: secret.status for secret in secrets}
    never = said_by(reader.get(f"/local-news/x-{NEVER}/"))
    start = max(1, first - (GUESSES - (last - first)) // 2)
    for number in range(start, start + GUESSES):
        answer = reader.get(f"/local-news/x-{number}/", follow=number not in status)
        said = said_by(answer)
        assert not re.search(HOSTS["kmia.localhost"], said), number
        if number in status and status[number] == 200:
            assert answer.status_code == 301, number
        elif number in status:
            assert answer.status_code == status[number], number
        if answer.status_code == 404:
            assert said.replace(f"x-{number}/", f"x-{NEVER}/") == never, number


@pytest.mark.parametrize(
    "path",
    [
        "/local-news/x-{}/history/",
        "/local-news/x-{}/history/1/",
        "/oembed?url=http://kmia.localhost:8000/local-news/x-{}/",
        "/contact/correction/?story={}",
    ],
)
def test_nothing_beside_the_story_tells_either(secrets: list[Secret], reader: Client, path: str) -> None:
    def said(number: int) -> str:
        text = said_by(reader.get(path.format(number))).replace(path.format(number), "N")
        return re.sub(r'name="stamp" value="[^"]*"', "", text)

    never = said(NEVER)
    for secret in secrets:
        found = said(secret.story.pk)
        assert not re.search(HOSTS["kmia.localhost"], found), secret
        if secret.status == 404:
            assert found == never, secret


def finds(reader: Client, path: str, mine: str) -> str:
    return said_by(reader.get(path.format(mine))).replace(mine, "W")


def test_a_search_finds_no_more_than_for_a_word_that_nobody_wrote(
    secrets: list[Secret], reader: Client
) -> None:
    path = "/search/?q={}"
    never = finds(reader, path, "zyzzyvas")
    for secret in secrets:
        assert finds(reader, path, secret.mine) == never, secret
    # What is nearly such a word is no hint at it.
    for secret in one_of_each_state(secrets):
        assert finds(reader, path, f"{secret.mine[:-1]}h") == never, secret


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q={}&sort=best",
        "/search/?q=ferry&tag=tag-{}",
        "/tag/tag-{}/",
        "/feed/tag/tag-{}/rss.xml",
        "/person/person-{}/",
        "/feed/person/person-{}/atom.xml",
        "/old/{}.html",
    ],
)
def test_an_address_with_a_word_is_none(secrets: list[Secret], reader: Client, path: str) -> None:
    never = finds(reader, path, "zyzzyvas")
    for secret in one_of_each_state(secrets):
        # An old address leads where its story is, or was.
        if secret.status == 404 or not path.startswith("/old/"):
            assert finds(reader, path, secret.mine) == never, secret


def test_the_file_of_a_picture_is_none(secrets: list[Secret], reader: Client) -> None:
    def said(token: str) -> str:
        return said_by(reader.get(f"/media/{token}/1/320.jpg"))

    never = said("0" * 32)
    # Any station gives what is live on one of them.
    hidden = [secret for secret in secrets if secret.state != "abroad"]
    assert {said(secret.asset.token) for secret in hidden} == {never}


def test_a_closed_station_and_an_alias_say_nothing(secrets: list[Secret]) -> None:
    closed = next(secret for secret in secrets if secret.state == "closed")
    for host, status in {"kqab.localhost": 400, "old.kmia.localhost": 301}.items():
        client = Client(headers={"host": host})
        for path in ("/", "/robots.txt", "/feed/rss.xml", f"/local-news/{closed.story.pk}/"):
            answer = client.get(path)
            assert (answer.status_code, HIDDEN in said_by(answer)) == (status, False), (host, path)
