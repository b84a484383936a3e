"""A folder of old files and the command that brings them in, as a member of staff uses it."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

BODY = "The ferry runs again from Monday.\n\nTickets cost four dollars, the port said."


def copy(
    headline: str = "Ferry returns", body: str = BODY, *lines: str, station: str = "Miami News, KMIA"
) -> str:
    """A file in the legacy format; `lines` stand below the headline."""
    meta = "".join(f"{line}\n" for line in lines)
    return f"{station}\nLocal News\n\n{headline}\n{meta}\n{body}\n"


class Desk:
    """A folder of files and the command, with its report."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        self.code = 0

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments: str, paths: tuple[str, ...] | None = None) -> dict[str, Any]:
        """The report; the exit code is kept in `code`."""
        report = self.folder.parent / "report.json"
        self.code = 0
        try:
            where = (str(self.folder),) if paths is None else paths
            call_command("import_stories", *where, *arguments, "--report", str(report))
        except SystemExit as stop:
            self.code = stop.code
        told: dict[str, Any] = json.loads(report.read_text())
        return told

    def item(self, *arguments: str) -> dict[str, Any]:
        """The only row of the report."""
        (found,) = self.run(*arguments)["items"]
        return found

    def outcomes(self, *arguments: str) -> dict[str, str]:
        return {item["path"]: item["outcome"] for item in self.run(*arguments)["items"]}


def everything_stored() -> dict[str, Any]:
    """Every row of every table, and how far each sequence has come."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        tables = [name for (name,) in cursor.fetchall()]
        stored = {}
        for table in tables:
            cursor.execute(f'select t::text from "{table}" t order by 1')
            stored[table] = cursor.fetchall()
        cursor.execute("select sequencename, last_value from pg_sequences order by 1")
        stored["sequences"] = cursor.fetchall()
    return stored
