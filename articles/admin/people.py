"""People with a page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.forms.nouns import PersonForm
from articles.links import person_path
from articles.models import Person
from articles.pagecache.keys import person_key


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    """Nobody is deleted: their name stands on what they wrote."""

    form = PersonForm
    nothing_yet = "People have a page with what they wrote. A byline that names no person stays text."
    verbs = Verbs(view="view_desk", add="edit_person", change="edit_person")
    shared = True
    list_display = ("name", "job_title", "address", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name",)
    raw_id_fields = ("photo",)
    fields = ("name", "address", "job_title", "bio", "photo", "listed_on")
    readonly_fields = ("address",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question about a namesake is put where it arises."""
        return ("name", "namesake", *self.fields[1:]) if request.method == "POST" else self.fields

    @admin.display(description="Address")
    def address(self, person: Person) -> str:
        return person_path(person.slug) if person.pk else "Made from the name"

    def page_keys(self, obj: Person) -> list[str]:
        return [person_key(obj.pk)]
