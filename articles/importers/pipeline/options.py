"""What a run was asked to do."""

import dataclasses
import datetime as dt
import hashlib
import os
from typing import Any

from articles.errors import NewsroomError
from articles.importers.archives import Limits
from articles.importers.files import escaped, shown
from articles.text.canonical import canonical_json
from articles.text.plain import fold_space

MAX_BYTES = 2_000_000
LONGEST_SECTION = 60
MOST_JOBS = 32


class WrongOptions(NewsroomError):
    """These options do not go together."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The arguments of a run, as the command line names them. Raises WrongOptions.

    `sections` are pairs of a section line in the files and the section that it means. `called` says of
    files that were sent to us what they are: each a path, and the path and the member in the ledger.
    """

    paths: tuple[str, ...]
    called: tuple[tuple[str, str, str], ...] = ()
    source: str = ""
    station: str = ""
    section: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    create_missing: bool = False
    zone: str = ""
    language: str = ""
    publish: bool = False
    revive: bool = False
    published_at: dt.datetime | None = None
    encoding: str = ""
    max_bytes: int = MAX_BYTES
    limit: int | None = None
    # The number of a run: only files that it refused.
    only_refused: int | None = None
    dry_run: bool = False
    # Worker processes; as many do the same.
    jobs: int = 1
    # Of one archive.
    max_members: int = Limits.members
    max_unpacked: int = Limits.unpacked
    max_ratio: int = Limits.ratio

    def __post_init__(self) -> None:
        if self.jobs > MOST_JOBS:
            raise WrongOptions(f"At most {MOST_JOBS} processes: each takes a connection to the database.")
        if self.revive and not self.publish:
            raise WrongOptions("A story is revived by its next edition: add --publish to --revive.")
        if (self.zone or self.language) and not self.create_missing:
            raise WrongOptions(
                "--zone and --language are for stations that the run makes: add --create-missing."
            )

    def as_json(self) -> dict[str, Any]:
        """The arguments. `places` are the paths in full: the same words elsewhere are another run."""
        told = dataclasses.asdict(self)
        del told["jobs"]
        if not self.called:
            del told["called"]
        return {
            **told,
            "paths": [shown(path) for path in self.paths],
            "places": [escaped(os.path.abspath(path)) for path in self.paths],
            "sections": dict(self.sections),
            "published_at": self.published_at.isoformat() if self.published_at else None,
        }

    @property
    def limits(self) -> Limits:
        return Limits(self.max_members, self.max_unpacked, self.max_ratio, self.max_bytes)

    @property
    def told(self) -> str:
        """Hash of what gives bytes another meaning than they have by themselves; "" where nothing does.

        A file that came in under the same words is known again by its bytes alone.
        """
        said = (self.station, self.section, self.sections, self.encoding, self.published_at)
        return hashlib.sha256(canonical_json(said)).hexdigest() if any(said) else ""


def section_pair(text: str) -> tuple[str, str]:
    """ "Wrld=World News" as a pair. Raises WrongOptions."""
    said, equals, meant = map(fold_space, text.partition("="))
    if not (said and equals and meant):
        raise WrongOptions(f"“{text}” is no pair of sections, such as “Wrld=World News”.")
    if len(meant) > LONGEST_SECTION:
        raise WrongOptions(f"A section's name has at most {LONGEST_SECTION} characters: “{meant}”.")
    return said, meant


def section_pairs(lines: str) -> list[tuple[str, str]]:
    """The pairs of a file, one a line; blank lines and those that begin with # say nothing.

    Raises WrongOptions with the number of the line.
    """
    pairs = []
    for number, line in enumerate(lines.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            pairs.append(section_pair(line))
        except WrongOptions as error:
            raise WrongOptions(f"Line {number}: {error}") from error
    return pairs
