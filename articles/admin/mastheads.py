"""Who is responsible for what."""

import datetime as dt
from collections.abc import Iterable

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.station_nouns import StationNounAdmin, midnight
from articles.forms.imprints import MastheadForm
from articles.models import MastheadEntry


@admin.register(MastheadEntry)
class MastheadAdmin(StationNounAdmin):
    form = MastheadForm
    nothing_yet = _("Readers see who is responsible for what today; whoever leaves gets a last day.")
    list_display = ("role", "name", "station", "since", "until")
    list_filter = (("station", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("station", "person")
    search_fields = ("name", "role")
    raw_id_fields = ("person",)
    fields = ("station", ("role", "position"), ("name", "person"), "email", ("since", "until"))

    def turning_points(self, obj: MastheadEntry) -> Iterable[dt.datetime | None]:
        after = obj.until and obj.until + dt.timedelta(days=1)
        return midnight(obj.station, obj.since), midnight(obj.station, after)
