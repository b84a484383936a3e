"""The one style sheet of a page: no other is waited for, it is kept for ever, and no name of it is lost."""

import re
import time
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route
from pytest_django.live_server_helper import LiveServer

from articles.demo import load_demo
from articles.models import Station
from articles.services.previewing import share_preview, token_of
from articles.sheets import SHARED, SOURCES, sheet_of
from articles.themes import theme_of
from articles.views import front
from tests.articles.admin.chromium import CALM
from tests.articles.views.test_demo_pages import HOSTS, crawl, kind_of
from tests.cast import make_admin, make_section, make_station, make_story

HOST = "kmia.localhost"
OLD = "/static/brand/front-0123456789abcdef.css"
FOR_EVER = "public, max-age=31536000, immutable"
TYPE = "text/css; charset=utf-8"

# What moved while a page came, as a browser tells it.
WATCH = """
window.moved = 0;
new PerformanceObserver(list => { for (const shift of list.getEntries()) moved += shift.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
LAID_OUT = "() => Promise.all(document.getAnimations().map(motion => motion.finished))"
SAME_RULES = """
([one, parts]) => {
  const rules = css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map(rule => rule.cssText);
  };
  return [rules(one).length, rules(one).join("\\n") === rules(parts).join("\\n")];
}
"""


def sheets_in(html: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)


def of_kind(path: str) -> str:
    return path.removeprefix("/static/brand/").partition("-")[0]


@pytest.fixture
def client(db: None) -> Client:
    return Client(headers={"host": HOST})


@pytest.mark.django_db
def test_every_page_waits_for_one_sheet() -> None:
    load_demo()
    kinds = set[str]()
    for host in HOSTS:
        client, sheets = Client(headers={"host": host}), dict[str, str]()
        pages = crawl(host, {"/nothing/here/": 404})
        story = next(path for path in pages if kind_of(path) == "story")
        for path in (*pages, f"{story}history/"):
            html = pages.get(path) or client.get(path).content.decode()
            head = html.partition("</head>")[0]
            (sheet,) = sheets_in(html)
            assert sheet in head, path
            sheets[sheet] = head
        for sheet, head in sheets.items():
            answer = client.get(sheet)
            assert answer.status_code == 200
            assert (answer["Content-Type"], answer["Cache-Control"]) == (TYPE, FOR_EVER)
            # What a page fetches beforehand is what its sheet asks for, by the same address.
            preloaded = re.findall(r'<link rel="preload" href="([^"]+)" as="font"', head)
            assert len(preloaded) == 3
            assert set(preloaded) < set(re.findall(r'url\("([^"]+)"\)', answer.content.decode()))
        found = [of_kind(sheet) for sheet in sheets]
        assert len(found) == len(set(found))
        kinds.update(found)
    assert kinds == SOURCES.keys()


def test_an_old_name_gets_the_sheet_of_today(client: Client) -> None:
    station = make_station(brand_color="#123456")
    (before,) = sheets_in(client.get("/").content.decode())
    Station.objects.filter(pk=station.pk).update(brand_color="#654321")
    (now,) = sheets_in(client.get("/").content.decode())
    assert before != now
    for path, kept in ((now, FOR_EVER), (before, "public, max-age=60"), (OLD, "public, max-age=60")):
        answer = client.get(path)
        assert answer["Cache-Control"] == kept
        assert ":root{--brand:#654321;" in answer.content.decode()
    assert client.get("/static/brand/nothing-0123456789abcdef.css").status_code == 404


def test_it_travels_compressed_and_not_twice(client: Client) -> None:
    make_station()
    whole = client.get(OLD)
    packed = client.get(OLD, headers={"accept-encoding": "gzip"})
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(packed.content) < len(whole.content) / 4
    again = client.get(OLD, headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_preview_and_a_page_that_broke_have_theirs(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    station = make_station(brand_color="#123456")
    link = share_preview(story=make_story(make_section(station)), by=make_admin())
    preview = client.get(f"/preview/{token_of(link)}/").content.decode()
    monkeypatch.delattr(front, "front_context")
    client.raise_request_exception = False
    broken = client.get("/")
    assert broken.status_code == 500
    for html, kind in ((preview, "story"), (broken.content.decode(), "notice")):
        assert [of_kind(path) for path in sheets_in(html)] == [kind]
        assert "--brand:#123456" in client.get(sheets_in(html)[0]).content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_is_left_out_are_no_rules(browser: Browser, settings: Any) -> None:
    page = browser.new_page()
    folder, theme = settings.BASE_DIR / "static/public/css", theme_of("band")
    for kind, names in SOURCES.items():
        parts = "".join((folder / f"{name}.css").read_text() for name in (*SHARED, *names))
        parts += f"@layer theme {{{(theme.folder / 'theme.css').read_text()}}}"
        one = sheet_of(kind, theme, "").css
        count, same = page.evaluate(SAME_RULES, [one, parts.replace("../fonts/", "/static/public/fonts/")])
        assert count >= 6
        assert same, kind
    page.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [412, 768, 1280])
def test_nothing_moves_when_pictures_come_late(browser: Browser, live_server: LiveServer, width: int) -> None:
    """Without the fonts, whose own coming moves a line by less than anybody sees."""
    load_demo()
    context = browser.new_context(viewport={"width": width, "height": 823})
    context.add_init_script(WATCH)
    context.route("**/*.woff2", lambda route: route.abort())
    context.route("**/media/**", after_the_text)
    page = context.new_page()
    page.goto(f"http://{HOST}:{live_server.url.rpartition(':')[2]}/")
    moved = {page.url: settled(page)}
    for link in (".label a", ".top-lead .card-headline a"):
        page.goto(page.locator(link).first.evaluate("link => link.href"))
        moved[page.url] = settled(page)
    context.close()
    assert len(moved) == 3
    assert set(moved.values()) == {0}, moved


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_is_below_is_laid_out_unasked(browser: Browser, live_server: LiveServer) -> None:
    """For whoever keeps a picture of the whole page, or reads on after the line is gone."""
    load_demo()
    page = browser.new_page(viewport={"width": 412, "height": 823})
    page.goto(f"http://{HOST}:{live_server.url.rpartition(':')[2]}/")
    page.evaluate(LAID_OUT)
    shown = page.locator(".block li").evaluate_all(
        "items => items.map(item => item.checkVisibility({ contentVisibilityAuto: true }))"
    )
    assert len(shown) > 10
    assert all(shown)
    page.close()


def after_the_text(route: Route) -> None:
    time.sleep(0.3)
    route.continue_()


def settled(page: Page) -> float:
    """What has moved once the first picture stands."""
    page.wait_for_function("document.querySelector('main .picture img').naturalWidth > 0")
    page.evaluate(CALM)
    return float(
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(moved), 100)))")
    )
