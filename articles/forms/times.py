"""Times as people at a station say and type them: a time on their wall, and the instant that it names."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

# Associated Press: five short months are never cut, September is cut to four letters.
MONTHS = (
    *("Jan.", "Feb.", "March", "April", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
# What `<input type="datetime-local">` sends and takes; seconds only where a value has them.
WALL_FORMAT = "%Y-%m-%dT%H:%M"

SKIPPED = "{time} does not exist in {zone}: the clocks skip it. Choose a time an hour earlier or later."
TWICE = "{time} comes twice in {zone}, as the clocks go back. Choose a time before or after that hour."


def clock_words(moment: dt.datetime) -> str:
    """The time of day of an aware or naive time: "6:00 p.m."."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {'p' if moment.hour >= 12 else 'a'}.m."


def day_words(moment: dt.datetime) -> str:
    """The day: "Oct. 8, 2026"."""
    return f"{MONTHS[moment.month - 1]} {moment.day}, {moment.year}"


def zone_letters(local: dt.datetime) -> str:
    """ "EDT"; "UTC-5" or "UTC+5:30" where a zone has no letters of its own."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.utcoffset() or dt.timedelta()
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"UTC{'-' if offset < dt.timedelta() else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")


def full_time(moment: dt.datetime, zone: ZoneInfo) -> str:
    """ "6:00 p.m. EDT, Oct. 8, 2026"."""
    local = moment.astimezone(zone)
    return f"{clock_words(local)} {zone_letters(local)}, {day_words(local)}"


def desk_time(moment: dt.datetime, zone: ZoneInfo, now: dt.datetime) -> str:
    """The least that names an instant beyond doubt: today "6:00 p.m. EDT", this year without the year."""
    local, today = moment.astimezone(zone), now.astimezone(zone)
    clock = f"{clock_words(local)} {zone_letters(local)}"
    if local.date() == today.date():
        return clock
    return f"{clock}, {day_words(local) if local.year != today.year else day_words(local)[:-6]}"


def wall_text(moment: dt.datetime, zone: ZoneInfo) -> str:
    """An instant as the value of a `datetime-local` input."""
    return moment.astimezone(zone).strftime(WALL_FORMAT)


def from_wall(naive: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The instant at which the clocks of `zone` show `naive`.

    Raises ValidationError for a time that the clocks skip in spring or show twice in autumn.
    """
    local = naive.replace(tzinfo=zone)
    words = f"{clock_words(naive)} on {day_words(naive)}"
    if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise ValidationError(SKIPPED.format(time=words, zone=zone.key))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValidationError(TWICE.format(time=words, zone=zone.key))
    return local.astimezone(dt.UTC)


class WallTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"


class WallTimeField(forms.Field):
    """A time typed in a station's zone. The form calls `speak` before anything is read or shown.

    An input that still shows the stored instant gives back that very instant, with its seconds, even
    where its wall time could not be typed anew.
    """

    widget = WallTimeInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = ZoneInfo("UTC")
        self.stored: dt.datetime | None = None

    def speak(self, zone: ZoneInfo, stored: dt.datetime | None = None) -> None:
        self.zone, self.stored = zone, stored

    def prepare_value(self, value: Any) -> Any:
        return wall_text(value, self.zone) if isinstance(value, dt.datetime) else value

    def to_python(self, value: Any) -> dt.datetime | None:
        text = str(value or "").strip()
        if not text:
            return None
        if self.stored and text == wall_text(self.stored, self.zone):
            return self.stored
        try:
            naive = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError("Write a date and a time: 2026-10-08T18:00.") from error
        if naive.tzinfo is not None or not 1900 <= naive.year <= 9000:
            raise ValidationError("Write a date and a time: 2026-10-08T18:00.")
        return from_wall(naive, self.zone)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return bool(self.to_python(data) != self.stored)
        except ValidationError:
            return True
