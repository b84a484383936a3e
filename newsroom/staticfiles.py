"""Collects static files when they have changed, and can tell that they were never collected."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def are_collected() -> bool:
    return (Path(settings.NEWSROOM_DATA) / "staticfiles.json").exists()


def collect_if_changed() -> bool:
    """Whether anything had changed; comparing costs milliseconds, collecting and compressing seconds."""
    note = Path(settings.NEWSROOM_DATA) / "static-fingerprint"
    now = _fingerprint()
    if are_collected() and note.exists() and note.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(now)
    return True


def _fingerprint() -> str:
    """Over the path, size and date of every source file."""
    found = hashlib.sha256(settings.STATIC_ROOT.as_posix().encode())
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            found.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()
