"""The one way to work in the background: a worker that takes jobs from the database."""

import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from newsroom import supervisor

AT_ONCE = 3
"""Jobs: a long import must not keep a trial waiting, nor the look for workers that were killed."""


class Command(BaseCommand):
    help = (
        "Try and bring in the files that are sent through the admin. Ctrl-C or SIGTERM stops it after the "
        "batch under way; the next worker goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until-eof", action="store_true", help="stop when standard input ends, as `make run` does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["until_eof"]:
            threading.Thread(target=supervisor.stop_at_eof, daemon=True).start()
        if not isinstance(app.connector, DjangoConnector):
            raise TypeError("the queue is Django's own database")
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(
                concurrency=AT_ONCE,
                delete_jobs="successful",
                fetch_job_polling_interval=2.0,
                abort_job_polling_interval=2.0,
                shutdown_graceful_timeout=0.0,
                update_heartbeat_interval=2.0,
                stalled_worker_timeout=10.0,
            )
