"""What readers ask to have put right: a ticket that ends in a correction or an answer."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from articles.admin.base import DeskAdmin
from articles.admin.rights import Verbs, staff
from articles.forms.request_answers import RequestAnswerForm
from articles.forms.times import full_time
from articles.models import CorrectionRequest
from articles.services.correction_requests import answer_request


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("open", pgettext("requests", "Open")),
            ("corrected", pgettext("requests", "Corrected")),
            ("answered", pgettext("requests", "Answered")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CorrectionRequest]) -> Any:
        closed = queryset.filter(closed_at__isnull=False)
        match self.value():
            case "open":
                return queryset.filter(closed_at__isnull=True)
            case "corrected":
                return closed.filter(correction__isnull=False)
            case "answered":
                return closed.filter(correction__isnull=True)
        return queryset


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(DeskAdmin):
    """Saving the form answers and closes it. Only what nobody has answered, as spam, can be deleted."""

    form = RequestAnswerForm
    singular = gettext_lazy("request for correction")
    plural = gettext_lazy("Requests for correction")
    nothing_yet = gettext_lazy(
        "Readers find the form at the end of every story and in the foot of every page."
    )
    verbs = Verbs(view="answer_request", change="answer_request", delete="answer_request")
    station_path = "station"
    list_display = ("words", "station", "of_story", "received", "state")
    list_display_links = ("words",)
    list_filter = (StateFilter, ("station", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("station", "story", "correction")
    search_fields = ("wrong", "name", "email")
    asked = ("station", "of_story", "about", "wrong", "evidence", "name", "email", "received", "state")
    fieldsets = (
        (gettext_lazy("What the reader wrote"), {"fields": asked}),
        (gettext_lazy("The answer"), {"fields": ("correction", "answer")}),
    )
    readonly_fields = asked

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.closed_at is None)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = form.cleaned_data
        answer_request(request=obj, by=staff(request), answer=given["answer"], correction=given["correction"])
        if obj.email:
            messages.info(request, _("The answer goes to {address}.").format(address=obj.email))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context |= {"show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=gettext_lazy("What is wrong"), ordering="received_at")
    def words(self, row: CorrectionRequest) -> str:
        text = " ".join(row.wrong.split())
        return text if len(text) <= 90 else f"{text[:90]}…"

    @admin.display(description=gettext_lazy("Story"))
    def of_story(self, row: CorrectionRequest) -> SafeString | str:
        if row.story is None:
            return row.about or _("Not about a story")
        address = reverse("admin:articles_story_change", args=[row.story_id])
        return format_html('<a href="{}">{}</a>', address, row.story.headline)

    @admin.display(description=gettext_lazy("Received"), ordering="received_at")
    def received(self, row: CorrectionRequest) -> str:
        return full_time(row.received_at, row.station.zone)

    @admin.display(description=gettext_lazy("State"))
    def state(self, row: CorrectionRequest) -> str:
        if row.closed_at is None:
            return _("Open")
        sentence = _("Corrected at {time}") if row.correction_id else _("Answered at {time}")
        mailed = "" if row.mailed_at or not row.email else _("; the mail has not gone out")
        return sentence.format(time=full_time(row.closed_at, row.station.zone)) + mailed
