"""Opening what lies below a path of a run, name by name, so that no link on the way leads out of it."""

import dataclasses
import errno
import os
import stat
from typing import BinaryIO, Self

# O_NONBLOCK: a pipe that took a file's place since the listing must not hold us up.
_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER = _READING | os.O_DIRECTORY
_SWAPPED = "it, or a folder on its way, is a link or was replaced meanwhile"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where something lies: a path of the run, and the path below it, which is empty for that one itself."""

    root: str
    below: str = ""

    @property
    def name(self) -> str:
        return os.path.basename(self.below or self.root)

    @property
    def parent(self) -> "Place":
        return Place(self.root, os.path.dirname(self.below))

    def within(self, name: str) -> "Place":
        return Place(self.root, os.path.join(self.below, name))

    def lstat(self) -> os.stat_result:
        """Of itself, be it a link. Raises OSError, also where a folder on the way has become one."""
        if not self.below:
            return os.lstat(self.root)
        folder = self.parent.open_folder()
        try:
            return os.lstat(self.name, dir_fd=folder)
        finally:
            os.close(folder)

    def open_descriptor(self) -> int:
        """For reading; a link raises OSError, as on the way in `lstat`."""
        if not self.below:
            return os.open(self.root, _READING)
        folder = self.parent.open_folder()
        try:
            return os.open(self.name, _READING, dir_fd=folder)
        finally:
            os.close(folder)

    def open_regular(self) -> BinaryIO:
        """The same as a file object; whatever is no file of bytes raises OSError."""
        file = os.fdopen(self.open_descriptor(), "rb")
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise OSError(errno.EINVAL, "no regular file")
        return file

    def open_folder(self) -> int:
        """From the root down, each folder through the one before it: nothing looked at before counts.

        Costs an `open` for each folder on the way, and holds one descriptor, however deep.
        """
        descriptor = os.open(self.root, _FOLDER)
        for name in self.below.split(os.sep) if self.below else ():
            try:
                inner = os.open(name, _FOLDER, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = inner
        return descriptor


class Descent:
    """Folders that are opened one after the other; one within the last costs a single `open`.

    For one walk or one batch: it goes on with the folder that it has, whatever takes its name meanwhile.
    """

    def __init__(self) -> None:
        self._last: Place | None = None
        self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def open_descriptor(self, place: Place) -> int:
        """As the place itself would; of files of one folder, each costs a single `open`."""
        if not place.below:
            return place.open_descriptor()
        return os.open(place.name, _READING, dir_fd=self.into(place.parent))

    def into(self, folder: Place) -> int:
        """Its descriptor, good until the next call. Raises OSError, as opening from the root down would."""
        if folder == self._last:
            return self._descriptor
        if folder.below and folder.parent == self._last:
            inner = os.open(folder.name, _FOLDER, dir_fd=self._descriptor)
        else:
            inner = folder.open_folder()
        self._leave()
        self._last, self._descriptor = folder, inner
        return inner

    def _leave(self) -> None:
        if self._last is not None:
            os.close(self._descriptor)
        self._last = None


def why(error: OSError) -> str:
    """What the system said, in words for whoever sent the files."""
    return _SWAPPED if error.errno in (errno.ELOOP, errno.ENOTDIR) else str(error.strerror)
