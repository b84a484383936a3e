"""Delete drafts that have lain in the bin long enough."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.services.deleting import BIN_DAYS, empty_bin


class Command(BaseCommand):
    help = (
        "Delete stories that have lain in the bin for 30 days. Only drafts that nobody ever saw get there. "
        "Run it daily."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=BIN_DAYS, help="how long they must have lain there")

    def handle(self, *args: Any, **options: Any) -> str:
        return f"{empty_bin(days=options['days'])} stories deleted from the bin."
