"""The admin's site: who gets in, what the menu lists, and the policy that its answers carry."""

import functools
from collections.abc import Callable
from functools import partial
from typing import Any

from csp.decorators import csp
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from psycopg.errors import QueryCanceled

from articles.admin.answers import keeping_the_list
from articles.admin.base import DeskAdmin
from articles.admin.breaking import breaking_view, end_breaking_view
from articles.admin.fronts import fronts_view, section_front_view, station_front_view
from articles.admin.my_desk import my_desk
from articles.admin.rights import staff
from articles.admin.sign_in import PasswordView
from articles.admin.you import read_view, you_view
from articles.forms.desk_search import is_too_much
from articles.forms.typed import form_of, words_in
from articles.models import Person, User
from articles.permissions import may
from articles.services.accounts import account_event

# The menu: groups of tables, in the order in which a newsroom meets them.
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("desk", _("Desk"), ("Story", "Asset", "CorrectionRequest")),
    ("stations", _("Stations"), ("Station", "Section", "Person", "Source", "Tag", "Address")),
    (
        "duties",
        _("Duties"),
        ("Imprint", "Organisation", "Policy", "MastheadEntry", "FccNotice", "Contest"),
    ),
    ("record", _("Record"), ("Edition", "StoryEvent", "AccountEvent", "ImportUpload", "ImportRun")),
    ("access", _("Access"), ("User", "Membership")),
)

# Pages of the menu without a table: group, address, words, and the verb that opens them.
PAGES = (
    ("desk", "fronts", _("Fronts"), "arrange_front"),
    ("desk", "breaking", _("Breaking"), "break_news"),
)

with_admin_policy = csp(settings.ADMIN_CSP)


class CompletionView(AutocompleteJsonView):
    """Django's, and with each row what a text field should hold to name it: a person's slug."""

    def get_queryset(self) -> QuerySet[Model]:
        if is_too_much(self.term) or "\0" in self.term:
            return self.model_admin.model._default_manager.none()
        found: QuerySet[Model] = super().get_queryset()
        return found

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        found: dict[str, str] = super().serialize_result(obj, to_field_name)
        return found | ({"value": obj.slug} if isinstance(obj, Person) else {})


class NewsroomAdminSite(AdminSite):
    """Django's admin under our rules: tables without verbs of ours are not in it."""

    site_title = "newsroom"
    site_header = "newsroom"
    index_title = _("The desk")
    site_url = None
    enable_nav_sidebar = False
    empty_value_display = "—"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Rows go one by one, each asked about; nothing on the record goes at all.
        self.disable_action("delete_selected")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what other apps register (groups, taggit's own tags): it asks Django's permissions."""
        if issubclass(admin_class or ModelAdmin, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Active staff with a role somewhere."""
        user = request.user
        return bool(user.is_active and user.is_staff and may(user, "enter"))

    def get_urls(self) -> list[Any]:
        own = [
            path("you/", self.admin_view(lambda request: you_view(request, self)), name="you"),
            path("news/read/", self.admin_view(read_view), name="news_read"),
            path("fronts/", self.admin_view(partial(fronts_view, site=self)), name="fronts"),
            path("breaking/", self.admin_view(partial(breaking_view, site=self)), name="breaking"),
            path("breaking/<int:news_pk>/end/", self.admin_view(end_breaking_view), name="end_breaking"),
            path(
                "fronts/station/<int:station_pk>/",
                self.admin_view(partial(station_front_view, site=self)),
                name="station_front",
            ),
            path(
                "fronts/section/<int:section_pk>/",
                self.admin_view(partial(section_front_view, site=self)),
                name="section_front",
            ),
        ]
        return own + super().get_urls()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(keeping_the_list(self.refusing_in_words(view)), cacheable)
        return with_admin_policy(self.keeping_what_was_typed(inner))

    def keeping_what_was_typed(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """Whoever was signed out while they wrote signs in on a page that carries their words along."""

        @functools.wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method != "POST" or request.user.is_authenticated:
                return view(request, *args, **kwargs)
            if request.accepts("application/json") and not request.accepts("text/html"):
                return JsonResponse({"signed_out": True}, status=401, headers={"Cache-Control": "no-store"})
            words = words_in(request.POST) if form_of(request.path) else ""
            return self.sign_in_first(request, words) if words else view(request, *args, **kwargs)

        return inner

    def sign_in_first(self, request: HttpRequest, words: str) -> HttpResponse:
        """The sign-in page; what was typed is in it, and goes nowhere until somebody has signed in."""
        request.method = "GET"
        context = {"typed": words, "next": form_of(request.path), "app_path": reverse("admin:login")}
        return self.login(request, context)

    def refusing_in_words(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """A page that says so, in place of Django's bare "403 Forbidden" or "Server Error"."""

        @functools.wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as refusal:
                title = {"title": gettext("Not for your role"), "who_may": str(refusal)}
                context = {**self.each_context(request), **title}
                return render(request, "admin/403.html", context, status=403)
            except OperationalError as error:
                if not isinstance(error.__cause__, QueryCanceled):
                    raise
                context = {**self.each_context(request), "title": gettext("That took too long")}
                return render(request, "admin/slow.html", context, status=503)

        return inner

    @method_decorator(with_admin_policy)
    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What was typed before the sign-in ended comes back in its form, and is not saved yet."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "username": request.user.get_username(),
            "app_path": reverse("admin:login"),
            "typed": request.POST.get("typed", ""),
            **(extra_context or {}),
        }
        return PasswordView.as_view(extra_context=context)(request)

    @method_decorator(with_admin_policy)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "POST" and isinstance(request.user, User):
            account_event("signed_out", user=request.user, by=request.user)
        return super().logout(request, extra_context)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        answer = super().password_change(request, extra_context)
        if request.method == "POST" and answer.status_code == 302:
            account_event("password_changed", user=staff(request), by=staff(request))
        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """One's own desk, before the tables."""
        before = my_desk(request) | {"demo": settings.DEMO}
        return super().index(request, before | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return CompletionView.as_view(admin_site=self)(request)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """One app, one index."""
        return HttpResponseRedirect(reverse("admin:index"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Our groups in Django's form; a group without a table that the user may see is left out."""
        seen: dict[type[Model], Any] = {
            row["model"]: row | {"name": self.get_model_admin(row["model"]).plural_words()}  # type: ignore[attr-defined]
            for app in self._build_app_dict(request).values()
            for row in app["models"]
        }
        by_name = {model.__name__: row for model, row in seen.items()}
        groups = []
        for label, name, tables in GROUPS:
            rows = [by_name[table] for table in tables if table in by_name]
            # After the first: on a phone what breaks is within a thumb's reach.
            rows[1:1] = self.pages_of(request, label)
            if rows:
                groups.append({"name": name, "app_label": label, "app_url": "", "models": rows})
        return groups

    def pages_of(self, request: HttpRequest, group: str) -> list[dict[str, str]]:
        """Entries of the menu that are no tables."""
        return [
            {"name": str(words), "admin_url": reverse(f"admin:{name}")}
            for of, name, words, verb in PAGES
            if of == group and may(request.user, verb)
        ]
