"""The date of an answer to machines (RFC 9110, 8.8.2), which moves with any change of readers' pages."""

from django.db import connections
from django.utils.http import http_date


def last_modified() -> dict[str, str]:
    """A header; none while the date cannot be told. One query, asked before those for what the answer says.

    It is that of the last change anywhere: often later than need be, never too early. So a story that is
    killed moves it as one that is published does.
    """
    with connections["readers"].cursor() as cursor:
        cursor.execute("select published_changed_at()")
        (changed,) = cursor.fetchone()
    return {"Last-Modified": http_date(changed.timestamp())} if changed else {}
