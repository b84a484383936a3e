"""Copy the database and the media into a folder, with the hash of every file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from newsroom.backups import BackupRefused, back_up


class Command(BaseCommand):
    help = "Copy the database and the media into a new folder, with a manifest of hashes. Work may go on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--no-media", action="store_true", help="the database alone")

    def handle(self, *args: Any, folder: Path, **options: Any) -> str:
        connection.ensure_connection()  # which starts the embedded database
        media = None if options["no_media"] else Path(settings.MEDIA_ROOT)
        try:
            copied = back_up(connection.settings_dict, media, folder)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        return f"The database and {copied} files of media are in {folder}. Keep SECRET_KEY in another place."
