"""Stories: the list, and the form in which they are written and filed."""

import dataclasses
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.dossier import Dossier
from articles.admin.once import once
from articles.admin.outlook import outlook_of
from articles.admin.pickers import PicksStories
from articles.admin.picture_parts import thumbnail
from articles.admin.rights import Verbs, staff
from articles.admin.scope import sections_for
from articles.admin.standing import Standing, acts_on, home_of
from articles.admin.story_acts import StoryActs
from articles.admin.story_columns import StoryColumns, badges
from articles.admin.story_compare import StoryCompare
from articles.admin.story_dates import DatedFilter
from articles.admin.story_filters import (
    MineFilter,
    PersonFilter,
    SavedFilter,
    SectionFilter,
    SourceFilter,
    StageFilter,
    StateFilter,
    StationFilter,
    TagFilter,
)
from articles.admin.story_history import MANY, history_of, history_parts, site_address
from articles.admin.story_list import search
from articles.admin.story_page import narrow
from articles.admin.story_together import StoryTogether, acts_for
from articles.admin.story_typed import StoryTyped, posted
from articles.errors import EditionWaits, NewsroomError, StaleSave
from articles.forms.base import sentence_of
from articles.forms.bylines import BylineSet, bylines_of
from articles.forms.stories import StoryForm
from articles.forms.story_merging import Proposal, come_second
from articles.forms.story_saving import save_new_story, save_story
from articles.models import Asset, Autosave, Edition, Story
from articles.models.fetching import fetch_together
from articles.permissions import may, stories_for


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """The two forms of the page, filled from a post or from the story."""

    story: StoryForm
    bylines: BylineSet

    def are_valid(self) -> bool:
        """Both are asked, so that every mistake is shown at once."""
        return all([self.story.is_valid(), self.bylines.is_valid()])


@admin.register(Story)
class StoryAdmin(StoryColumns, StoryActs, StoryTogether, StoryCompare, StoryTyped, PicksStories, DeskAdmin):
    """What happens to a story stands in its revisions and events; Django's log would keep its words twice.

    Nobody deletes a story here: what no reader saw goes to the bin.
    """

    nothing_yet = gettext_lazy("Write the first one, or bring files in with manage.py import_stories.")
    verbs = Verbs(view="view_story", add="create_story", change="edit_story")
    list_display = (
        "chosen_box",
        "picture",
        "headline_words",
        "state",
        "section",
        "station_name",
        "who",
        "when",
    )
    list_display_links = ("headline_words",)
    # There is one order, which an index answers.
    sortable_by = ()
    list_filter = (
        MineFilter,
        StateFilter,
        StageFilter,
        StationFilter,
        SectionFilter,
        TagFilter,
        PersonFilter,
        SourceFilter,
        SavedFilter,
        DatedFilter,
    )
    search_fields = ("headline",)
    search_help_text = gettext_lazy("Words of the headline, a story number, an address or a file name")
    ordering = ("-updated_at", "-id")
    list_max_show_all = 0
    change_form_template = "admin/articles/story/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return stories_for(request.user, Story.objects.select_related("station", "assigned_to"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        acts = acts_for(staff(request)).items()
        return super().changelist_view(request, {"together_acts": acts, **(extra_context or {})})

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Asked with nothing typed, too."""
        if not search_term:
            return queryset, False
        hits = search(Story.objects.all(), search_term).values("pk")
        return narrow(request, queryset, hits, lambda stories: search(stories, search_term)), False

    def get_urls(self) -> list[URLPattern]:
        return [
            *self.act_urls(),
            *self.together_urls(),
            *self.compare_urls(),
            *self.typed_urls(),
            *self.pick_urls(),
            *super().get_urls(),
        ]

    # --- The form ---------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return once(request, lambda: self.new_story(request))

    def new_story(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        restored = self.restored_for(request, None) if request.method != "POST" else None
        forms = self.forms_for(request, None, data=posted(restored))
        if request.method == "POST" and forms.are_valid():
            try:
                story = save_new_story(form=forms.story, bylines=forms.bylines, by=staff(request))
            except (NewsroomError, IntegrityError) as error:
                forms.story.add_error(None, sentence_of(error))
            else:
                messages.success(request, _("Saved as story {number}.").format(number=story.pk))
                return self.after_save(request, story)
        return self.page(request, forms, None, restored=restored)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        story = self.get_object(request, unquote(object_id))
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        # First, because rights ask where the story's home is. A form that is filled with other words than the
        # story's writes them onto the row: what stands beside it is then looked up by a row of its own.
        is_plain = request.method != "POST" and not {"_restore", "_merge"} & request.GET.keys()
        dossier = Dossier.of(story, staff(request)) if is_plain else None
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        if request.method == "POST":
            return self.save_form_of(request, story) or self.after_save(request, story)
        if proposal := self.proposal_for(request, story):
            return self.propose(request, story, proposal)
        restored = self.restored_for(request, story)
        forms = self.forms_for(request, story, data=posted(restored), dossier=dossier)
        return self.page(request, forms, story, restored=restored, dossier=dossier)

    def save_form_of(
        self, request: HttpRequest, story: Story, *, settled: str = "", data: Any = None, told: str = ""
    ) -> HttpResponse | None:
        """Save what was posted; where it cannot be, the page again with everything that was typed.

        `told` is what the next page says in place of "Saved."
        """
        if not self.is_editable(request, story):
            raise PermissionDenied
        forms = self.forms_for(request, story, settled=settled, data=data)
        if forms.are_valid():
            try:
                saved = save_story(form=forms.story, bylines=forms.bylines, by=staff(request))
            except StaleSave:
                proposal = come_second(form=forms.story, bylines=forms.bylines, by=staff(request))
                return self.propose(request, story, proposal)
            except EditionWaits as error:
                forms.story.add_error("waiting", str(error))
            except (NewsroomError, IntegrityError) as error:
                forms.story.add_error(None, sentence_of(error))
            else:
                if saved or not settled:
                    messages.success(request, (told or _("Saved.")) if saved else _("Nothing was changed."))
                return None
        return self.page(request, forms, story)

    def propose(self, request: HttpRequest, story: Story, proposal: Proposal) -> HttpResponse:
        """The form filled with what is not saved yet, and where it came from."""
        if not self.is_editable(request, story):
            raise PermissionDenied
        fresh = self.get_queryset(request).get(pk=story.pk)
        return self.page(request, self.forms_for(request, fresh, data=proposal.data), fresh, proposal)

    def forms_for(
        self,
        request: HttpRequest,
        story: Story | None,
        *,
        settled: str = "",
        data: Any = None,
        dossier: Dossier | None = None,
    ) -> Forms:
        """Filled with `data`, else with what was posted, else with the story."""
        if data is None and request.method == "POST":
            data = request.POST
        coming = dossier.coming if dossier else coming_of(story)
        form = StoryForm(
            data,
            user=staff(request),
            sections=sections_for(request.user, "create_story"),
            story=story,
            coming=coming,
            settled=settled,
            editable=story is None or self.is_editable(request, story),
            offers=dossier.offers if dossier else None,
        )
        return Forms(form, bylines_of(story, data))

    def is_editable(self, request: HttpRequest, story: Story) -> bool:
        return story.binned_at is None and self.has_change_permission(request, story)

    def after_save(self, request: HttpRequest, story: Story) -> HttpResponseRedirect:
        if "_close" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_story_changelist"))
        return self.back_to(story)

    def page(
        self,
        request: HttpRequest,
        forms: Forms,
        story: Story | None,
        proposal: Proposal | None = None,
        restored: Autosave | None = None,
        dossier: Dossier | None = None,
    ) -> HttpResponse:
        form = forms.story
        if story and dossier is None:
            # Read anew: a form that could not be saved has left its own words on the row.
            row = self.get_queryset(request).get(pk=story.pk)
            dossier = Dossier.of(row, staff(request))
        lead = self.lead_beside(form)
        context = {
            **self.admin_site.each_context(request),
            "title": _("New story"),
            "opts": self.opts,
            # The map of the editor's modules is an inline script: the one thing the nonce is for.
            "media": (self.media + form.media).with_nonce(str(request.csp_nonce)),  # type: ignore[attr-defined]
            "form": form,
            "bylines": forms.bylines,
            "zone": form.zone,
            "editable": True,
            "lead": lead,
            "picture": thumbnail(lead, "lead-thumb", 640) if lead else None,
            "look": outlook_of(form, lead),
            "errors": bool(form.errors or forms.bylines.total_error_count()),
            "proposal": proposal,
            **self.typed_context(request, story, restored, dossier),
        }
        if dossier:
            context |= self.standing_context(request, dossier)
        return TemplateResponse(request, self.change_form_template, context)

    def standing_context(self, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        story = dossier.story
        standing = Standing.at(dossier.now, story, home_of(story), dossier.editions)
        return {
            "title": story.headline,
            "original": story,
            "editable": self.is_editable(request, story),
            "standing": standing,
            "states": badges(standing.states),
            "acts": acts_on(request.user, standing),
            "site_address": site_address(story, standing.live, dossier.host),
            "origin": dossier.came_from,
            "history": history_of(story, dossier.history),
            "may_see_runs": may(request.user, "view_import"),
            **self.flow_context(request, standing, dossier),
        }

    def lead_beside(self, form: StoryForm) -> Asset | None:
        """What the field holds, also what was posted a moment ago."""
        value = str(form["lead_picture"].value() or "")
        if value == str(form.instance.lead_picture_id or ""):
            return form.instance.lead_picture
        return Asset.objects.filter(pk=value).first() if value.isdecimal() and len(value) < 19 else None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        story = self.get_object(request, unquote(object_id))
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of “{headline}”").format(headline=story.headline),
            "opts": self.opts,
            "original": story,
            "history": history_of(story, fetch_together(*history_parts(story, rows=MANY)), rows=MANY),
        }
        return TemplateResponse(request, "admin/articles/story/history.html", context)


def coming_of(story: Story | None) -> Edition | None:
    return home_of(story).editions.coming().first() if story else None
