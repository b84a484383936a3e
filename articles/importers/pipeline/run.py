"""A run from its first file to its totals, batch by batch."""

import contextlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from articles.importers.files import FoundFile
from articles.importers.pipeline import entry
from articles.importers.pipeline.candidates import Candidate, Sources, read_batch
from articles.importers.pipeline.committing import commit
from articles.importers.pipeline.directory import Directory
from articles.importers.pipeline.finding import batches
from articles.importers.pipeline.known import Asked
from articles.importers.pipeline.ledger import (
    MOST_REASONS,
    OUTCOMES,
    finish,
    reasons_of,
    taken_up,
    totals_of,
)
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.report import row_of_candidate
from articles.importers.pipeline.search import SearchBeside
from articles.importers.pipeline.settle import settle
from articles.importers.pipeline.workers import settled, workers
from articles.models import ImportRun, Station, User
from articles.services.indexing import complete_search

Rows = list[dict[str, Any]]
Progress = Callable[[int, Counter[str]], None]
Tell = Callable[[list[Candidate]], None]
Settled = Generator[Counter[str], None, None]


@dataclass
class RunResult:
    """A finished run: its row, its totals, the most frequent reasons for a refusal, and stations made.

    A dry run has no row. `continued` is how many files were settled before this call went on with the run.
    """

    run: ImportRun | None
    totals: Counter[str]
    reasons: Counter[str] = field(default_factory=Counter)
    made: list[Station] = field(default_factory=list)
    continued: int = 0

    def count(self, candidates: list[Candidate]) -> None:
        """For a dry run, which has no ledger to ask at the end."""
        self.totals.update(count(candidates))
        for candidate in candidates:
            if candidate.reason and (len(self.reasons) < MOST_REASONS or candidate.reason in self.reasons):
                self.reasons[candidate.reason] += 1


def run_import(
    options: ImportOptions,
    *,
    by: User | None = None,
    on_begin: Callable[[RunResult], None] = lambda result: None,
    on_progress: Progress = lambda done, totals: None,
    on_rows: Callable[[Rows], None] = lambda rows: None,
    on_tried: Tell = lambda candidates: None,
) -> RunResult:
    """Bring in everything below `options.paths`. Memory is that of one batch.

    A run of the same arguments that was stopped midway is gone on with, in its own row: what it settled is
    not read again. Calls `on_begin` once, and `on_progress` with the number of files done and the totals so
    far after each batch. A dry run writes nothing at all, so what became of each file is told to `on_rows`
    alone, in the report's form, and to `on_tried` with its bytes. Whatever these raise ends the run there.
    """
    if options.dry_run:
        return dry_run(options, by, on_progress, on_rows, on_tried)
    with taken_up(options, by) as (run, resumed):
        result = RunResult(run, totals_of(run))
        result.continued = result.totals["found"]
        asked = Asked(options, by, run)
        bring_in = by_workers if options.jobs > 1 else by_itself
        with contextlib.closing(bring_in(asked, run if resumed else None, result, on_begin)) as settled_now:
            for totals in settled_now:
                result.totals.update(totals)
                on_progress(result.totals["found"], result.totals)
        finish(run)
        result.totals, result.reasons = Counter(run.totals), reasons_of(run)
    return result


def by_itself(
    asked: Asked, resumed: ImportRun | None, result: RunResult, on_begin: Callable[[RunResult], None]
) -> Settled:
    """One process, and a thread for the search entries."""
    on_begin(result)
    directory = Directory(asked.options, asked.by)
    with SearchBeside() as search:
        for candidates in parts(asked, directory, resumed):
            commit(candidates, asked, search)
            yield count(candidates)
    result.made = directory.made


def by_workers(
    asked: Asked, resumed: ImportRun | None, result: RunResult, on_begin: Callable[[RunResult], None]
) -> Settled:
    """`jobs` processes beside this one, which only finds the files."""
    made: set[int] = set()
    jobs = asked.options.jobs
    with workers(jobs, asked, entry.start) as pool:
        for done in settled(pool, jobs, begun(batches(asked.options, resumed), result, on_begin), entry.work):
            made.update(done.made)
            yield done.totals
    complete_search()
    result.made = list(Station.objects.filter(pk__in=made))


def begun(
    found: Iterator[list[FoundFile]], result: RunResult, on_begin: Callable[[RunResult], None]
) -> Iterator[list[FoundFile]]:
    """The batches; `on_begin` may start a thread, and so is called after the first is under way."""
    told = False
    for batch in found:
        yield batch
        if not told:
            on_begin(result)
        told = True
    if not told:
        on_begin(result)


def count(candidates: list[Candidate]) -> Counter[str]:
    totals = Counter(candidate.outcome for candidate in candidates if candidate.outcome)
    totals["found"] = len(candidates)
    return totals


def parts(asked: Asked, directory: Directory, resumed: ImportRun | None = None) -> Iterator[list[Candidate]]:
    sources = Sources(asked.options)
    for batch in batches(asked.options, resumed):
        yield from read_batch(batch, sources, asked.options, directory)


def dry_run(
    options: ImportOptions,
    by: User | None,
    on_progress: Progress,
    on_rows: Callable[[Rows], None],
    on_tried: Tell,
) -> RunResult:
    asked, directory = Asked(options, by), Directory(options, by)
    result = RunResult(None, Counter(dict.fromkeys(("found", *OUTCOMES), 0)), made=directory.made)
    coming = parts(asked, directory)
    while True:
        with without_writing():
            candidates = next(coming, [])
            settle(candidates, asked, nothing_to_search)
        if not candidates:
            return result
        result.count(candidates)
        on_rows([row_of_candidate(candidate) for candidate in candidates])
        on_tried(candidates)
        on_progress(result.totals["found"], result.totals)


def nothing_to_search(editions: Sequence[int]) -> None:
    """A dry run makes no editions."""


@contextlib.contextmanager
def without_writing() -> Iterator[None]:
    """A transaction in which the database itself refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction read only")
        yield
        # Within a caller's transaction, only the way back takes the ban off again.
        transaction.set_rollback(True)
