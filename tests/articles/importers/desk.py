"""The desk of an import, and the commands that prove and undo it."""

import re
from io import StringIO
from typing import Any

from django.core.management import call_command

from articles.models import ImportRun
from tests.articles.importers import importing
from tests.articles.importers.importing import BODY, copy, everything_stored

__all__ = ["BODY", "Desk", "copy", "everything_stored"]


class Desk(importing.Desk):
    def bring_in(self, *arguments: str) -> ImportRun:
        """An import of the whole folder; its output is not wanted."""
        self.call("import_stories", str(self.folder), *arguments)
        return ImportRun.objects.latest("pk")

    def verify(self, run: ImportRun, *arguments: str) -> str:
        return self.call("verify_import", str(run.pk), *arguments)

    def gaps(self, run: ImportRun, *arguments: str) -> list[str]:
        """What the proof misses, files and disk, without the numbers of stories."""
        said = re.sub(r", story \d+:", ":", self.verify(run, "--sources", str(self.folder), *arguments))
        return [line.removeprefix("gap: ") for line in said.splitlines() if line.startswith("gap: ")]

    def call(self, *arguments: Any) -> str:
        """What the command says; its exit code is `code`."""
        out = StringIO()
        self.code = 0
        try:
            call_command(*arguments, stdout=out)
        except SystemExit as stop:
            self.code = int(stop.code or 0)
        return out.getvalue()
