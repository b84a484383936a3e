"""Old and foreign paths that lead somewhere."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs
from articles.admin.scope import scope
from articles.forms.nouns import AddressForm
from articles.models import Address, Host


@admin.register(Address)
class AddressAdmin(DeskAdmin):
    form = AddressForm
    nothing_yet = gettext_lazy(
        "An old address leads to a story, to a place elsewhere, or says that it is gone."
    )
    verbs = Verbs(view="edit_address", add="edit_address", change="edit_address", delete="edit_address")
    station_path = "host__station"
    list_display = ("path", "host", "leads_to")
    list_select_related = ("host", "story")
    search_fields = ("path",)
    raw_id_fields = ("story",)
    fields = ("host", "path", "story", "url", "gone")

    def subject(self, obj: Address) -> Model:
        """An address belongs to the station of its host."""
        return obj.host.station

    def offered(self, request: HttpRequest, model: type[Model]) -> QuerySet[Any]:
        if model is Host:
            return Host.objects.filter(scope(request.user, "edit_address", "station", None))
        return super().offered(request, model)

    @admin.display(description=gettext_lazy("Leads to"))
    def leads_to(self, address: Address) -> str:
        if address.story:
            return _("Story {number}: {headline}").format(
                number=address.story_id, headline=address.story.headline
            )
        return _("Gone (410)") if address.gone else address.url
