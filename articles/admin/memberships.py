"""Who holds which role where."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.recorded import RecordedAccounts
from articles.admin.rights import Verbs
from articles.forms.access import AccountField, MembershipForm
from articles.models import Membership, User


@admin.register(Membership)
class MembershipAdmin(RecordedAccounts, DeskAdmin):
    """A manager of one section gives roles in that section only: the form asks `may` about the new row."""

    form = MembershipForm
    nothing_yet = _("A role at a station, or in one section of it, is what lets somebody in.")
    verbs = Verbs(
        view="edit_membership", add="edit_membership", change="edit_membership", delete="edit_membership"
    )
    station_path = "station"
    section_path = "section"
    list_display = ("user", "role", "station", "section")
    list_filter = ("role", ("station", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "station", "section")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    fields = ("user", "station", "section", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A role passes to nobody else: it is taken back, and another one given."""
        return ("user",) if obj else ()

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user" and not request.user.is_superuser:
            return AccountField()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def offered(self, request: HttpRequest, model: type[Model]) -> QuerySet[Any]:
        rows = super().offered(request, model)
        return rows.filter(is_active=True) if model is User else rows
