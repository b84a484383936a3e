"""Rebuild the lists and search entries of published stories."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services.indexing import reindex


class Command(BaseCommand):
    help = (
        "Empty and rebuild the keys by which lists find live and coming editions, and their search entries. "
        "Readers see the old ones until it is done."
    )

    def handle(self, *args: Any, **options: Any) -> str:
        return f"{reindex()} editions indexed."
