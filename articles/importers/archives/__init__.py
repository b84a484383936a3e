"""Archives as folders: their members are files of the run, read one by one and never unpacked by name."""

from collections.abc import Callable, Iterator

from articles.importers.archives.members import OTHERS, TARS, ZIPS, GivenUp, Limits, Members, whole
from articles.importers.archives.tars import tar_members
from articles.importers.archives.zips import find_listing, zip_members
from articles.importers.files import FileBytes, FoundFile, find_files, read_file
from articles.importers.opening import Place, why

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
        file = found.place.open_regular()
    except OSError as error:
        yield members.given_up(f"it cannot be opened: {why(error)}")
        return
    with file:
        read = zip_members if name.endswith(ZIPS) else tar_members
        yield from whole(members, read(file, members))


def read_found(
    found: FoundFile, max_bytes: int, opened: Callable[[Place], int] = Place.open_descriptor
) -> FileBytes:
    """The bytes of a file, or of a member by itself. Raises CannotRead with the reason."""
    if found.data is not None:
        return FileBytes(found.data, found.modified_at)
    if found.packed is not None:
        return FileBytes(found.packed.read(found.place, max_bytes), found.modified_at)
    return read_file(found, max_bytes, opened)


def count_files(argument: str) -> int | None:
    """How many entries `find_all` will yield, for a progress bar; None where only reading would tell.

    Walks names, and looks at the end of each zip archive.
    """
    count = 0
    for found in find_files(argument):
        inside = 1 if found.refusal else _count(found.path.lower(), found.place)
        if inside is None:
            return None
        count += inside
    return count


def _count(name: str, place: Place) -> int | None:
    if name.endswith(TARS):
        return None
    if not name.endswith(ZIPS):
        return 1
    try:
        with place.open_regular() as file:
            return find_listing(file).members
    except (OSError, GivenUp):
        return 1
