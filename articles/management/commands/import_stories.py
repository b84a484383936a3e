"""Bring legacy text files in as stories."""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from articles import links
from articles.importers.archives import count_files
from articles.importers.pipeline.ledger import OUTCOMES
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import Rows, RunResult, run_import
from articles.management.import_arguments import add_arguments, read_options
from articles.management.import_reports import Reports
from articles.models import ImportItem, Station
from articles.services.duties import missing_duties

HELP = """\
Bring legacy text files in as stories: single files, folders with all that is below them, and archives.

A file looks like this, with a blank line between paragraphs:

    Miami News, KMIA          station: brand, call sign
    Local News                section

    Ferry returns to the bay  headline

    The ferry runs again from Monday.

A trial first, with a report for a spreadsheet; then the same without --dry-run:

    import_stories /archive/miami --dry-run --report trial.csv

Every file ends as created, updated, unchanged, duplicate or refused, and the ledger keeps its bytes.
Running the same command again changes nothing that has not changed in the files; after a crash it goes on
where it was.

Exit code 0: all in. 1: something was refused, all else is in. 2: wrong usage, or nothing to read.
3: stopped midway, or a report could not be written.
"""
FIRST_REFUSED = 10
EVERY = 5000
FIRST_REASONS = 10
REFUSED = ImportItem.Outcome.REFUSED


class Command(BaseCommand):
    help = HELP
    told = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of a dry run, which has no ledger to ask at the end.
        self.first_refused: list[dict[str, Any]] = []
        self.doubtful = 0

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        import_options = read_options(options)
        with Reports(options["report"]) as reports:
            try:
                result = self.run(import_options, reports)
            except (DatabaseError, OSError, BrokenExecutor, KeyboardInterrupt) as error:
                raise stopped(error, dry_run=import_options.dry_run) from error
            reports.write(result)
        self.tell(result)
        if not result.totals["found"]:
            raise CommandError(nothing_found(import_options), returncode=2)
        if result.totals["refused"]:
            sys.exit(1)

    def run(self, options: ImportOptions, reports: "Reports") -> RunResult:
        """With a bar on a terminal, else with a plain line now and then."""

        def note(rows: Rows) -> None:
            reports.keep(rows)
            self.note(rows)

        if not self.stdout.isatty():
            return run_import(
                options, on_begin=self.tell_continued, on_progress=self.plain_line, on_rows=note
            )
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        progress = Progress(*columns)
        task = progress.add_task("", total=how_many(options))

        def begin(result: RunResult) -> None:
            self.tell_continued(result)
            # It has a thread of its own, which worker processes must not be copies of.
            progress.start()

        def advance(done: int, totals: Counter[str]) -> None:
            progress.update(task, completed=done)

        try:
            return run_import(options, on_begin=begin, on_progress=advance, on_rows=note)
        finally:
            progress.stop()

    def tell_continued(self, result: RunResult) -> None:
        if result.run and result.continued:
            self.stdout.write(
                f"Going on with run {result.run.pk}, which was stopped after {result.continued:,} files."
            )

    def plain_line(self, done: int, totals: Counter[str]) -> None:
        if done - self.told >= EVERY:
            self.told = done
            self.stdout.write(f"{done:,} files: {totals['created']:,} created, {totals['refused']:,} refused")

    def note(self, rows: Rows) -> None:
        refused = [row for row in rows if row["reason"]]
        self.first_refused += refused[: FIRST_REFUSED - len(self.first_refused)]
        self.doubtful += sum(bool(row["warnings"]) for row in rows if not row["reason"])

    def tell(self, result: RunResult) -> None:
        """The totals, the first refused files by name, and the reasons that more of them have."""
        console = Console(file=cast(IO[str], self.stdout), soft_wrap=True, highlight=False)
        title = f"Run {result.run.pk}" if result.run else "Dry run: nothing was written"
        table = Table("Found", *(outcome.capitalize() for outcome in OUTCOMES), title=title)
        table.add_row(*(f"{result.totals[name]:,}" for name in ("found", *OUTCOMES)))
        console.print(table)
        refused: Sequence[Mapping[str, Any]] = self.first_refused
        doubtful = self.doubtful
        if result.run:
            ledger = result.run.items.order_by("pk")
            refused = list(ledger.filter(outcome=REFUSED).values("path", "member", "reason")[:FIRST_REFUSED])
            doubtful = ledger.exclude(outcome=REFUSED).exclude(warnings=[]).count()
        for row in refused:
            console.print(f"refused {place_of(row)}: {row['reason']}", markup=False)
        named = Counter(row["reason"] for row in refused)
        for reason, count in result.reasons.most_common(FIRST_REASONS):
            if count > named[reason]:
                console.print(f"{count:,} refused: {reason}", markup=False)
        if doubtful:
            console.print(doubtful_words(doubtful, dry_run=not result.run), markup=False)
        for station in result.made:
            console.print(station_made(station), markup=False)


def stopped(error: BaseException, *, dry_run: bool) -> CommandError:
    """For a database, a disk, a worker or a person that gives out midway."""
    why = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    if isinstance(error, KeyboardInterrupt):
        why = "as you asked"
    elif isinstance(error, BrokenExecutor):
        why = "a worker process was killed, perhaps for want of memory"
    again = "Nothing was written." if dry_run else "The same command goes on where it was."
    return CommandError(f"Stopped midway: {why}. {again}", returncode=3)


def nothing_found(options: ImportOptions) -> str:
    if options.only_refused is not None:
        return f"Run {options.only_refused} refused no file that is there now, below what you named."
    return "There is no file below what you named."


def doubtful_words(count: int, *, dry_run: bool) -> str:
    files = "file" if count == 1 else "files"
    if dry_run:
        return f"{count:,} {files} would come in with a warning: a report (--report) says which."
    return f"{count:,} {files} came in with a warning: a report (--report) and the run's page say which."


def place_of(row: Mapping[str, Any]) -> str:
    return f"{row['path']}: {row['member']}" if row["member"] else str(row["path"])


def how_many(options: ImportOptions) -> int | None:
    """None where an archive would have to be read to tell."""
    counts = [count_files(path) for path in options.paths]
    total = sum(count for count in counts if count is not None)
    return None if None in counts else min(total, options.limit or total)


def station_made(station: Station) -> str:
    if station.pk < 0:
        return f"{station} would be made"
    if station.opened_at:
        host = station.hosts.get(is_primary=True)
        owes = (
            "; outside a demo it would first have to say who is behind it" if missing_duties(station) else ""
        )
        return f"{station} is new and open at {links.origin(host.name)}/{owes}"
    admin = links.origin(settings.ADMIN_HOSTS[0])
    page = f"{admin}/admin/articles/station/{station.pk}/change/"
    return f"{station} is new and closed: readers see nothing of it until you complete and open it at {page}"
