"""A request cannot keep the database busy; a command may take its time."""

import copy
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.errors import QueryCanceled

from newsroom import webdatabase
from tests.newsroom.conftest import clean_environment


def log_in(monkeypatch: pytest.MonkeyPatch) -> psycopg.Connection:
    """As a web server would, past the tests' own transaction."""
    monkeypatch.setitem(connections.settings, "web", copy.deepcopy(connections["default"].settings_dict))
    webdatabase.limit_statements("web")
    return psycopg.connect(**connections.create_connection("web").get_connection_params())


@pytest.mark.django_db
def test_a_statement_of_a_request_ends_after_15_seconds(monkeypatch) -> None:
    with log_in(monkeypatch) as login:
        assert login.execute("show statement_timeout").fetchone() == ("15s",)
    with connections["default"].cursor() as cursor:
        cursor.execute("show statement_timeout")
        assert cursor.fetchone() == ("0",)


@pytest.mark.django_db
def test_what_takes_longer_is_cancelled(monkeypatch) -> None:
    monkeypatch.setattr(webdatabase, "STATEMENT_TIMEOUT", 1)
    with pytest.raises(QueryCanceled), log_in(monkeypatch) as login:
        login.execute("select pg_sleep(60)")


@pytest.mark.parametrize(
    ("module", "options"),
    [("newsroom.wsgi", "-c statement_timeout=15s"), ("django", "")],
    ids=["web", "command"],
)
def test_only_the_web_server_asks_for_it(module: str, options: str, data) -> None:
    told = (
        f"import {module}; from django.db import connections;"
        "print(connections.settings['default']['OPTIONS'].get('options', ''))"
    )
    found = subprocess.run(
        [sys.executable, "-c", told],
        cwd=settings.BASE_DIR,
        env=clean_environment(NEWSROOM_DATA=str(data), DJANGO_SETTINGS_MODULE="newsroom.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == options
