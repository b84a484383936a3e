"""The page of a station whose database is away: name and colours, from nothing but memory and disk."""

import re
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connections
from django.test import Client

from tests.cast import make_section, make_station

pytestmark = pytest.mark.django_db
BROWSER = {"host": "kmia.localhost", "accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call it, and neither login is let in any more."""

    def refuse() -> NoReturn:
        raise OperationalError("connection refused")

    def go() -> None:
        for alias in ("default", "readers"):
            monkeypatch.setattr(connections[alias], "cursor", refuse)

    return go


def test_a_browser_gets_a_page_in_the_stations_look(away: Any, settings: Any, tmp_path: Path) -> None:
    make_section(make_station(brand_color="#123456"))
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    font = tmp_path / "public/fonts/inter.woff2"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"wOF2")
    client = Client(headers=BROWSER)
    assert client.get("/").status_code == 200
    away()
    answer = client.get("/local-news/?before=1-2&x=<b>")
    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert "<h1>This page is not available right now</h1>" in html
    assert '<span class="wordmark-brand">Miami News</span>' in html
    assert 'href="/local-news/?before=1-2&amp;x=%3Cb%3E">Try again</a>' in html
    # Its styles and its mark are there as well.
    sheet, mark = re.findall(r"/static/[^\"]+", html)
    assert "#123456" in client.get(sheet).content.decode()
    assert client.get(mark)["Content-Type"] == "image/svg+xml"
    assert client.head("/static/public/fonts/inter.woff2").status_code == 200
    # What a page that a proxy has kept asks for.
    assert client.get("/static/brand/story-0123456789abcdef.css").status_code == 200
    assert client.get("/static/brand/0123456789abcdef.svg").status_code == 503
    assert client.get("/static/brand/0123456789abcdef.css").status_code == 503
    assert client.get("/static/brand/nothing-0123456789abcdef.css").status_code == 503


def test_trying_again_stays_on_the_station(away: Any) -> None:
    make_station()
    client = Client(headers=BROWSER)
    client.get("/")
    away()
    html = client.get("/", PATH_INFO="//evil.example/x").content.decode()
    assert 'href="/%2Fevil.example/x">Try again</a>' in html


def test_a_host_that_was_not_seen_yet_has_no_name(away: Any) -> None:
    make_station("KZVN", language="es")
    away()
    headers = {"host": "kzvn.localhost", "accept": "text/html", "accept-language": "es"}
    html = Client(headers=headers).get("/").content.decode()
    assert "<h1>Esta página no está disponible en este momento</h1>" in html
    assert "wordmark" not in html


def test_a_program_gets_a_line_in_the_stations_language(away: Any) -> None:
    make_station("KZVN", language="es")
    client = Client(headers={"host": "kzvn.localhost"})
    client.get("/feed/rss.xml")
    away()
    answer = client.get("/feed/rss.xml")
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain")
    assert answer.content.decode().startswith("Esta página no está disponible en este momento.")
