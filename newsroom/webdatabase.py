"""What tells the logins of a web server from those of a command: no request may keep the database busy."""

from django.db import connections

STATEMENT_TIMEOUT = 15
"""Seconds. The slowest page of the desk takes one on a million stories; a command may take hours."""


def limit_statements(alias: str = "default") -> None:
    """For this process; the readers' login brings a limit of its own wherever it is used."""
    options = connections.settings[alias]["OPTIONS"]
    given = options.get("options", "")
    options["options"] = f"{given} -c statement_timeout={STATEMENT_TIMEOUT}s".strip()
