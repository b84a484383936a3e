"""What the admin answers once a row is saved, deleted or not found: our sentences, and the way back."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# Where Django keeps what the list was filtered by, in addresses; our forms carry it too, since each of
# their buttons posts to an address of its own.
KEPT = "_changelist_filters"


def keeping_the_list(view: Callable[..., Any]) -> Callable[..., Any]:
    """Whoever came to a row from a filtered list is led back to that list, however many buttons later."""

    @functools.wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = view(request, *args, **kwargs)
        kept = request.POST.get(KEPT) or request.GET.get(KEPT)
        if kept and isinstance(answer, HttpResponseRedirect):
            answer["Location"] = with_list(answer.url, kept, table_of(request.path_info))
        return answer

    return inner


def with_list(url: str, kept: str, table: str) -> str:
    """`url`, with the filters where it is an address of the same table that has no others."""
    if not table or "?" in url or table_of(url) != table:
        return url
    is_list = resolve(url).url_name == f"{table}_changelist"
    # Spelled anew: what stands in an address may have come from anybody, and goes into a header.
    return f"{url}?{urlencode(parse_qsl(kept, keep_blank_values=True) if is_list else {KEPT: kept})}"


def table_of(path: str) -> str:
    """ "articles_story" for any address of stories, empty for one of no table."""
    try:
        return (resolve(path).url_name or "").rpartition("_")[0]
    except Resolver404:
        return ""


class Answers(ModelAdmin):
    """Django's answers in the newsroom's words; whoever came from a filtered list goes back to it."""

    # The newsroom's words for a row and for all, where the model's own are others.
    singular: Any = ""
    plural: Any = ""
    # What an empty list says, besides that it is empty: where its rows come from.
    nothing_yet: Any = ""

    def singular_word(self) -> str:
        return str(self.singular or self.opts.verbose_name)

    def plural_words(self) -> str:
        return str(self.plural or capfirst(self.opts.verbose_name_plural))

    def row_words(self, row: Any) -> str:
        return str(row)

    # --- The way back -----------------------------------------------------------------------------------

    def row_address(self, pk: object) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_change", args=[pk])

    def back_to(self, row: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(self.row_address(row.pk))

    def back_to_list(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))

    # --- What Django would say otherwise ----------------------------------------------------------------

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("“{name}” is added.").format(name=obj))
        return self.after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Before an act the form is saved in passing: nothing is said where nothing was changed."""
        if getattr(request, "changed", True):
            messages.success(request, _("“{name}” is saved.").format(name=obj))
        elif request.path == self.row_address(obj.pk):
            messages.info(request, _("Nothing was changed."))
        return self.after_save(request, obj)

    def after_save(self, request: HttpRequest, row: Any) -> HttpResponse:
        return self.back_to(row) if "_continue" in request.POST else self.back_to_list()

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        messages.success(request, _("“{name}” is deleted.").format(name=obj_display))
        return self.back_to_list()

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Options, object_id: str
    ) -> HttpResponseRedirect:
        messages.warning(
            request,
            _(
                "There is no {noun} {number} that you may see: "
                "it was deleted, or it belongs to another station."
            ).format(noun=self.singular_word(), number=object_id),
        )
        seen = self.has_view_permission(request)
        return self.back_to_list() if seen else HttpResponseRedirect(reverse("admin:index"))

    # --- Titles -----------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        words = {
            "title": self.plural_words(),
            "plural": self.plural_words(),
            "singular": self.singular_word(),
            "nothing_yet": self.nothing_yet,
        }
        return super().changelist_view(request, words | (extra_context or {}))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row = kwargs.get("obj")
        words = {
            "title": self.row_words(row) if row else _("New {noun}").format(noun=self.singular_word()),
            "subtitle": None,
            "plural": self.plural_words(),
            "singular": self.singular_word(),
            "show_save_and_add_another": False,
        }
        return super().render_change_form(request, context | words, *args, **kwargs)
