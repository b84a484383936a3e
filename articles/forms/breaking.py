"""The form of breaking news: short enough for a phone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Station
from articles.services.breaking import USUAL

# The list of stories to lead to: whatever breaks is among the newest.
MOST_STORIES: Final = 20
LASTS: Final = (
    ("0.5", _("Half an hour")),
    ("1", _("1 hour")),
    ("2", _("2 hours")),
    ("4", _("4 hours")),
    ("8", _("8 hours")),
    ("12", _("12 hours")),
    ("24", _("24 hours, the longest")),
)


class BreakingForm(forms.Form):
    """`stations` are those on which one may break news; where there is one only, nobody has to choose."""

    words = forms.CharField(
        label=_("What has happened"),
        max_length=140,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("140 letters at most. Without words, the headline of the story stands there."),
    )
    story = forms.TypedChoiceField(label=_("Leads to"), coerce=int, empty_value=None, required=False)
    lasts = forms.TypedChoiceField(
        label=_("Ends by itself after"),
        choices=LASTS,
        initial=f"{USUAL.total_seconds() / 3600:g}",
        coerce=lambda hours: dt.timedelta(hours=float(hours)),
    )
    stations = forms.ModelMultipleChoiceField(
        label=_("On"),
        queryset=Station.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one station.")},
    )

    def __init__(self, *args: Any, stations: Sequence[Station], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        offered: Any = self.fields["stations"]
        offered.queryset = Station.objects.filter(pk__in=[station.pk for station in stations])
        offered.label_from_instance = lambda station: f"{station.brand} ({station.callsign})"
        if len(stations) == 1:
            offered.initial = [stations[0].pk]
        choice: Any = self.fields["story"]
        choice.choices = [("", _("No story: words alone")), *newest_stories(stations)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("words") and not given.get("story") and not {"words", "story"} & self.errors.keys():
            self.add_error("words", gettext("Write what has happened, or choose a story."))
        return given


def newest_stories(stations: Sequence[Station]) -> list[tuple[int, str]]:
    """Live ones, by the time at which they came. One query."""
    live = Edition.objects.live().filter(station__in=stations, published_at_estimated=False)
    rows = live.order_by("-published_at", "-story").values_list("story", "headline", "station__callsign")
    by_number: dict[int, str] = {}
    for number, headline, callsign in rows[:MOST_STORIES]:
        by_number.setdefault(number, f"{headline} ({callsign})" if len(stations) > 1 else headline)
    return list(by_number.items())
