"""Files sent through the admin: kept whole, tried, and brought in or left when somebody says so.

Each step is a job in the database's own queue, written in the transaction that takes it.
"""

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from articles.errors import NoRoomForUpload, NotAllowed, TooLateForUpload, UnusableFileNames, UploadUnderWay
from articles.importers.pipeline.uploads import Sent, keep, uploads_folder
from articles.models import ImportUpload, User
from articles.permissions import may

Stage = ImportUpload.Stage
# Files that nobody went on with are removed by then.
KEPT_FOR = dt.timedelta(days=7)
# A folder without a row is a form that is just being taken in, or what a killed process left.
STRAY_AFTER = dt.timedelta(days=1)
LONGEST_NAME = 255
LONGEST_PATH = 1000
MOST_FOLDERS = 30


@dataclass(frozen=True, slots=True)
class Sending:
    """A file with the name that it is to have, perhaps below folders, and when it was last written."""

    name: str
    file: Sent
    modified: float | None = None


def send_files(*, files: Sequence[Sending], options: dict[str, Any], by: User) -> ImportUpload:
    """Keep the files, and have them tried. All of them or none.

    Raises NotAllowed, UnusableFileNames, and NoRoomForUpload where the disk does not take them.
    """
    if not may(by, "run_import"):
        raise NotAllowed
    check_names([sending.name for sending in files])
    folder = new_folder()
    with contextlib.ExitStack() as undone:
        undone.callback(shutil.rmtree, folder, ignore_errors=True)
        for sending in files:
            keep_in(folder, sending)
        with transaction.atomic():
            upload = ImportUpload.objects.create(
                by=by,
                folder=folder.name,
                files=[sending.name for sending in files],
                options=options,
            )
            defer("try_files", upload)
        undone.pop_all()
    return upload


def check_names(names: Sequence[str]) -> None:
    """Every name leads to a place of its own below our folder. Raises UnusableFileNames."""
    places = set(names)
    if len(places) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnusableFileNames(
            f"Two of these files are called {twice}. Send their folder as a .zip: there each keeps its path."
        )
    for name in names:
        parts = name.split("/")
        if (
            len(parts) > MOST_FOLDERS
            or len(name.encode(errors="replace")) > LONGEST_PATH
            or not all(map(is_usable, parts))
        ):
            raise UnusableFileNames(f"No file can be called {name[:200]} here. Give it another name.")
        if any("/".join(parts[:depth]) in places for depth in range(1, len(parts))):
            raise UnusableFileNames(f"{name} lies in a folder that has the name of another file.")


def is_usable(part: str) -> bool:
    try:
        raw = part.encode()
    except UnicodeEncodeError:
        return False
    return part not in ("", ".", "..") and "\0" not in part and len(raw) <= LONGEST_NAME


def new_folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="sent-", dir=uploads_folder()))  # mode 0700
    except OSError as error:
        raise NoRoomForUpload from error


def keep_in(folder: Path, sending: Sending) -> None:
    path = folder / sending.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        keep(sending.file, path)
        if sending.modified is not None:
            # What the browser says of it. A time that no disk knows is no reason to refuse a file.
            with contextlib.suppress(OverflowError, ValueError):
                os.utime(path, (sending.modified, sending.modified))
    except OSError as error:
        raise NoRoomForUpload from error


def bring_in(*, upload: int, by: User) -> None:
    """Have them brought in, after their trial or where a run was stopped. Said twice, it is one run.

    Raises NotAllowed and TooLateForUpload.
    """
    with transaction.atomic():
        row = own_upload(upload, by)
        if row.stage == Stage.RUNNING and not row.problem:
            return
        if row.stage not in (Stage.TRIED, Stage.RUNNING) or (row.stage == Stage.TRIED and row.problem):
            raise TooLateForUpload
        begin(row, Stage.RUNNING)
        defer("bring_in_files", row)


def try_again(*, upload: int, options: dict[str, Any], by: User) -> None:
    """The same files with other answers. Raises NotAllowed, TooLateForUpload and UploadUnderWay."""
    with transaction.atomic():
        row = own_upload(upload, by)
        if row.is_under_way:
            raise UploadUnderWay
        if row.run_id or row.stage not in (Stage.TRIED, Stage.TRYING):
            raise TooLateForUpload
        row.options, row.trial = options, {}
        begin(row, Stage.TRYING)
        defer("try_files", row)


def leave(*, upload: int, by: User) -> None:
    """Remove the files; that they were here stays on the record. Raises NotAllowed and UploadUnderWay."""
    with transaction.atomic():
        row = locked(upload)
        if not may(by, "run_import") or not (row.by_id == by.pk or by.is_superuser):
            raise NotAllowed
        if row.stage in (Stage.DONE, Stage.LEFT):
            return
        if row.is_under_way:
            raise UploadUnderWay
        row.stage, row.left_by = Stage.LEFT, by
        row.save()
    remove_files(row)


def remove_forgotten() -> int:
    """Leave what nobody went on with, and remove folders that no row needs; gives how many were left."""
    before = timezone.now() - KEPT_FOR
    count = 0
    for pk in ImportUpload.objects.filter(changed_at__lt=before).exclude(stage__in=(Stage.DONE, Stage.LEFT)):
        with transaction.atomic():
            row = locked(pk.pk)
            if row.waits and row.changed_at < before:
                row.stage = Stage.LEFT
                row.save()
                count += 1
    remove_strays()
    return count


def remove_strays() -> None:
    needed = set(
        ImportUpload.objects.exclude(stage__in=(Stage.DONE, Stage.LEFT)).values_list("folder", flat=True)
    )
    folder = settings.NEWSROOM_DATA / "uploads"
    old = (timezone.now() - STRAY_AFTER).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        gone = ImportUpload.objects.filter(folder=path.name).exists()
        if path.name not in needed and (gone or path.lstat().st_mtime < old):
            shutil.rmtree(path, ignore_errors=True)


def remove_files(upload: ImportUpload) -> None:
    """Whatever cannot be removed now, `remove_strays` finds later."""
    shutil.rmtree(upload.path, ignore_errors=True)


def begin(row: ImportUpload, stage: ImportUpload.Stage) -> None:
    row.stage, row.problem, row.totals, row.expected = stage, "", {}, None
    row.save()


def own_upload(pk: int, by: User) -> ImportUpload:
    """Stories come in under the name of whoever sent the files: nobody else says so."""
    row = locked(pk)
    if row.by_id != by.pk or not may(by, "run_import"):
        raise NotAllowed
    return row


def locked(pk: int) -> ImportUpload:
    return ImportUpload.objects.select_for_update(of=("self",)).get(pk=pk)


def defer(task: str, upload: ImportUpload) -> None:
    """By name: the tasks are a door, and call us."""
    app.configure_task(f"articles.tasks.{task}", lock=f"upload {upload.pk}").defer(upload=upload.pk)
