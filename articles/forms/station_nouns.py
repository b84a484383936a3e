"""Forms of what stands at a station: times on its wall, and a station that is chosen once."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from articles.forms.base import DeskForm, choose_the_only_one
from articles.forms.times import WallTimeField
from articles.models import Station


class StationNounForm(DeskForm):
    """The door sets `zone`, in which a row without a station speaks."""

    zone = ZoneInfo("UTC")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        station = self.station_at_hand()
        for name, field in self.fields.items():
            if isinstance(field, WallTimeField):
                field.speak(station.zone if station else self.zone, getattr(self.instance, name, None))
                where = (
                    _("Time in {zone}.").format(zone=field.zone.key)
                    if station
                    else _("On the clocks of the station.")
                )
                field.help_text = f"{field.help_text} {where}".strip()

    def station_at_hand(self) -> Station | None:
        """Of the row, or as chosen: by the post, by the link that led here, or as the only one there is."""
        if self.instance.station_id:
            station: Station = self.instance.station
            return station
        field = self.fields.get("station")
        if not isinstance(field, forms.ModelChoiceField) or field.queryset is None:
            return None
        if field.required:
            choose_the_only_one(field)
        chosen = self.data.get("station") if self.is_bound else self.initial.get("station", field.initial)
        if not str(chosen or "").isdigit():
            return None
        found: Station | None = field.queryset.filter(pk=chosen).first()
        return found
