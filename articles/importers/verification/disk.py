"""The files on disk once more: each has its item, and the bytes that the ledger keeps."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from articles.importers.opening import Place
from articles.importers.verification.entries import (
    Broken,
    Entry,
    entries_below,
    file_entry,
    is_archive,
    member_entries,
)
from articles.importers.verification.findings import Finding
from articles.models import ImportRun

ENTRIES = 500
CHANGED = "on the disk it has other bytes than came in"
UNKNOWN = "it is on the disk, and no item of the run accounts for it"
Progress = Callable[[int], None]


class WrongSources(Exception):
    """The folders named are not those of the run; the message says why."""


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
        self.max_bytes: int = run.options.get("max_bytes", 2_000_000)
        # A run with a limit, or for what another refused, leaves files out by design.
        self.partial = any(run.options.get(name) is not None for name in ("limit", "only_refused"))
        self.first = run.items.order_by("pk").values_list("pk", flat=True).first() or 0
        self.seen = bytearray()
        self.done = self.left_out = 0

    def findings(self, on_progress: Progress = lambda done: None) -> Iterator[Finding]:
        """Files that no item accounts for, changed ones, and items whose file is gone."""
        for argument, root in self.places:
            files: list[Entry] = []
            for path, place in entries_below(root):
                if is_archive(path, place):
                    yield from self._archive(argument, path, place)
                else:
                    files.append(file_entry(path, place, self.max_bytes))
                if len(files) == ENTRIES:
                    yield from self._compared(argument, files)
                    files = []
                on_progress(self.done)
            yield from self._compared(argument, files)
        yield from self._missing()
        if self.left_out:
            what = f"the run was to leave out files, and did: {self.left_out:,}"
            yield Finding("", what, lawful=True)

    def _archive(self, argument: str, path: str, place: Place) -> Iterator[Finding]:
        """Member by member. An item without a member says where the import stopped reading: so does this."""
        items = self.run.items.filter(argument=argument, path=path)
        given_up = items.filter(member="").exists()
        members = member_entries(path, place, self.max_bytes)
        if given_up:
            members = islice(members, items.exclude(member="").count())
        before = self.done
        try:
            while batch := list(islice(members, ENTRIES)):
                yield from self._compared(argument, batch)
        except Broken as broken:
            if not given_up:
                yield Finding(path, f"the archive cannot be read any more: {broken}")
        else:
            if self.done == before and not given_up:
                yield Finding(path, UNKNOWN)

    def _compared(self, argument: str, entries: Sequence[Entry]) -> Iterator[Finding]:
        rows = self.run.items.filter(argument=argument, path__in={entry.path for entry in entries})
        rows = rows.filter(member__in={entry.member for entry in entries})
        rows = rows.only("run", "path", "member", "sha256", "story")
        items = {(item.path, item.member): item for item in rows}
        for entry in entries:
            self.done += 1
            item = items.get((entry.path, entry.member))
            if item:
                self._see(item.pk)
                if item.sha256 and item.sha256 != entry.sha256:
                    yield Finding(entry.path, entry.flaw or CHANGED, entry.member, item.story_id)
            elif self.partial:
                self.left_out += 1
            else:
                yield Finding(entry.path, UNKNOWN, entry.member)

    def _missing(self) -> Iterator[Finding]:
        items = self.run.items.exclude(sha256="").only("run", "path", "member", "story").order_by("pk")
        last = 0
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
