"""Where copy comes from."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.forms.nouns import SourceForm
from articles.models import Source


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Labels are frozen into editions: a new one shows on stories published from then on."""

    form = SourceForm
    nothing_yet = _("A source says where copy came from, in the words that readers see.")
    verbs = Verbs(view="view_desk", add="edit_source", change="edit_source", delete="edit_source")
    shared = True
    list_display = ("name", "kind", "owner_type", "country", "label")
    list_filter = ("kind", "owner_type")
    search_fields = ("name", "label")
    fields = ("name", "label", "label_es", "kind", ("owner_type", "country"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.stories.exists())
