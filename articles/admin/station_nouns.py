"""Tables whose rows stand at one station and are public from one time to another, by the clock alone."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.admin.scope import zone_of
from articles.pagecache.keys import station_key
from articles.services.clock import database_now
from articles.services.record import change_pages


class StationNounAdmin(DeskAdmin):
    """The foot of every page says what there is, so a change touches all pages of the station."""

    verbs = Verbs(view="edit_duties", add="edit_duties", change="edit_duties", delete="edit_duties")
    station_path = "station"
    list_select_related: ClassVar[tuple[str, ...]] = ("station",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A row stays at its station."""
        return ("station", *self.readonly_fields) if obj else self.readonly_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.zone = zone_of(request.user)
        return form

    def page_keys(self, obj: Any) -> list[str]:
        return [station_key(obj.station_id)]

    def turning_points(self, obj: Any) -> Iterable[dt.datetime | None]:
        """Times at which readers get something else without anybody doing anything."""
        return ()

    def tell_pages(self, obj: Any) -> None:
        super().tell_pages(obj)
        now = database_now()
        for moment in self.turning_points(obj):
            if moment and moment > now:
                change_pages(self.page_keys(obj), effective_at=moment)


def midnight(station: Any, day: dt.date | None) -> dt.datetime | None:
    """When that day begins on the station's wall."""
    return None if day is None else dt.datetime.combine(day, dt.time(), station.zone)
