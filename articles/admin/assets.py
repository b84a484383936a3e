"""Pictures: in through the one intake, out by killing."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from articles.admin.base import Act
from articles.admin.pickers import PicksPictures
from articles.admin.picture_list import PictureChangeList, RightsFilter, StationFilter, UseFilter
from articles.admin.picture_parts import focus_box, killed_words, standing_of, thumbnail, uses_of, with_way_to
from articles.admin.record import person_words
from articles.admin.rights import Verbs, staff
from articles.admin.scope import own_zone_of_picture, zone_of
from articles.admin.shared import SharedAdmin
from articles.errors import NewsroomError, PictureIsHere
from articles.forms.base import sentence_of
from articles.forms.pictures import (
    PictureChangeForm,
    PictureFileForm,
    PictureKillForm,
    PictureUploadForm,
    title_from,
)
from articles.forms.times import full_time
from articles.forms.typed import kept_for
from articles.models import Asset
from articles.permissions import may
from articles.services.assets import change_picture, replace_picture, take_in_picture
from articles.services.picture_killing import kill_picture


@admin.register(Asset)
class AssetAdmin(PicksPictures, SharedAdmin):
    """Pictures belong to the whole group. None is deleted: a killed one stays as a row, so it stays out."""

    form = PictureChangeForm
    nothing_yet = gettext_lazy(
        "Take in a JPEG, PNG, WebP, GIF or AVIF file; stories choose their pictures from here."
    )
    verbs = Verbs(view="add_asset", add="add_asset", change="edit_asset")
    owned = "edit_asset"
    singular = "picture"
    plural = gettext_lazy("Pictures")
    list_filter = (RightsFilter, StationFilter, UseFilter, "digital_source")
    search_fields = ("title", "caption", "credit", "alt")
    search_help_text = gettext_lazy("Words of the title, the caption, the credit or the alt text")
    readonly_fields = ("focus", "size", "rights", "taken_in")
    fieldsets = (
        (None, {"fields": ("focus", ("focal_x", "focal_y"))}),
        (gettext_lazy("Words"), {"fields": ("title", "alt", "is_decorative", "caption", "credit")}),
        (gettext_lazy("Rights"), {"fields": ("copyright", "licence", "expires_at", "digital_source")}),
        (gettext_lazy("Standing"), {"fields": ("rights", "size", "taken_in")}),
    )

    @admin.display(description=gettext_lazy("Focus"))
    def focus(self, asset: Asset) -> SafeString:
        return focus_box(asset)

    @admin.display(description=gettext_lazy("Taken in"))
    def taken_in(self, asset: Asset) -> str:
        when = full_time(asset.created_at, ZoneInfo(asset.zone))  # type: ignore[attr-defined]
        return f"{when}, {person_words(asset.uploaded_by)}" if asset.uploaded_by else when

    @admin.display(description=gettext_lazy("Size"))
    def size(self, asset: Asset) -> str:
        return f"{asset.width} × {asset.height}"  # noqa: RUF001

    @admin.display(description=gettext_lazy("Standing"))
    def rights(self, asset: Asset) -> SafeString:
        badge = standing_of(asset, timezone.now()).badge()
        return format_html("{} {}", badge, killed_words(asset)) if asset.killed_at else badge

    def get_queryset(self, request: HttpRequest) -> QuerySet[Asset]:
        """A window that chooses a picture offers only what can be used, and would not be refused later."""
        rows: QuerySet[Asset] = super().get_queryset(request)
        rows = rows & Asset.objects.usable() if "_popup" in request.GET else rows
        return rows.annotate(zone=own_zone_of_picture(request.user))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return self.list_filter[1:] if "_popup" in request.GET else self.list_filter

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PictureChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Asset | None = None) -> Any:
        """A killed picture has no focus: there is nothing left that is cut."""
        return self.fieldsets[1:] if obj and obj.killed_at else self.fieldsets

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if asset := kwargs.get("obj"):
            context["uses"] = uses_of(asset, staff(request))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.zone = ZoneInfo(obj.zone) if obj else zone_of(request.user)
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
        if request.method == "POST" and form.is_valid() and (answer := self.take_in(request, form)):
            self.settle_brought_back(request)
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("New pictures"),
            "form": form,
            "opts": self.opts,
            "media": self.media,
            "restored": kept,
            "is_popup": "_popup" in request.GET or "_popup" in request.POST,
        }
        return TemplateResponse(request, "admin/articles/asset/add_form.html", context)

    def take_in(self, request: HttpRequest, form: PictureUploadForm) -> HttpResponse | None:
        """None with the reasons in the form."""
        if len(form.sent()) > 1:
            return self.take_in_many(request, form)
        try:
            taken = take_in_picture(file=form.sent()[0], title=form.title(), by=staff(request), **form.said())
        except ValidationError as error:
            form.refuse(error)
            return None
        except NewsroomError as error:
            form.add_error("file", sentence_of(error))
            return None
        for sentence in taken.notes:
            messages.info(request, sentence)
        if taken.created or "_popup" in request.POST:
            return self.response_add(request, taken.asset)
        return self.back_to(taken.asset)

    def take_in_many(self, request: HttpRequest, form: PictureUploadForm) -> HttpResponse | None:
        """One by one: what cannot come in keeps nobody else out. None where nothing could."""
        created, refused = 0, 0
        for file in form.sent():
            try:
                taken = take_in_picture(
                    file=file, title=title_from(file.name), by=staff(request), **form.said_of_all()
                )
            except (NewsroomError, ValidationError) as error:
                refused += 1
                messages.error(request, sentence_of(error))
            else:
                created += taken.created
                for sentence in taken.notes:
                    messages.info(request, sentence)
        if refused == len(form.sent()):
            form.add_error("file", gettext("None of these files came in. Take them in one by one."))
            return None
        done = ngettext("%(count)d picture is taken in.", "%(count)d pictures are taken in.", created)
        messages.success(request, done % {"count": created})
        return self.back_to_list()

    def save_model(self, request: HttpRequest, obj: Asset, form: PictureChangeForm, change: bool) -> None:
        change_picture(asset=obj, by=staff(request), title=form.cleaned_data["title"], **form.said())

    # --- Another file, and killing ----------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        acts = [self.act_url("replace", self.replace_view), self.act_url("kill", self.kill_view)]
        return [*acts, *self.pick_urls(), *super().get_urls()]

    def acts_for(self, request: HttpRequest, obj: Asset) -> Sequence[Act]:
        acts = []
        if self.has_change_permission(request, obj):
            acts.append(Act("replace", gettext("Replace the file")))
        if not obj.killed_at and may(request.user, "kill_asset", obj):
            acts.append(Act("kill", gettext("Kill this picture"), "danger"))
        return acts

    def replace_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks for the file, the second one brings it."""
        asset = self.row_for(request, pk, "edit_asset")
        if page := self.save_first(request, asset):
            return page
        sent = "confirmed" in request.POST
        form = PictureFileForm(request.POST if sent else None, request.FILES if sent else None)
        if sent and form.is_valid():
            try:
                notes = replace_picture(asset=asset, file=form.cleaned_data["file"], by=staff(request))
            except PictureIsHere as error:
                form.add_error("file", with_way_to(error, asset))
            except (NewsroomError, ValidationError) as error:
                form.add_error("file", sentence_of(error))
            else:
                done = gettext("“{title}” has another file. Every story that shows it shows that one.")
                for sentence in notes:
                    messages.info(request, sentence)
                messages.success(request, done.format(title=asset.title))
                return self.back_to(asset)
        title = gettext("Replace the file of “{title}”").format(title=asset.title)
        return self.ask(request, asset, "replace", title, {"form": form})

    def kill_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks why, the second one acts."""
        asset = self.row_for(request, pk, "kill_asset")
        if page := self.save_first(request, asset):
            return page
        form = PictureKillForm(request.POST if "confirmed" in request.POST else None, label_suffix="")
        if not form.is_valid():
            title = gettext("Kill “{title}”?").format(title=asset.title)
            return self.ask(request, asset, "kill", title, {"form": form})
        done = gettext("“{title}” is killed: it is on no page any more, and its files are gone.")
        return self.act(
            request,
            asset,
            lambda: kill_picture(asset=asset, by=staff(request), reason=form.cleaned_data["reason"]),
            done.format(title=asset.title),
        )

    def ask(
        self, request: HttpRequest, asset: Asset, act: str, title: str, more: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "asset": asset,
            "picture": thumbnail(asset, "large-picture", 640),
            "uses": uses_of(asset, staff(request)),
            **more,
        }
        return TemplateResponse(request, f"admin/articles/asset/{act}.html", context)
