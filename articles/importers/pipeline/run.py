"""A run from its first file to its totals, batch by batch."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

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
from articles.models import ImportRun, Station, User

Rows = list[dict[str, Any]]
Progress = Callable[[int, Counter[str]], None]


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
        self.totals.update(candidate.outcome for candidate in candidates if candidate.outcome)
        self.totals["found"] += len(candidates)
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
) -> RunResult:
    """Bring in everything below `options.paths`. Memory is that of one batch.

    A run of the same arguments that was stopped midway is gone on with, in its own row: what it settled is
    not read again. Calls `on_begin` once, and `on_progress` with the number of files done and the totals so
    far after each batch. A dry run writes nothing at all, so what became of each file is told to `on_rows`
    alone, in the report's form.
    """
    if options.dry_run:
        return dry_run(options, by, on_progress, on_rows)
    with taken_up(options, by) as (run, resumed):
        result = RunResult(run, totals_of(run))
        result.continued = result.totals["found"]
        on_begin(result)
        asked, directory = Asked(options, by, run), Directory(options, by)
        with SearchBeside() as search:
            for candidates in parts(asked, directory, run if resumed else None):
                commit(candidates, asked, search)
                result.count(candidates)
                on_progress(result.totals["found"], result.totals)
        finish(run)
        result.totals, result.reasons = Counter(run.totals), reasons_of(run)
    result.made = directory.made
    return result


def parts(asked: Asked, directory: Directory, resumed: ImportRun | None = None) -> Iterator[list[Candidate]]:
    sources = Sources(asked.options)
    for batch in batches(asked.options, resumed):
        yield from read_batch(batch, sources, asked.options, directory)


def dry_run(
    options: ImportOptions, by: User | None, on_progress: Progress, on_rows: Callable[[Rows], None]
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
