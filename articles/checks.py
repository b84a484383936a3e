"""What an operator is to see before readers do, by `manage.py check --database default`."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.utils import timezone

from articles.models import WebFiles

# Time enough to ask whoever answers for it.
AHEAD = dt.timedelta(days=30)


def security_contacts_hold(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warns of a security.txt that has ended, or ends within 30 days. Silent before the first migration."""
    if "default" not in (databases or ()) or WebFiles._meta.db_table not in tables():
        return []
    ending = WebFiles.objects.filter(
        station__opened_at__isnull=False, security_until__lte=timezone.now().date() + AHEAD
    )
    return [
        Warning(
            f"security.txt of {row.station.brand} ends on {row.security_until}.",
            hint="See whether the contact still holds, then give it a new day: the station, “For machines”.",
            id="articles.W001",
        )
        for row in ending.select_related("station").order_by("station__callsign")
    ]


def tables() -> list[str]:
    connection = connections["default"]
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)
