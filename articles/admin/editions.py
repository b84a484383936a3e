"""Editions: what readers saw, see and will see. To read only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.asking import ShortPaginator
from articles.admin.base import ReadOnlyAdmin
from articles.admin.record import live_until, stamp, story_link
from articles.admin.rights import Verbs
from articles.forms.times import day_words
from articles.models import Edition


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    nothing_yet = gettext_lazy(
        "An edition is what readers get: the first one is made when a story is published."
    )
    verbs = Verbs(view="view_desk")
    station_path = "station"
    section_path = "section"
    list_display = ("headline", "story_number", "number", "opens", "ends", "station")
    list_filter = (("station", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("station", "story", "section", "created_by", "redacted_by")
    search_fields = ("headline",)
    ordering = ("-id",)
    paginator = ShortPaginator
    fieldsets = (
        (
            None,
            {"fields": ("headline", "deck", "text", "story_number", "number", "station", "section", "slug")},
        ),
        (gettext_lazy("Live"), {"fields": ("opens", "ends", "first", "date_shown", "created_by")}),
        (
            gettext_lazy("Frozen with it"),
            {"fields": ("language", "dateline", "names", "tags", "source", "lead_picture")},
        ),
        (gettext_lazy("Proof"), {"fields": ("hash_version", "content_sha256", "chain_sha256", "redaction")}),
    )

    @admin.display(description=gettext_lazy("Story"), ordering="story")
    def story_number(self, edition: Edition) -> SafeString | None:
        return story_link(edition.story_id)

    @admin.display(description=gettext_lazy("Live from"), ordering="live_from")
    def opens(self, edition: Edition) -> str:
        return stamp(edition.live_from, edition.station)

    @admin.display(description=gettext_lazy("Until"), ordering="live_until")
    def ends(self, edition: Edition) -> str:
        return live_until(edition, edition.station)

    @admin.display(description=gettext_lazy("First live"))
    def first(self, edition: Edition) -> str:
        return stamp(edition.first_live_at, edition.station)

    @admin.display(description=gettext_lazy("Date shown"))
    def date_shown(self, edition: Edition) -> str:
        shown = stamp(edition.published_at, edition.station)
        if edition.page.get("day_only"):
            shown = day_words(edition.published_at.astimezone(edition.station.zone))
        return (
            _("{time} (an estimate, which readers do not see)").format(time=shown)
            if edition.published_at_estimated
            else shown
        )

    @admin.display(description=gettext_lazy("Text"))
    def text(self, edition: Edition) -> SafeString:
        return format_html('<div class="as-printed">{}</div>', edition.plain_text)

    @admin.display(description=gettext_lazy("Bylines"))
    def names(self, edition: Edition) -> str:
        return ", ".join(byline["name"] for byline in edition.page.get("bylines", ()))

    @admin.display(description=gettext_lazy("Tags"))
    def tags(self, edition: Edition) -> str:
        return ", ".join(tag["name"] for tag in edition.page.get("tags", ()))

    @admin.display(description=gettext_lazy("Source"))
    def source(self, edition: Edition) -> str:
        return (edition.page.get("source") or {}).get("label", "")

    @admin.display(description=gettext_lazy("Redacted"))
    def redaction(self, edition: Edition) -> str:
        if edition.redacted_at is None:
            return _("No")
        when = stamp(edition.redacted_at, edition.station)
        said = _("{time} by {who}").format(time=when, who=edition.redacted_by)
        return f"{said}: {edition.redaction_reason}"

    def get_queryset(self, request: HttpRequest) -> Any:
        """The long columns are read on an edition's own page only."""
        rows = super().get_queryset(request).select_related(*self.list_select_related)
        match = request.resolver_match
        return (
            rows.defer("body", "rendered_html", "plain_text")
            if match and "changelist" in str(match.url_name)
            else rows
        )
