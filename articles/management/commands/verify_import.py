"""Prove that an import lost nothing."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.importers.verification.disk import Disk, WrongSources
from articles.importers.verification.findings import Finding
from articles.importers.verification.verify import Verification
from articles.models import ImportRun

HELP = """\
Prove that an import lost nothing: read the bytes that the ledger keeps once more, and account for every
word of each file, in order: in headline, text, byline, tags, source or dates of the imported revision, or
in a line with a name, such as the station line and the end mark. Then compare the revision with the story,
its editions and the page that readers get.

Exit code 0: everything is accounted for. 1: there is a gap; the first of each file is shown. 2: wrong usage.
"""
Say = Callable[[str], object]


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the import run")
        parser.add_argument(
            "--sources",
            nargs="+",
            default=[],
            metavar="PATH",
            help="where the files lie now: read them again too, and find any that changed or never came in; "
            "as many paths as the import was given, in that order",
        )
        parser.add_argument(
            "--notes",
            action="store_true",
            help="also list what is no gap: edited since, held, duplicates",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(
                f"There is no run {options['run']}: the admin lists all under Import runs.", returncode=2
            )
        check_readers()
        verification = Verification(run, read_disk(run, options["sources"]))
        with self.progress(verification) as (say, on_progress):
            for finding in verification.findings(on_progress):
                if options["notes"] or not finding.lawful:
                    say(told(finding))
        self.stdout.write(total(verification))
        if verification.gaps:
            sys.exit(1)

    @contextmanager
    def progress(self, verification: Verification) -> Iterator[tuple[Say, Callable[[int], None]]]:
        """A way to say lines, and to say how far we are: on a terminal a bar, below those lines."""
        if not self.stdout.isatty():
            yield self.stdout.write, lambda done: None
            return
        columns = (TextColumn("Verifying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        total = verification.run.items.count() * (2 if verification.disk else 1)
        with Progress(*columns) as bar:
            task = bar.add_task("", total=total)
            say = partial(bar.console.print, markup=False, highlight=False, soft_wrap=True)
            yield say, lambda done: bar.update(task, completed=done)


def check_readers() -> None:
    """What readers get is read with their login; without it a page could not be proved."""
    try:
        connections["readers"].ensure_connection()
    except OperationalError as error:
        raise CommandError(
            f"The readers' login does not work, so no page can be read: {error}. Run provision_readers.",
            returncode=2,
        ) from error


def read_disk(run: ImportRun, paths: list[str]) -> Disk | None:
    try:
        return Disk(run, paths) if paths else None
    except WrongSources as error:
        raise CommandError(str(error), returncode=2) from error


def told(finding: Finding) -> str:
    """A gap in one to three lines: where, what, and the two sides."""
    name = f"{finding.path} → {finding.member}" if finding.member else finding.path
    name += f", story {finding.story}" if finding.story else ""
    head = f"{'note' if finding.lawful else 'gap'}: {f'{name}: ' if name else ''}{finding.what}"
    if finding.difference is None:
        return head
    difference = finding.difference
    places = (("line", difference.line), ("byte", difference.offset))
    where = [difference.place, *(f"{word} {number:,}" for word, number in places if number is not None)]
    ours, theirs = ("file", "held") if difference.line else ("expected", "found")
    return f"{head} ({', '.join(where)})\n  {ours}: {difference.expected}\n  {theirs}: {difference.found}"


def total(verification: Verification) -> str:
    outcomes = ", ".join(f"{count:,} {name}" for name, count in sorted(verification.outcomes.items()))
    copy = verification.words["text"] + verification.words["headline"]
    lines = verification.words.total() - copy
    return (
        f"Run {verification.run.pk}: {verification.files:,} files ({outcomes or 'none'}); "
        f"{copy:,} words of headlines and text and {lines:,} of other lines accounted for; "
        f"{counted(verification.gaps, 'gap')}, {counted(verification.notes, 'note')}."
    )


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
