"""The record of who did what to which story. To read, to search, to export."""

from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.asking import ShortPaginator
from articles.admin.base import ReadOnlyAdmin
from articles.admin.event_filters import StationFilter, WhatFilter, WhenFilter, WhoFilter, people_called
from articles.admin.record import actor_words, change_words, story_link, story_words
from articles.admin.rights import Verbs
from articles.admin.saving_csv import SavesCsv
from articles.admin.verbs import event_words, field_words
from articles.forms.times import full_time
from articles.models import Asset, Station, StoryEvent

# That a search by words of why they were killed looks for.
MOST_PICTURES = 100


@admin.register(StoryEvent)
class StoryEventAdmin(SavesCsv, ReadOnlyAdmin):
    nothing_yet = _("Whatever anybody does to a story is put on record here.")
    verbs = Verbs(view="view_desk")
    station_path = "station_id"
    plural = _("Events")
    list_display = ("when", "what", "story_number", "who", "where", "changed", "why")
    list_display_links = None
    list_select_related = ("actor", "person_before", "person_after")
    list_filter = (WhatFilter, WhoFilter, StationFilter, WhenFilter)
    search_fields = ("story_id",)
    search_help_text = _("A story's number, somebody's name, or words of why a picture was killed")
    paginator = ShortPaginator
    fields = ("when", "what", "story_number", "who", "where", "changed", "why")
    csv_columns = (
        *(_("when (UTC)"), _("what"), _("story"), _("who"), _("station"), _("fields")),
        *(_("before"), _("after"), _("revision"), _("edition"), _("picture"), _("why")),
    )

    def csv_cells(self, row: Any) -> tuple[object, ...]:
        return (
            row.at.strftime("%Y-%m-%d %H:%M:%S"),
            event_words(row.verb),
            row.story_id,
            row.actor.get_username() if row.actor else actor_words(row),
            row.callsign,
            ", ".join(map(field_words, row.fields)),
            row.person_before and row.person_before.get_username(),
            row.person_after and row.person_after.get_username(),
            row.revision_id,
            row.edition_id,
            row.picture,
            row.reason if row.verb == "picture_killed" else "",
        )

    def row_words(self, row: StoryEvent) -> str:
        return f"{event_words(row.verb)}: {story_words(row.story_id)}"

    @admin.display(description=_("When"), ordering="at")
    def when(self, event: StoryEvent) -> str:
        return full_time(event.at, ZoneInfo(event.zone or "UTC"))  # type: ignore[attr-defined]

    @admin.display(description=_("What"))
    def what(self, event: StoryEvent) -> str:
        return event_words(event.verb)

    @admin.display(description=_("Story"))
    def story_number(self, event: StoryEvent) -> SafeString | None:
        return story_link(event.story_id)

    @admin.display(description=_("Who"))
    def who(self, event: StoryEvent) -> str:
        return actor_words(event)

    @admin.display(description=_("Where"))
    def where(self, event: StoryEvent) -> str | None:
        callsign: str | None = event.callsign  # type: ignore[attr-defined]
        return callsign

    @admin.display(description=_("Changed"))
    def changed(self, event: StoryEvent) -> str:
        return change_words(event)

    @admin.display(description=_("Why"))
    def why(self, event: StoryEvent) -> str:
        """Of a picture, which one it was as well."""
        if event.asset_id is None:
            return ""
        address = reverse("admin:articles_asset_change", args=[event.asset_id])
        picture = format_html('<a href="{}">{}</a>', address, event.picture)  # type: ignore[attr-defined]
        killed = event.verb == "picture_killed"
        return format_html("{}: “{}”", picture, event.reason) if killed else picture  # type: ignore[attr-defined]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Pictures and people first, by themselves: asked for all at once the database reads every event."""
        words = search_term.strip()
        if not words:
            return queryset, False
        if words.isascii() and words.isdecimal():
            return queryset.filter(story_id=int(words)) if len(words) < 19 else queryset.none(), False
        killed = Asset.objects.filter(killed_at__isnull=False, kill_reason__icontains=words)
        newest = list(killed.order_by("-killed_at").values_list("pk", flat=True)[:MOST_PICTURES])
        people = people_called("icontains", words)
        found = [Q(actor__in=people)] if people else []
        found += [Q(asset_id__in=newest)] if newest else []
        return (queryset.filter(reduce(or_, found)) if found else queryset.none()), False

    def get_queryset(self, request: HttpRequest) -> Any:
        """An event names its station and its picture by number alone."""
        stations = Station.objects.filter(pk=OuterRef("station_id"))
        pictures = Asset.objects.filter(pk=OuterRef("asset_id"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                callsign=Subquery(stations.values("callsign")),
                zone=Subquery(stations.values("timezone")),
                picture=Subquery(pictures.values("title")),
                reason=Subquery(pictures.values("kill_reason")),
            )
        )
