"""The page of what a station owes: what is missing leads to the form where it is done."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.duties import Duty
from articles.models import Imprint, Station
from articles.permissions import may
from articles.services.duties import duties_of, missing_duties, missing_of, with_duties
from articles.services.reminders import reminders_of


class StationDuties:
    """Mixed into the station's admin."""

    def duties_url(self: Any) -> URLPattern:
        wrapped = self.admin_site.admin_view(self.duties_view)
        return path("<int:pk>/duties/", wrapped, name="articles_station_duties")

    def duties_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        station: Station | None = self.get_object(request, str(pk))
        if station is None:
            raise Http404
        if not may(request.user, "edit_duties", station):
            raise PermissionDenied
        asked = with_duties(Station.objects.filter(pk=station.pk)).get()
        missing = missing_of(asked)
        rows = [
            {"duty": duty, "address": address_of(duty, station), "missing": duty in missing}
            for duty in duties_of(asked)
        ]
        reminders = [
            {"sentence": reminder.sentence, "address": row_address(reminder.table, reminder.pk)}
            for reminder in reminders_of(asked)
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("What {brand} owes its readers").format(brand=station.brand),
            "opts": self.opts,
            "station": station,
            "rows": sorted(rows, key=lambda row: not row["missing"]),
            "missing": len(missing),
            "reminders": reminders,
            "may_open": not station.opened_at and may(request.user, "open_station", station),
        }
        return TemplateResponse(request, "admin/articles/station/duties.html", context)


def address_of(duty: Duty, station: Station) -> str:
    """The form where it is done, at the field."""
    of_station = {"station": station.pk}
    match duty.table:
        case "imprint":
            imprint = Imprint.objects.filter(station=station).values_list("pk", flat=True).first()
            form = row_address("imprint", imprint) if imprint else add_address("imprint", of_station)
            return f"{form}#{'owners-group' if duty.key == 'owners' else f'id_{duty.key}'}"
        case "policy":
            return add_address("policy", of_station | {"kind": duty.key})
    return add_address(duty.table, of_station)


def row_address(table: str, pk: int | None) -> str:
    return reverse(f"admin:articles_{table}_change", args=[pk])


def add_address(table: str, given: dict[str, Any]) -> str:
    return f"{reverse(f'admin:articles_{table}_add')}?{urlencode(given)}"


def duties_link(station: Station) -> SafeString:
    missing = len(missing_duties(station))
    words = (
        ngettext(
            "Duties to readers and the FCC: {count} missing",
            "Duties to readers and the FCC: {count} missing",
            missing,
        ).format(count=missing)
        if missing
        else _("Duties to readers and the FCC: nothing is missing")
    )
    address = reverse("admin:articles_station_duties", args=[station.pk])
    return format_html('<a href="{}">{}</a>', address, words)


def missing_words(station: Station, missing: Sequence[Duty]) -> SafeString:
    """Said where a station is open without them: in a demo, or from before they were asked for."""
    address = reverse("admin:articles_station_duties", args=[station.pk])
    named = ", ".join(in_a_sentence(str(duty.words)) for duty in missing[:3])
    more = len(missing) - 3
    words = (
        ngettext("{named} and {count} more are missing", "{named} and {count} more are missing", more)
        if more > 0
        else ngettext("{named} is missing", "{named} are missing", len(missing))
    )
    link = format_html('<a href="{}">{}</a>', address, words.format(named=named, count=more))
    return format_html(_("Outside a demo it could not open: {link}."), link=link)


def in_a_sentence(words: str) -> str:
    """Without its capital; names such as EEO and FCC keep theirs."""
    return words[:1].lower() + words[1:]
