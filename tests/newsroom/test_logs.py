"""The lines that production writes: JSON, one a request, and nothing in them about anybody."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Asset, User
from newsroom.logs import JsonLines, RequestLog, request_id
from tests.cast import make_station


@pytest.fixture
def lines(caplog, settings) -> Any:
    settings.MIDDLEWARE = ["newsroom.logs.RequestLog", *settings.MIDDLEWARE]
    caplog.set_level(logging.INFO, "newsroom.requests")
    return lambda: [json.loads(JsonLines().format(row)) for row in of_requests(caplog)]


def of_requests(caplog: Any) -> list[logging.LogRecord]:
    return [row for row in caplog.records if row.name == "newsroom.requests"]


def test_a_line_a_request(lines: Any, db: None) -> None:
    Client(headers={"host": "localhost"}).get("/healthz")
    (line,) = lines()
    assert line.keys() == {"at", "level", "logger", "message", "method", "path", "status", "ms"}
    assert (line["method"], line["path"], line["status"]) == ("GET", "/healthz", 200)


def test_no_words_and_no_secrets_of_an_address(lines: Any, db: None) -> None:
    client = Client(headers={"host": "localhost"})
    client.get("/admin/login/?next=/secret&q=somebody")
    client.get(reverse("password_reset_confirm", args=["MTI", "abc-0123456789abcdef"]))
    assert [line["path"] for line in lines()] == ["/admin/login/", "/admin/account/password/-/-/"]


@pytest.mark.parametrize(
    ("host", "path", "written"),
    [
        ("localhost", "/admin/account/password/MTI/abc-0123/x/", "/admin/account/password/-/-/-/"),
        ("localhost", "/admin/account/password/MTI/abc-0123", "/admin/account/password/-/-"),
        ("localhost", "/admin/account/password/sent/", "/admin/account/password/sent/"),
        ("localhost", "/preview/12.abcdefghijklmnopqrstuvwxyz0/", "/preview/-/"),
        ("nobody.localhost", "/preview/front/abc:def:ghijklmnopqrs/", "/preview/front/-/"),
        ("kmia.localhost", "/Preview/12.abcdefghijklmnopqrstuvwxyz0/x", "/Preview/-/-"),
        ("kmia.localhost", "/admin/account/password/MTI/abc-0123/", "/admin/account/password/-/-/"),
        ("kmia.localhost", "/local-news/preview/", "/local-news/preview/"),
    ],
)
def test_no_secrets_of_an_address_that_leads_nowhere(
    lines: Any, db: None, host: str, path: str, written: str
) -> None:
    make_station("KMIA")
    Client(headers={"host": host}).get(path)
    assert [line["path"] for line in lines()] == [written]


def test_no_secrets_in_what_others_say_of_an_address() -> None:
    said = ("Internal Server Error: %s", ("/admin/account/password/MTI/abc-0123/",))
    line = json.loads(JsonLines().format(logging.LogRecord("x", logging.ERROR, "", 1, *said, None)))
    assert line["message"] == "Internal Server Error: /admin/account/password/-/-/"


def error_of(act: Callable[[], object]) -> str:
    """What the line of a fault has in `error`."""
    try:
        with transaction.atomic():
            act()
    except Error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "Broken", (), sys.exc_info())
    return str(json.loads(JsonLines().format(record))["error"])


def test_an_error_of_the_database_names_the_rule_and_nobody(db: None) -> None:
    name = "ana.ruiz@example.org"
    User.objects.create(username=name)
    error = error_of(lambda: User.objects.create(username=name))
    assert error.count('duplicate key value violates unique constraint "articles_user_username_key"') == 2
    assert name not in error
    assert "DETAIL" not in error


def test_an_error_of_the_database_shows_no_row(db: None) -> None:
    def write() -> None:
        Asset.objects.create(
            token="0" * 32, sha256="1" * 64, format="jpeg", width=-1, height=6, caption="One\nTwo", alt="Bay"
        )

    error = error_of(write)
    assert "violates check constraint" in error
    assert "Failing row" not in error
    assert "Two" not in error


def test_an_error_of_data_shows_no_value(db: None) -> None:
    name = "ana.ruiz"

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select %s::int", [name])

    error = error_of(ask)
    assert "invalid input syntax for type integer: " in error
    assert name not in error


def test_what_is_logged_meanwhile_carries_the_number_of_the_request(rf) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "Broken\n%s", ("twice",), None)
        seen.append(JsonLines().format(record))
        return HttpResponse()

    RequestLog(view)(rf.get("/"))
    (line,) = map(json.loads, seen)
    assert len(line["request"]) == 16
    assert line["message"] == "Broken\ntwice"
    assert "\n" not in seen[0]
    assert request_id.get() == ""


def test_an_error_that_passes_through_ends_the_number(rf) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        RequestLog(view)(rf.get("/"))
    assert request_id.get() == ""
