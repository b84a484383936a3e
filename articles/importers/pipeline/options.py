"""What a run was asked to do."""

import dataclasses
import datetime as dt
from typing import Any

from articles.importers.files import escaped

MAX_BYTES = 2_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class ImportOptions:
    """The arguments of a run, as the command line names them."""

    paths: tuple[str, ...]
    source: str = ""
    station: str = ""
    section: str = ""
    create_missing: bool = False
    publish: bool = False
    published_at: dt.datetime | None = None
    encoding: str = ""
    max_bytes: int = MAX_BYTES

    def as_json(self) -> dict[str, Any]:
        return {
            **dataclasses.asdict(self),
            "paths": [escaped(path) for path in self.paths],
            "published_at": self.published_at.isoformat() if self.published_at else None,
        }
