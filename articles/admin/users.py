"""The people who sign in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, DeskInline
from articles.admin.recorded import RecordedAccounts
from articles.admin.rights import Verbs, staff
from articles.admin.scope import scope, zone_of
from articles.forms.access import MembershipForm, NewPasswordForm, NewUserForm, UserForm
from articles.forms.times import full_time
from articles.models import Membership, User
from articles.services.accounts import account_event, invite


class MembershipInline(DeskInline):
    model = Membership
    form = MembershipForm
    fields = ("station", "section", "role")
    verbs = Verbs(view="edit_user", add="edit_user", change="edit_user", delete="edit_user")


@admin.register(User)
class UserAdmin(RecordedAccounts, DeskAdmin, DjangoUserAdmin):
    """Deactivated, never deleted. Station managers see the names of their own people, and no more."""

    form = UserForm
    add_form = NewUserForm
    add_form_template = None
    change_password_form = NewPasswordForm
    nothing_yet = _("Those who hold a role at your stations are listed here.")
    verbs = Verbs(view="edit_membership", add="edit_user", change="edit_user")
    list_display = ("username", "name", "roles", "is_active")
    list_filter = ("is_active", "is_superuser")
    search_fields = ("username", "first_name", "last_name")
    filter_horizontal = ()
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password_link")}),
        (_("Person"), {"fields": (("first_name", "last_name"), "email")}),
        (_("Access"), {"fields": ("is_active", "is_superuser", "last_seen")}),
    )
    names_only = ((None, {"fields": ("username", ("first_name", "last_name"), "is_active", "roles")}),)
    add_fieldsets = (
        (None, {"fields": ("username", ("first_name", "last_name"), "email")}),
        (
            _("Password"),
            {"fields": ("password1", "password2"), "description": _("Empty: they get a link by mail.")},
        ),
    )
    readonly_fields = ("last_seen", "password_link", "roles")

    @admin.display(description=_("Password"))
    def password_link(self, user: User) -> SafeString:
        """Not even the kind of its hash is anybody's business here."""
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, say("Set a new password"))

    @admin.display(description=_("Name"), ordering="last_name")
    def name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        """Those that whoever looks may see."""
        if user.is_superuser:
            return say("Group administrator")
        held: list[Membership] = user.seen_memberships  # type: ignore[attr-defined]
        return ", ".join(role_words(membership) for membership in held) or say("None")

    @admin.display(description=_("Signed in last"))
    def last_seen(self, user: User) -> str:
        return full_time(user.last_login, user.zone) if user.last_login else say("Never")  # type: ignore[attr-defined]

    def subject(self, obj: User) -> Model:
        return obj

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Everybody for who makes accounts; for a manager those who work at their stations."""
        users: QuerySet[User] = DjangoUserAdmin.get_queryset(self, request)
        mine = scope(request.user, self.verbs.view or "", "station", "section")
        seen = Membership.objects.filter(mine).select_related("station", "section")
        if not request.user.is_superuser:
            users = users.filter(Exists(seen.filter(user=OuterRef("pk"))))
        return users.prefetch_related(Prefetch("memberships", queryset=seen, to_attr="seen_memberships"))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        user: User | None = super().get_object(request, object_id, from_field)
        if user:
            user.zone = zone_of(request.user)  # type: ignore[attr-defined]
        return user

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

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        messages.success(
            request,
            say("“{name}” is added. What they may do comes with the roles you give them below.").format(
                name=obj
            ),
        )
        if not obj.has_usable_password():
            self.send_link(request, obj)
        return self.back_to(obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A password typed here, or a link to set one, by mail."""
        user = self.get_object(request, unquote(id))
        if "mail-link" in request.POST and user and self.has_change_permission(request, user):
            self.send_link(request, user)
            return self.back_to(user)
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:
            account_event("password_changed", user=user, by=staff(request))
        return answer

    def send_link(self, request: HttpRequest, user: User) -> None:
        if not user.email:
            messages.error(request, say(say("The account has no mail address: give it one first.")))
        elif invite(user=user, by=staff(request)):
            messages.success(request, say(say("A link to set the password went to %s.")) % user.email)
        else:
            messages.error(request, say(say("The mail host did not take the link. Try again later.")))


def role_words(membership: Membership) -> str:
    """ "Editor at KMIA", or of one section of it: "Editor of Sports at KMIA"."""
    role, callsign = membership.get_role_display(), membership.station.callsign
    return (
        say("{role} of {section} at {callsign}").format(
            role=role, section=membership.section, callsign=callsign
        )
        if membership.section
        else say("{role} at {callsign}").format(role=role, callsign=callsign)
    )
