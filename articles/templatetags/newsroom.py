"""Filters for the readers' pages: a station's times in its own zone, language and newsroom style.

`site` is what every public page has in its context, a dict or a row: its `timezone` is an IANA name,
its `language` starts with "es" or the words are English, its `now` is the moment of the page.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.pages import LABELS
from articles.sheets import sheet_of
from articles.themes import theme_of

register = template.Library()

# Associated Press: five short months are never cut, September is cut to four letters.
MONTHS_EN = (
    *("Jan.", "Feb.", "March", "April", "May", "June"),
    *("July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
MONTHS_ES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
# Real Academia Española, list of abbreviations; "mayo" is not worth cutting.
SHORT_MONTHS_ES = (
    *("ene.", "feb.", "mar.", "abr.", "mayo", "jun."),
    *("jul.", "ago.", "sept.", "oct.", "nov.", "dic."),
)
DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# With a capital, because the date stands alone and begins its line.
DAYS_ES = ("Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo")

# No line begins with "a.m." or with a day whose month the line before has.
NO_BREAK = "\N{NO-BREAK SPACE}"

# A score, or a figure and its unit; no longer than a phone is wide.
FIGURES = re.compile(r"(\d[\d.,]*-\w{1,12})")

# "Irene", "Hilario", "Íñigo"; not "Iago", "Hierro", "Yolanda", where it is no vowel of its own.
SOUND_OF_I = re.compile(r"(?:H?[ií]|y)(?![aeouáéóú])", re.IGNORECASE)


@register.simple_tag(takes_context=True)
def sheet(context: template.Context, kind: str) -> str:
    """The address of the one style sheet of a kind of page, in the theme and the colours of its station."""
    site = context["site"]
    return sheet_of(kind, theme_of(_of(site, "theme")), _of(site, "colours")).path


@register.filter
def kind_words(label: str | None) -> str:
    """Of a story's kind of work, as on lists; empty for news, and for what is none of ours."""
    return str(LABELS.get(label or "", ""))


@register.filter
def unbroken(headline: str) -> SafeString:
    """With "27-24" and "31-year", which browsers break after the hyphen, each on one line."""
    *pairs, last = FIGURES.split(headline)
    marked = format_html_join(
        "", '{}<span class="whole">{}</span>', zip(pairs[::2], pairs[1::2], strict=True)
    )
    return format_html("{}{}", marked, last)


@register.filter
def station_time(moment: datetime, site: object) -> str:
    """A whole stamp: "9:14 a.m. EDT, Oct. 8, 2025", in Spanish "8 de octubre de 2025, 9:14 a. m. EDT"."""
    local = _local(moment, site)
    clock = f"{_clock(local, site)} {_zone_label(local)}"
    day = station_day(moment, site)
    return f"{day}, {clock}" if _is_spanish(site) else f"{clock}, {day}"


@register.filter
def station_day(moment: datetime, site: object) -> str:
    """A day whose hour is not known: "Oct. 8, 2025", in Spanish "8 de octubre de 2025"."""
    local = _local(moment, site)
    if _is_spanish(site):
        return f"{local.day} de {MONTHS_ES[local.month - 1]} de {local.year}"
    return f"{MONTHS_EN[local.month - 1]}{NO_BREAK}{local.day}, {local.year}"


@register.filter
def short_time(moment: datetime, site: object) -> str:
    """The least that says when, for lists: the time today, else the day, with the year if it is another.

    "Today" is the day of `site.now`, so a stored page must not outlive its station's midnight.
    """
    local, now = _local(moment, site), _local(_of(site, "now"), site)
    return _clock(local, site) if local.date() == now.date() else short_day(moment, site)


@register.filter
def short_day(moment: datetime, site: object) -> str:
    """The day, with the year if it is another than now."""
    local, now = _local(moment, site), _local(_of(site, "now"), site)
    if _is_spanish(site):
        day, year = f"{local.day} {SHORT_MONTHS_ES[local.month - 1]}", f" {local.year}"
    else:
        day, year = f"{MONTHS_EN[local.month - 1]}{NO_BREAK}{local.day}", f", {local.year}"
    return day if local.year == now.year else day + year


@register.filter
def long_date(moment: datetime, site: object) -> str:
    """A day for the masthead: "Wednesday, Oct. 8, 2025", "Miércoles, 8 de octubre de 2025"."""
    local = _local(moment, site)
    if _is_spanish(site):
        return f"{DAYS_ES[local.weekday()]}, {local.day} de {MONTHS_ES[local.month - 1]} de {local.year}"
    return f"{DAYS_EN[local.weekday()]}, {MONTHS_EN[local.month - 1]}{NO_BREAK}{local.day}, {local.year}"


@register.filter
def machine_time(moment: datetime, site: object) -> str:
    """ISO 8601 to the second with the station's offset, for `<time datetime>`."""
    return _local(moment, site).isoformat(timespec="seconds")


@register.filter
def machine_date(moment: datetime, site: object) -> str:
    """The day in the station's zone as ISO 8601, for `<time datetime>` around a date alone."""
    return _local(moment, site).date().isoformat()


@register.filter
def zone_label(moment: datetime, site: object) -> str:
    """The letters of the station's zone at that moment: "EDT", in winter "EST"."""
    return _zone_label(_local(moment, site))


@register.filter
def conjunction(name: str, site: object) -> str:
    """The "and" before the last name of a byline; Spanish "y" becomes "e" before the sound of i."""
    if not _is_spanish(site):
        return "and"
    return "e" if SOUND_OF_I.match(name) else "y"


@register.filter
def joined_names(names: Sequence[str], site: object) -> str:
    """A byline in a list: "Ana Ruiz", "Ana Ruiz and Sam Okoro", "Ana Ruiz, Sam Okoro and June Tallow"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction(names[-1], site)} {names[-1]}"


@register.filter
def absolute_url(address: str, site: object) -> str:
    """The address on the station's host; one that names a host already stays as it is."""
    return urljoin(f"{_of(site, 'base_url')}/", address)


def _of(site: object, name: str) -> Any:
    return site[name] if isinstance(site, Mapping) else getattr(site, name)


def _is_spanish(site: object) -> bool:
    return str(_of(site, "language")).startswith("es")


def _local(moment: datetime, site: object) -> datetime:
    """Raises ValueError for a time without a zone: Python would read it in the server's zone, silently."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(ZoneInfo(_of(site, "timezone")))


def _clock(local: datetime, site: object) -> str:
    """The time of day on a twelve-hour clock.

    Noon is a word in English, as the Associated Press has it. Midnight is not: that style counts it to
    the day that ends, so that "midnight, Oct. 8" would read as a day later than the stamp is.
    """
    hour, afternoon = local.hour % 12 or 12, local.hour >= 12
    if _is_spanish(site):
        # "a." and "m." never part either (Real Academia Española, abbreviations).
        return f"{hour}:{local:%M}{NO_BREAK}{'p' if afternoon else 'a'}.{NO_BREAK}m."
    if (local.hour, local.minute) == (12, 0):
        return "noon"
    return f"{hour}:{local:%M}{NO_BREAK}{'p' if afternoon else 'a'}.m."


def _zone_label(local: datetime) -> str:
    """The letters of the zone ("EDT"), or "UTC-5" where it has none: tzdata names those "-05"."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = local.utcoffset() or timedelta()
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"UTC{'-' if offset < timedelta() else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
