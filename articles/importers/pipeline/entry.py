"""What a worker process imports first, when it is no copy: models want Django set up before them."""

import django
from django.apps import apps

if not (apps.ready or apps.loading):
    django.setup()

from articles.importers.files import FoundFile  # noqa: E402
from articles.importers.pipeline.workers import Done, Job, Worker, begin  # noqa: E402

_here: list[Worker] = []


def start(job: Job) -> None:
    _here[:] = [begin(job)]


def work(batch: list[FoundFile]) -> Done:
    return _here[0].settle(batch)
