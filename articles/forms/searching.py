"""The readers' search form, filled from the address of a search."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.site import Site
from articles.text.queries import LONGEST_QUERY, MOST_WORDS, UnusableQuery, read_query

SENTENCES = {
    "too long": _("Search for at most %(characters)d characters. Leave out what matters least."),
    "too many words": _("Search for at most %(words)d words. Leave out what matters least."),
    "no word": _("Type a word to search for."),
}

# Days beyond these have no instant in UTC, wherever a station stands.
FIRST_DAY, LAST_DAY = dt.date(1, 1, 3), dt.date(9999, 12, 29)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_day(words: str) -> bool:
    """As browsers write one, and in the calendar."""
    if not _DAY.fullmatch(words):
        return False
    try:
        dt.date.fromisoformat(words)
    except ValueError:
        return False
    return True


class Words(forms.TextInput):
    """Shows no more than may be asked: an address can bring 65 kB, which the page would give back."""

    input_type = "search"

    def format_value(self, value: Any) -> str | None:
        shown: str | None = super().format_value(value)
        return shown and shown[:LONGEST_QUERY]


class Day(forms.DateInput):
    """Shows what a browser's own field can: nothing for what is no day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        shown: str | None = super().format_value(value)
        return shown if shown and is_day(shown) else None


class SearchForm(forms.Form):
    """Every field may be left out. Errors are sentences in the station's language."""

    q = forms.CharField(label=_("Words"), required=False, strip=False, widget=Words)
    section = forms.ChoiceField(label=_("Section"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=Day)
    until = forms.DateField(label=_("To"), required=False, widget=Day)
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Newest first")), ("best", _("Best match first"))]
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "search-%s"} | kwargs)
        self.zone = ZoneInfo(site.timezone)
        self.sections = {section.slug: section.id for section in site.sections}
        self.fields["section"].choices = [  # type: ignore[attr-defined]
            ("", _("All sections")),
            *((section.slug, section.name) for section in site.sections),
        ]
        for name in ("section", "sort"):
            self.fields[name].error_messages["invalid_choice"] = _("Choose one from the list.")
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = _("Give the day as in 2026-11-24.")
        self.fields["q"].widget.attrs |= {"maxlength": LONGEST_QUERY, "autocomplete": "off"}

    def clean_q(self) -> str:
        try:
            return read_query(self.cleaned_data["q"])
        except UnusableQuery as error:
            figures = {"characters": LONGEST_QUERY, "words": MOST_WORDS}
            raise ValidationError(SENTENCES[str(error)], params=figures) from error

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day comes before the first one."))
        return found

    @property
    def section_id(self) -> int | None:
        return self.sections.get(self.cleaned_data["section"])

    def first_instant(self) -> dt.datetime | None:
        """Midnight in the station's zone."""
        return self._midnight(self.cleaned_data["since"])

    def last_instant(self) -> dt.datetime | None:
        """The midnight that ends the last day; None also for the last day that there is."""
        until = self.cleaned_data["until"]
        return self._midnight(until + dt.timedelta(days=1)) if until and until < dt.date.max else None

    def _midnight(self, day: dt.date | None) -> dt.datetime | None:
        if day is None:
            return None
        return dt.datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), dt.time(), self.zone)
