"""Who holds which role where."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.forms.access import MembershipForm
from articles.models import Membership, User


@admin.register(Membership)
class MembershipAdmin(DeskAdmin):
    """A manager of one section gives roles in that section only: the form asks `may` about the new row."""

    form = MembershipForm
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

    def offered(self, request: HttpRequest, model: type[Model]) -> QuerySet[Any]:
        if model is User:
            return User.objects.filter(is_active=True).order_by("username")
        return super().offered(request, model)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "section":
            field.label_from_instance = lambda section: f"{section.station.callsign}: {section.name}"
        if db_field.name == "user":
            field.label_from_instance = lambda user: user.get_full_name() or user.get_username()
        return field
