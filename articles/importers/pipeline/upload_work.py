"""What a worker does with files that were sent: a trial, or the run. Done twice, it changes nothing."""

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connection

from articles.errors import NewsroomError, NotAllowed, UploadUnderWay, WorkStopped
from articles.importers.archives import count_files
from articles.importers.pipeline import locks
from articles.importers.pipeline.candidates import Candidate
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import RunResult, run_import
from articles.importers.pipeline.sending import remove_files
from articles.models import ImportUpload
from articles.permissions import may
from articles.services.import_files import FIRST
from articles.text.first_bytes import visible

Stage = ImportUpload.Stage
Stop = Callable[[], bool]
MOST_REASONS = 20
MOST_REFUSED = 20
FAULT = "It stopped at a fault of ours, and the server's log says which. What came in before that is in."


def try_upload(pk: int, stop: Stop = lambda: False) -> None:
    """Raises UploadUnderWay, and WorkStopped once `stop` says so: then it is to be called again."""
    with taken_up(pk, Stage.TRYING) as upload:
        if upload is None:
            return
        prepare(upload)
        refused: list[dict[str, str]] = []
        doubtful: list[dict[str, str]] = []
        doubts: Counter[str] = Counter()

        def note_troubles(candidates: list[Candidate]) -> None:
            read = [one for one in candidates if one.warnings and not one.reason]
            doubts.update(warning for one in read for warning in one.warnings)
            refused.extend([row_of(one, one.reason) for one in candidates if one.reason][: left(refused)])
            doubtful.extend([row_of(one, "; ".join(one.warnings)) for one in read][: left(doubtful)])

        result = run_import(
            options_of(upload, dry_run=True),
            by=upload.by,
            on_progress=follower(upload, stop),
            on_tried=note_troubles,
        )
        upload.totals = dict(result.totals)
        upload.trial = {
            "reasons": result.reasons.most_common(MOST_REASONS),
            "refused": refused,
            "doubts": doubts.most_common(MOST_REASONS),
            "doubtful": doubtful,
            "made": [str(station) for station in result.made],
        }
        upload.stage = Stage.TRIED
        upload.save()


def run_upload(pk: int, stop: Stop = lambda: False) -> None:
    """The same, for the run. One that was stopped is gone on with, as the same run."""
    with taken_up(pk, Stage.RUNNING) as upload:
        if upload is None:
            return
        prepare(upload)

        def note_run(result: RunResult) -> None:
            upload.run = result.run
            upload.save()

        # Killed after its end, it must not begin another run.
        if upload.run is None or upload.run.finished_at is None:
            run_import(
                options_of(upload), by=upload.by, on_begin=note_run, on_progress=follower(upload, stop)
            )
            upload.refresh_from_db()
        upload.totals = upload.run.totals if upload.run else {}
        upload.stage = Stage.DONE
        upload.save()
        remove_files(upload)


@contextlib.contextmanager
def taken_up(pk: int, stage: ImportUpload.Stage) -> Iterator[ImportUpload | None]:
    """The upload, held, if this is still to be done; what goes wrong is told on its page.

    A failure of whatever kind must not leave it under way with nobody at it.
    """
    if not locks.hold(locks.UPLOADS, pk):
        raise UploadUnderWay
    try:
        upload = (
            ImportUpload.objects.select_related("by", "run").filter(pk=pk, stage=stage, problem="").first()
        )
        problem = FAULT if upload else ""
        try:
            yield upload
            problem = ""
        except WorkStopped:
            problem = ""
            raise
        except NewsroomError as error:
            problem = str(error)
        except (DatabaseError, OSError) as error:
            problem = f"It stopped midway: {first_line(error)}. Going on takes it up where it was."
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
        finally:
            if problem:
                ImportUpload.objects.filter(pk=pk).update(problem=problem)
    finally:
        # A connection that is gone holds nothing.
        with contextlib.suppress(DatabaseError):
            locks.leave(locks.UPLOADS, pk)


def prepare(upload: ImportUpload) -> None:
    if not may(upload.by, "run_import"):
        raise NotAllowed
    upload.expected = count_files(str(upload.path))
    upload.save()


def first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def follower(upload: ImportUpload, stop: Stop) -> Callable[[int, Counter[str]], None]:
    """After each batch: how far it is, for whoever watches; and the end, if the worker must go."""

    def follow(done: int, totals: Counter[str]) -> None:
        ImportUpload.objects.filter(pk=upload.pk).update(totals=dict(totals))
        if stop():
            raise WorkStopped

    return follow


def options_of(upload: ImportUpload, *, dry_run: bool = False) -> ImportOptions:
    """The same for every call, so that a run which was stopped is found again."""
    told: dict[str, Any] = dict(upload.options)
    told["sections"] = tuple((said, meant) for said, meant in told.get("sections", ()))
    if told.get("published_at"):
        told["published_at"] = dt.datetime.fromisoformat(told["published_at"])
    return ImportOptions(paths=(str(upload.path),), dry_run=dry_run, **told)


def left(shown: list[dict[str, str]]) -> int:
    return MOST_REFUSED - len(shown)


def row_of(candidate: Candidate, reason: str) -> dict[str, str]:
    found = candidate.found
    return {
        "name": f"{found.path} → {found.member}" if found.member else found.path,
        "reason": reason,
        "beginning": visible(candidate.data[:FIRST]),
    }
