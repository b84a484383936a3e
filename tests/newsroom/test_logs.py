"""The lines that production writes: JSON, one a request, and nothing in them about anybody."""

import json
import logging
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.logs import JsonLines, RequestLog, request_id


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
