"""Files sent through the admin: kept in a private folder, under names of ours, until they are in."""

import contextlib
import dataclasses
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from articles.errors import NoRoomForUpload, NotAllowed
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import RunResult, run_import
from articles.models import ImportItem, ImportRun, User
from articles.permissions import may


class Sent(Protocol):
    """An uploaded file, as Django has it."""

    def chunks(self) -> Iterable[bytes]: ...


def bring_corrected(*, item: ImportItem, file: Sent, by: User) -> RunResult:
    """Import `file` in place of the one that was refused, under its names and as its run was told.

    Raises NotAllowed, and NoRoomForUpload where the disk does not take it.
    """
    if not may(by, "run_import", item.run):
        raise NotAllowed
    with private_folder() as folder:
        # The name decides nothing but whether it is an archive, which one file of a run is not.
        path = keep(file, folder / "1.txt")
        return run_import(
            dataclasses.replace(
                options_of(item.run),
                paths=(str(path),),
                called=((str(path), item.path, item.member),),
                source=item.source.name,
                limit=None,
                only_refused=None,
            ),
            by=by,
        )


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """Of this process alone, and gone afterwards: the bytes are in the ledger then."""
    try:
        folder = Path(tempfile.mkdtemp(dir=uploads_folder()))  # mode 0700
    except OSError as error:
        raise NoRoomForUpload from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def uploads_folder() -> Path:
    """Raises OSError."""
    folder: Path = settings.NEWSROOM_DATA / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def keep(file: Sent, path: Path) -> Path:
    try:
        with path.open("xb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    except OSError as error:
        raise NoRoomForUpload from error
    return path


def options_of(run: ImportRun) -> ImportOptions:
    """What the run was told; runs of before may not know every word."""
    known = {field.name for field in dataclasses.fields(ImportOptions)}
    told: dict[str, Any] = {name: value for name, value in run.options.items() if name in known}
    told["paths"] = tuple(told.get("paths", ()))
    told["called"] = tuple(tuple(names) for names in told.get("called", ()))
    told["sections"] = tuple(told.get("sections", {}).items())
    if told.get("published_at"):
        told["published_at"] = dt.datetime.fromisoformat(told["published_at"])
    return ImportOptions(**told)
