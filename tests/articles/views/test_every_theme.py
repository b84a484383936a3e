"""Every theme that is there, THEMES included: it adds and moves, and no page of it loses a word or a link."""

import re
from html.parser import HTMLParser
from itertools import product
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from articles.demo import load_demo
from articles.models import Station
from articles.themes import DEFAULT, themes
from tests.articles.admin.chromium import CALM, sticking_out
from tests.articles.views.test_demo_pages import RULES, crawl, kind_of, one_of_each, work_in_the_demo
from tests.articles.views.test_outline import Outline
from tests.places import addresses

pytestmark = pytest.mark.django_db(transaction=True)
# What the strict policy of readers' pages would refuse, or what asks somebody else.
FORBIDDEN = re.compile(r' style="|<style|<script(?! type="(?:module|application/ld\+json)")| on[a-z]+="')
ELSEWHERE = re.compile(
    r'<(?:img|link rel="(?:stylesheet|icon|preload)|script)[^>]* (?:src|href)="(?:https?:)?//'
)
SHOWN = ("front-kmia", "section", "story", "410")
Screen = tuple[Literal["light", "dark"], int]
SCREENS: tuple[Screen, ...] = (("light", 320), ("dark", 1280))


class Said(HTMLParser):
    """All that a page says to people and to machines: texts, links, pictures' words, facts in its head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts, self.facts = list[str](), set[tuple[str, str]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name in ("href", "alt", "action", "name", "datetime"):
            # Sheet, fonts and icon are the theme's own.
            if tag != "link" or given.get("rel") in ("canonical", "alternate", "manifest"):
                self.facts.add((name, given.get(name) or ""))
        if tag == "meta":
            self.facts.add(("content", given.get("content") or ""))

    def handle_data(self, data: str) -> None:
        self.texts += filter(None, [" ".join(data.split())])

    def lost_in(self, other: "Said") -> list[str]:
        whole = " ".join(other.texts)
        return [text for text in self.texts if text not in whole] + [
            f"{name}={value}" for name, value in sorted(self.facts - other.facts)
        ]


def pages(host: str, paths: list[str], theme: str) -> dict[str, str]:
    Station.objects.update(theme=theme)
    client = Client(headers={"host": host})
    return {path: client.get(path).content.decode() for path in paths}


def test_no_theme_loses_a_word_or_a_link() -> None:
    kinds, faults = set[str](), dict[tuple[str, str], list[str]]()
    for host, beside in work_in_the_demo(port=80).items():
        # A preview is dated at the moment.
        paths = [path for path in one_of_each(crawl(host, beside), beside) if kind_of(path) != "preview"]
        kinds |= {kind_of(path) for path in paths}
        plain = pages(host, paths, DEFAULT)
        for name in themes():
            for path, html in pages(host, paths, name).items():
                lost = [f"lost: {what}" for what in Said(plain[path]).lost_in(Said(html))]
                wrong = [*FORBIDDEN.findall(html), *ELSEWHERE.findall(html), *Outline(html).faults]
                faults[name, host + path] = lost + wrong
    assert len(kinds) > 15
    assert {place: found for place, found in faults.items() if found} == {}


def test_what_is_lost_is_found() -> None:
    """The test above, on a page that leaves out what a page owes."""
    whole = '<p>Sponsored <a href="/a/">Report an error</a></p><img alt="A pier"><meta content="noindex">'
    told = Said(whole).lost_in(Said('<p>Spon<b>sored</b></p><img alt="">'))
    assert told == ["Sponsored", "Report an error", "alt=A pier", "content=noindex", "href=/a/"]
    assert Said(whole).lost_in(Said(f"<b>Extra</b>{whole}")) == []


@pytest.mark.browser
def test_axe_finds_nothing_in_any_theme(browser: Browser, live_server: LiveServer) -> None:
    load_demo()
    shown = addresses(urlsplit(live_server.url).port or 80)
    found: dict[tuple[str, str, str, int], list[str]] = {}
    for name, (scheme, width) in product(themes(), SCREENS):
        Station.objects.update(theme=name)
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        page = context.new_page()
        for kind in SHOWN:
            page.goto(shown[kind])
            page.evaluate(CALM)
            broken = [rule["id"] for rule in Axe().run(page, options=RULES).response["violations"]]
            found[name, kind, scheme, width] = broken + sticking_out(page)
        context.close()
    assert len(found) == len(themes()) * len(SCREENS) * len(SHOWN)
    assert {place: broken for place, broken in found.items() if broken} == {}
