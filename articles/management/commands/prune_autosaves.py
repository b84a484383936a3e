"""Forget what was typed, never saved and not fetched back for a month."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from articles.services.autosaves import OPEN_DAYS, prune_autosaves
from articles.services.presence import forget_the_gone


class Command(BaseCommand):
    help = (
        "Delete text that somebody typed into a form, did not save and did not come back for. "
        "Saved text is not touched. Run it daily."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=OPEN_DAYS, help=f"how long such text is kept (default: {OPEN_DAYS})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gone = prune_autosaves(days=options["days"])
        forget_the_gone()
        self.stdout.write(f"{gone} kept texts forgotten.")
