"""A run from its first file to its totals, batch by batch."""

import contextlib
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from articles.errors import NewsroomError
from articles.importers.files import FoundFile, find_files
from articles.importers.pipeline.candidates import Candidate, Sources, read_batch
from articles.importers.pipeline.directory import Directory
from articles.importers.pipeline.known import Asked
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.report import row_of_candidate
from articles.importers.pipeline.search import SearchBeside
from articles.importers.pipeline.settle import Search, settle, write_ledger
from articles.models import ImportItem, ImportRun, Station, User

# A batch commits its stories and its part of the ledger together. Larger ones bring no more speed.
BATCH_FILES = 500
OUTCOMES = tuple(ImportItem.Outcome.values)
# Kinds of refusal that are counted: there may be as many reasons as files.
MOST_REASONS = 5000

Rows = list[dict[str, Any]]


@dataclass
class RunResult:
    """A finished run: its row, which a dry run has not, its totals, why files were refused, stations made."""

    run: ImportRun | None
    totals: Counter[str]
    reasons: Counter[str] = field(default_factory=Counter)
    made: list[Station] = field(default_factory=list)

    def count(self, candidates: list[Candidate]) -> None:
        self.totals.update(candidate.outcome for candidate in candidates)
        self.totals["found"] += len(candidates)
        for candidate in candidates:
            if candidate.reason and (len(self.reasons) < MOST_REASONS or candidate.reason in self.reasons):
                self.reasons[candidate.reason] += 1


def run_import(
    options: ImportOptions,
    *,
    by: User | None = None,
    on_progress: Callable[[int, Counter[str]], None] = lambda done, totals: None,
    on_rows: Callable[[Rows], None] = lambda rows: None,
) -> RunResult:
    """Bring in everything below `options.paths`. Memory is that of one batch.

    Calls `on_progress` with the number of files done and the totals so far, after each batch. A dry run
    writes nothing at all, so what became of each file is told to `on_rows` alone, in the report's form.
    """
    run = None
    if not options.dry_run:
        run = ImportRun.objects.create(options=options.as_json(), started_by=by)
    asked = Asked(options, by, run)
    directory = Directory(options, by)
    result = RunResult(run, Counter(dict.fromkeys(("found", *OUTCOMES), 0)), made=directory.made)
    sources = Sources(options)
    with SearchBeside() if run else contextlib.nullcontext(nothing_to_search) as search:
        for batch in batches(options):
            for candidates in settled(read_batch(batch, sources, options, directory), asked, search):
                result.count(candidates)
                if run is None:
                    on_rows([row_of_candidate(candidate) for candidate in candidates])
                on_progress(result.totals["found"], result.totals)
    if run:
        run.totals, run.finished_at = dict(result.totals), timezone.now()
        run.save(update_fields=["totals", "finished_at"])
    return result


def nothing_to_search(editions: Sequence[int]) -> None:
    """A dry run makes no editions."""


def settled(parts: Iterator[list[Candidate]], asked: Asked, search: Search) -> Iterator[list[Candidate]]:
    """The parts of a batch with their outcomes, each committed with its part of the ledger."""
    while True:
        if asked.run:
            candidates = next(parts, [])
            settle_part(candidates, asked, search)
        else:
            with without_writing():
                candidates = next(parts, [])
                settle(candidates, asked, search)
        if not candidates:
            return
        yield candidates


@contextlib.contextmanager
def without_writing() -> Iterator[None]:
    """A transaction in which the database itself refuses every write."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction read only")
        yield
        # Within a caller's transaction, only the way back takes the ban off again.
        transaction.set_rollback(True)


def batches(options: ImportOptions) -> Iterator[list[FoundFile]]:
    found = islice(found_files(options), options.limit)
    while batch := list(islice(found, BATCH_FILES)):
        yield batch


def found_files(options: ImportOptions) -> Iterator[FoundFile]:
    """Of all arguments in order. Where there are several, two may lead to the same source and path."""
    seen: set[bytes] = set()
    for argument in options.paths:
        for found in find_files(argument, options.source):
            if len(options.paths) == 1:
                yield found
                continue
            name = hashlib.sha256("\0".join((found.source, found.path, found.member)).encode()).digest()[:16]
            yield dataclasses.replace(found, again=True) if name in seen else found
            seen.add(name)


def settle_part(candidates: list[Candidate], asked: Asked, search: Search) -> None:
    """All in one transaction; should the database refuse, in halves, so that one file harms no other."""
    try:
        settle_together(candidates, asked, search)
    except (IntegrityError, DataError, NewsroomError) as error:
        if len(candidates) == 1:
            refuse(candidates[0], asked, error)
            return
        middle = len(candidates) // 2
        for half in (candidates[:middle], candidates[middle:]):
            settle_part(half, asked, search)


def settle_together(candidates: list[Candidate], asked: Asked, search: Search) -> None:
    for candidate in candidates:
        candidate.forget()
    with transaction.atomic():
        settle(candidates, asked, search)
        if asked.run:
            write_ledger(asked.run, candidates)


def refuse(candidate: Candidate, asked: Asked, error: Exception) -> None:
    candidate.forget()
    candidate.refuse(f"the database refused it: {str(error).splitlines()[0]}")
    if asked.run:
        write_ledger(asked.run, [candidate])
