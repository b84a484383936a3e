"""People with a page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.rights import Verbs
from articles.admin.shared import SharedAdmin
from articles.forms.nouns import PersonForm
from articles.links import person_path
from articles.models import Person
from articles.pagecache.keys import person_key


@admin.register(Person)
class PersonAdmin(SharedAdmin):
    """Nobody is deleted: their name stands on what they wrote.

    Every manager may list anybody on their own station; the rest is for those whose readers have the page.
    """

    form = PersonForm
    nothing_yet = gettext_lazy(
        "People have a page with what they wrote. A byline that names no person stays text."
    )
    verbs = Verbs(view="view_desk", add="edit_person", change="list_person")
    owned = "edit_person"
    list_display = ("name", "job_title", "address", "merged_into")
    list_select_related = ("merged_into",)
    search_fields = ("name",)
    raw_id_fields = ("photo",)
    fields = ("name", "address", "job_title", "bio", "email", "fediverse", "photo", "listed_on")
    readonly_fields = ("address",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question about a namesake is put where it arises."""
        asks = request.method == "POST" and self.is_owned(request, obj)
        return ("name", "namesake", *self.fields[1:]) if asks else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.is_owned(request, obj):
            return self.readonly_fields
        return tuple(name for name in self.fields if name != "listed_on")

    @admin.display(description=gettext_lazy("Address"))
    def address(self, person: Person) -> str:
        return person_path(person.slug) if person.pk else _("Made from the name")

    def page_keys(self, obj: Person) -> list[str]:
        return [person_key(obj.pk)]
