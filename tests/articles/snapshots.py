"""What a request changes in the database, to the last column, so that two requests can be compared."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

Rows = dict[type[models.Model], dict[Any, dict[str, Any]]]
# Kind of change, model, primary key, column, and what stands there after it.
Change = tuple[str, str, Any, str, str]

TABLES = [
    model
    for model in apps.get_app_config("articles").get_models(include_auto_created=True)
    if model._meta.managed
]
# Differ from one request to the next: what was drawn, and what the clock said.
DRAWN = re.compile(
    r"[0-9a-f]{32,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|md5\$\S+|(?:sent-|uploads/tmp)\w{8}"
)
SAID_BY_THE_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+\d\d:\d\d)?")
A_WHILE = dt.timedelta(minutes=10)


def snapshot() -> Rows:
    return {
        model: {row[model._meta.pk.attname]: row for row in model._base_manager.values()} for model in TABLES
    }


def changes(before: Rows, after: Rows) -> set[Change]:
    return {change for model in TABLES for change in _of_a_table(model, before[model], after[model])}


def _of_a_table(model: type[models.Model], before: Any, after: Any) -> Iterator[Change]:
    name = model.__name__
    yield from (("removed", name, key, "", "") for key in before.keys() - after.keys())
    for key, row in after.items():
        known = before.get(key)
        for column, value in row.items():
            if known is None or known[column] != value:
                yield ("added" if known is None else "changed", name, key, column, told(value))


def told(value: Any) -> str:
    text = json.dumps(value, cls=Encoder, sort_keys=True, ensure_ascii=False)
    return SAID_BY_THE_CLOCK.sub(_moment, DRAWN.sub("drawn", text))


class Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        return repr(bytes(value)) if isinstance(value, bytes | memoryview) else super().default(value)


def _moment(found: re.Match[str]) -> str:
    """To the minute from now, where the clock had a part in it: what somebody sent has no seconds."""
    moment = dt.datetime.fromisoformat(found[0])
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if not moment.second and not moment.microsecond:
        return found[0]
    return f"now + {round((moment - dt.datetime.now(dt.UTC)) / A_WHILE)}"


def numbering() -> Callable[[], None]:
    """Puts every sequence back, which no rollback does: what two requests add has the same numbers then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sequencename, last_value from pg_sequences where schemaname = current_schema()"
        )
        stands = cursor.fetchall()

    def put_back() -> None:
        parts = [part for name, last in stands for part in (f'"{name}"', last or 1, last is not None)]
        with connection.cursor() as cursor:
            cursor.execute("select " + ", ".join(["setval(%s::regclass, %s, %s)"] * len(stands)), parts)

    return put_back
