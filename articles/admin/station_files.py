"""The page where a station's manager says what machines are told."""

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
from articles.forms.web_files import WebFilesForm
from articles.links import origin, security_path
from articles.models import Station, WebFiles
from articles.permissions import may
from articles.services.stations import set_web_files


class StationFiles:
    """Mixed into the station's admin."""

    def files_url(self: Any) -> URLPattern:
        wrapped = self.admin_site.admin_view(self.files_view)
        return path("<int:pk>/files/", wrapped, name="articles_station_files")

    @transaction.atomic
    def files_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        station: Station | None = self.get_object(request, str(pk))
        if station is None:
            raise Http404
        if not may(request.user, "edit_rules", station):
            raise PermissionDenied
        row = WebFiles.objects.filter(station=station).first() or WebFiles(station=station)
        form = WebFilesForm(request.POST if request.method == "POST" else None, instance=row)
        if form.is_valid():
            set_web_files(station=station, by=staff(request), said=form.web_files())
            messages.success(request, _("Machines are told so from now on."))
            return self.back_to(station)
        host = station.hosts.filter(is_primary=True).first()
        base = origin(host.name) if host and station.opened_at else ""
        context = {
            **self.admin_site.each_context(request),
            "title": _("What machines are told on {brand}").format(brand=station.brand),
            "opts": self.opts,
            "station": station,
            "form": form,
            "base": base,
            "paths": ["/robots.txt", security_path(), "/trust.txt", "/ads.txt"],
        }
        return TemplateResponse(request, "admin/articles/station/files.html", context)


def files_link(station: Station) -> SafeString:
    address = reverse("admin:articles_station_files", args=[station.pk])
    return format_html('<a href="{}">{}</a>', address, _("Crawlers, security, trust, advertising"))
