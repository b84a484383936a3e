"""Times as people at a station say and type them: a time on their wall, and the instant that it names."""

import dataclasses
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS_AP
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What `<input type="datetime-local">` sends and takes; seconds only where a value has them.
WALL_FORMAT = "%Y-%m-%dT%H:%M"

SKIPPED = gettext_lazy("{time} does not exist in {zone}: the clocks skip it. Say which time you mean.")
TWICE = gettext_lazy("{time} comes twice in {zone}, as the clocks go back. Say which of the two you mean.")
UNREADABLE = gettext_lazy("Write a date and a time: 2026-10-08T18:00.")


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An instant that a typed time may mean, and how to say it."""

    moment: dt.datetime
    words: str

    @property
    def value(self) -> str:
        """As the choice between two readings sends it."""
        return self.moment.strftime("%Y-%m-%dT%H:%MZ")


class TwoReadings(ValidationError):
    """A typed time that names no instant, or two. `readings` are the two that can be meant."""

    def __init__(self, message: str, readings: tuple[Reading, ...]) -> None:
        super().__init__(message)
        self.readings = readings


def clock_words(moment: dt.datetime) -> str:
    """The time of day of an aware or naive time: "6:00 p.m."."""
    return f"{moment.hour % 12 or 12}:{moment:%M} {'p' if moment.hour >= 12 else 'a'}.m."


def day_words(moment: dt.datetime) -> str:
    """The day: "Oct. 8, 2026"."""
    return _("{month} {day}, {year}").format(month=MONTHS_AP[moment.month], day=moment.day, year=moment.year)


def short_day_words(moment: dt.date) -> str:
    """The same without the year: "Oct. 8"."""
    return _("{month} {day}").format(month=MONTHS_AP[moment.month], day=moment.day)


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
    return f"{clock}, {(day_words if local.year != today.year else short_day_words)(local)}"


def own_time(moment: dt.datetime, zone: ZoneInfo, own: str, now: dt.datetime) -> str:
    """The same instant in somebody's own zone: "3:00 p.m. PDT for you"; empty where it reads the same."""
    if not own or moment.astimezone(ZoneInfo(own)).utcoffset() == moment.astimezone(zone).utcoffset():
        return ""
    return _("{time} for you").format(time=desk_time(moment, ZoneInfo(own), now))


def wall_text(moment: dt.datetime, zone: ZoneInfo) -> str:
    """An instant as the value of a `datetime-local` input."""
    return moment.astimezone(zone).strftime(WALL_FORMAT)


def countdown(moment: dt.datetime, now: dt.datetime) -> str:
    """How far ahead: "in 3 days", "in 2 h 14 min", "in less than a minute"; empty for what is past."""
    minutes = int((moment - now).total_seconds()) // 60
    if moment <= now:
        return ""
    if minutes < 1:
        return _("in less than a minute")
    if minutes < 60:
        return _("in {minutes} min").format(minutes=minutes)
    if minutes < 48 * 60:
        hours = f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
        return _("in {hours}").format(hours=hours)
    return _("in {days} days").format(days=minutes // (24 * 60))


def readings(naive: dt.datetime, zone: ZoneInfo) -> tuple[Reading, ...]:
    """What clocks of `zone` that show `naive` can mean: one instant, or two at a change of clocks.

    Of a time that comes twice, both; of one that is skipped, the times an hour (or how much it is) before
    and after, in the order in which they come.
    """
    folds = (naive.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    first, *rest = sorted(set(folds))
    if not rest:
        return (Reading(first, ""),)
    words = [reading_words(moment.astimezone(zone), naive) for moment in (first, *rest)]
    if not is_skipped(naive, zone):
        words = [
            _("{time}, the first time").format(time=words[0]),
            _("{time}, the second time").format(time=words[1]),
        ]
    return tuple(Reading(moment, text) for moment, text in zip((first, *rest), words, strict=True))


def reading_words(local: dt.datetime, naive: dt.datetime) -> str:
    """With the day where a zone skips more than an hour of it."""
    day = "" if local.date() == naive.date() else f", {day_words(local)}"
    return f"{clock_words(local)} {zone_letters(local)}{day}"


def is_skipped(naive: dt.datetime, zone: ZoneInfo) -> bool:
    return naive.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != naive


def from_wall(naive: dt.datetime, zone: ZoneInfo, means: str = "") -> dt.datetime:
    """The instant at which the clocks of `zone` show `naive`; `means` is the value of one of its readings.

    Raises TwoReadings for a time that the clocks skip in spring or show twice in autumn, unless `means`
    says which.
    """
    found = readings(naive, zone)
    for reading in found:
        if len(found) == 1 or reading.value == means:
            return reading.moment
    words = _("{time} on {day}").format(time=clock_words(naive), day=day_words(naive))
    sentence = SKIPPED if is_skipped(naive, zone) else TWICE
    raise TwoReadings(sentence.format(time=words, zone=zone.key), found)


class WallTimeInput(forms.DateTimeInput):
    """A `datetime-local` input and, where what it holds can be read in two ways, the choice between them."""

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.readings: tuple[Reading, ...] = ()
        self.means = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The text, and behind a bar the reading that was chosen."""
        text, means = data.get(name), data.get(f"{name}-means")
        return f"{text}|{means}" if text and means else text

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if len(self.readings) < 2:
            return field
        rows = (
            (f"{name}-means", reading.value, "checked" if reading.value == self.means else "", reading.words)
            for reading in self.readings
        )
        choices = format_html_join("", '<label><input type="radio" name="{}" value="{}" {}> {}</label>', rows)
        return format_html(
            '{}<fieldset class="readings"><legend>{}</legend>{}</fieldset>',
            *(field, _("Which of the two?"), choices),
        )


class WallTimeField(forms.Field):
    """A time typed in a station's zone. The form calls `speak` before anything is read or shown.

    An input that still shows the stored instant gives back that very instant, with its seconds. A time
    that can be read in two ways comes back with both, to choose from at the field.
    """

    widget = WallTimeInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = ZoneInfo("UTC")
        self.stored: dt.datetime | None = None

    def speak(self, zone: ZoneInfo, stored: dt.datetime | None = None) -> None:
        self.zone, self.stored = zone, stored
        self.widget.attrs["data-zone"] = zone.key
        if stored:
            self._offer(stored.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0), stored)

    def _offer(self, naive: dt.datetime, chosen: dt.datetime | None) -> None:
        """Show the choice, if there is one."""
        widget: Any = self.widget
        found = readings(naive, self.zone)
        widget.readings = found if len(found) > 1 else ()
        if chosen:
            widget.means = Reading(chosen.astimezone(dt.UTC), "").value

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime):
            return wall_text(value, self.zone)
        # Browsers show thousandths of a second, and nothing of a time with more.
        return str(value).partition("|")[0][:23] if value else value

    def to_python(self, value: Any) -> dt.datetime | None:
        text, __, means = str(value or "").strip().partition("|")
        if not text:
            return None
        if self._is_stored(text, means):
            return self.stored
        try:
            naive = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(UNREADABLE) from error
        if naive.tzinfo is not None or not 1900 <= naive.year <= 9000:
            raise ValidationError(UNREADABLE)
        self._offer(naive, None)
        moment = from_wall(naive, self.zone, means)
        self._offer(naive, moment)
        return moment

    def _is_stored(self, text: str, means: str) -> bool:
        if self.stored is None or text != wall_text(self.stored, self.zone):
            return False
        return not means or means == Reading(self.stored.astimezone(dt.UTC), "").value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return bool(self.to_python(data) != self.stored)
        except ValidationError:
            return True
