"""Sections of stations. Their order is the station's (articles/admin/section_order.py)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.forms.stations import SectionForm
from articles.links import section_path
from articles.models import Section
from articles.pagecache.keys import section_key, station_key
from articles.permissions import may


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    """A section that a story was ever filed in stays; an empty one may go."""

    form = SectionForm
    nothing_yet = _("Every story is filed in a section: its slug is the first part of the story's address.")
    verbs = Verbs(view="edit_section", add="edit_section", change="edit_section", delete="edit_section")
    station_path = "station"
    section_path = "pk"
    list_display = ("name", "station", "path", "parent")
    list_filter = (("station", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("station", "parent")
    search_fields = ("name", "slug")
    fields = ("station", "name", "slug", "parent", "aliases")

    @admin.display(description=_("Address"))
    def path(self, section: Section) -> str:
        return section_path(section.slug)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("station",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.placements.exists())

    def after_save(self, request: HttpRequest, row: Section) -> HttpResponse:
        """To the station, whose page has all of them and adds the next."""
        if "_continue" in request.POST or not may(request.user, "open_station", row.station):
            return super().after_save(request, row)
        return HttpResponseRedirect(reverse("admin:articles_station_change", args=[row.station_id]))

    def page_keys(self, obj: Section) -> list[str]:
        """Every page of the station lists its sections."""
        return [section_key(obj.pk), station_key(obj.station_id)]
