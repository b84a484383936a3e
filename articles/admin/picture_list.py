"""The library of pictures: a grid, page by page, and what it can be asked."""

from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.postgres.fields import ArrayField
from django.core.paginator import Paginator
from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.asking import DeskChangeList
from articles.admin.picture_parts import LAPSES_WITHIN, ends, standing_of, thumbnail
from articles.admin.story_page import Place
from articles.models import Asset, Edition, EditionKey, Membership, Person, Station, Story
from articles.models.stories import BodyPictures
from articles.permissions import stations_for

PER_PAGE: Final = 48
# Rights that end soon are read in one go, the next to end first.
MOST_LAPSING: Final = 200

Pictures = QuerySet[Asset]


class PictureChangeList(DeskChangeList):
    """Newest first, by place instead of by number, as the story list is; nothing is counted."""

    def get_results(self, request: HttpRequest) -> None:
        lapsing = self.params.get(RightsFilter.parameter_name) == "lapsing"
        place = None if lapsing else Place.read(request.GET.get(PAGE_VAR, ""))
        newer = bool(place and place.newer)
        rows = self.queryset.filter(place.condition("created_at")) if place else self.queryset
        order = ("created_at", "pk") if newer else ("-created_at", "-pk")
        most = MOST_LAPSING if lapsing else PER_PAGE
        found = list(rows.order_by(*(("expires_at", "pk") if lapsing else order))[: most + 1])
        more, found = len(found) > most and not lapsing, found[:most]
        if newer:
            found.reverse()
        before, after = (more, True) if newer else (place is not None, more)
        self.newer = self.address_of(found[0], newer=True) if found and before else ""
        self.older = self.address_of(found[-1]) if found and after else ""
        now = timezone.now()
        self.pictures = [
            (asset, thumbnail(asset, "library-picture", 320, "3x2"), standing_of(asset, now), ends(asset))
            for asset in found
        ]
        self.result_list = found
        self.result_count, self.full_result_count = len(found), None
        self.show_full_result_count = self.show_admin_actions = self.can_show_all = self.multi_page = False
        self.paginator = Paginator(found, PER_PAGE)

    def address_of(self, asset: Asset, *, newer: bool = False) -> str:
        place = Place(asset.created_at, asset.pk, newer=newer)
        address: str = self.get_query_string({PAGE_VAR: str(place)})
        return address


class RightsFilter(admin.SimpleListFilter):
    title = _("rights")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("usable", _("Usable")),
            ("lapsing", _("End within 30 days")),
            ("expired", _("Rights ended")),
            ("killed", pgettext_lazy("picture", "Killed")),
        ]

    def queryset(self, request: HttpRequest, queryset: Pictures) -> Pictures:
        kept = queryset.filter(killed_at__isnull=True)
        now = timezone.now()
        match self.value():
            case "usable":
                return queryset & Asset.objects.usable()
            case "lapsing":
                return kept.filter(expires_at__gt=now, expires_at__lte=now + LAPSES_WITHIN)
            case "expired":
                return kept.filter(expires_at__lte=now)
            case "killed":
                return queryset.filter(killed_at__isnull=False)
        return queryset


class StationFilter(admin.SimpleListFilter):
    """What leads a station's stories, stood on its pages, is its logo or was taken in by its people."""

    title = _("station")
    parameter_name = "station"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = [(str(station.pk), station.brand) for station in stations_for(request.user, "view_desk")]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: Pictures) -> Pictures:
        if self.value() not in {value for value, __ in self.lookup_choices}:
            return queryset
        station = int(self.value() or 0)
        leading = Story.objects.filter(lead_picture=OuterRef("pk"), station=station)
        people = Membership.objects.filter(user=OuterRef("uploaded_by"), station=station)
        logo = Station.objects.filter(pk=station, logo=OuterRef("pk"))
        shown = Exists(leading) | Exists(on_pages().filter(station_id=station)) | Exists(logo)
        return queryset.filter(shown | Exists(people))


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("used", _("Used")), ("unused", _("Unused"))]

    def queryset(self, request: HttpRequest, queryset: Pictures) -> Pictures:
        match self.value():
            case "used":
                return queryset.filter(is_used())
            case "unused":
                return queryset.filter(~is_used())
        return queryset


def on_pages() -> QuerySet[EditionKey]:
    """Of the picture of the outer query: editions that are live or coming, or ended by themselves."""
    return EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=OuterRef("pk"))


def is_used() -> Q:
    """In a working copy, on a page of any time, as somebody's photo or a station's logo.

    Each is one probe of an index.
    """
    number = Func(
        OuterRef("pk"), template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField())
    )
    in_text = Story.objects.alias(pictures=BodyPictures("body")).filter(
        Q(body__contains=BodyPictures.MARK) & Q(("pictures__contains", number))
    )
    found = Q()
    for rows in (
        Story.objects.filter(lead_picture=OuterRef("pk")),
        Edition.objects.filter(lead_picture=OuterRef("pk")),
        on_pages(),
        Story.objects.filter(gallery__contains=number),
        in_text,
        Person.objects.filter(photo=OuterRef("pk")),
        Station.objects.filter(logo=OuterRef("pk")),
    ):
        found |= Q(Exists(rows))
    return found
