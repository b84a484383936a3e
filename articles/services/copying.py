"""Writing many new rows by COPY: for bulk verbs, where spelling rows into a statement costs most."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.utils import timezone
from psycopg import sql

Row = TypeVar("Row", bound=Model)

# Values of these go to the server as they stand on the row. Asking each field to prepare each value took
# longer than sending it.
PLAIN = (
    models.AutoField,
    models.BigAutoField,
    models.BinaryField,
    models.BooleanField,
    models.CharField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
)


def copy_in(rows: Iterable[Row]) -> list[Row]:
    """Insert unsaved rows of one model and give them their keys, as `bulk_create` does.

    Triggers and constraints hold as for INSERT, and one conflict refuses all rows. `bulk_create` quotes
    every text into one statement that the server then parses: for stories of 5 kB twice the time of this.
    """
    made = list(rows)
    if not made:
        return made
    model = type(made[0])
    if model._meta.auto_field:
        for row, key in zip(made, new_keys(model, len(made)), strict=True):
            row.pk = key
    fields = fields_of(model)
    alone = [field for field in fields if fills_itself(field)]
    for row in made:
        for field in alone:
            field.pre_save(row, add=True)
    names = [field.attname for field in fields]
    _copy(model, fields, map(list, map(attrgetter(*names), made)))
    for row in made:
        row._state.adding, row._state.db = False, router.db_for_write(model)
    return made


def copy_values(model: type[Model], rows: Iterable[dict[str, Any]]) -> list[int]:
    """The same without an object for each row, which costs as much again; returns the keys.

    The rows name the same columns, such as `story_id`; any other gets its default.
    """
    made = list(rows)
    if not made:
        return []
    given, now = set(made[0]), timezone.now()
    fields, key = fields_of(model), model._meta.auto_field
    keys = new_keys(model, len(made)) if key else []
    named = [field for field in fields if field.attname in given]
    others = [field for field in fields if field.attname not in given and field is not key]
    rest = [now if fills_itself(field) else field.get_default() for field in others]
    names = [field.attname for field in named]
    # Of one name alone, itemgetter gives no tuple.
    values = (
        [*picked, *rest] for picked in zip(*(map(itemgetter(name), made) for name in names), strict=True)
    )
    if key:
        values = ([own, *row] for own, row in zip(keys, values, strict=True))
    _copy(model, [*([key] if key else []), *named, *others], values)
    return keys


def new_row(model: type[Row], **columns: Any) -> Row:
    """An unsaved row by its columns, such as `story_id`; what is left out gets its default.

    Django's own way, by the names of fields, asks each field for everything: four times the time of this,
    and a tenth of all that an import did in Python.
    """
    defaults = defaults_of(model)
    if unknown := columns.keys() - defaults.keys():
        raise TypeError(f"{model.__name__} has no columns {', '.join(sorted(unknown))}")
    return model(*[columns[name] if name in columns else default() for name, default in defaults.items()])


def _copy(model: type[Model], fields: Sequence["Field[Any, Any]"], rows: Iterator[list[Any]]) -> None:
    # Not the proxy `connection`: each use of that looks the thread up.
    connection = connections[router.db_for_write(model)]
    prepared = [(place, field) for place, field in enumerate(fields) if not is_plain(field)]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    statement = sql.SQL("copy {} ({}) from stdin (format binary)").format(
        sql.Identifier(model._meta.db_table), columns
    )
    # The server reads numbers and texts as they are; what it would have to unquote and parse took a
    # twentieth of its time. What it refuses comes out at the end of the copy, where Django does not look.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        copy.set_types([type_of(field, connection) for field in fields])
        for row in rows:
            for place, field in prepared:
                row[place] = field.get_db_prep_save(row[place], connection)
            copy.write_row(row)


@functools.cache
def fields_of(model: type[Model]) -> list["Field[Any, Any]"]:
    return list(model._meta.concrete_fields)


@functools.cache
def defaults_of(model: type[Model]) -> dict[str, Callable[[], Any]]:
    """Of each column, in the order in which the model takes values."""
    return {field.attname: default_of(field) for field in fields_of(model)}


def default_of(field: "Field[Any, Any]") -> Callable[[], Any]:
    if field.has_default() and callable(field.default):
        made: Callable[[], Any] = field.default
        return made
    same = field.get_default()
    return lambda: same


def fills_itself(field: "Field[Any, Any]") -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def is_plain(field: "Field[Any, Any]") -> bool:
    """A choice may be an Enum, which must be asked for its value."""
    return isinstance(field, PLAIN) and not field.choices


def type_of(field: "Field[Any, Any]", connection: BaseDatabaseWrapper) -> str:
    """As psycopg knows it: `varchar` for varchar(200), `varchar[]` for varchar(60)[]."""
    return re.sub(r"\(\d+\)", "", str(field.db_type(connection)))


def new_keys(model: type[Model], count: int) -> list[int]:
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]
