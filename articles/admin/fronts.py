"""Where editors arrange the fronts of their stations and sections."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import links
from articles.admin.front_facts import (
    MOST_FOUND,
    address_of,
    candidates,
    earlier,
    found_for,
    front_name,
    in_order,
    number_of,
    place_names,
    places_of,
    told_of,
    who,
)
from articles.admin.keeping import bring_back_page, settle_brought_back
from articles.admin.rights import staff
from articles.errors import FrontWasArranged, NewsroomError
from articles.forms.base import sentence_of
from articles.forms.fronts import (
    PREFIX,
    Row,
    form_of,
    is_number,
    is_written_over,
    place_of,
    put_in,
    rows_of,
    swapped,
    typed_rows,
    written_over,
)
from articles.forms.times import desk_time
from articles.models import PLACES, Front, FrontArrangement, Host, Section, Station
from articles.permissions import may, stations_for
from articles.services.clock import database_now
from articles.services.fronts import (
    arrange_front,
    bring_back,
    front_of,
    preview_token,
    slots_of,
    standing_at,
)
from articles.text.plain import clean_line

BUTTONS = ("save", "preview", "bring_back", "put", "up", "down", "off", "find")


def fronts_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The fronts that one may arrange. Three queries."""
    if not may(request.user, "arrange_front"):
        raise PermissionDenied
    stations = stations_for(request.user, "arrange_front").prefetch_related("sections").order_by("callsign")
    last = {
        (row.front.station_id, row.front.section_id): row
        for row in FrontArrangement.objects.filter(front__station__in=stations)
        .select_related("front__station", "by")
        .order_by("front", "-version")
        .distinct("front")
    }
    now = database_now()
    groups = []
    for station in stations:
        fronts = [Front(station=station, section=section) for section in (None, *station.sections.all())]
        mine = [front for front in fronts if may(request.user, "arrange_front", front)]
        rows = [(front, last.get((station.pk, front.section_id))) for front in mine]
        groups.append((station, [row_of(front, row, now) for front, row in rows]))
    context = {**site.each_context(request), "title": _("Fronts"), "groups": groups}
    return TemplateResponse(request, "admin/fronts.html", context)


def row_of(front: Front, last: FrontArrangement | None, now: dt.datetime) -> dict[str, Any]:
    return {
        "name": front_name(front),
        "address": address_of(front),
        "last": told_of(last, front, now) if last else None,
    }


def station_front_view(request: HttpRequest, site: AdminSite, station_pk: int) -> HttpResponse:
    return front_view(request, site, get_object_or_404(Station, pk=station_pk), None)


def section_front_view(request: HttpRequest, site: AdminSite, section_pk: int) -> HttpResponse:
    section = get_object_or_404(Section.objects.select_related("station"), pk=section_pk)
    return front_view(request, site, section.station, section)


def front_view(
    request: HttpRequest, site: AdminSite, station: Station, section: Section | None
) -> HttpResponse:
    front = front_of(station, section)
    if not may(request.user, "arrange_front", front):
        raise PermissionDenied
    front.station = station
    bring_back_page(request, BUTTONS)
    if "bring_back" in request.POST:
        return brought_back(request, front)
    now = database_now()
    if request.method == "POST":
        rows, fallen = written_over(typed_rows(request.POST))
        tell_fallen(request, front, fallen)
        rows = moved(request, front, rows)
    else:
        rows = rows_of((s for s in slots_of(front) if s.ends_at is None or s.ends_at > now), station.zone)
    page = FrontPage(request, site, front, rows, now)
    if "save" in request.POST and page.is_valid():
        return page.saved()
    if "preview" in request.POST and page.is_valid():
        return page.preview()
    return page.show()


def seen_version(request: HttpRequest, front: Front) -> int:
    """Which version the form was begun from; or which its sender has looked at since, and saves over."""
    if request.method != "POST":
        return front.version
    seen = request.POST.get("over" if request.POST.get("save") == "over" else "seen", "")
    return int(seen) if seen == "0" or is_number(seen) else -1


def brought_back(request: HttpRequest, front: Front) -> HttpResponse:
    version = request.POST["bring_back"]
    known = FrontArrangement.objects.filter(front=front.pk, version=version if is_number(version) else -1)
    try:
        if version != "0" and not known.exists():
            raise FrontWasArranged
        bring_back(front=front, version=int(version), seen=seen_version(request, front), by=staff(request))
    except FrontWasArranged:
        words = _(
            "Somebody else has arranged this front since you opened it, so nothing was brought back. "
            "Theirs is below."
        )
        messages.error(request, words)
    except NewsroomError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Readers have the earlier arrangement again. This can be undone, too."))
    return HttpResponseRedirect(address_of(front))


def moved(request: HttpRequest, front: Front, rows: list[Row]) -> list[Row]:
    """After the button that was pressed, if it was one that moves something."""
    said = request.POST
    for name, step in (("up", -1), ("down", 1)):
        if is_number(said.get(name, "")):
            return swapped(rows, int(said[name]), int(said[name]) + step)
    story, _colon, place = said.get("put", "").partition(":")
    if is_number(story) and is_number(place) and int(story) in candidates(front, [int(story)]):
        rows, fallen = put_in(rows, int(story), min(int(place), PLACES))
        tell_fallen(request, front, fallen)
    return rows


def tell_fallen(request: HttpRequest, front: Front, fallen: list[int]) -> None:
    for told in candidates(front, fallen).values():
        messages.info(request, _("“{story}” has no place any more.").format(story=told.headline))


def place_of_press(request: HttpRequest) -> int:
    """Where one goes on after the button that was pressed; 0 if nothing was moved."""
    said = request.POST
    for name, step in (("up", -1), ("down", 1)):
        if is_number(said.get(name, "")):
            return int(said[name]) + step
    if "off" in said:
        return place_of({"place": said.get(f"{PREFIX}-{said['off']}-place", "")})
    place = said.get("put", "").partition(":")[2]
    if is_number(place):
        return min(int(place), PLACES)
    return next((place_of(row) for row in typed_rows(said) if is_written_over(row)), 0)


class FrontPage:
    """One front as it was typed, and what becomes of it."""

    def __init__(
        self, request: HttpRequest, site: AdminSite, front: Front, rows: list[Row], now: dt.datetime
    ) -> None:
        self.request, self.site, self.front, self.now = request, site, front, now
        self.seen = seen_version(request, front)
        self.before = slots_of(front, self.seen) if request.method == "POST" else []
        ends = {(slot.story_id, slot.ends_at) for slot in self.before}
        self.form = form_of(rows, front.station.zone, now, ends)
        self.typed = clean_line(request.POST.get("q", ""))[:200]
        self.here = [number_of(row) for row in self.form.forms]
        self.found = found_for(front, staff(request), self.typed, self.here)
        self.theirs = slots_of(front) if self.seen != front.version else []
        numbers = {*self.here, *self.found, *(slot.story_id for slot in self.theirs)}
        self.stories = candidates(front, numbers)
        self.form.headlines = {number: story.headline for number, story in self.stories.items()}
        self.error = ""

    def is_valid(self) -> bool:
        return bool(self.form.is_valid())

    def is_moved(self) -> bool:
        """Whether it is another than the one that it was begun from; what ended meanwhile is nothing."""
        if self.request.method != "POST" or not self.is_valid():
            return self.request.method == "POST"
        mine, before = (
            {slot for slot in slots if slot.ends_at is None or slot.ends_at > self.now}
            for slots in (self.form.slots(), self.before)
        )
        return bool(mine != before)

    def saved(self) -> HttpResponse:
        """To the page again, or back to the form with the sentence that says why not."""
        front = self.front
        try:
            arrange_front(
                station=front.station,
                section=front.section,
                slots=self.form.slots(),
                seen=self.seen,
                by=staff(self.request),
            )
        except (NewsroomError, IntegrityError) as error:
            self.error = sentence_of(error)
            return self.show()
        settle_brought_back(self.request)
        words = _("Saved. Readers of {brand} have it.") if front.station.opened_at else _("Saved.")
        messages.success(self.request, words.format(brand=front.station.brand))
        return HttpResponseRedirect(address_of(front))

    def preview(self) -> HttpResponse:
        station = self.front.station
        host = Host.objects.filter(station=station, is_primary=True).first()
        if not host or not station.opened_at:
            self.error = _(
                "A preview stands on the station's own host: open {brand} to readers first."
            ).format(brand=station.brand)
            return self.show()
        token = preview_token(
            station=station,
            section=self.front.section,
            placed=standing_at(self.form.slots(), self.now),
        )
        origin = links.origin(host.name)
        context = self.context() | {"address": origin + links.front_preview_path(token)}
        response = TemplateResponse(self.request, "admin/front_preview.html", context)
        response._csp_update = {"frame-src": [origin]}  # type: ignore[attr-defined]
        return response

    def show(self) -> HttpResponse:
        return TemplateResponse(self.request, "admin/front.html", self.context())

    def context(self) -> dict[str, Any]:
        front = self.front
        told = earlier(front, self.now)
        goes_on_at = place_of_press(self.request)
        pressed = {"save", "preview"} & set(self.request.POST)
        return {
            **self.site.each_context(self.request),
            "title": front_name(front),
            "front": front,
            "clock": desk_time(self.now, front.station.zone, self.now),
            "form": self.form,
            "places": places_of(front, self.form, self.stories, self.now),
            "checked": bool(pressed),
            "goes_on_at": goes_on_at,
            "has_searched": "find" in self.request.POST and not goes_on_at,
            "error": self.error,
            "typed": self.typed,
            "found": [
                (self.stories[number], place_names(self.form, number))
                for number in self.found[:MOST_FOUND]
                if number in self.stories
            ],
            "finds_more": len(self.found) > MOST_FOUND,
            "seen": self.seen,
            "moved": self.is_moved(),
            "kept": self.request.POST.get("_typed", ""),
            "earlier": told[1:],
            "current": told[0] if told else None,
            "conflict": self.conflict(),
        }

    def conflict(self) -> dict[str, Any] | None:
        """What somebody else saved since the form was opened."""
        if self.seen == self.front.version:
            return None
        last = FrontArrangement.objects.select_related("by").filter(front=self.front.pk).first()
        return {
            "who": who(last.by) if last else "",
            "when": told_of(last, self.front, self.now)["when"] if last else "",
            "theirs": in_order(self.theirs, self.stories),
        }
