"""A folder of files, and the commands that a member of staff types about it."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from articles.models import ImportRun

BODY = "The ferry runs again from Monday.\n\nTickets cost “four dollars,” the port said."


def copy(
    headline: str = "Ferry returns", body: str = BODY, *lines: str, station: str = "Miami News, KMIA"
) -> str:
    """A legacy file with its header; `lines` stand below the headline."""
    meta = "".join(f"{line}\n" for line in lines)
    return f"{station}\nLocal News\n\n{headline}\n{meta}\n{body}\n"


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        self.code = 0

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def bring_in(self, *arguments: str) -> ImportRun:
        """An import of the whole folder; its output is not wanted."""
        self.call("import_stories", str(self.folder), *arguments)
        return ImportRun.objects.latest("pk")

    def verify(self, run: ImportRun, *arguments: str) -> str:
        return self.call("verify_import", str(run.pk), *arguments)

    def call(self, *arguments: Any) -> str:
        """What the command says; its exit code is `code`."""
        out = StringIO()
        self.code = 0
        try:
            call_command(*arguments, stdout=out)
        except SystemExit as stop:
            self.code = int(stop.code or 0)
        return out.getvalue()
