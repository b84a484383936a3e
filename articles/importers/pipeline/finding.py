"""The files of a run in batches: those that it names, without those that are settled already."""

import dataclasses
import hashlib
from collections.abc import Iterator
from itertools import islice

from articles.importers.archives import find_all
from articles.importers.files import FoundFile
from articles.importers.pipeline.candidates import BATCH_BYTES
from articles.importers.pipeline.ledger import not_settled
from articles.importers.pipeline.options import ImportOptions
from articles.models import ImportItem, ImportRun

# A batch commits its stories and its part of the ledger together. Larger ones bring no more speed.
BATCH_FILES = 500


def batches(options: ImportOptions, resumed: ImportRun | None = None) -> Iterator[list[FoundFile]]:
    """In the same cuts whether the run began here or is `resumed`, whose settled files are left out."""
    for batch in cut(islice(wanted_files(options), options.limit)):
        left = not_settled(resumed, batch) if resumed else batch
        if left:
            yield left


def cut(found: Iterator[FoundFile]) -> Iterator[list[FoundFile]]:
    """Also where members of archives, which bring their bytes, are too much to hold."""
    batch: list[FoundFile] = []
    size = 0
    for file in found:
        batch.append(file)
        size += len(file.data or b"")
        if len(batch) == BATCH_FILES or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def wanted_files(options: ImportOptions) -> Iterator[FoundFile]:
    """All that is found, or only what another run refused."""
    if options.only_refused is None:
        return found_files(options)
    refused = refused_names(options.only_refused)
    return (
        found for found in found_files(options) if name_of(found.source, found.path, found.member) in refused
    )


def refused_names(run: int) -> set[bytes]:
    """A hundred bytes a file, so that a disk is walked without a question for each."""
    items = ImportItem.objects.filter(run=run, outcome=ImportItem.Outcome.REFUSED)
    return {name_of(*names) for names in items.values_list("source__name", "path", "member").iterator()}


def found_files(options: ImportOptions) -> Iterator[FoundFile]:
    """Of all arguments in order. Where there are several, two may lead to the same source and path."""
    seen: set[bytes] = set()
    called = {argument: names for argument, *names in options.called}
    for argument in options.paths:
        for found in renamed(find_all(argument, options.source, options.limits), called.get(argument)):
            if len(options.paths) == 1:
                yield found
                continue
            name = name_of(found.source, found.path, found.member)
            yield dataclasses.replace(found, again=True) if name in seen else found
            seen.add(name)


def renamed(found: Iterator[FoundFile], called: list[str] | None) -> Iterator[FoundFile]:
    """Under the names that whoever sent them gave, where the disk has others."""
    if called is None:
        return found
    path, member = called
    return (
        dataclasses.replace(file, argument=path, path=path, member=file.member or member) for file in found
    )


def name_of(source: str, path: str, member: str) -> bytes:
    return hashlib.sha256("\0".join((source, path, member)).encode()).digest()[:16]
