"""For somebody who has lost phone, passkeys and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import User
from articles.services.accounts import reset_second_factor


class Command(BaseCommand):
    help = (
        "Take away a person's second factors and end their sessions. They sign in with the password and set "
        "up a new one. It is on the record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> str:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"Nobody has the username {options['username']}.")
        gone = reset_second_factor(user=user, by=None)
        return (
            f"{user.username} had {gone} second factors and codes; all are gone, and all sessions are over."
        )
