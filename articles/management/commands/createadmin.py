"""Make the first administrator of a production installation."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.models import User
from articles.services.accounts import account_event, acting


class Command(BaseCommand):
    help = (
        "Make a group administrator, who may do everything at every station. Asks for the password on a "
        "terminal; otherwise reads it from the first line of standard input."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> str:
        user = User(username=options["username"], email=options["email"], is_staff=True, is_superuser=True)
        password = ask_password()
        try:
            user.full_clean(exclude=["password"])
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        with acting(None):
            user.save()
            account_event("password_changed", user=user, by=None)
        return f"{user.username} may sign in at /admin/ and do everything."


def ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("The two passwords differ. Nothing was made.")
    return password
