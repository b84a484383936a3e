"""What a story was at each save. To read only; reached from the story."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin
from articles.admin.record import person_words, stamp, story_link
from articles.admin.rights import Verbs
from articles.models import Revision, Story
from articles.permissions import stories_for
from articles.text.html import plain_text


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    nothing_yet = _("Each save of a story keeps one.")
    verbs = Verbs(view="view_story")
    list_display = ("__str__", "kind", "who", "when", "note")
    list_select_related = ("story__station", "created_by")
    fieldsets = (
        (None, {"fields": ("headline", "deck", "text")}),
        (_("Filed"), {"fields": ("story_number", "number", "kind", "who", "when", "note")}),
        (_("Also saved"), {"fields": ("names", "tags", "source", "dateline", "slug")}),
    )

    def subject(self, obj: Revision) -> Model:
        return obj.story

    def has_module_permission(self, request: HttpRequest) -> bool:
        """No list of its own in the menu."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        mine = stories_for(request.user, Story.objects.all())
        return Revision.objects.filter(story__in=mine).select_related(*self.list_select_related)

    @admin.display(description=_("Story"))
    def story_number(self, revision: Revision) -> SafeString | None:
        return story_link(revision.story_id, revision.story.headline)

    @admin.display(description=_("Who"))
    def who(self, revision: Revision) -> str:
        return person_words(revision.created_by)

    @admin.display(description=_("When"))
    def when(self, revision: Revision) -> str:
        return stamp(revision.created_at, revision.story.station)

    @admin.display(description=_("Headline"))
    def headline(self, revision: Revision) -> Any:
        return revision.content.get("headline")

    @admin.display(description=_("Deck"))
    def deck(self, revision: Revision) -> Any:
        return revision.content.get("deck")

    @admin.display(description=_("Text"))
    def text(self, revision: Revision) -> SafeString:
        return format_html('<div class="as-printed">{}</div>', plain_text(revision.content.get("body", "")))

    @admin.display(description=_("Bylines"))
    def names(self, revision: Revision) -> str:
        return ", ".join(byline["name"] for byline in revision.content.get("bylines", ()))

    @admin.display(description=_("Tags"))
    def tags(self, revision: Revision) -> str:
        return ", ".join(tag["name"] for tag in revision.content.get("tags", ()))

    @admin.display(description=_("Source"))
    def source(self, revision: Revision) -> str:
        return (revision.content.get("source") or {}).get("label", "")

    @admin.display(description=_("Dateline"))
    def dateline(self, revision: Revision) -> Any:
        return revision.content.get("dateline")

    @admin.display(description=_("Slug"))
    def slug(self, revision: Revision) -> Any:
        return revision.content.get("slug")
