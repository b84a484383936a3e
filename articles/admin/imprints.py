"""Who is behind each station, and the organisations that own them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, DeskInline
from articles.admin.rights import Verbs
from articles.admin.station_nouns import StationNounAdmin
from articles.forms.imprints import ImprintForm, OrganisationForm, OwnershipForm
from articles.models import Imprint, Organisation, Ownership, Station
from articles.pagecache.keys import station_key


class OwnershipInline(DeskInline):
    model = Ownership
    form = OwnershipForm
    verbose_name = gettext_lazy("owner")
    verbose_name_plural = gettext_lazy("Owners")
    verbs = Verbs(view="edit_duties", add="edit_duties", change="edit_duties", delete="edit_duties")


@admin.register(Imprint)
class ImprintAdmin(StationNounAdmin):
    """One a station, for good."""

    form = ImprintForm
    singular = gettext_lazy("imprint")
    plural = gettext_lazy("Who is behind each station")
    nothing_yet = gettext_lazy(
        "The licensee, the owners, how readers reach the newsroom, and what the FCC asks for."
    )
    verbs = Verbs(view="edit_duties", add="edit_duties", change="edit_duties")
    list_display = ("station", "service", "legal_name", "email")
    search_fields = ("station__brand", "station__callsign", "legal_name")
    readonly_fields = ("add_owner",)
    inlines = (OwnershipInline,)
    fieldsets = (
        (None, {"fields": ("station", "service")}),
        (gettext_lazy("Who it is"), {"fields": ("legal_name", "community", "founded", "add_owner")}),
        (gettext_lazy("How readers reach it"), {"fields": ("address", "phone", "email")}),
        (
            gettext_lazy("Public inspection file"),
            {
                "fields": (
                    "public_file_url",
                    "public_file_contact",
                    ("public_file_phone", "public_file_email"),
                )
            },
        ),
        (
            gettext_lazy("Equal employment opportunity"),
            {"fields": ("eeo_report_url", "eeo_year", "eeo_exempt")},
        ),
        (gettext_lazy("FCC applications"), {"fields": ("fcc_reviewed_on",)}),
        (gettext_lazy("Captions"), {"fields": (("captions_phone", "captions_email"), "captions_complaints")}),
    )

    @admin.display(description=gettext_lazy("Owners"))
    def add_owner(self, imprint: Imprint) -> SafeString:
        return format_html(
            '<a class="addlink" href="{}">{}</a>',
            reverse("admin:articles_organisation_add"),
            _("Add an organisation that is not in the list below"),
        )


@admin.register(Organisation)
class OrganisationAdmin(DeskAdmin):
    form = OrganisationForm
    nothing_yet = gettext_lazy(
        "A company, foundation, public body or person that owns a station, or owns such an owner."
    )
    verbs = Verbs(
        view="edit_organisation",
        add="edit_organisation",
        change="edit_organisation",
        delete="edit_organisation",
    )
    shared = True
    list_display = ("name", "country", "parent", "parent_share")
    list_select_related = ("parent",)
    search_fields = ("name",)
    fields = ("name", ("country", "website"), ("parent", "parent_share"), "funding")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        used = obj is not None and (obj.stations.exists() or obj.subsidiaries.exists())
        return super().has_delete_permission(request, obj) and not used

    def page_keys(self, obj: Organisation) -> list[str]:
        """It may stand in the chain of any of them."""
        owned = Station.objects.filter(imprint__owners__isnull=False).distinct()
        return [station_key(pk) for pk in owned.values_list("pk", flat=True)]
