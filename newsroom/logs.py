"""Logs of production: a JSON object a line, one line a request, nothing in it about anybody."""

import datetime as dt
import json
import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

requests = logging.getLogger("newsroom.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class RequestLog:
    """The outermost middleware. Everything logged meanwhile carries the request's number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, mark = time.perf_counter(), request_id.set(secrets.token_hex(8))
        try:
            answer = self.get_response(request)
            fields = {
                "method": request.method,
                "path": path_of(request),
                "status": answer.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            requests.info("request", extra={"fields": fields})
            return answer
        finally:
            request_id.reset(mark)


def path_of(request: HttpRequest) -> str:
    """Without what was asked after the question mark, and without secrets that are part of a path."""
    match = request.resolver_match
    path = request.path
    for name, value in (match.kwargs if match else {}).items():
        if name in ("token", "uidb64"):
            path = path.replace(str(value), "-")
    return path
