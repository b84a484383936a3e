"""Advisory locks: who is at what. Held until they are left or the connection ends, so a kill frees them."""

from typing import Final

from django.db import connection

# The first number of a lock says of what kind it is, the second which one.
RUNS: Final = 1_852_139_379
UPLOADS: Final = 1_852_139_380
LARGEST_NUMBER: Final = 2**31 - 1


def hold(kind: int, number: int) -> bool:
    """Whether nobody else holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [kind, number % LARGEST_NUMBER])
        held: bool = cursor.fetchone()[0]
    return held


def leave(kind: int, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_unlock(%s, %s)", [kind, number % LARGEST_NUMBER])


def is_held(kind: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks where locktype = 'advisory' and classid = %s and objid = %s"
            " and database = (select oid from pg_database where datname = current_database()))",
            [kind, number % LARGEST_NUMBER],
        )
        found: bool = cursor.fetchone()[0]
    return found
