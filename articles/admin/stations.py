"""Stations, with their hosts and former call signs, and the act of opening them to readers."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import Act, DeskAdmin, DeskInline
from articles.admin.rights import Verbs, staff
from articles.admin.section_order import SectionOrder, sections_box
from articles.admin.station_colours import colours_box
from articles.admin.station_duties import StationDuties, duties_link, missing_words
from articles.admin.station_files import StationFiles, files_link
from articles.admin.station_logo import icon_box
from articles.admin.station_rules import StationRules, rules_link
from articles.errors import DutiesMissing, NewsroomError
from articles.forms.base import sentence_of
from articles.forms.looks import theme_words
from articles.forms.stations import FormerCallsignForm, HostForm, HostFormSet, StationForm
from articles.forms.times import full_time
from articles.links import origin
from articles.models import FormerCallsign, Host, Station
from articles.pagecache.keys import station_key
from articles.permissions import may
from articles.services.duties import missing_duties
from articles.services.stations import close_station, open_station, set_logo


class HostInline(DeskInline):
    model = Host
    form = HostForm
    formset = HostFormSet
    verbs = Verbs(view="open_station", add="edit_host", change="edit_host", delete="edit_host")


class FormerCallsignInline(DeskInline):
    model = FormerCallsign
    verbose_name = gettext_lazy("former call sign")
    verbose_name_plural = gettext_lazy("Former call signs")
    form = FormerCallsignForm
    verbs = Verbs(view="open_station", add="edit_station", change="edit_station", delete="edit_station")


def primary_host(station: Station) -> str:
    """Its name, empty for a station that has none yet; reads hosts that are at hand."""
    return next((host.name for host in station.hosts.all() if host.is_primary), "")


@admin.register(Station)
class StationAdmin(SectionOrder, StationRules, StationDuties, StationFiles, DeskAdmin):
    """Nobody deletes a station: it is closed, and its stories stay on the record."""

    form = StationForm
    nothing_yet = gettext_lazy("Add a brand with its call sign, give it a host and sections, then open it.")
    verbs = Verbs(view="open_station", add="edit_station", change="edit_station")
    station_path = "pk"
    list_display = ("brand", "callsign", "is_open", "address", "timezone")
    search_fields = ("brand", "callsign")
    inlines = (HostInline, FormerCallsignInline)
    fieldsets = (
        (None, {"fields": (("brand", "callsign"), "tagline", ("timezone", "language"))}),
        (
            gettext_lazy("Look"),
            {"fields": ("theme", ("brand_color", "brand_color_dark"), "seen_as", "logo", "icon")},
        ),
        (gettext_lazy("For readers"), {"fields": ("is_open", "address", "section_list", "duties")}),
        (gettext_lazy("For the desk"), {"fields": ("rules",)}),
        (gettext_lazy("For machines"), {"fields": ("files",)}),
    )
    raw_id_fields = ("logo",)
    readonly_fields = (
        *("look", "seen_as", "icon", "is_open", "address"),
        *("section_list", "duties", "rules", "files"),
    )

    @admin.display(description=gettext_lazy("Look"))
    def look(self, station: Station) -> str:
        return theme_words(station.theme)

    @admin.display(description=gettext_lazy("Seen as"))
    def seen_as(self, station: Station) -> SafeString:
        return colours_box(station)

    @admin.display(description=gettext_lazy("Icon"))
    def icon(self, station: Station) -> SafeString | str:
        return icon_box(station)

    @admin.display(description=gettext_lazy("Open"))
    def is_open(self, station: Station) -> str:
        return (
            _("Since {time}").format(time=full_time(station.opened_at, station.zone))
            if station.opened_at
            else _("Closed")
        )

    @admin.display(description=gettext_lazy("Address"))
    def address(self, station: Station) -> str:
        """A link once readers can follow it."""
        host = primary_host(station)
        if host and station.opened_at:
            return format_html('<a href="{}/">{}</a>', origin(host), host)
        return host or _("None yet")

    @admin.display(description=gettext_lazy("Sections"))
    def section_list(self, station: Station) -> str:
        return sections_box(station)

    @admin.display(description=gettext_lazy("Rules"))
    def rules(self, station: Station) -> SafeString:
        return rules_link(station)

    @admin.display(description=gettext_lazy("Files"))
    def files(self, station: Station) -> SafeString:
        return files_link(station)

    @admin.display(description=gettext_lazy("Duties"))
    def duties(self, station: Station) -> SafeString:
        return duties_link(station)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("hosts", "sections")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fieldsets[:2]
        if self.has_change_permission(request, obj):
            return self.fieldsets
        # Whoever does not choose it is not shown the name of a folder.
        named = {"theme": "look"}
        return [
            (title, {"fields": tuple(named.get(str(field), field) for field in said["fields"])})
            for title, said in self.fieldsets
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Whoever runs a station reads here whom to ask for the rest (docs/decisions, 26)."""
        station = kwargs.get("obj")
        if station and not self.has_change_permission(request, station):
            context["who_may"] = _(
                "Name, time zone, look, former call signs and hosts are changed by a group administrator: "
                "ask one. Sections, duties, rules, files for machines and opening are yours."
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """To its page, where the rest is done."""
        messages.success(request, _("“{name}” is added. Give it sections, then open it.").format(name=obj))
        return self.back_to(obj)

    def save_model(self, request: HttpRequest, obj: Station, form: StationForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "logo" in form.changed_data:
            set_logo(station=obj, logo=obj.logo, by=staff(request))
        look = {"theme": obj.theme, "brand_color": obj.brand_color, "brand_color_dark": obj.brand_color_dark}
        if twin := Station.objects.filter(**look).exclude(pk=obj.pk).first():
            messages.warning(
                request,
                _("{station} has the same look and colours. Readers may take the two for one.").format(
                    station=twin
                ),
            )

    def page_keys(self, obj: Station) -> list[str]:
        return [station_key(obj.pk)]

    # --- Opening and closing ----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        acts = [self.act_url("open", self.open_view), self.act_url("close", self.close_view)]
        own = [self.order_url(), self.rules_url(), self.duties_url(), self.files_url()]
        return [*acts, *own, *super().get_urls()]

    def acts_for(self, request: HttpRequest, obj: Station) -> Sequence[Act]:
        if obj.opened_at and may(request.user, "close_station", obj):
            return (Act("close", _("Close {brand} to readers").format(brand=obj.brand), "danger"),)
        if not obj.opened_at and may(request.user, "open_station", obj):
            return (Act("open", _("Open {brand} to readers").format(brand=obj.brand), "main"),)
        return ()

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        station = self.row_for(request, pk, "open_station")
        if page := self.save_first(request, station):
            return page
        try:
            open_station(station=station, by=staff(request))
        except DutiesMissing as error:
            messages.error(request, sentence_of(error))
            return HttpResponseRedirect(reverse("admin:articles_station_duties", args=[pk]))
        except NewsroomError as error:
            messages.error(request, sentence_of(error))
        else:
            messages.success(request, _("{brand} is open to readers.").format(brand=station.brand))
            if missing := missing_duties(station):
                messages.warning(request, missing_words(station, missing))
        return self.back_to(station)

    def close_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks, the second one acts."""
        station = self.row_for(request, pk, "close_station")
        if page := self.save_first(request, station):
            return page
        station.refresh_from_db()
        if "confirmed" not in request.POST and station.opened_at:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Close {brand} to readers?").format(brand=station.brand),
                "opts": self.opts,
                "station": station,
                "host": primary_host(station),
            }
            return TemplateResponse(request, "admin/articles/station/close.html", context)
        return self.act(
            request,
            station,
            lambda: close_station(station=station, by=staff(request)),
            _("{brand} is closed: readers find nothing of it.").format(brand=station.brand),
        )
