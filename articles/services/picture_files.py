"""Where a picture's files lie, and how they come and go with their row.

Everything is made in `pending/<token>` and renamed into place just before the row is committed. That folder
stays until the commit, and a kill opens one before its own: so a folder that is still there after an hour
names the one picture whose files a crash, or a rollback further out, may have left behind.
"""

import contextlib
import dataclasses
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from articles.renditions import rendition_folder

INTERRUPTED_AFTER = 3600


@dataclasses.dataclass(slots=True)
class Workplace:
    """The folder in which one picture is made. What is not `kept` when its block ends is removed."""

    token: str
    kept: bool = False

    @property
    def source(self) -> Path:
        return pending_folder(self.token) / "source"

    @property
    def master(self) -> Path:
        return pending_folder(self.token) / "master.jpg"

    @property
    def renditions(self) -> Path:
        return pending_folder(self.token) / "renditions"

    def put_in_place(self) -> None:
        """Rename the finished files to where they are served from. Raises OSError."""
        master, renditions = master_file(self.token), rendition_folder(self.token)
        for made, place in ((self.master, master), (self.renditions, renditions)):
            place.parent.mkdir(parents=True, exist_ok=True)
            if made == self.master:
                place.parent.chmod(0o700)  # nobody else on this machine has business with a full picture
            os.rename(made, place)
        for folder in (renditions, renditions.parent, master.parent):
            sync_folder(folder)


@contextlib.contextmanager
def workplace() -> Iterator[Workplace]:
    work = Workplace(secrets.token_hex(16))
    open_pending(work.token)
    try:
        yield work
    finally:
        if not work.kept:
            remove_picture(work.token)


def pending_folder(token: str) -> Path:
    return Path(settings.MEDIA_ROOT, "pending", token)


def master_file(token: str) -> Path:
    """The re-encoded picture that later renditions are made from. Never served: no address leads here."""
    return Path(settings.MEDIA_ROOT, "masters", f"{token}.jpg")


def open_pending(token: str) -> None:
    pending_folder(token).mkdir(mode=0o700, parents=True, exist_ok=True)


def close_pending(token: str) -> None:
    shutil.rmtree(pending_folder(token), ignore_errors=True)


def remove_picture(token: str) -> None:
    """Take every file of a picture from the disk. Where that fails, it stays on the list of the pending."""
    folder = rendition_folder(token)
    if folder.exists():
        shutil.rmtree(folder)
    master_file(token).unlink(missing_ok=True)
    close_pending(token)


def interrupted() -> list[str]:
    """Tokens of intakes and kills that began more than an hour ago and never ended."""
    with contextlib.suppress(FileNotFoundError), os.scandir(pending_folder("")) as found:
        before = time.time() - INTERRUPTED_AFTER
        return [entry.name for entry in found if entry.stat().st_mtime < before]
    return []


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
