"""The page where the sections of a station are put in order, as readers find them in its menu."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.errors import NewsroomError
from articles.forms.times import desk_time
from articles.models import Section, Station
from articles.permissions import may
from articles.services.stations import order_sections

# What Django's log keeps of a new order; its page translates it.
ORDERED = gettext_noop("order of sections")


class SectionOrder:
    """Mixed into the station's admin."""

    def order_url(self: Any) -> URLPattern:
        wrapped = self.admin_site.admin_view(self.order_view)
        return path("<int:pk>/sections/", wrapped, name="articles_station_sections")

    def order_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        station: Station | None = self.get_object(request, str(pk))
        if station is None:
            raise Http404
        if not may(request.user, "edit_section", station):
            raise PermissionDenied
        error = ""
        if "save" in request.POST:
            try:
                order_sections(
                    station=station,
                    order=keys(request, "section"),
                    seen=keys(request, "over" if request.POST["save"] == "over" else "seen"),
                    by=staff(request),
                )
            except NewsroomError as refused:
                error = str(refused)
            else:
                self.log_change(request, station, [{"changed": {"fields": [ORDERED]}}])
                messages.success(
                    request,
                    _("Readers of {brand} find the sections in this order.").format(brand=station.brand),
                )
                return HttpResponseRedirect(order_address(station))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Sections of {brand}").format(brand=station.brand),
            "opts": self.opts,
            "station": station,
            "error": error,
            **order_context(request, station),
        }
        return TemplateResponse(request, "admin/articles/station/order.html", context)


def order_context(request: HttpRequest, station: Station) -> dict[str, Any]:
    """The order as it was typed, and, where another was saved meanwhile, that one beside it."""
    theirs = list(station.sections.select_related("parent"))
    current = [section.pk for section in theirs]
    seen = keys(request, "seen") if request.method == "POST" else current
    return {
        "sections": moved(request, as_typed(keys(request, "section"), theirs)),
        "seen": written(seen),
        "current": written(current),
        "theirs": theirs if seen != current else [],
        "changed": last_change(station, current) if seen != current else "",
        "moved": request.method == "POST",
    }


def keys(request: HttpRequest, name: str) -> list[int]:
    """Of sections, sent one by one or with commas; what is no number says nothing."""
    sent = ",".join(request.POST.getlist(name)).split(",")
    return [int(word) for word in sent if word.isascii() and word.isdecimal() and len(word) < 19]


def written(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


def as_typed(typed: list[int], sections: list[Section]) -> list[Section]:
    """What was added meanwhile comes last."""
    place = {key: number for number, key in enumerate(typed)}
    return sorted(sections, key=lambda section: place.get(section.pk, len(place)))


def moved(request: HttpRequest, sections: list[Section]) -> list[Section]:
    """After the button that was pressed, if it was one that moves something."""
    for name, step in (("up", -1), ("down", 1)):
        place = request.POST.get(name, "")
        if place in {str(number) for number in range(1, len(sections) + 1)}:
            one, other = int(place) - 1, int(place) - 1 + step
            if 0 <= other < len(sections):
                sections[one], sections[other] = sections[other], sections[one]
    return sections


def last_change(station: Station, current: list[int]) -> str:
    """Who ordered the sections or saved one of them last, and when, by Django's log."""
    kinds = ContentType.objects.get_for_models(Station, Section)
    ordered = Q(content_type=kinds[Station], object_id=station.pk, change_message__contains=ORDERED)
    saved = Q(content_type=kinds[Section], object_id__in=[str(key) for key in current])
    last = LogEntry.objects.filter(ordered | saved).select_related("user").order_by("-pk").first()
    if last is None:
        return _("Somebody else has changed the sections")
    when = desk_time(last.action_time, station.zone, timezone.now())
    return _("{who} changed the sections at {when}").format(who=person_words(last.user), when=when)


def order_address(station: Station) -> str:
    return reverse("admin:articles_station_sections", args=[station.pk])


def sections_box(station: Station) -> SafeString:
    """Each with its page, and the ways to add one and to put them in order."""
    sections = list(station.sections.all())
    chips = ((reverse("admin:articles_section_change", args=[row.pk]), row.name) for row in sections)
    add = f"{reverse('admin:articles_section_add')}?station={station.pk}"
    order = format_html(' · <a href="{}">{}</a>', order_address(station), _("Put them in order"))
    return format_html(
        '{}<a class="addlink" href="{}">{}</a>{}',
        format_html_join("", '<a class="chip" href="{}">{}</a> ', chips),
        add,
        _("Add a section"),
        order if len(sections) > 1 else "",
    )
