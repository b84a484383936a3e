"""Answers that no view gives carry what all answers carry."""

import pytest
from django.test import Client

from articles.models import Host
from articles.services.publishing import publish_story
from tests.cast import home, make_section, make_station, make_story

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


OWN = ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin")


@pytest.mark.parametrize("path", ["/", "/feed/rss.xml", "/oembed?url=http://kmia.localhost{story}"])
def test_a_page_that_has_not_changed_keeps_what_it_came_with(path: str) -> None:
    """A browser takes the headers of the 304 over those that it has: another policy would be the page's."""
    story = make_story(make_section(make_station()), "Ferry")
    publish_story(placement=home(story), by=None)
    client = Client(headers={"host": "kmia.localhost"})
    address = path.format(story=f"/local-news/ferry-{story.pk}/")
    whole = client.get(address)
    again = client.get(address, headers={"if-none-match": whole.headers["ETag"]})
    assert (whole.status_code, again.status_code) == (200, 304)
    assert [again.headers.get(name) for name in OWN] == [whole.headers.get(name) for name in OWN]
