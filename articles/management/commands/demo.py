"""Load the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.demo import NotOurDatabase, load_demo


class Command(BaseCommand):
    help = (
        "Load two invented stations with stories, people and pictures, and make the demo's accounts. "
        "Does nothing where that was done before, and refuses a database with other stations."
    )

    def handle(self, *args: Any, **options: Any) -> str:
        if not settings.DEMO:
            raise CommandError("DATABASE_URL is set, so this is production: it gets no demo.")
        self.stdout.write("Loading the demo ...")
        try:
            loaded = load_demo()
        except NotOurDatabase as error:
            raise CommandError(str(error)) from error
        return "The demo is loaded." if loaded else "The demo was loaded before."
