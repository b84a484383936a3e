"""Cards under a finger: all of a card leads to its story, and a reader who comes back is where they were."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from articles.demo import load_demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTS = ("kmia.localhost", "kzvn.localhost")
# What a finger hits within each edge of a card's picture, and in the middle of that and of the headline.
HIT = """
() => [...document.querySelectorAll(".card")].flatMap(card => {
  const wanted = card.querySelector(".card-headline a");
  return [card.querySelector("img"), wanted].filter(part => part).flatMap(part => {
    part.scrollIntoView({ block: "center" });
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const edges = [[x, top + 3], [x, bottom - 3], [left + 3, y], [right - 3, y]];
    return [[x, y], ...(part === wanted ? [] : edges)]
      .map(([x, y]) => document.elementFromPoint(x, y)?.closest("a"))
      .filter(link => link !== wanted)
      .map(link => `${part.tagName} of ${wanted.href}: ${link?.href}`);
  });
})
"""


@pytest.fixture
def ports(live_server: LiveServer) -> int:
    load_demo()
    return urlsplit(live_server.url).port or 80


def read(browser: Browser, width: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": 844})


@pytest.mark.parametrize("width", [390, 768, 1000, 1280])
def test_every_edge_of_a_picture_leads_to_its_story(browser: Browser, ports: int, width: int) -> None:
    page, missed = read(browser, width), dict[str, Any]()
    for host in HOSTS:
        for path in ("/", "/local-news/", "/search/?q=the+city", "/archive/2026/11/"):
            page.goto(f"http://{host}:{ports}{path}")
            missed[host + path] = page.evaluate(HIT)
    page.close()
    assert {path: links for path, links in missed.items() if links} == {}


def test_a_page_that_is_loaded_again_is_where_it_was(browser: Browser, ports: int) -> None:
    """At once, not after a way through all of it, and by less than a card beside it."""
    page = read(browser, 390)
    for host in HOSTS:
        page.goto(f"http://{host}:{ports}/")
        page.wait_for_timeout(1000)
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight - 2000)")
        page.wait_for_timeout(200)
        before = page.evaluate("scrollY")
        assert before > 1500
        page.reload()
        seen = [page.evaluate("scrollY")]
        for _ in range(6):
            page.wait_for_timeout(100)
            seen.append(page.evaluate("scrollY"))
        assert max(abs(place - before) for place in seen) < 120, (host, before, seen)
    page.close()
