"""Report files of an import: opened before it, written after it."""

import contextlib
import json
import tempfile
from pathlib import Path
from typing import TextIO

from django.core.management.base import CommandError

from articles.importers.pipeline.report import head_of, rows_of, write_csv, write_json
from articles.importers.pipeline.run import Rows, RunResult


class Reports:
    """The reports, opened before the run: that one cannot be written is no news to get after an hour.

    The rows of a dry run, which no ledger has, wait in a file of no name.
    """

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths

    def __enter__(self) -> "Reports":
        self._stack = contextlib.ExitStack()
        self._kept = self._stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
        try:
            self._files = [self._stack.enter_context(open_report(path)) for path in self._paths]
        except OSError as error:
            self._stack.close()
            raise CommandError(
                f"The report {error.filename} cannot be written: {error.strerror}.", returncode=2
            ) from error
        return self

    def __exit__(self, *error: object) -> None:
        # What could not be written before cannot be written now; that has been said.
        with contextlib.suppress(OSError):
            self._stack.close()

    def keep(self, rows: Rows) -> None:
        if self._paths:
            self._kept.writelines(json.dumps(row) + "\n" for row in rows)

    def write(self, result: RunResult) -> None:
        for path, file in zip(self._paths, self._files, strict=True):
            self._kept.seek(0)
            rows = rows_of(result.run) if result.run else map(json.loads, self._kept)
            try:
                if path.suffix.lower() == ".csv":
                    write_csv(file, rows)
                else:
                    write_json(file, head_of(result.run, result.totals), rows)
                file.close()
            except OSError as error:
                raise CommandError(
                    f"The report {path} could not be written: {error.strerror}. The import itself is done; "
                    "the same command again writes a report of what is there now.",
                    returncode=3,
                ) from error


def open_report(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="" if path.suffix.lower() == ".csv" else None)
