"""A run and its items: beginning one, going on with one that was stopped, and what the ledger says of it."""

import contextlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone

from articles.importers.files import FoundFile
from articles.importers.pipeline import locks
from articles.importers.pipeline.candidates import Candidate
from articles.importers.pipeline.options import ImportOptions
from articles.models import ImportBlob, ImportItem, ImportRun, User
from articles.services.copying import copy_values

OUTCOMES = tuple(ImportItem.Outcome.values)
MOST_REASONS = 5000


@contextlib.contextmanager
def taken_up(options: ImportOptions, by: User | None) -> Iterator[tuple[ImportRun, bool]]:
    """The run to write to, held as under way, and whether it was begun and stopped before."""
    run, resumed = begin(options, by)
    try:
        yield run, resumed
    finally:
        # A connection that is gone holds nothing.
        with contextlib.suppress(DatabaseError):
            leave(run)


def begin(options: ImportOptions, by: User | None) -> tuple[ImportRun, bool]:
    """The newest run of the same arguments if it has no end and nobody is at it, else a new one."""
    told = options.as_json()
    last = ImportRun.objects.filter(options=told, started_by=by).order_by("-pk").first()
    if last and last.finished_at is None and hold(last):
        # It may have come to its end while we asked.
        if ImportRun.objects.filter(pk=last.pk, finished_at__isnull=True).exists():
            return last, True
        leave(last)
    run = ImportRun.objects.create(options=told, started_by=by)
    hold(run)
    return run, False


def hold(run: ImportRun) -> bool:
    """Whether nobody else is at this run."""
    return locks.hold(locks.RUNS, int(run.pk))


def leave(run: ImportRun) -> None:
    locks.leave(locks.RUNS, int(run.pk))


def is_under_way(run: ImportRun) -> bool:
    """Whether a process is at this run now. One that is not, and has no end, was stopped midway."""
    return locks.is_held(locks.RUNS, int(run.pk))


def finish(run: ImportRun) -> None:
    run.totals, run.finished_at = dict(totals_of(run)), timezone.now()
    run.save(update_fields=["totals", "finished_at"])


def totals_of(run: ImportRun) -> Counter[str]:
    """What the ledger says, whoever wrote it: the processes of a run, and runs that went on with it."""
    totals = Counter(dict.fromkeys(("found", *OUTCOMES), 0))
    for outcome, count in run.items.order_by().values_list("outcome").annotate(count=Count("pk")):
        totals[outcome] = count
    totals["found"] = totals.total()
    return totals


def reasons_of(run: ImportRun) -> Counter[str]:
    """The most frequent reasons for a refusal."""
    refused = run.items.filter(outcome=ImportItem.Outcome.REFUSED).order_by().values_list("reason")
    return Counter(dict(refused.annotate(count=Count("pk")).order_by("-count", "reason")[:MOST_REASONS]))


def not_settled(run: ImportRun, batch: list[FoundFile]) -> list[FoundFile]:
    """Those of the batch that have no item in the run yet. One query."""
    items = run.items.filter(
        argument__in={found.argument for found in batch}, path__in={found.path for found in batch}
    )
    settled = set(items.values_list("argument", "path", "member"))
    return [found for found in batch if (found.argument, found.path, found.member) not in settled]


def write_ledger(run: ImportRun, candidates: list[Candidate]) -> None:
    """One item a candidate, and the bytes of those not kept yet."""
    keep_bytes(candidates)
    copy_values(
        ImportItem,
        (
            {
                "run_id": run.pk,
                "source_id": candidate.source.pk,
                "argument": candidate.found.argument,
                "path": candidate.found.path,
                "member": candidate.found.member,
                "sha256": candidate.sha256,
                "blob_id": (candidate.sha256 or None) if candidate.keep else None,
                "encoding": candidate.parsed.item.encoding if candidate.parsed else "",
                "outcome": candidate.outcome,
                "reason": candidate.reason,
                "warnings": candidate.warnings,
                "story_id": candidate.story.pk if candidate.story else None,
                "station_id": candidate.station,
            }
            for candidate in candidates
        ),
    )


def keep_bytes(candidates: Iterable[Candidate]) -> None:
    """In the order of their hashes, so that two runs over the same files never wait in a circle."""
    by_hash = {c.sha256: c.data for c in candidates if c.sha256 and c.keep}
    kept = set(ImportBlob.objects.filter(pk__in=by_hash).values_list("pk", flat=True))
    copy_values(
        ImportBlob,
        (
            {"sha256": sha256, "size": len(data), "data": zlib.compress(data, 1)}
            for sha256, data in sorted(by_hash.items())
            if sha256 not in kept
        ),
    )
