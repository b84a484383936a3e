"""The people who sign in."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.base import DeskAdmin, DeskInline
from articles.admin.rights import Verbs
from articles.forms.access import MembershipForm, NewUserForm, UserForm
from articles.models import Membership, User


class MembershipInline(DeskInline):
    model = Membership
    form = MembershipForm
    fields = ("station", "section", "role")
    verbs = Verbs(view="edit_user", add="edit_user", change="edit_user", delete="edit_user")


@admin.register(User)
class UserAdmin(DeskAdmin, DjangoUserAdmin):
    """Deactivated, never deleted. Station managers see names, to give them roles, and no more."""

    form = UserForm
    add_form = NewUserForm
    verbs = Verbs(view="edit_membership", add="edit_user", change="edit_user")
    shared = True
    list_display = ("username", "get_full_name", "roles", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "first_name", "last_name")
    filter_horizontal = ()
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password_link")}),
        ("Person", {"fields": (("first_name", "last_name"), "email")}),
        ("Access", {"fields": ("is_active", "is_superuser", "last_login")}),
    )
    names_only = ((None, {"fields": ("username", ("first_name", "last_name"), "is_active")}),)
    add_fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), "email")}),
        ("Password", {"fields": ("usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "password_link")

    @admin.display(description="Password")
    def password_link(self, user: User) -> SafeString:
        """Not even the kind of its hash is anybody's business here."""
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Set a new password</a>', address)

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        if user.is_superuser:
            return "Group administrator"
        return ", ".join(
            f"{membership.get_role_display()} at {membership.station.callsign}"
            for membership in user.memberships.all()
        )

    def subject(self, obj: User) -> Model:
        return obj

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("memberships__station")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            return self.names_only
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A new user gets roles once there is somebody to give them to."""
        return self.inlines if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})
