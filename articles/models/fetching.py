"""Rows of several tables in one round trip, for a page that shows a little of everything."""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BinaryField, Model, QuerySet

Related = dict[str, Any]
# PostgreSQL takes 1,664 columns in a list.
MOST_PARTS: Final = 500


def fetch_together(*querysets: QuerySet[Any]) -> list[list[Any]]:
    """The rows of each queryset by one statement for 500 of them; every part comes as JSON.

    For querysets of one database. Knows filters, order, slices, annotations, `only`, `defer` and
    `select_related` by name; no prefetching. Columns of bytes, which JSON does not hold, must be deferred;
    decimals, ranges, and arrays of anything but numbers and text would come out wrong, and we have none.
    """
    parts = [_Part(queryset) for queryset in querysets]
    asked = [part for part in parts if part.sql]
    for first in range(0, len(asked), MOST_PARTS):
        batch = asked[first : first + MOST_PARTS]
        columns = ", ".join(
            f"(select coalesce(jsonb_agg(to_jsonb(part)), '[]') from ({part.sql}) part)::text"  # noqa: S608 - the ORM's
            for part in batch
        )
        with connections[batch[0].db].cursor() as cursor:
            given = [value for part in batch for value in part.given]
            cursor.execute(f"select {columns}", given)
            for part, found in zip(batch, cursor.fetchone(), strict=True):
                part.rows = json.loads(found)
    return [part.instances() for part in parts]


class _Part:
    """One queryset as SQL whose columns are called like its fields, and what becomes of its rows."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        query = queryset.query
        self.model, self.db = queryset.model, queryset.db
        self.related: Related = query.select_related or {}  # type: ignore[assignment]
        self.annotations = dict(query.annotation_select)
        self.rows: list[dict[str, Any]] = []
        names, are_deferred = query.deferred_loading
        columns = [
            path + field.attname
            for path, field in _fields(self.model, self.related)
            if field.primary_key or (path + field.name in names) != are_deferred
        ]
        try:
            self.sql, self.given = queryset.values(*columns, *self.annotations).query.sql_with_params()
        except EmptyResultSet:
            self.sql, self.given = "", ()

    def instances(self) -> list[Any]:
        return [self._annotated(_made(self.model, row, self.related, self.db), row) for row in self.rows]

    def _annotated(self, instance: Model, row: dict[str, Any]) -> Model:
        for name, expression in self.annotations.items():
            setattr(instance, name, expression.output_field.to_python(row[name]))
        return instance


def _fields(model: Any, related: Related, path: str = "") -> Iterator[tuple[str, Any]]:
    for field in model._meta.concrete_fields:
        yield path, field
    for name, further in related.items():
        yield from _fields(model._meta.get_field(name).related_model, further, f"{path}{name}__")


def _made(model: type[Any], row: dict[str, Any], related: Related, db: str, path: str = "") -> Any:
    """An instance from the columns below `path`; those that are missing are deferred."""
    fields = [field for field in model._meta.concrete_fields if path + field.attname in row]
    assert not any(isinstance(field, BinaryField) for field in fields)  # noqa: S101 - see `fetch_together`
    values = [field.to_python(row[path + field.attname]) for field in fields]
    instance = model.from_db(db, [field.attname for field in fields], values)
    for name, further in related.items():
        field = model._meta.get_field(name)
        there = row[path + field.attname] is not None
        other = _made(field.related_model, row, further, db, f"{path}{name}__") if there else None
        setattr(instance, name, other)
    return instance
