"""Rebuild the markup of editions after the renderer has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.services.verification import rerender


class Command(BaseCommand):
    help = (
        "Rebuild the rendered text of editions made by an older renderer. Content and hashes do not change. "
        "May be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those of the present renderer")

    def handle(self, *args: Any, **options: Any) -> str:
        return f"{rerender(everything=options['all'])} editions rendered anew."
