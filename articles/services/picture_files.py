"""Where a picture's files lie, and how they come and go with their row.

Everything is made in a folder of its own under `pending/` and renamed into place just before the row is
committed: the files of a picture lie in folders by version, and the row says which of them is shown. What is
pending stays until the commit, and a kill opens a folder before its own: so one that is still there after an
hour names the picture whose files a crash, or a rollback further out, may have left behind.
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

from articles.renditions import rendition_folder, version_folder

INTERRUPTED_AFTER = 3600


@dataclasses.dataclass(slots=True)
class Workplace:
    """The folder in which files of one picture are made. What is not `kept` when its block ends goes."""

    token: str
    folder: Path
    kept: bool = False
    placed: list[Path] = dataclasses.field(default_factory=list)

    @property
    def source(self) -> Path:
        return self.folder / "source"

    @property
    def master(self) -> Path:
        return self.folder / "master.jpg"

    @property
    def renditions(self) -> Path:
        return self.folder / "renditions"

    def put_in_place(self, version: int, sha256: str) -> None:
        """Rename the finished files to where they are used. Raises OSError."""
        places = [(self.renditions, version_folder(self.token, version))]
        if self.master.exists():
            places.insert(0, (self.master, new_master_file(self.token, sha256)))
        for made, place in places:
            place.parent.mkdir(parents=True, exist_ok=True)
            if made == self.master:
                place.parent.chmod(0o700)  # nobody else on this machine has business with a full picture
            elif place.exists():
                shutil.rmtree(place)  # of one that crashed on the way to its commit
            os.rename(made, place)
            self.placed.append(place)
        for folder in {path for _, place in places for path in (place, place.parent) if path.is_dir()}:
            sync_folder(folder)

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def take_back(self) -> None:
        """What lies in place already, and what does not."""
        for place in self.placed:
            _remove(place)
        with contextlib.suppress(OSError):
            rendition_folder(self.token).rmdir()  # that of a new picture; of another it is not empty
        self.close()


@contextlib.contextmanager
def workplace(token: str = "") -> Iterator[Workplace]:
    """Of a new picture, unless `token` names one."""
    token = token or secrets.token_hex(16)
    folder = open_pending(token)
    work = Workplace(token, folder)
    try:
        yield work
    finally:
        if not work.kept:
            work.take_back()


def open_pending(token: str) -> Path:
    folder = Path(settings.MEDIA_ROOT, "pending", f"{token}-{secrets.token_hex(4)}")
    folder.mkdir(mode=0o700, parents=True)
    return folder


def master_file(token: str, sha256: str) -> Path:
    """The re-encoded picture that renditions are made from. Never served: no address leads here.

    Those of before pictures could be replaced have the token alone for a name.
    """
    file = new_master_file(token, sha256)
    return file if file.exists() else masters_folder() / f"{token}.jpg"


def new_master_file(token: str, sha256: str) -> Path:
    return masters_folder() / f"{token}-{sha256[:16]}.jpg"


def masters_folder() -> Path:
    return Path(settings.MEDIA_ROOT, "masters")


def remove_picture(token: str) -> None:
    """Take every file of a picture from the disk. Where that fails, it stays on the list of the pending."""
    folder = rendition_folder(token)
    if folder.exists():
        shutil.rmtree(folder)
    for master in masters_folder().glob(f"{token}*.jpg"):
        master.unlink(missing_ok=True)
    close_pending(token)


def remove_former(token: str, version: int, master: Path | None = None) -> None:
    """Take the files of versions before this one from the disk, and a master that has been replaced."""
    for entry in _entries(token):
        if not entry.name.isdecimal() or int(entry.name) < version:
            _remove(entry)
    if master:
        master.unlink(missing_ok=True)


def remove_strays(token: str, version: int, sha256: str) -> None:
    """Take all files of a picture from the disk but those that its row, which is locked, says are shown."""
    shown, kept = version_folder(token, version), master_file(token, sha256)
    for entry in _entries(token) if version else ():
        if entry != shown:
            _remove(entry)
    for master in masters_folder().glob(f"{token}*.jpg"):
        if master != kept:
            master.unlink(missing_ok=True)
    close_pending(token)


def _entries(token: str) -> list[Path]:
    with contextlib.suppress(FileNotFoundError):
        return list(rendition_folder(token).iterdir())
    return []


def _remove(entry: Path) -> None:
    if entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def close_pending(token: str) -> None:
    for folder in Path(settings.MEDIA_ROOT, "pending").glob(f"{token}*"):
        shutil.rmtree(folder, ignore_errors=True)


def interrupted() -> list[str]:
    """Tokens of what began more than an hour ago and never ended."""
    with contextlib.suppress(FileNotFoundError), os.scandir(Path(settings.MEDIA_ROOT, "pending")) as found:
        before = time.time() - INTERRUPTED_AFTER
        return sorted({entry.name.partition("-")[0] for entry in found if entry.stat().st_mtime < before})
    return []


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
