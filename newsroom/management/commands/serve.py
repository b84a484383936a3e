"""The one way to serve: granian runs the WSGI application in a few worker processes."""

import os
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from newsroom import ports, staticfiles, supervisor

THREADS = 4
GRACE = 1 if settings.DEMO else 10
"""Seconds for requests under way when the server is told to stop; in a demo Ctrl-C must be quick."""


class Command(BaseCommand):
    help = "Serve the stations and the admin on PORT. Ctrl-C or SIGTERM stops it, SIGHUP takes in new code."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT, help="default: PORT, or 8000")
        parser.add_argument(
            "--address",
            default="127.0.0.1" if settings.DEMO else settings.LISTEN_ADDRESS,
            help="default: LISTEN_ADDRESS, or 127.0.0.1; a demo listens there whatever LISTEN_ADDRESS says",
        )
        workers = 2 if settings.DEMO else max(2, os.cpu_count() or 2)
        parser.add_argument("--workers", type=int, default=workers, help=f"processes (here {workers})")
        parser.add_argument("--threads", type=int, default=THREADS, help=f"threads of each ({THREADS})")
        parser.add_argument("--grace", type=int, default=GRACE, help=f"seconds to end requests in ({GRACE})")
        parser.add_argument("--access-log", action="store_true", help="write a line for every request")
        parser.add_argument(
            "--until-eof", action="store_true", help="stop when standard input ends, as `make run` does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not staticfiles.are_collected():
            raise CommandError("Static files are not collected: run `manage.py collectstatic` first.")
        self._claim(options["address"], options["port"])
        if settings.DEMO:
            self.check_migrations()  # which also starts the embedded database
        connections.close_all()  # a forked worker must not share its parent's connection
        if options["until_eof"]:
            threading.Thread(target=supervisor.stop_at_eof, daemon=True).start()
        MPServer(
            "newsroom.wsgi:application",
            address=options["address"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            workers_kill_timeout=options["grace"],
            log_level=LogLevels.warning,
            log_access=options["access_log"],
            working_dir=settings.BASE_DIR,
        ).serve()

    def _claim(self, address: str, port: int) -> None:
        try:
            ended = ports.claim(address, port, settings.BASE_DIR)
        except ports.PortTaken as refusal:
            raise CommandError(str(refusal)) from refusal
        if ended:
            self.stderr.write(f"{ended} workers of a killed server still held port {port}; they were ended.")
