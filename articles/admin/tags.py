"""Subjects that the whole group shares."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.rights import Verbs
from articles.admin.shared import SharedAdmin
from articles.forms.nouns import TagForm
from articles.links import tag_path
from articles.models import Tag
from articles.pagecache.keys import tag_key


@admin.register(Tag)
class TagAdmin(SharedAdmin):
    """Nobody deletes a tag: its address may stand anywhere. The slug comes with the name and stays."""

    form = TagForm
    nothing_yet = gettext_lazy(
        "Tags are subjects that the whole group shares. Writing one on a story makes it, too."
    )
    verbs = Verbs(view="view_desk", add="edit_tag", change="edit_tag")
    owned = "edit_tag"
    list_display = ("name", "spanish", "address", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "name_es", "address")
    readonly_fields = ("address", "spanish")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only read finds the Spanish name as the list tells it."""
        may_write = obj is None or self.has_change_permission(request, obj)
        return self.fields if may_write else ("name", "spanish", "address")

    @admin.display(description=gettext_lazy("In Spanish"))
    def spanish(self, tag: Tag) -> str:
        return str(tag.labels.get("es") or "—")

    @admin.display(description=gettext_lazy("Address"))
    def address(self, tag: Tag) -> str:
        return tag_path(tag.slug) if tag.pk else _("Made from the name")

    def page_keys(self, obj: Tag) -> list[str]:
        return [tag_key(obj.pk)]
