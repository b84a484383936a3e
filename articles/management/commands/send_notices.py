"""Mail the notices that have not gone out."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services.notices import send_waiting


class Command(BaseCommand):
    help = "Mail the notices of the last day that a mail host has refused. For cron, every few minutes."

    def handle(self, **options: Any) -> str:
        sent, left = send_waiting()
        return f"{sent} notices sent, {left} refused again." if sent or left else "No notice waits."
