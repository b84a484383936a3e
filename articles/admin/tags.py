"""Subjects that the whole group shares."""

from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.forms.nouns import TagForm
from articles.links import tag_path
from articles.models import Tag
from articles.pagecache.keys import tag_key


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    """Nobody deletes a tag: its address may stand anywhere. The slug comes with the name and stays."""

    form = TagForm
    nothing_yet = "Tags are subjects that the whole group shares. Writing one on a story makes it, too."
    verbs = Verbs(view="view_desk", add="edit_tag", change="edit_tag")
    shared = True
    list_display = ("name", "spanish", "address", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "name_es", "address")
    readonly_fields = ("address",)

    @admin.display(description="In Spanish")
    def spanish(self, tag: Tag) -> str | None:
        return tag.labels.get("es")

    @admin.display(description="Address")
    def address(self, tag: Tag) -> str:
        return tag_path(tag.slug) if tag.pk else "Made from the name"

    def page_keys(self, obj: Tag) -> list[str]:
        return [tag_key(obj.pk)]
