"""What every table of the admin shares: rows of the user's own stations, sentences, buttons."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ShowFacets, TabularInline
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import URLPattern, path

from articles.admin.answers import Answers
from articles.admin.asking import AsksNarrowly
from articles.admin.keeping import KeepsWords
from articles.admin.once import once
from articles.admin.rights import AsksMay, staff
from articles.admin.scope import scope
from articles.errors import NewsroomError
from articles.forms.base import DeskForm, NamedRows, sentence_of
from articles.forms.seen import SeenForm
from articles.permissions import may, who_may
from articles.services.clock import database_now
from articles.services.record import change_pages


@dataclasses.dataclass(frozen=True, slots=True)
class Act:
    """A button on a row's page; `name` is the last part of the address that it posts to."""

    name: str
    words: str
    kind: str = "quiet"


class DeskAdmin(AsksNarrowly, AsksMay, KeepsWords, Answers):
    """An admin with verbs. `station_path` and `section_path` are lookups from its rows, for scoping.

    `shared` says that everybody who may see any row may see all: subjects and people of the whole group.
    """

    form: type[ModelForm] = DeskForm
    station_path: ClassVar[str | None] = None
    section_path: ClassVar[str | None] = None
    shared: ClassVar[bool] = False
    list_per_page = 50
    list_max_show_all = 200
    # Each would count a whole table.
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    actions = None
    save_as = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        user, verb = request.user, self.verbs.view
        if user.is_active and user.is_superuser:
            return rows
        if verb and self.shared:
            return rows if may(user, verb) else rows.none()
        if verb and self.station_path:
            return rows.filter(scope(user, verb, self.station_path, self.section_path))
        return rows.none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a shared table, whoever may see any row may see each; for the rest `get_queryset` has chosen."""
        return super().has_view_permission(request, None if self.shared else obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        given = {
            "user": staff(request),
            "verb": self.verbs.change if change else self.verbs.add,
            "subject": lambda form: self.subject(form.instance),
            "refusal": getattr(request, "refusal", ""),
        }
        given = (given if issubclass(form, DeskForm) else {}) | self.seen_there(request, form, obj)
        return type(form.__name__, (form,), given)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What a service or a rule of the database refuses comes back as a sentence in the form."""
        restored = self.bring_back(request)
        extra_context = {"restored": restored, **(extra_context or {})}
        view = super().changeform_view
        try:
            if object_id is None:
                return once(request, lambda: view(request, None, form_url, extra_context))
            return view(request, object_id, form_url, extra_context)
        except (NewsroomError, IntegrityError, ValidationError) as error:
            if not issubclass(self.form, DeskForm) or hasattr(request, "refusal"):
                raise
            request.refusal = sentence_of(error)  # type: ignore[attr-defined]
        return view(request, object_id, form_url, extra_context)

    # --- What readers' pages must hear of ---------------------------------------------------------------

    def page_keys(self, obj: Any) -> list[str]:
        """Keys of the pages that show this row."""
        return []

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        request.changed = any(part.has_changed() for part in (form, *formsets))  # type: ignore[attr-defined]
        self.tell_pages(form.instance)
        self.settle_brought_back(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.tell_pages(obj)
        super().delete_model(request, obj)

    def tell_pages(self, obj: Any) -> None:
        if keys := self.page_keys(obj):
            change_pages(sorted(keys), effective_at=database_now())

    # --- Buttons ----------------------------------------------------------------------------------------

    def acts_for(self, request: HttpRequest, obj: Any) -> Sequence[Act]:
        """Buttons on the page of `obj`: only what `may` allows and its state admits."""
        return ()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        context["acts"] = self.acts_for(request, obj) if obj else ()
        form = context["adminform"].form
        context["seen"] = form.seen() if obj and isinstance(form, SeenForm) else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def act_url(self, name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        """`<pk>/<name>/`: a POST acts; a GET, from a bookmark or a reload, shows the row."""

        def posted(request: HttpRequest, pk: int) -> HttpResponse:
            if request.method == "POST":
                return view(request, pk)
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(self.row_address(pk))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        wrapped = self.admin_site.admin_view(posted)
        return path(f"<int:pk>/{name}/", wrapped, name=f"articles_{self.opts.model_name}_{name}")

    def row_for(self, request: HttpRequest, pk: int, verb: str) -> Any:
        """The row, if it is the user's to see and to do `verb` to; else 404 or 403."""
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not may(request.user, verb, self.subject(row)):
            raise PermissionDenied(who_may(verb, self.subject(row)))
        return row

    def act(self, request: HttpRequest, row: Any, call: Callable[[], object], done: str) -> HttpResponse:
        """Do it, say so or say why not, and show the row again."""
        try:
            call()
        except NewsroomError as error:
            messages.error(request, sentence_of(error))
        else:
            messages.success(request, done)
        return self.back_to(row)

    def save_first(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Save the form that the button stood in; an answer only where that is refused."""
        if "_form" not in request.POST:
            return None
        answer = self.changeform_view(request, str(row.pk), form_url=self.row_address(row.pk))
        return None if isinstance(answer, HttpResponseRedirect) else answer


class ReadOnlyAdmin(DeskAdmin):
    """The record: everybody reads, nobody writes. Django's questions other than view are refused."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DeskInline(AsksMay, TabularInline):
    """Rows on their parent's page; `may` is asked about the parent."""

    extra = 0
    show_change_link = False
    formset = NamedRows

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        given = {"user": staff(request), "verb": self.verbs.change or self.verbs.add}
        kwargs["form"] = type(self.form.__name__, (self.form,), given)
        return super().get_formset(request, obj, **kwargs)
