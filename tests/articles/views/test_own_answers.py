"""Answers that no view gives carry what all answers carry."""

import pytest
from django.test import Client

from articles.models import Host
from tests.cast import make_station

pytestmark = pytest.mark.django_db

LEAST = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    ("method", "host", "path", "status"),
    [
        ("get", "unknown.localhost", "/", 400),
        ("get", "old.kmia.localhost", "/sports/", 301),
        ("post", "kmia.localhost", "/", 405),
    ],
    ids=["nobody's host", "an alias", "a post to readers' pages"],
)
def test_they_carry_the_least_policy(method: str, host: str, path: str, status: int) -> None:
    station = make_station()
    Host.objects.create(station=station, name="old.kmia.localhost")
    answer = getattr(Client(), method)(path, headers={"host": host})
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in LEAST} == LEAST


def test_a_page_keeps_its_own_policy() -> None:
    make_station()
    page = Client().get("/", headers={"host": "kmia.localhost"})
    assert "style-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_page_that_has_not_changed_keeps_what_it_came_with() -> None:
    """A browser takes the headers of the 304 over those that it has: a policy in it would be the page's."""
    make_station()
    client = Client(headers={"host": "kmia.localhost"})
    tag = client.get("/").headers["ETag"]
    answer = client.get("/", headers={"if-none-match": tag})
    own = {
        name: answer.headers.get(name) for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy")
    }
    assert (answer.status_code, set(own.values())) == (304, {None})
