"""The files on disk once more: each has its item, and the bytes that the ledger keeps."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.importers.files import escaped
from articles.importers.verification.findings import Finding
from articles.models import ImportRun

ENTRIES = 500


class WrongSources(Exception):
    """The folders named are not those of the run; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies on the disk under a name. No hash: it is no regular file, or `flaw` says why not."""

    path: str
    sha256: str = ""
    flaw: str = ""


class Disk:
    """The paths of a run, where they lie now. `seen` has a bit for each item: memory stays flat."""

    def __init__(self, run: ImportRun, paths: Sequence[str]) -> None:
        """Raises WrongSources unless there is one path for each that the run was given."""
        given = run.options.get("paths", [])
        if len(paths) != len(given):
            raise WrongSources(f"Name as many paths as run {run.pk} read, in its order: {', '.join(given)}.")
        for path in paths:
            if not os.path.lexists(path):
                raise WrongSources(f"{path} does not exist.")
        self.run, self.places = run, list(zip(given, paths, strict=True))
        self.first = run.items.order_by("pk").values_list("pk", flat=True).first() or 0
        self.seen = bytearray()

    def findings(self, on_progress: Callable[[int], None] = lambda done: None) -> Iterator[Finding]:
        """Files that no item accounts for, changed ones, and items whose file is gone."""
        done = 0
        for argument, root in self.places:
            found = entries_below(root)
            while entries := list(islice(found, ENTRIES)):
                yield from self._compared(argument, entries)
                done += len(entries)
                on_progress(done)
        yield from self._missing()

    def _compared(self, argument: str, entries: Sequence[Entry]) -> Iterator[Finding]:
        rows = self.run.items.filter(argument=argument, path__in=[entry.path for entry in entries], member="")
        items = {item.path: item for item in rows.only("run", "path", "sha256", "story")}
        for entry in entries:
            item = items.get(entry.path)
            if item is None:
                yield Finding(entry.path, "it is on the disk, and no item of the run accounts for it")
                continue
            self._see(item.pk)
            if item.sha256 and item.sha256 != entry.sha256:
                what = entry.flaw or "on the disk it has other bytes than came in"
                yield Finding(entry.path, what, story=item.story_id)

    def _missing(self) -> Iterator[Finding]:
        last, items = (
            0,
            self.run.items.exclude(sha256="").only("run", "path", "member", "story").order_by("pk"),
        )
        while rows := list(items.filter(pk__gt=last)[: 10 * ENTRIES]):
            last = rows[-1].pk
            for item in rows:
                if not self._was_seen(item.pk):
                    yield Finding(item.path, "it is not on the disk any more", item.member, item.story_id)

    def _see(self, pk: int) -> None:
        byte, bit = divmod(pk - self.first, 8)
        if byte >= len(self.seen):
            self.seen.extend(bytes(byte + 1 - len(self.seen)))
        self.seen[byte] |= 1 << bit

    def _was_seen(self, pk: int) -> bool:
        byte, bit = divmod(pk - self.first, 8)
        return byte < len(self.seen) and bool(self.seen[byte] >> bit & 1)


def entries_below(root: str) -> Iterator[Entry]:
    """Everything under `root` that is no folder, in a stable order. A walk of its own, not the importer's."""
    root = os.path.abspath(root)
    if not os.path.isdir(root) or os.path.islink(root):
        yield _entry(root, os.path.basename(root))
        return
    for folder, folders, files in os.walk(root):
        folders.sort(key=os.fsencode)
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted((*files, *links), key=os.fsencode):
            full = os.path.join(folder, name)
            yield _entry(full, os.path.relpath(full, root))


def _entry(full: str, path: str) -> Entry:
    """With the hash of a regular file, read in blocks and through no link."""
    name = escaped(path)
    try:
        if not stat.S_ISREG(os.lstat(full).st_mode):
            return Entry(name, flaw="on the disk it is no regular file")
        descriptor = os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            return Entry(name, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        return Entry(name, flaw=f"it cannot be read any more: {error.strerror}")
