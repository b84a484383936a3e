"""A run from its first file to its totals, batch by batch."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from articles.importers.files import FoundFile, find_files
from articles.importers.pipeline.candidates import Candidate, read_batch
from articles.importers.pipeline.directory import Directory
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.search import SearchBeside
from articles.importers.pipeline.settle import settle, write_ledger
from articles.models import ImportItem, ImportRun, ImportSource, User

# A batch commits its stories and its part of the ledger together. Larger ones bring no more speed.
BATCH_FILES = 500
OUTCOMES = tuple(ImportItem.Outcome.values)


@dataclass
class RunResult:
    """A finished run: its row, and what the directory could not find or had to make."""

    run: ImportRun
    directory: Directory
    totals: Counter[str] = field(default_factory=Counter)


def run_import(
    options: ImportOptions,
    *,
    by: User | None = None,
    on_progress: Callable[[int, Counter[str]], None] = lambda done, totals: None,
) -> RunResult:
    """Bring in everything below `options.paths`. Memory is that of one batch.

    Calls `on_progress` with the number of files done and the totals so far, after each batch.
    Raises FileNotFoundError before anything is written where a path does not exist.
    """
    run = ImportRun.objects.create(options=options.as_json(), started_by=by)
    result = RunResult(run, Directory(create_missing=options.create_missing))
    result.totals.update(dict.fromkeys(("found", *OUTCOMES), 0))
    with SearchBeside() as search:
        for batch in batches(options):
            sources = sources_of(batch)
            for candidates in read_batch(batch, sources, options, result.directory):
                settle_batch(run, candidates, options, search)
                result.totals.update(candidate.outcome for candidate in candidates)
                result.totals["found"] += len(candidates)
                on_progress(result.totals["found"], result.totals)
    run.totals, run.finished_at = dict(result.totals), timezone.now()
    run.save(update_fields=["totals", "finished_at"])
    return result


def batches(options: ImportOptions) -> Iterator[list[FoundFile]]:
    batch: list[FoundFile] = []
    for argument in options.paths:
        for found in find_files(argument, options.source):
            batch.append(found)
            if len(batch) == BATCH_FILES:
                yield batch
                batch = []
    if batch:
        yield batch


def sources_of(batch: list[FoundFile]) -> dict[str, ImportSource]:
    return {
        name: ImportSource.objects.get_or_create(name=name)[0] for name in {found.source for found in batch}
    }


def settle_batch(
    run: ImportRun, candidates: list[Candidate], options: ImportOptions, search: SearchBeside
) -> None:
    """All in one transaction; should the database refuse, each alone, so that one file harms no other."""
    try:
        with transaction.atomic():
            settle(candidates, options, search)
            write_ledger(run, candidates)
    except (IntegrityError, DataError):
        for candidate in candidates:
            settle_alone(run, candidate, options, search)


def settle_alone(run: ImportRun, candidate: Candidate, options: ImportOptions, search: SearchBeside) -> None:
    candidate.forget()
    try:
        with transaction.atomic():
            settle([candidate], options, search)
            write_ledger(run, [candidate])
    except (IntegrityError, DataError) as error:
        candidate.forget()
        candidate.refuse(f"the database refused it: {str(error).splitlines()[0]}")
        write_ledger(run, [candidate])
