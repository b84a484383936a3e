"""Say what stations owe their readers, before readers notice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Station
from articles.services.duties import missing_of, with_duties
from articles.services.reminders import reminders_of


class Command(BaseCommand):
    help = "List duties of open stations that are not done or have run out, and what goes soon. For cron."

    def handle(self, **options: Any) -> str:
        stations = list(with_duties(Station.objects.opened()))
        owing = set()
        for station in stations:
            for reminder in reminders_of(station):
                self.stdout.write(f"{station.callsign}: {reminder.sentence}")
                if reminder.is_owed:
                    owing.add(station.callsign)
        for station in stations:
            if missing := missing_of(station):
                owing.add(station.callsign)
                words = ", ".join(str(duty.words) for duty in missing)
                self.stdout.write(f"{station.callsign}: not done: {words}")
        if owing:
            raise CommandError(f"{len(owing)} of {len(stations)} open stations owe something.", returncode=1)
        return f"{len(stations)} open stations owe nothing."
