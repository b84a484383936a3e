"""Every address that the resolver knows, by method, role and state, against a reviewed table.

`matrix.txt` holds a line for each: host, address, method, state of the story (or -), and a letter for each
role in the order of `world.ROLES`: y answered, n refused (403), 0 not found (404), g gone (410),
b no such host, l sent to sign in, m method not allowed, r sent elsewhere, ! broken.
An address without a line fails, and so does a line without an address.
After a change, `python -m tests.articles.print_matrix` prints the table as it now is: read each new line.
"""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import URLResolver, get_resolver
from pytest_django.plugin import DjangoDbBlocker

from articles.services.fronts import preview_token
from articles.services.previewing import token_of
from tests.articles.world import ADMIN_HOST, ROLES, STATES, STATION_HOST, TOKEN, World, build_world

# The mark has the test database made; each test is a savepoint inside the transaction of `world`.
pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("matrix.txt")
HOSTS = {ADMIN_HOST: "articles.urls.admin", STATION_HOST: "articles.urls.station"}
METHODS = ("GET", "POST")
MODELS = {model._meta.model_name: model for model in apps.get_app_config("articles").get_models()}


def routes(host: str) -> list[str]:
    """Every pattern of a host as one string, such as `admin/articles/story/<path:object_id>/change/`."""

    def walk(patterns: list, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    return sorted(set(walk(get_resolver(HOSTS[host]).url_patterns, "")))


def is_of_a_story(route: str) -> bool:
    return ("/story/" in route and "<" in route) or "(?P<number>" in route


CASES = [
    (host, route, method, state)
    for host in HOSTS
    for route in routes(host)
    for method in METHODS
    for state in (STATES if is_of_a_story(route) else ("-",))
]


def path_of(route: str, state: str, world: World) -> str:
    """An address that the route matches, for a row that exists."""
    story = world.stories.get(state, world.stories["live"])
    model = re.search(r"admin/articles/(\w+)/", route)
    row = story if is_of_a_story(route) else world.objects.get(model[1] if model else "")
    row_key = row.pk if row else 0
    published = world.stories["live"].editions.earliest("number").published_at.astimezone(world.station.zone)
    fills = {
        "content_type_id": 0,
        "token": token_for(route, world),
        "asset": TOKEN,
        "item": world.objects["importitem"].pk,
        "size": "640",
        "extension": "webp",
        "digest": "0" * 16,
        "page": "story",
        "name": "rss.xml",
        "kind": "ethics",
        "edition": 1,
        "year": f"{published:%Y}",
        "month": f"{published:%m}",
        "day": f"{published:%d}",
        "part": story.pk // 1000,
        "section": "local-news",
        "station_pk": world.station.pk,
        "section_pk": world.section.pk,
        "news_pk": world.objects["breakingnews"].pk,
        "number": story.pk,
        "url": "nothing",
        "app_label": "articles",
        "slug": {"tag": "transit", "person": "ana-ruiz"}.get(
            route.removeprefix("feed/").split("/")[0], "local-news"
        ),
    }
    route = route.replace("(?:(?P<slug>[^/]{0,300})-)?", "x-").replace("/?", "/").replace(r"\.", ".")
    route = route.replace(r"(?:(?P<version>\d{1,9})/)?", "1/")
    route = re.sub(r"\(\?P<(\w+)>[^()]*\)", lambda found: str(fills.get(found[1], row_key)), route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(fills.get(found[1], row_key)), route)
    return "/nothing.html" if route == ".*" else f"/{route}"


def token_for(route: str, world: World) -> str:
    if route.startswith("preview/front/"):
        return preview_token(station=world.station, section=None, placed={})
    return token_of(world.objects["previewlink"]) if route.startswith("preview/") else TOKEN


def letter(world: World, host: str, route: str, method: str, state: str, role: str) -> str:
    """One request inside a savepoint that is rolled back; whoever it signed out is signed in again."""
    client = world.clients[host, role]
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.generic(method, path_of(route, state, world))
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code in (301, 302):
        return "l" if "/login/" in answer["Location"] else "r"
    return {400: "b", 403: "n", 404: "0", 405: "m", 410: "g", 500: "!"}.get(answer.status_code, "y")


def letters(world: World, host: str, route: str, method: str, state: str) -> str:
    return "".join(letter(world, host, route, method, state, role) for role in ROLES)


def table() -> dict[tuple[str, str, str, str], str]:
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {(host, route or "/", method, state): found for host, route, method, state, found in lines}


def key(host: str, route: str, method: str, state: str) -> tuple[str, str, str, str]:
    return host, route or "/", method, state


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once for the module, in a transaction that is rolled back at its end."""
    transaction_of_the_module = transaction.atomic()
    transaction_of_the_module._from_testcase = True  # so that the readers share it
    with django_db_blocker.unblock(), transaction_of_the_module:
        yield build_world()
        transaction.set_rollback(True)


def test_every_address_has_its_line_and_every_line_its_address() -> None:
    expected = {key(*case) for case in CASES}
    assert table().keys() - expected == set(), "lines without an address"
    assert expected - table().keys() == set(), "addresses without a reviewed line"


@pytest.mark.parametrize(("host", "route", "method", "state"), CASES)
def test_who_gets_what(
    world: World, django_db_blocker: DjangoDbBlocker, host: str, route: str, method: str, state: str
) -> None:
    with django_db_blocker.unblock():
        assert letters(world, host, route, method, state) == table()[key(host, route, method, state)]
