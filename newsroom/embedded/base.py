"""A database wrapper that brings the embedded server up at the first connection that needs it."""

from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base

from newsroom import localpg


class DatabaseWrapper(base.DatabaseWrapper):
    """Starting here, and not while settings load, keeps commands without a query free of a server."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> psycopg.Connection[Any]:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if not localpg.may_start():
                raise
            localpg.start(settings.PGDATA)
            return super().get_new_connection(conn_params)
