"""A station's colours on a small front, by day and by night, and whether each can be read."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.forms.colours import DARK_PAPER, LEAST_CONTRAST, PAPER, READABLE, TOO_FAINT, verdict
from articles.models import Station


def colours_box(station: Station) -> SafeString:
    """Of the row as it is; the form's script draws what is being chosen."""
    sides = (
        side("light", "brand_color", station.brand_color, PAPER, _("By day")),
        side("dark", "brand_color_dark", station.brand_color_dark, DARK_PAPER, _("By night")),
    )
    context = {
        "station": station,
        "sides": sides,
        "least": LEAST_CONTRAST,
        "readable": READABLE,
        "too_faint": TOO_FAINT,
        "brand": _("Name of the brand"),
        "section": _("Local News"),
        "headline": _("Ferry returns to the bay"),
        "link": _("How we correct what we got wrong"),
        "button": _("Search"),
    }
    return render_to_string("admin/articles/station/_colours.html", context)


def side(name: str, field: str, colour: str, paper: str, label: str) -> dict[str, Any]:
    return {
        "name": name,
        "field": field,
        "colour": colour,
        "paper": paper,
        "label": label,
        "verdict": verdict(colour, paper),
    }
