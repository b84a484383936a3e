"""Bring a backup back into an empty database and an empty media folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from articles.services.readers import provision_readers
from newsroom.backups import BackupRefused, restore


class Command(BaseCommand):
    help = "Bring a backup back, once its manifest is found right, into an empty database and media folder."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--password", default="", help="for the readers' role, where it is made anew")

    def handle(self, *args: Any, folder: Path, **options: Any) -> str:
        connection.ensure_connection()
        try:
            copied = restore(connection.settings_dict, Path(settings.MEDIA_ROOT), folder)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        provision_readers(password=options["password"])
        return f"The database and {copied} files of media are back. Run migrate, then start the server."
