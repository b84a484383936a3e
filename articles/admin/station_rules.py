"""The page where a station's manager sets its rules for publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.admin.rights import staff
from articles.forms.rules import StationRulesForm
from articles.models import Station
from articles.permissions import may
from articles.services.stations import set_rules


class StationRules:
    """Mixed into the station's admin."""

    def rules_url(self: Any) -> URLPattern:
        wrapped = self.admin_site.admin_view(self.rules_view)
        return path("<int:pk>/rules/", wrapped, name="articles_station_rules")

    @transaction.atomic
    def rules_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        station: Station | None = self.get_object(request, str(pk))
        if station is None:
            raise Http404
        if not may(request.user, "edit_rules", station):
            raise PermissionDenied
        form = StationRulesForm(request.POST if request.method == "POST" else None, station=station)
        if form.is_valid():
            set_rules(
                station=station,
                by=staff(request),
                second_eyes=form.cleaned_data["second_eyes"],
                preflight=form.station_rules(),
                history_shown=form.cleaned_data["history_shown"],
                history_grace=form.cleaned_data["history_grace"],
            )
            messages.success(request, _("The rules of {brand} are saved.").format(brand=station.brand))
            return self.back_to(station)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rules for publishing on {brand}").format(brand=station.brand),
            "opts": self.opts,
            "station": station,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/station/rules.html", context)


def rules_link(station: Station) -> SafeString:
    address = reverse("admin:articles_station_rules", args=[station.pk])
    eyes = _("a second pair of eyes, checks before it") if station.second_eyes else _("checks before it")
    return format_html('<a href="{}">{}</a>: {}', address, _("Rules for publishing"), eyes)
