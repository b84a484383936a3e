"""The database's time, for verbs that hold a lock."""

import datetime as dt

from django.db import connection


def database_now() -> dt.datetime:
    """The instant of this statement by the published clock. Ask after the lock, and only once a verb."""
    with connection.cursor() as cursor:
        cursor.execute("select published_clock()")
        now: dt.datetime = cursor.fetchone()[0]
    return now
