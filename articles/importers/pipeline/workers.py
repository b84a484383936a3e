"""Worker processes of a run: each settles whole batches, and the constraints decide between them."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for

from django.db import connection, connections

from articles.importers.files import FoundFile
from articles.importers.pipeline.candidates import Sources, read_batch
from articles.importers.pipeline.committing import commit
from articles.importers.pipeline.directory import Directory
from articles.importers.pipeline.known import Asked
from articles.importers.pipeline.options import ImportOptions
from articles.models import ImportRun, User
from articles.services.indexing import index_search


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker has to know; `database` is the one that its parent is connected to."""

    database: str
    options: ImportOptions
    run: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch, and which stations were made for it."""

    totals: Counter[str]
    made: list[int]


class Worker:
    """The state of one worker process between its batches."""

    def __init__(self, job: Job) -> None:
        by = User.objects.get(pk=job.by) if job.by else None
        self.asked = Asked(job.options, by, ImportRun.objects.get(pk=job.run))
        self.directory = Directory(job.options, by)
        self.sources = Sources(job.options)

    def settle(self, batch: list[FoundFile]) -> Done:
        """Search entries are made in the same transaction: no other process has time for them."""
        totals: Counter[str] = Counter()
        for candidates in read_batch(batch, self.sources, self.asked.options, self.directory):
            commit(candidates, self.asked, index_search)
            totals.update(candidate.outcome for candidate in candidates if candidate.outcome)
            totals["found"] += len(candidates)
        made = [station.pk for station in self.directory.made]
        self.directory.made.clear()
        return Done(totals, made)


def begin(job: Job) -> Worker:
    """In a new process, which may be a copy of its parent: nothing of the parent's is used or closed."""
    # Ctrl-C is the parent's to answer: it lets the batches under way come to their end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None
    connections["default"].settings_dict["NAME"] = job.database
    # A batch makes a hundred thousand objects and no circle of them: looking for circles at every seven
    # hundredth took a twentieth of the time.
    gc.set_threshold(100_000, 10, 10)
    threading.Thread(target=end_with_the_parent, daemon=True).start()
    return Worker(job)


def end_with_the_parent() -> None:
    """A killed parent leaves nobody to take what comes out; the same command begins anew at once."""
    parent = multiprocessing.parent_process()
    if parent:
        wait_for([parent.sentinel])
        os._exit(1)


def start_method() -> str:
    """A copy of this process is there at once; but a copy of a process with threads may hang."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


@contextmanager
def workers(jobs: int, asked: Asked, start: Callable[[Job], None]) -> Iterator[ProcessPoolExecutor]:
    """A pool of `jobs` processes, each begun by `start`. What is not begun at an error is not done."""
    run, by = asked.run, asked.by
    if run is None:
        raise ValueError("a dry run has no workers")
    job = Job(str(connection.settings_dict["NAME"]), asked.options, run.pk, by.pk if by else None)
    context = multiprocessing.get_context(start_method())
    pool = ProcessPoolExecutor(jobs, context, initializer=start, initargs=(job,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def settled(
    pool: ProcessPoolExecutor,
    jobs: int,
    batches: Iterable[list[FoundFile]],
    work: Callable[[list[FoundFile]], Done],
) -> Iterator[Done]:
    """Batches as they are done. One more than there are workers waits, so that none of them does."""
    waiting: set[Future[Done]] = set()
    for batch in batches:
        # A file that another argument has too must see what became of that one.
        most = 0 if any(found.again for found in batch) else jobs
        while len(waiting) > most:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
        waiting.add(pool.submit(work, batch))
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)
