"""Forget who signed in when, after a year; the rest of the record of accounts stays."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services.accounts import prune_sign_ins


class Command(BaseCommand):
    help = "Delete sign-ins, sign-outs and refused tries of more than a year ago. Run it daily or weekly."

    def handle(self, *args: Any, **options: Any) -> str:
        return f"{prune_sign_ins()} events forgotten."
