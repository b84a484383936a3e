"""A station's colours on a small front, by day and by night, and whether each can be read."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.forms.colours import LEAST_CONTRAST, READABLE, TOO_FAINT, verdict
from articles.models import Station
from articles.themes import DEFAULT, Theme, theme_of, themes


def colours_box(station: Station) -> SafeString:
    """Of the row as it is; the form's script draws what is being chosen."""
    day, night = theme_of(station.theme).papers
    sides = (
        side("light", "brand_color", station.brand_color, day, _("By day")),
        side("dark", "brand_color_dark", station.brand_color_dark, night, _("By night")),
    )
    context = {
        "station": station,
        "sides": sides,
        "looks": [look(theme, station) for theme in themes().values()],
        "default_look": DEFAULT,
        "least": LEAST_CONTRAST,
        "readable": READABLE,
        "too_faint": TOO_FAINT,
        "section": _("Local News"),
        "headline": _("Ferry returns to the bay"),
        "link": _("How we correct what we got wrong"),
        "button": _("Search"),
    }
    return render_to_string("admin/articles/station/_colours.html", context)


def look(theme: Theme, station: Station) -> dict[str, Any]:
    """The head of the small front as a theme draws it; the form's script shows that of the chosen one."""
    words = {
        "brand": station.brand or _("Name of the brand"),
        "callsign": station.callsign,
        "light": station.brand_color,
    }
    return {
        "name": theme.name,
        "papers": theme.papers,
        "shown": theme is theme_of(station.theme),
        "head": render_to_string("theme/head.svg", words, using=theme.engine),
    }


def side(name: str, field: str, colour: str, paper: str, label: str) -> dict[str, Any]:
    return {
        "name": name,
        "field": field,
        "colour": colour,
        "paper": paper,
        "label": label,
        "verdict": verdict(colour, paper),
    }
