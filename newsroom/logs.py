"""Logs of production: a JSON object a line, one line a request, nothing in it about anybody."""

import datetime as dt
import json
import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

import psycopg
from django.http import HttpRequest, HttpResponse

requests = logging.getLogger("newsroom.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")

# Links that open something for whoever has them; on whatever host, and cut or lengthened on the way.
SECRET_LINKS = re.compile(r"(/account/password/|/preview/(?:front/)?)(?!set/|sent/)([^\s?\"']+)", re.I)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is that of logging
        """The traceback, with no row of the database in it."""
        text = super().formatException(ei)
        for error in chain_of(ei[1]):
            if isinstance(error, psycopg.Error):
                text = text.replace(str(error), without_values(error))
        return text


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
    known = [str(match.kwargs[name]) for name in ("token", "uidb64") if name in match.kwargs] if match else []
    if not known:
        return without_secrets(request.path)
    path = request.path
    for secret in known:
        path = path.replace(secret, "-")
    return path


def without_secrets(text: str) -> str:
    return SECRET_LINKS.sub(lambda found: found[1] + re.sub(r"[^/]+", "-", found[2]), text)


def without_values(error: psycopg.Error) -> str:
    """The first line names the rule. Those after it quote a row or the statement, of several lines in turn.

    An error of data quotes a value in its first line already.
    """
    first = str(error).partition("\n")[0]
    return first.partition('"')[0] if (error.sqlstate or "").startswith("22") else first


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__
