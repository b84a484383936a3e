"""Forget who asked for corrections long ago."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services.correction_requests import forget_people


class Command(BaseCommand):
    help = "Take name and address out of readers' requests that were answered two years ago. For cron."

    def handle(self, **options: Any) -> str:
        return f"{forget_people()} requests have lost name and address."
