"""Bring legacy text files in as stories."""

import argparse
import codecs
import datetime as dt
import os
import sys
from collections import Counter
from pathlib import Path
from typing import IO, Any, TextIO, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from articles import links
from articles.importers.files import count_files
from articles.importers.pipeline.options import MAX_BYTES, ImportOptions
from articles.importers.pipeline.report import write_report
from articles.importers.pipeline.run import OUTCOMES, RunResult, run_import
from articles.models import ImportItem, Station
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
            type=int,
            default=MAX_BYTES,
            metavar="N",
            help="refuse larger files (default: 2,000,000)",
        )
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write what became of each file")

    def handle(self, *args: Any, **options: Any) -> None:
        import_options = read_options(options)
        report = open_report(options["report"])
        result = self.run(import_options)
        if report:
            with report:
                write_report(result.run, report)
        self.tell(result)
        if not result.totals["found"]:
            raise CommandError("There is no file below what you named.", returncode=2)
        if result.totals["refused"]:
            sys.exit(1)

    def run(self, options: ImportOptions) -> RunResult:
        """With a bar on a terminal, else with a plain line now and then."""
        if not self.stdout.isatty():
            return run_import(options, on_progress=self.plain_line)
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns) as progress:
            task = progress.add_task("", total=sum(count_files(path) for path in options.paths))
            return run_import(options, on_progress=lambda done, _: progress.update(task, completed=done))

    def plain_line(self, done: int, totals: Counter[str]) -> None:
        if done % 5000 == 0:
            self.stdout.write(f"{done:,} files: {totals['created']:,} created, {totals['refused']:,} refused")

    def tell(self, result: RunResult) -> None:
        console = Console(file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False)
        table = Table("Found", *(outcome.capitalize() for outcome in OUTCOMES), title=f"Run {result.run.pk}")
        table.add_row(*(f"{result.totals[name]:,}" for name in ("found", *OUTCOMES)))
        console.print(table)
        refused = result.run.items.filter(outcome=ImportItem.Outcome.REFUSED)[:FIRST_REFUSED]
        for item in refused:
            console.print(f"refused {item.path}: {item.reason}", markup=False)
        if result.totals["refused"] > FIRST_REFUSED:
            console.print(f"... and {result.totals['refused'] - FIRST_REFUSED:,} more.")
        for name, count in result.directory.unknown.most_common():
            console.print(f"unknown {name}: {count:,} {'file' if count == 1 else 'files'}", markup=False)
        for station in result.directory.made:
            console.print(station_made(station), markup=False)


def station_made(station: Station) -> str:
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
    return ImportOptions(
        paths=tuple(dict.fromkeys(options["paths"])),
        source=options["source"],
        station=options["station"] or "",
        section=options["section"],
        create_missing=options["create_missing"],
        publish=options["publish"],
        published_at=options["published_at"],
        encoding=options["encoding"] or "",
        max_bytes=options["max_bytes"],
    )


def open_report(path: Path | None) -> TextIO | None:
    """Opened before the run: a report that cannot be written is no news to get after an hour."""
    if path is None:
        return None
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The report {path} cannot be written: {error.strerror}.", returncode=2) from error


def a_callsign(text: str) -> str:
    callsign = parse_callsign(text)
    if not callsign:
        raise argparse.ArgumentTypeError(f"“{text}” is no call sign, such as KMIA or KMIA-TV")
    return callsign


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
