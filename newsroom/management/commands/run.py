"""What `make run` does once the packages are there: make everything ready, then serve until Ctrl-C."""

import io
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections

from articles.demo import ADMIN, password_file
from articles.links import origin
from articles.models import Host
from newsroom import localpg, ports, staticfiles, supervisor

DATABASE_STOPS_WITHIN = 0.6
"""Seconds; after that it is cut short, so that Ctrl-C takes less than three in all."""


class Command(BaseCommand):
    help = "Migrate, load the demo (unless DATABASE_URL is set), collect static files and serve."

    def handle(self, *args: Any, **options: Any) -> None:
        self._claim_port()
        database_is_ours = settings.DEMO and localpg.status(settings.PGDATA) is None
        with supervisor.interruptible():
            try:
                self._prepare()
                self._serve()
            except KeyboardInterrupt:
                self.stdout.write("\nStopped.")
            except OperationalError as error:
                raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from error
            finally:
                connections.close_all()
                if database_is_ours:
                    localpg.stop(settings.PGDATA, patience=DATABASE_STOPS_WITHIN)

    def _claim_port(self) -> None:
        """First, since it is the likeliest thing to be wrong; the server itself claims it again."""
        try:
            ports.claim("127.0.0.1", settings.PORT, settings.BASE_DIR)
        except ports.PortTaken as refusal:
            raise CommandError(str(refusal)) from refusal

    def _prepare(self) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("provision_readers", stdout=io.StringIO())
        if settings.DEMO:
            call_command("demo")
        staticfiles.collect_if_changed()

    def _serve(self) -> None:
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        commands = [[*manage, name, "--until-eof"] for name in ("serve", "work")]
        with supervisor.running(commands) as children:
            self._await_answer(children[0])
            self._greet()
            code = supervisor.wait(children)
        raise CommandError(f"The server, or its worker, ended by itself (exit code {code}).")

    def _await_answer(self, server: subprocess.Popen[bytes]) -> None:
        while not ports.answers(settings.PORT):
            if server.poll() is not None:
                raise CommandError("The server did not start; the lines above say why.")
            time.sleep(0.05)

    def _greet(self) -> None:
        lines = ["", "Newsroom is running.", ""]
        for host in (
            Host.objects.filter(is_primary=True).select_related("station").order_by("station__callsign")
        ):
            lines.append(f"  {host.station.callsign} {host.station.brand}: {origin(host.name)}/")
        lines += [f"  Admin: {origin(host)}/admin/" for host in settings.ADMIN_HOSTS[:1]]
        if settings.DEMO:
            lines.append(f"  Account: {ADMIN}, password: {password_file().read_text().strip()}")
        self.stdout.write("\n".join([*lines, "", "Ctrl-C stops it."]))
        self.stdout.flush()
        connections.close_all()
