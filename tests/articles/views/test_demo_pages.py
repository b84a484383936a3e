"""Every page that the demo's stations lead to: valid HTML, and for everybody to read.

`vnu`, the W3C's checker, is looked for where `.ci/run` puts it; without it or Java its test is skipped.
"""

import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from articles.demo import load_demo
from articles.models import Station
from tests.articles.admin.chromium import AXE, CALM, sticking_out
from tests.elements import show_every_element
from tests.places import addresses

pytestmark = pytest.mark.django_db(transaction=True)

HOSTS = ("kmia.localhost", "kzvn.localhost")
VNU = settings.BASE_DIR / "var/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
NO_VNU = "the HTML checker or Java is missing (see .ci/run)"
# What no page leads to.
BESIDE = {
    "/nothing/": 404,
    "/search/?q=ferry&sort=best": 200,
    "/search/?q=zyzzyva": 200,
    "/search/?q=%22": 400,
    "/search/?q=ferry&since=bad&section=bad": 400,
    "/search/?tag=transit": 200,
}
# A phone, and the width at which WCAG 1.4.10 asks that nothing is scrolled sideways.
NARROW = (390, 320)
RULES = {**AXE, "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def work_in_the_demo(port: int) -> dict[str, dict[str, int]]:
    """Everything that readers can meet, on both stations; gives paths that no page leads to, with the status.

    Of each host: a gone story, previews, the request for a correction, stories of every kind.
    """
    load_demo()
    found: dict[str, dict[str, int]] = {host: dict(BESIDE) for host in HOSTS}
    for name, address in addresses(port).items():
        place = urlsplit(address)
        if place.hostname in HOSTS and not name.startswith("admin-"):
            path = place._replace(scheme="", netloc="").geturl()
            found[place.hostname][path] = {"404": 404, "410": 410, "preview-over": 404}.get(name, 200)
    Station.objects.update(second_eyes=False)
    for host in HOSTS:
        station = Station.objects.get(hosts__name=host)
        found[host] |= dict.fromkeys(show_every_element(station), 200)
    return found


def crawl(host: str, beside: dict[str, int]) -> dict[str, str]:
    """All pages of a station that its front leads to, and those beside, by their paths."""
    client, pages, waiting, seen = Client(headers={"host": host}), dict[str, str](), ["/", *beside], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        assert answer.status_code == beside.get(path, 200), path
        pages[path] = answer.content.decode()
        links = Links()
        links.feed(pages[path])
        for link in links.found:
            target = urlsplit(urljoin(path, link.partition("#")[0]))
            if not target.netloc and target.scheme == "":
                waiting.append(target._replace(fragment="").geturl())
    return pages


def kind_of(path: str) -> str:
    return str(resolve(urlsplit(path).path, "articles.urls.station").url_name)


def one_of_each(pages: dict[str, str], beside: dict[str, int]) -> list[str]:
    """The longest page of each kind, and what no page leads to."""
    by_kind: dict[str, str] = {}
    for path in sorted(pages, key=lambda path: len(pages[path])):
        by_kind[kind_of(path)] = path
    return sorted({*by_kind.values(), *beside})


@pytest.mark.skipif(not VNU.exists() or shutil.which("java") is None, reason=NO_VNU)
def test_the_html_of_every_page_is_valid(tmp_path: Path) -> None:
    for host, beside in work_in_the_demo(port=80).items():
        for number, (path, html) in enumerate(crawl(host, beside).items()):
            (tmp_path / f"{host}-{number}-{kind_of(path)}.html").write_text(html)
    files = sorted(tmp_path.glob("*.html"))
    assert len(files) > 100
    checked = subprocess.run(
        ["java", "-jar", VNU, "--errors-only", "--format", "gnu", *files], capture_output=True, text=True
    )
    assert (checked.returncode, checked.stderr.replace(str(tmp_path), "")) == (0, "")


@pytest.mark.browser
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, live_server: LiveServer) -> None:
    port = urlsplit(live_server.url).port or 80
    found: dict[Any, Any] = {}
    for host, beside in work_in_the_demo(port).items():
        paths = one_of_each(crawl(host, beside), beside)
        for scheme, width in (("light", 390), ("dark", 390), ("light", 1280)):
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            page = context.new_page()
            for path in paths:
                page.goto(f"http://{host}:{port}{path}")
                page.evaluate(CALM)
                broken = [rule["id"] for rule in Axe().run(page, options=RULES).response["violations"]]
                found[host, path, scheme, width] = broken + sticking_out(page)
                if width == NARROW[0]:
                    page.set_viewport_size({"width": NARROW[1], "height": 900})
                    found[host, path, scheme, NARROW[1]] = sticking_out(page)
                    page.set_viewport_size({"width": width, "height": 900})
            context.close()
    assert len(found) > 2 * 3 * 8
    assert {place: broken for place, broken in found.items() if broken} == {}
