"""What every form of the admin does about words: late saves are told of, and what was typed comes back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.rights import staff
from articles.forms.base import DeskForm
from articles.forms.seen import SeenForm
from articles.forms.typed import kept_for
from articles.models import Autosave
from articles.services.autosaves import settle_typed

BROUGHT_BACK = _("This is what you had typed. It is not saved yet: look it over, then save it.")


class KeepsWords:
    """Mixed into every admin of ours, before Django's."""

    # --- Two in one form --------------------------------------------------------------------------------

    def get_object(self: Any, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Under lock where it is about to be written, so that of two who save, one is the second."""
        if request.method == "POST" and connection.in_atomic_block and object_id.isdecimal():
            rows = self.model._default_manager.select_for_update(of=("self",)).filter(pk=object_id)
            list(rows.values_list("pk"))
        return super().get_object(request, object_id, from_field)  # type: ignore[misc]

    def seen_there(self: Any, request: HttpRequest, form: type[Any], obj: Any) -> dict[str, Any]:
        """What a form must know to tell a late save from one in time."""
        if obj is None or not issubclass(form, SeenForm):
            return {}
        late = request.method == "POST"
        return {"rows": self.rows_below(request, obj), "last_saver": last_saver(obj) if late else ""}

    def rows_below(self: Any, request: HttpRequest, obj: Any) -> dict[str, list[str]]:
        """The rows of the tables below the form, in words."""
        found = {}
        for inline in self.get_inline_instances(request, obj):
            key = inline.get_formset(request, obj).fk.name
            rows = inline.get_queryset(request).filter(**{key: obj}).order_by("pk")
            names = list(inline.form.base_fields)
            title = str(capfirst(inline.verbose_name_plural or inline.opts.verbose_name_plural))
            found[title] = [row_words(row, names) for row in rows]
        return found

    # --- What was typed before the sign-in ended --------------------------------------------------------

    def bring_back(self: Any, request: HttpRequest) -> Autosave | None:
        """`?_restore=12`: kept words in the form, which refuses them once, so that nothing is saved.

        Django fills a form from a post alone, so the request becomes one.
        """
        if request.method != "GET" or "_restore" not in request.GET or not issubclass(self.form, DeskForm):
            return None
        row = kept_for(staff(request), request.path, request.GET["_restore"])
        if row:
            becomes_a_post(request, row)
            request.refusal = BROUGHT_BACK  # type: ignore[attr-defined]
        return row

    def settle_brought_back(self, request: HttpRequest) -> None:
        """After a save, in its transaction."""
        settle_brought_back(request)


def becomes_a_post(request: HttpRequest, row: Autosave, without: Iterable[str] = ()) -> None:
    posted = QueryDict(row.data, mutable=True)
    for name in without:
        posted.pop(name, None)
    posted["_typed"] = str(row.pk)
    request.method = "POST"
    request.POST = posted  # type: ignore[assignment]  # the stubs know it as it comes from a browser
    # Without this Django would parse the empty body of the request, and tables below would vanish.
    request._files = MultiValueDict()  # type: ignore[attr-defined]


def bring_back_page(request: HttpRequest, buttons: Iterable[str]) -> None:
    """The same for a page of no one row: it is shown as it was typed, with none of its buttons pressed."""
    if request.method != "GET":
        return
    if row := kept_for(staff(request), request.path, request.GET.get("_restore", "")):
        becomes_a_post(request, row, without=buttons)
        messages.info(request, BROUGHT_BACK)


def settle_brought_back(request: HttpRequest) -> None:
    if row := kept_for(staff(request), request.path, request.POST.get("_typed", "")):
        settle_typed(user=row.user, key=row.key)


def last_saver(obj: Model) -> str:
    """By Django's log, which the admin writes."""
    kind = ContentType.objects.get_for_model(obj)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(obj.pk)).select_related("user")
    last = entries.order_by("-pk").first()
    return (last.user.get_full_name() or last.user.get_username()) if last else ""


def row_words(row: Model, names: list[str]) -> str:
    """ "kmia.example, primary"; a mark that is not set says nothing."""
    words = []
    for name in names:
        value = getattr(row, name)
        if value is True:
            words.append(name.removeprefix("is_").replace("_", " "))
        elif value not in (False, None, ""):
            words.append(str(value))
    return ", ".join(words)
