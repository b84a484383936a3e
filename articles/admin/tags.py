"""Subjects that the whole group shares."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import Act
from articles.admin.record import link
from articles.admin.rights import Verbs
from articles.admin.shared import SharedAdmin
from articles.admin.tag_merging import TagMerging
from articles.forms.nouns import TagForm
from articles.links import tag_path
from articles.models import Tag
from articles.pagecache.keys import tag_key
from articles.permissions import may


@admin.register(Tag)
class TagAdmin(TagMerging, SharedAdmin):
    """Nobody deletes a tag: its address may stand anywhere. The slug comes with the name and stays.

    A merged one is only read: it leads on.
    """

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
    readonly_fields = ("address", "spanish", "leads_to")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only read finds the Spanish name as the list tells it."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fields
        read = ("name", "spanish", "address")
        return (*read, "leads_to") if obj.merged_into else read

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def get_urls(self) -> list[URLPattern]:
        return [self.act_url("merge", self.merge_view), *super().get_urls()]

    def acts_for(self, request: HttpRequest, obj: Tag) -> Sequence[Act]:
        if obj.merged_into_id or not may(request.user, "edit_tag", obj):
            return ()
        return (Act("merge", _("Merge other tags into this one")),)

    @admin.display(description=gettext_lazy("In Spanish"))
    def spanish(self, tag: Tag) -> str:
        return str(tag.labels.get("es") or "—")

    @admin.display(description=gettext_lazy("Address"))
    def address(self, tag: Tag) -> str:
        return tag_path(tag.slug) if tag.pk else _("Made from the name")

    @admin.display(description=gettext_lazy("Leads on to"))
    def leads_to(self, tag: Tag) -> SafeString | None:
        return link(tag.merged_into, tag.merged_into.name) if tag.merged_into else None

    def page_keys(self, obj: Tag) -> list[str]:
        return [tag_key(obj.pk)]
