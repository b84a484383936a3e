"""Say what stations owe their readers, before readers notice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Station
from articles.services.duties import missing_by_station, reminders_of


class Command(BaseCommand):
    help = "List duties of open stations that are not done, and what goes or grows old soon. For cron."

    def handle(self, **options: Any) -> str:
        stations = list(Station.objects.opened())
        missing = missing_by_station(stations)
        for reminder in reminders_of(stations):
            self.stdout.write(f"{reminder.station.callsign}: {reminder.sentence}")
        owing = [station for station in stations if missing[station.pk]]
        for station in owing:
            words = ", ".join(str(duty.words) for duty in missing[station.pk])
            self.stdout.write(f"{station.callsign}: not done: {words}")
        if owing:
            raise CommandError(f"{len(owing)} of {len(stations)} open stations owe something.", returncode=1)
        return f"{len(stations)} open stations owe nothing."
