"""Policies: versions that are in force stay, and the next one is added."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.rights import Verbs, staff
from articles.admin.station_nouns import StationNounAdmin
from articles.forms.policies import PolicyForm
from articles.forms.times import full_time
from articles.models import Policy, Station
from articles.pagecache.keys import station_key
from articles.permissions import may
from articles.services.clock import database_now


@admin.register(Policy)
class PolicyAdmin(StationNounAdmin):
    """Managers see the group's own, which only a group administrator writes."""

    form = PolicyForm
    nothing_yet = gettext_lazy(
        "What the newsroom holds itself to: ethics, corrections, privacy and more, in versions."
    )
    verbs = Verbs(view="edit_duties", add="edit_duties", change="edit_duties", delete="edit_duties")
    list_display = ("kind", "whose", "language", "in_force", "begins")
    list_filter = ("kind", ("station", admin.RelatedOnlyFieldListFilter))
    fields = ("station", "kind", "language", "text", "in_force_from", "next_version")
    readonly_fields = ("in_force", "next_version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        rows: QuerySet[Policy] = super().get_queryset(request)
        if may(request.user, "edit_duties") and not request.user.is_superuser:
            mine = self.model._default_manager.filter(Q(station=None) | Q(pk__in=rows.values("pk")))
            rows = mine.order_by(*self.model._meta.ordering)
        return rows.select_related("station")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(request, obj)

    def _is_open(self, request: HttpRequest, obj: Policy | None) -> bool:
        """Not in force yet, and the user's to write."""
        if obj is None:
            return True
        if obj.station_id is None and not may(request.user, "edit_group_policy"):
            return False
        return obj.in_force_from > database_now()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Once it is in force the time is told with its zone."""
        if obj is None:
            return self.fields[:-1]
        told = {} if self.has_change_permission(request, obj) else {"in_force_from": "in_force"}
        return [told.get(name, name) for name in self.fields]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "kind") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A link that names the kind begins with the words that readers have now."""
        found = super().get_changeform_initial_data(request)
        station = str(found.get("station", ""))
        if found.get("kind") in Policy.Kind.values:
            rows = self.get_queryset(request).filter(kind=found["kind"])
            own = rows.filter(station=int(station)) if station.isdigit() else rows.filter(station=None)
            last = own.order_by("-in_force_from").first()
            found["text"] = last.text if last else ""
        if station.isdigit() and (chosen := Station.objects.filter(pk=station).first()):
            found["language"] = chosen.language
        return found

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        obj.written_by = staff(request)
        super().save_model(request, obj, form, change)

    def page_keys(self, obj: Policy) -> list[str]:
        if obj.station_id:
            return super().page_keys(obj)
        return [station_key(pk) for pk in Station.objects.order_by("pk").values_list("pk", flat=True)]

    def turning_points(self, obj: Policy) -> Iterable[dt.datetime | None]:
        return (obj.in_force_from,)

    # --- In lists ---------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("Whose"), ordering="station")
    def whose(self, policy: Policy) -> str:
        return str(policy.station or _("The group"))

    @admin.display(description=gettext_lazy("In force from"), ordering="in_force_from")
    def in_force(self, policy: Policy) -> str:
        return full_time(policy.in_force_from, policy.station.zone if policy.station else ZoneInfo("UTC"))

    @admin.display(description=gettext_lazy("Words"))
    def begins(self, policy: Policy) -> str:
        return Truncator(policy.text).words(10) or _("The group's own holds again")

    @admin.display(description=gettext_lazy("Next version"))
    def next_version(self, policy: Policy) -> SafeString:
        given = {"kind": policy.kind} | ({"station": str(policy.station_id)} if policy.station_id else {})
        address = f"{reverse('admin:articles_policy_add')}?{urlencode(given)}"
        return format_html('<a href="{}">{}</a>', address, _("Write the next version, from these words"))
