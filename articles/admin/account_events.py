"""The record of accounts: who signed in, was given what, and by whom. To read, to search, to export."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from articles.admin.asking import ShortPaginator
from articles.admin.base import ReadOnlyAdmin
from articles.admin.rights import Verbs
from articles.admin.saving_csv import SavesCsv
from articles.admin.scope import zone_of
from articles.admin.verbs import field_words
from articles.forms.times import full_time
from articles.models import AccountEvent, User

WORDS = {
    "account_created": _("Account made"),
    "invited": _("Link to set a password mailed"),
    "renamed": _("Username changed"),
    "mail_changed": _("Mail address changed"),
    "deactivated": _("Deactivated"),
    "reactivated": _("Activated again"),
    "group_given": _("Made group administrator"),
    "group_taken": _("Group administration taken back"),
    "role_given": _("Role given"),
    "role_changed": _("Role changed"),
    "role_taken": _("Role taken back"),
    "password_changed": _("Password changed"),
    "factor_set": _("Second factor set up"),
    "factor_removed": _("Second factor removed"),
    "factor_reset": _("Second factors reset"),
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "try_failed": _("Sign-in refused"),
}


class WhatFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return sorted(WORDS.items(), key=lambda pair: str(pair[1]))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(AccountEvent)
class AccountEventAdmin(SavesCsv, ReadOnlyAdmin):
    nothing_yet = _("Whatever happens to an account is put on record here.")
    verbs = Verbs(view="edit_user")
    plural = _("Account events")
    list_display = ("when", "what", "account", "by", "was", "becomes")
    list_display_links = None
    list_select_related = ("user", "actor")
    list_filter = (WhatFilter,)
    search_fields = ("user__username", "actor__username")
    search_help_text = _("A username")
    paginator = ShortPaginator
    fields = ("when", "what", "account", "by", "was", "becomes")
    csv_columns = (_("when (UTC)"), _("what"), _("account"), _("by"), _("before"), _("after"))

    def csv_cells(self, row: Any) -> tuple[object, ...]:
        return (
            row.at.strftime("%Y-%m-%d %H:%M:%S"),
            self.what(row),
            name_of(row.user),
            name_of(row.actor),
            self.was(row),
            self.becomes(row),
        )

    def get_queryset(self, request: HttpRequest) -> Any:
        self.zone = zone_of(request.user)
        return super().get_queryset(request)

    def row_words(self, row: AccountEvent) -> str:
        return f"{self.what(row)}: {self.account(row)}"

    @admin.display(description=_("When"), ordering="at")
    def when(self, event: AccountEvent) -> str:
        return full_time(event.at, self.zone)

    @admin.display(description=_("What"), ordering="verb")
    def what(self, event: AccountEvent) -> str:
        return str(WORDS.get(event.verb, event.verb))

    @admin.display(description=_("Account"))
    def account(self, event: AccountEvent) -> str:
        return name_of(event.user) or say("unknown")

    @admin.display(description=_("By"))
    def by(self, event: AccountEvent) -> str:
        return name_of(event.actor) or say("nobody signed in")

    @admin.display(description=_("Before"))
    def was(self, event: AccountEvent) -> str:
        return in_words(event.before)

    @admin.display(description=_("After"))
    def becomes(self, event: AccountEvent) -> str:
        return in_words(event.after)


def name_of(user: User | None) -> str:
    return user.get_username() if user else ""


def in_words(values: dict[str, Any]) -> str:
    return "; ".join(f"{field_words(name)}: {plain(value)}" for name, value in values.items())


def plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
