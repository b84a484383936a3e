"""Mail the notices that have not gone out."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.services.correction_requests import send_answers
from articles.services.notices import send_waiting


class Command(BaseCommand):
    help = "Mail the notices of a day, and the answers of a week, that a mail host has refused. For cron."

    def handle(self, **options: Any) -> str:
        (notices, notices_left), (answers, answers_left) = send_waiting(), send_answers()
        sent, left = notices + answers, notices_left + answers_left
        return f"{sent} notices sent, {left} refused again." if sent or left else "No notice waits."
