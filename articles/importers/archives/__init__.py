"""Archives as folders: their members are files of the run, read one by one and never unpacked by name."""

import os
from collections.abc import Iterator

from articles.importers.archives.members import OTHERS, TARS, ZIPS, GivenUp, Limits, Members, whole
from articles.importers.archives.tars import tar_members
from articles.importers.archives.zips import find_listing, zip_members
from articles.importers.files import FileBytes, FoundFile, find_files, open_regular, read_file

__all__ = ["Limits", "count_files", "find_all", "read_found"]


def find_all(argument: str, source: str, limits: Limits) -> Iterator[FoundFile]:
    """Every file below `argument`, and in the place of each archive its members.

    An archive that cannot be read to its end has a line of its own, refused, without a member.
    """
    for found in find_files(argument, source):
        name = found.path.lower()
        if found.refusal or not name.endswith((*ZIPS, *TARS, *OTHERS)):
            yield found
        else:
            yield from _members(found, name, Members(found, limits))


def _members(found: FoundFile, name: str, members: Members) -> Iterator[FoundFile]:
    if not name.endswith((*ZIPS, *TARS)):
        yield members.given_up("a kind of archive that is not read: unpack it, or make it a .zip or .tar.gz")
        return
    try:
        file = open_regular(found.full_path)
    except OSError as error:
        yield members.given_up(f"it cannot be opened: {error.strerror}")
        return
    with file:
        read = zip_members if name.endswith(ZIPS) else tar_members
        yield from whole(members, read(file, members))


def read_found(found: FoundFile, max_bytes: int) -> FileBytes:
    """The bytes of a file or a member. Raises CannotRead with the reason."""
    if found.data is not None:
        return FileBytes(found.data, found.modified_at)
    if found.packed is not None:
        return FileBytes(found.packed.read(found.full_path, max_bytes), found.modified_at)
    return read_file(found, max_bytes)


def count_files(argument: str) -> int | None:
    """How many entries `find_all` will yield, for a progress bar; None where only reading would tell.

    Walks names, and looks at the end of each zip archive.
    """
    if not os.path.isdir(argument) or os.path.islink(argument):
        return _count(argument)
    count = 0
    for folder, _, names in os.walk(argument):
        for name in names:
            inside = _count(os.path.join(folder, name))
            if inside is None:
                return None
            count += inside
    return count


def _count(path: str) -> int | None:
    name = path.lower()
    if name.endswith(TARS):
        return None
    if not name.endswith(ZIPS):
        return 1
    try:
        with open_regular(path) as file:
            return find_listing(file).members
    except (OSError, GivenUp):
        return 1
