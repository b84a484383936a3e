"""Looks after the embedded database of a demo."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom import localpg


class Command(BaseCommand):
    help = "Show or stop the embedded database, or open psql on it (which starts it)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("status", help="whether it runs, and where its data and its log are")
        actions.add_parser("stop", help="stop it; the next command that needs it starts it again")
        psql = actions.add_parser("psql", help="open psql on it as the superuser")
        psql.add_argument("-c", "--command", metavar="SQL", help="run this and leave")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "DATABASE_URL is set, so there is no embedded database: use that server's own tools."
            )
        if action == "status":
            self._status()
        elif action == "stop":
            was_running = localpg.stop(settings.PGDATA)
            self.stdout.write("Stopped." if was_running else "It was not running.")
        else:
            self._psql(options["command"])

    def _status(self) -> None:
        server = localpg.status(settings.PGDATA)
        if server is None:
            self.stdout.write(f"Stopped. Data: {settings.PGDATA}")
        else:
            self.stdout.write(
                f"Running as process {server.pid}.\n"
                f"Data:   {server.pgdata}\nSocket: {server.socket}\nLog:    {server.log}"
            )

    def _psql(self, command: str | None) -> None:
        localpg.start(settings.PGDATA)
        psql = localpg.program("psql")
        socket = str(localpg.socket_folder(settings.PGDATA))
        login = ["--host", socket, "--port", str(localpg.PORT), "--username", localpg.SUPERUSER]
        words = [] if command is None else ["--command", command]
        os.execv(psql, [str(psql), *login, "--dbname", localpg.DATABASE, *words])  # noqa: S606
