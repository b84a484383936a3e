"""What holds for the members of any archive: their names, their limits, and when an archive is given up."""

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from articles.importers.files import LONGEST_PATH, FoundFile, Packed, escaped_bytes, shortened

ZIPS: Final = (".zip",)
TARS: Final = (".tar", ".tar.gz", ".tgz")
OTHERS: Final = (".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".z", ".lzh", ".sit", ".cab")
# Text this much smaller than itself is no text; but a small archive may be mostly one long row of dashes.
RATIO_FROM: Final = 10_000_000

_SEPARATORS = re.compile(rb"[/\\]")
_DRIVE = re.compile(rb"[A-Za-z]:")


@dataclasses.dataclass(frozen=True)
class Limits:
    """What one archive may hold: members, bytes unpacked, and bytes unpacked for each packed."""

    members: int = 1_000_000
    unpacked: int = 20_000_000_000
    ratio: int = 100
    member_bytes: int = 2_000_000


class GivenUp(Exception):
    """An archive that is read no further; the message is the reason."""


class Members:
    """Gives the members of one archive their place in the run, and counts them against the limits."""

    def __init__(self, archive: FoundFile, limits: Limits) -> None:
        self.archive, self.limits = archive, limits
        self.count = 0
        self._names: set[bytes] = set()

    def found(
        self,
        name: bytes,
        *,
        refusal: str = "",
        data: bytes | None = None,
        packed: Packed | None = None,
        modified_at: dt.datetime | None = None,
    ) -> FoundFile:
        """The member as a file of the run. Raises GivenUp for one too many."""
        self.count += 1
        if self.count > self.limits.members:
            raise GivenUp(f"it has more than {self.limits.members:,} members: split it")
        refusal = why_no_name(name) or refusal
        shown = escaped_bytes(name) or "(no name)"
        if len(shown.encode()) > LONGEST_PATH:
            refusal = refusal or f"its name has more than {LONGEST_PATH:,} bytes"
            shown = shortened(shown, LONGEST_PATH)
        if self._is_known(shown):
            refusal = "the archive has another member of this name before it"
            shown = self._numbered(shown)
        if refusal:
            data = packed = None
        return dataclasses.replace(
            self.archive, member=shown, refusal=refusal, data=data, packed=packed, modified_at=modified_at
        )

    def given_up(self, reason: str) -> FoundFile:
        """A line of its own in the ledger: what the archive had left is not accounted for."""
        return dataclasses.replace(self.archive, refusal=reason)

    def _is_known(self, name: str) -> bool:
        """Sixteen bytes of hash a name: a hundred bytes a member in memory."""
        digest = hashlib.sha256(name.encode()).digest()[:16]
        known = digest in self._names
        self._names.add(digest)
        return known

    def _numbered(self, name: str) -> str:
        number = 2
        while self._is_known(f"{name} [{number}]"):
            number += 1
        return f"{name} [{number}]"


def why_no_name(name: bytes) -> str:
    """Nothing is ever written under a member's name; but one that was made to escape is no honest copy's."""
    parts = _SEPARATORS.split(name)
    if not name or b"\0" in name:
        return "the archive gives it no name that can be read"
    if not parts[0] or _DRIVE.match(name):
        return "its name begins at the root of a disk, which no member's may"
    if b".." in parts:
        return "its name leads out of the archive (..)"
    if is_archive(name.decode("utf-8", "replace")):
        return "an archive inside an archive: unpack it, or import it by itself"
    return ""


def is_archive(name: str) -> bool:
    return name.lower().endswith((*ZIPS, *TARS, *OTHERS))


def is_link_or_device(mode_is_link: bool) -> str:
    return "a link, which is not followed" if mode_is_link else "no regular file (a pipe, socket or device)"


def whole(members: Members, found: Iterator[FoundFile]) -> Iterator[FoundFile]:
    """All of `found`, and where it is given up, or holds nothing, a last line that says so."""
    try:
        yield from found
    except GivenUp as error:
        yield members.given_up(str(error))
    else:
        if not members.count:
            yield members.given_up("the archive is empty")
