"""Make the database role that readers' pages log in as."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles.services.readers import provision_readers


class Command(BaseCommand):
    help = (
        "Make, or mend, the role that readers' pages log in as, and let it select from the published_* views "
        "and from nothing else. Run it after each migration; it may run any number of times. "
        "DATABASE_URL must log in as a role that may create roles."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--password", default="", help="set the role's password, as READERS_DATABASE_URL gives it"
        )

    def handle(self, *args: Any, **options: Any) -> str:
        provision_readers(password=options["password"])
        return f"{settings.READERS_ROLE} may read what is published."
