"""Bring legacy text files in as stories."""

import argparse
import codecs
import contextlib
import datetime as dt
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import IO, Any, TextIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from articles import links
from articles.importers.files import count_files
from articles.importers.pipeline.options import (
    MAX_BYTES,
    ImportOptions,
    WrongOptions,
    section_pair,
    section_pairs,
)
from articles.importers.pipeline.report import head_of, rows_of, write_csv, write_json
from articles.importers.pipeline.run import OUTCOMES, Rows, RunResult, run_import
from articles.models import ImportItem, Station
from articles.models.stations import validate_zone
from articles.text.callsigns import parse_callsign

HELP = """\
Bring legacy text files in as stories: single files, or folders with all that is below them.

A file looks like this, with a blank line between paragraphs:

    Miami News, KMIA          station: brand, call sign
    Local News                section

    Ferry returns to the bay  headline

    The ferry runs again from Monday.

Every file ends as created, updated, unchanged, duplicate or refused, and the ledger keeps its bytes.
Running the same command again changes nothing that has not changed in the files.

Exit code 0: all in. 1: something was refused, all else is in. 2: wrong usage, or nothing to read.
"""
FIRST_REFUSED = 10
FIRST_REASONS = 10


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders")
        parser.add_argument(
            "--source",
            default="",
            metavar="NAME",
            help="what to call their origin (default: the path's last part)",
        )
        parser.add_argument(
            "--station",
            metavar="CALLSIGN",
            type=a_callsign,
            help="for files without a station line",
        )
        parser.add_argument("--section", default="", metavar="NAME", help="for files without a section line")
        parser.add_argument(
            "--create-missing", action="store_true", help="make stations and sections that the files name"
        )
        parser.add_argument(
            "--publish", action="store_true", help="make the stories live; without it they come in as drafts"
        )
        parser.add_argument(
            "--published-at",
            type=a_moment,
            metavar="ISO",
            help="date of files that carry none, with its offset: 2009-05-01T12:00:00-04:00 "
            "(default: when the file was last written, marked as an estimate and not shown)",
        )
        parser.add_argument(
            "--encoding",
            type=an_encoding,
            metavar="NAME",
            help="of files not in UTF-8: cp850, mac_roman",
        )
        parser.add_argument(
            "--max-bytes",
            type=a_count,
            default=MAX_BYTES,
            metavar="N",
            help="refuse larger files (default: 2,000,000)",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would become of each file, and write nothing but the report",
        )
        parser.add_argument("--limit", type=a_count, metavar="N", help="only the first N files")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            type=a_section_pair,
            metavar="“Wrld=World News”",
            help="what a section line means; may be given several times",
        )
        parser.add_argument(
            "--map-file",
            type=Path,
            metavar="FILE",
            help="such pairs, one a line; lines that begin with # are notes",
        )
        parser.add_argument("--zone", type=a_zone, metavar="ZONE", help="of stations that it makes")
        parser.add_argument(
            "--language", default="", choices=Station.Language.values, help="of stations that it makes"
        )
        parser.add_argument(
            "--revive",
            action="store_true",
            help="with --publish: also what was withdrawn, killed or binned since",
        )
        parser.add_argument(
            "--report",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="write what became of each file, as FILE.json or FILE.csv; may be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        import_options = read_options(options)
        with Reports(options["report"]) as reports:
            result = self.run(import_options, reports)
            reports.write(result)
        self.tell(result)
        if not result.totals["found"]:
            raise CommandError("There is no file below what you named.", returncode=2)
        if result.totals["refused"]:
            sys.exit(1)

    def run(self, options: ImportOptions, reports: "Reports") -> RunResult:
        """With a bar on a terminal, else with a plain line now and then."""
        if not self.stdout.isatty():
            return run_import(options, on_progress=self.plain_line, on_rows=reports.keep)
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        total = sum(count_files(path) for path in options.paths)
        with Progress(*columns) as progress:
            task = progress.add_task("", total=min(total, options.limit or total))

            def advance(done: int, totals: Counter[str]) -> None:
                progress.update(task, completed=done)

            return run_import(options, on_progress=advance, on_rows=reports.keep)

    def plain_line(self, done: int, totals: Counter[str]) -> None:
        if done % 5000 == 0:
            self.stdout.write(f"{done:,} files: {totals['created']:,} created, {totals['refused']:,} refused")

    def tell(self, result: RunResult) -> None:
        console = Console(file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False)
        title = f"Run {result.run.pk}" if result.run else "Dry run: nothing was written"
        table = Table("Found", *(outcome.capitalize() for outcome in OUTCOMES), title=title)
        table.add_row(*(f"{result.totals[name]:,}" for name in ("found", *OUTCOMES)))
        console.print(table)
        if result.run:
            for item in result.run.items.filter(outcome=ImportItem.Outcome.REFUSED)[:FIRST_REFUSED]:
                console.print(f"refused {place_of(item)}: {item.reason}", markup=False)
        for reason, count in result.reasons.most_common(FIRST_REASONS):
            if count > 1 or not result.run:
                console.print(f"{count:,} refused: {reason}", markup=False)
        for station in result.made:
            console.print(station_made(station), markup=False)


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


def place_of(item: ImportItem) -> str:
    return f"{item.path}: {item.member}" if item.member else item.path


def station_made(station: Station) -> str:
    if station.pk < 0:
        return f"{station} would be made"
    if station.opened_at:
        host = station.hosts.get(is_primary=True)
        return f"{station} is new and open at {links.origin(host.name)}/"
    admin = links.origin(settings.ADMIN_HOSTS[0])
    page = f"{admin}/admin/articles/station/{station.pk}/change/"
    return f"{station} is new and closed: readers see nothing of it until you complete and open it at {page}"


def read_options(options: dict[str, Any]) -> ImportOptions:
    for path in options["paths"]:
        if not os.path.lexists(path):
            raise CommandError(f"{path} does not exist.", returncode=2)
    try:
        return ImportOptions(
            paths=tuple(dict.fromkeys(options["paths"])),
            source=options["source"],
            station=options["station"] or "",
            section=options["section"],
            sections=(*read_map(options["map_file"]), *options["map"]),
            create_missing=options["create_missing"],
            zone=options["zone"] or "",
            language=options["language"],
            publish=options["publish"],
            revive=options["revive"],
            published_at=options["published_at"],
            encoding=options["encoding"] or "",
            max_bytes=options["max_bytes"],
            limit=options["limit"],
            dry_run=options["dry_run"],
        )
    except WrongOptions as error:
        raise CommandError(str(error), returncode=2) from error


def read_map(path: Path | None) -> list[tuple[str, str]]:
    if path is None:
        return []
    try:
        return section_pairs(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"The map {path} cannot be read: {error.strerror}.", returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"The map {path} is not in UTF-8.", returncode=2) from error
    except WrongOptions as error:
        raise CommandError(f"The map {path}: {error}", returncode=2) from error


def a_callsign(text: str) -> str:
    callsign = parse_callsign(text)
    if not callsign:
        raise argparse.ArgumentTypeError(f"“{text}” is no call sign, such as KMIA or KMIA-TV")
    return callsign


def a_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of at least 1")
    return int(text)


def a_section_pair(text: str) -> tuple[str, str]:
    try:
        return section_pair(text)
    except WrongOptions as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def a_zone(text: str) -> str:
    try:
        validate_zone(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.messages[0]) from error
    return text


def an_encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no encoding we know, such as cp850") from error


def a_moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no date and time, such as 2009-05-01T12:00:00-04:00"
        ) from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"“{text}” names no zone: add an offset, such as -04:00")
    return moment
