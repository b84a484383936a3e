"""One page of the story list: fifty stories from a place on, whatever the archive holds."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, Value
from django.http import HttpRequest

from articles.models import Story, User
from articles.permissions import parts_for

PER_PAGE: Final = 50
# As many numbers of stories as are sorted in no time; of what is more frequent, the newest are soon met.
FEW: Final = 5000
EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
CURSOR: Final = re.compile(r"(?P<at>[0-9]{1,17})-(?P<pk>[0-9]{1,18})(?P<newer>-newer)?")

Stories = QuerySet[Story]


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Between two stories in the order of the list; the page has those after it, or those before."""

    at: dt.datetime
    pk: int
    newer: bool = False

    @classmethod
    def read(cls, typed: str) -> "Place | None":
        """None for the beginning, and for what no page of ours links to."""
        found = CURSOR.fullmatch(typed)
        if not found:
            return None
        at = EPOCH + dt.timedelta(microseconds=int(found["at"]))
        return cls(at, int(found["pk"]), bool(found["newer"]))

    def __str__(self) -> str:
        micros = (self.at - EPOCH) // dt.timedelta(microseconds=1)
        return f"{micros}-{self.pk}{'-newer' if self.newer else ''}"

    def condition(self, column: str = "updated_at") -> Q:
        """With a bound on the first column alone, without which the index would be walked to the place."""
        side = "g" if self.newer else "l"
        bound, beyond = Q((f"{column}__{side}te", self.at)), Q((f"{column}__{side}t", self.at))
        return bound & (beyond | Q((f"pk__{side}t", self.pk)))


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """Numbers of stories, the last saved first, and the places where the next pages begin."""

    numbers: list[int]
    newer: Place | None
    older: Place | None


def page_of(user: User, stories: Stories, place: Place | None) -> Page:
    """One query, of the stories among `stories` that the user may see."""
    if stories.query.is_empty():
        return Page([], None, None)
    newer = bool(place and place.newer)
    order = ("updated_at", "pk") if newer else ("-updated_at", "-pk")
    rows = stories.filter(place.condition()) if place else stories
    parts = [
        part.order_by(*order).values_list("updated_at", "pk")[: PER_PAGE + 1]
        for part in parts_for(user, rows)
    ]
    first, *others = parts
    found: list[Any] = list(first.union(*others).order_by(*order)[: PER_PAGE + 1] if others else first)
    more = len(found) > PER_PAGE
    found = found[:PER_PAGE]
    if newer:
        found.reverse()
    before, after = (more, True) if newer else (place is not None, more)
    return Page(
        numbers=[pk for __, pk in found],
        newer=Place(found[0][0], found[0][1], newer=True) if found and before else None,
        older=Place(found[-1][0], found[-1][1]) if found and after else None,
    )


class IsAny(Func):
    """A column and an array. Of a subquery as an array the database knows the values before it plans on:
    an index answers it also as a part of "or", where `__in` reads the whole table.
    """

    arg_joiner = " = any("
    template = "%(expressions)s)"
    output_field = BooleanField()
    arity = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Narrowing:
    """To stories whose number is in `hits`; where these are many, `walk` says the same as a condition."""

    hits: QuerySet[Any]
    walk: Callable[[Stories], Stories]


def narrow(
    request: HttpRequest, stories: Stories, hits: QuerySet[Any], walk: Callable[[Stories], Stories]
) -> Stories:
    """`stories` as they are, where a list is being narrowed: `narrowed` asks for all its filters at once."""
    narrowing = Narrowing(hits, walk)
    asked: list[Narrowing] | None = getattr(request, "narrowings", None)
    if asked is None:
        return narrowed(stories, [narrowing])
    asked.append(narrowing)
    return stories


def narrowed(stories: Stories, narrowings: Sequence[Narrowing]) -> Stories:
    """Those of `stories` that every one of them lets through. One query, or none.

    What is rare is found by its own index and sorted; what is frequent is met soon on the way from the
    newest. Left to choose, the database takes the second way for what is rare, too.
    """
    try:
        asked = [narrowing.hits.order_by().query.sql_with_params() for narrowing in narrowings]
    except EmptyResultSet:  # such as a tag that nobody knows
        return stories.none()
    few: set[int] | None = None
    for narrowing, numbers in zip(narrowings, numbers_of(asked) if asked else (), strict=True):
        if len(numbers) > FEW:
            stories = narrowing.walk(stories)
        else:
            few = numbers if few is None else few & numbers
    if few is None:
        return stories
    return stories.filter(is_among(few)) if few else stories.none()


def is_among(numbers: set[int]) -> Func:
    """As `pk__in`, of an array: five thousand parameters, for each station anew, took 0.1 s to write down."""
    array = Value(sorted(numbers), output_field=ArrayField(BigIntegerField()))
    return IsAny(F("pk"), array)


def numbers_of(asked: Sequence[tuple[str, Any]]) -> list[set[int]]:
    """The first column of each query, up to one more than `FEW`; one statement for all."""
    hits = ", ".join(f"hits_{place} (number) as materialized ({sql})" for place, (sql, _) in enumerate(asked))
    columns = ", ".join(
        f"array(select number from hits_{place} limit {FEW + 1})"  # noqa: S608 - two numbers
        for place in range(len(asked))
    )
    with connection.cursor() as cursor:
        cursor.execute(f"with {hits} select {columns}", [value for _, given in asked for value in given])
        return [set(numbers) for numbers in cursor.fetchone()]
