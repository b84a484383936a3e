"""Pictures: in through the one intake, out by killing."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import Act
from articles.admin.pickers import PicksPictures
from articles.admin.rights import Verbs, staff
from articles.admin.scope import zone_of
from articles.admin.shared import SharedAdmin
from articles.admin.standing import State
from articles.errors import NewsroomError
from articles.forms.base import sentence_of
from articles.forms.pictures import PictureChangeForm, PictureUploadForm
from articles.forms.times import full_time
from articles.forms.typed import kept_for
from articles.models import Asset, Story
from articles.permissions import may, stories_for
from articles.renditions import desk_path, picture_file
from articles.services.assets import TakenPicture, change_picture, kill_picture, take_in_picture


def thumbnail(asset: Asset | None, css: str = "thumb", width: int = 320) -> SafeString:
    """An `<img>`, a word where the picture was killed, an empty frame where there is none."""
    if asset is None:
        return format_html('<span class="{} no-picture"></span>', css)
    if asset.killed_at:
        return format_html('<span class="{} killed-picture">Killed</span>', css)
    # The title or headline stands beside it, so a second telling would only be noise.
    return format_html(
        '<img class="{}" src="{}" alt="" loading="lazy">', css, desk_path(picture_file(asset), width)
    )


class KilledFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("usable", "Usable"), ("expired", "Rights ended"), ("killed", "Killed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Asset]) -> QuerySet[Asset]:
        match self.value():
            case "usable":
                return queryset & Asset.objects.usable()
            case "expired":
                return queryset.filter(killed_at__isnull=True).exclude(
                    pk__in=Asset.objects.usable().values("pk")
                )
            case "killed":
                return queryset.filter(killed_at__isnull=False)
        return queryset


@admin.register(Asset)
class AssetAdmin(PicksPictures, SharedAdmin):
    """Pictures belong to the whole group. None is deleted: a killed one stays as a row, so it stays out."""

    form = PictureChangeForm
    nothing_yet = "Take in a JPEG, PNG, WebP, GIF or AVIF file; stories choose their pictures from here."
    verbs = Verbs(view="add_asset", add="add_asset", change="edit_asset")
    owned = "edit_asset"
    singular = "picture"
    plural = "Pictures"
    list_display = ("picture", "name", "credit", "size", "rights", "taken_in")
    list_display_links = ("name",)
    list_filter = (KilledFilter, "digital_source")
    search_fields = ("title", "caption", "credit")
    readonly_fields = ("large_picture", "size", "rights")
    fieldsets = (
        (None, {"fields": ("large_picture", "title", "alt", "is_decorative", "caption", "credit")}),
        ("Rights", {"fields": ("copyright", "licence", "expires_at", "digital_source", "rights")}),
        ("Focus", {"fields": (("focal_x", "focal_y"), "size")}),
    )

    @admin.display(description="Picture")
    def picture(self, asset: Asset) -> SafeString:
        return thumbnail(asset)

    @admin.display(description="Picture")
    def large_picture(self, asset: Asset) -> SafeString:
        return thumbnail(asset, "large-picture", 640)

    @admin.display(description="Taken in", ordering="created_at")
    def taken_in(self, asset: Asset) -> str:
        return full_time(asset.created_at, ZoneInfo(asset.zone))  # type: ignore[attr-defined]

    @admin.display(description="Title", ordering="title")
    def name(self, asset: Asset) -> str:
        return asset.title

    @admin.display(description="Size")
    def size(self, asset: Asset) -> str:
        return f"{asset.width} × {asset.height}"  # noqa: RUF001

    @admin.display(description="Standing")
    def rights(self, asset: Asset) -> SafeString:
        if asset.killed_at:
            return State("killed", "Killed").badge()
        if asset.expires_at and asset.expires_at <= timezone.now():
            return State("expired", "Rights ended").badge()
        return State("live", "Usable").badge()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        """A window that chooses a picture offers only what can be used, and would not be refused later."""
        rows: QuerySet[Asset] = super().get_queryset(request)
        rows = rows & Asset.objects.usable() if "_popup" in request.GET else rows
        return rows.annotate(zone=Value(zone_of(request.user).key))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return self.list_filter[1:] if "_popup" in request.GET else self.list_filter

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.zone = zone_of(request.user)
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.killed_at is None)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_class = type("UploadForm", (PictureUploadForm,), {"zone": zone_of(request.user)})
        # What was typed before a sign-in ended; the file itself no browser gives twice.
        kept = kept_for(staff(request), request.path, request.GET.get("_restore", ""))
        form = form_class(
            request.POST or None, request.FILES or None, initial=QueryDict(kept.data).dict() if kept else None
        )
        if request.method == "POST" and form.is_valid() and (taken := self.take_in(request, form)):
            self.settle_brought_back(request)
            if taken.created or "_popup" in request.POST:
                return self.response_add(request, taken.asset)
            return self.back_to(taken.asset)
        context = {
            **self.admin_site.each_context(request),
            "title": "New picture",
            "form": form,
            "opts": self.opts,
            "media": self.media,
            "restored": kept,
            "is_popup": "_popup" in request.GET or "_popup" in request.POST,
        }
        return TemplateResponse(request, "admin/articles/asset/add_form.html", context)

    def take_in(self, request: HttpRequest, form: PictureUploadForm) -> TakenPicture | None:
        """None with the reasons in the form."""
        try:
            taken = take_in_picture(
                file=form.cleaned_data["file"], title=form.title(), by=staff(request), **form.said()
            )
        except ValidationError as error:
            form.refuse(error)
            return None
        except NewsroomError as error:
            form.add_error("file", sentence_of(error))
            return None
        for sentence in taken.notes:
            messages.info(request, sentence)
        return taken

    def save_model(self, request: HttpRequest, obj: Asset, form: PictureChangeForm, change: bool) -> None:
        change_picture(asset=obj, by=staff(request), title=form.cleaned_data["title"], **form.said())

    # --- Killing ----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        return [self.act_url("kill", self.kill_view), *self.pick_urls(), *super().get_urls()]

    def acts_for(self, request: HttpRequest, obj: Asset) -> Sequence[Act]:
        if obj.killed_at or not may(request.user, "kill_asset", obj):
            return ()
        return (Act("kill", "Kill this picture", "danger"),)

    def kill_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks, the second one acts."""
        asset = self.row_for(request, pk, "kill_asset")
        if page := self.save_first(request, asset):
            return page
        if "confirmed" not in request.POST:
            showing = Story.objects.showing(asset.pk)
            context = {
                **self.admin_site.each_context(request),
                "title": f"Kill “{asset.title}”?",
                "opts": self.opts,
                "asset": asset,
                "picture": thumbnail(asset, "large-picture", 640),
                "stories": stories_for(request.user, showing.order_by("-updated_at"))[:20],
                "uses": showing.count(),
            }
            return TemplateResponse(request, "admin/articles/asset/kill.html", context)
        done = f"“{asset.title}” is killed: it is on no page any more, and its files are gone."
        return self.act(request, asset, lambda: kill_picture(asset=asset, by=staff(request)), done)
