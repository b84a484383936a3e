"""Take back what an import run created."""

import argparse
import sys
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.errors import NewsroomError
from articles.models import ImportItem, ImportRun, User
from articles.services.undoing import TakenBack, undo_import

HELP = """\
Take back the stories that an import run created, unless somebody has touched them since: those that readers
have seen are withdrawn (their addresses answer 410), all others go to the bin, where they lie for 30 days.
Stories that the run only updated stay as they are. A later import leaves what was taken back where it is.

Without --yes nothing is changed: each line says what would be done. Exit code 0: every story is taken back,
or would be. 1: some are kept, each with its reason. 2: wrong usage.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="number of the import run")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who decides")
        parser.add_argument("--reason", default="", help="shown to readers where a live story was")
        parser.add_argument(
            "--yes", action="store_true", help="do it; without this, only say what would be done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        user = User.objects.filter(username=options["by"]).first()
        if run is None:
            raise CommandError(
                f"There is no run {options['run']}: the admin lists all under Import runs.", returncode=2
            )
        if user is None:
            raise CommandError(f"There is no user {options['by']}.", returncode=2)
        dry_run = not options["yes"]
        counts = Counter[str]()
        try:
            for taken in undo_import(run=run, by=user, reason=options["reason"], dry_run=dry_run):
                counts[taken.act or "kept"] += 1
                self.stdout.write(told(taken, dry_run=dry_run))
        except NewsroomError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(total(run, counts, dry_run=dry_run))
        if counts["kept"]:
            sys.exit(1)


def told(taken: TakenBack, *, dry_run: bool) -> str:
    act = f"would be {taken.act}" if dry_run else taken.act
    return f"story {taken.story}, {taken.path}: {f'kept, since {taken.kept}' if taken.kept else act}"


def total(run: ImportRun, counts: Counter[str], *, dry_run: bool) -> str:
    updated = run.items.filter(outcome=ImportItem.Outcome.UPDATED).count()
    sums = ", ".join(f"{counts[name]:,} {name}" for name in ("withdrawn", "binned", "kept"))
    lines = [f"Run {run.pk}: {sums}."]
    if updated:
        lines.append(f"Stories that the run updated stay as they are: {updated:,}.")
    if dry_run:
        lines.append("Nothing was changed: add --yes to do it.")
    return "\n".join(lines)
