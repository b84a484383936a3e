"""Take the words of a story out of the database, and leave the fact that it was there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.errors import NewsroomError
from articles.models import Story, User
from articles.services.redaction import redact_story


class Command(BaseCommand):
    help = (
        "Kill a story and empty every column that holds its words, in all versions, revisions and import "
        "bytes. Cannot be undone. Hashes, reason and person stay on the record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="the story number, as in its address")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who decides")
        parser.add_argument("--reason", required=True, help="why; readers are shown it where the story was")

    def handle(self, *args: Any, **options: Any) -> str:
        story = Story.objects.filter(pk=options["number"]).first()
        user = User.objects.filter(username=options["by"]).first()
        if not story or not user:
            raise CommandError(f"There is no {'story of that number' if not story else 'user of that name'}.")
        try:
            redact_story(story=story, by=user, reason=options["reason"])
        except NewsroomError as error:
            raise CommandError(str(error)) from error
        return f"Story {story.pk} is redacted."
