"""The buttons of a story: each a POST of its own, which first saves the form that it was pressed in."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.dossier import Dossier
from articles.admin.rights import staff
from articles.admin.standing import Standing, findings_on, home_of
from articles.admin.story_people import StoryPeople
from articles.admin.story_preview import StoryPreview
from articles.admin.story_publishing import StoryPublishing
from articles.errors import StoryIsKilled
from articles.forms.people import ReturnForm
from articles.forms.publishing import TakeDownForm
from articles.forms.times import full_time
from articles.models import CorrectionPlacement, Story
from articles.permissions import may
from articles.preflight import Finding
from articles.services.copies import duplicate_story
from articles.services.deleting import bin_story, take_from_bin
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from articles.workflow import sources


class StoryActs(StoryPublishing, StoryPeople, StoryPreview):
    """Mixed into the story's admin, which knows how to save its form and show a row again."""

    def act_urls(self: Any) -> list[URLPattern]:
        return [
            *self.publishing_urls(),
            *self.people_urls(),
            *self.preview_urls(),
            self.act_url("withdraw", self.withdraw_view),
            self.act_url("kill", self.kill_view),
            self.act_url("revive", self.revive_view),
            self.act_url("duplicate", self.duplicate_view),
            self.act_url("bin", self.bin_view),
            self.act_url("unbin", self.unbin_view),
            self.act_url("submit", self._step("submit_story", gettext_lazy("Submitted for review."))),
            self.act_url("ready", self._step("make_ready", gettext_lazy("Ready. A later save lifts this."))),
            self.act_url("return", self.return_view),
        ]

    # --- Taking down ------------------------------------------------------------------------------------

    def withdraw_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "withdraw")
        home = home_of(story)

        def withdraw(reason: str) -> None:
            withdraw_story(placement=home, by=staff(request), reason=reason)

        return self._take_down(
            request, story, "withdraw", withdraw, _("Withdrawn: readers are told that it is gone.")
        )

    def kill_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "kill")

        def kill(reason: str) -> None:
            kill_story(story=story, by=staff(request), reason=reason)

        return self._take_down(request, story, "kill", kill, _("Killed on every station."))

    def revive_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "revive")
        if page := self.save_first(request, story):
            return page
        return self.act(
            request,
            story,
            lambda: revive_story(story=story, by=staff(request)),
            _("Revived: it is withdrawn, and can be published again."),
        )

    def _take_down(
        self: Any, request: HttpRequest, story: Story, name: str, call: Callable[[str], None], done: str
    ) -> HttpResponse:
        """The first post asks for the reason, the second one acts."""
        if page := self.save_first(request, story):
            return page
        form = TakeDownForm(request.POST if "asked" in request.POST else None, label_suffix="")
        if form.is_valid():
            return self.act(request, story, lambda: call(form.cleaned_data["reason"].strip()), done)
        return self.ask(request, self.standing_of(request, story.pk), form, name)

    # --- Another one, the desk and the bin --------------------------------------------------------------

    def _step(self: Any, verb: str, done: Any) -> Callable[..., HttpResponse]:
        def step_view(request: HttpRequest, pk: int) -> HttpResponse:
            story = self.row_for(request, pk, verb)
            if page := self.save_first(request, story):
                return page
            return self.act(
                request, story, lambda: move_stage(story=story, verb=verb, by=staff(request)), done
            )

        return step_view

    def return_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks what should change, the second one acts."""
        story = self.row_for(request, pk, "return_story")
        if page := self.save_first(request, story):
            return page
        story = self.get_object(request, str(pk))
        form = ReturnForm(request.POST if "asked" in request.POST else None, label_suffix="")
        if story.stage in sources("return_story") and not form.is_valid():
            return self.ask(request, Standing.of(story, home_of(story)), form, "return")
        words = form.cleaned_data["words"] if form.is_valid() else ""
        return self.act(
            request,
            story,
            lambda: move_stage(story=story, verb="return_story", by=staff(request), words=words),
            _("Returned: it is a draft again."),
        )

    def duplicate_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "view_story")
        if not may(request.user, "create_story", home_of(story)):
            raise PermissionDenied
        if page := self.save_first(request, story):
            return page
        try:
            copy = duplicate_story(story=story, by=staff(request))
        except StoryIsKilled as error:
            messages.error(request, str(error))
            return self.back_to(story)
        messages.success(
            request,
            _("This is story {copy}, a copy of story {number}.").format(copy=copy.pk, number=story.pk),
        )
        return self.back_to(copy)

    def bin_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "bin_story")
        if page := self.save_first(request, story):
            return page
        return self.act(
            request,
            story,
            lambda: bin_story(story=story, by=staff(request)),
            _("In the bin. It is deleted after 30 days; until then it can be taken out."),
        )

    def unbin_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "bin_story")
        return self.act(
            request, story, lambda: take_from_bin(story=story, by=staff(request)), _("Taken out of the bin.")
        )

    # --- What they share --------------------------------------------------------------------------------

    def save_first(self: Any, request: HttpRequest, story: Story) -> HttpResponse | None:
        """Save the form that the button stood in; an answer only where that is refused.

        A question's own form has no version, and nothing to save. What waits is the act's to decide.
        """
        if "version" not in request.POST:
            return None
        answer: HttpResponse | None = self.save_form_of(request, story, settled="keep")
        return answer

    def ask(
        self: Any,
        request: HttpRequest,
        standing: Standing,
        form: Any,
        name: str,
        findings: Sequence[Finding] = (),
    ) -> HttpResponse:
        title, button = question(standing, name)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "button": button,
            "name": name,
            "opts": self.opts,
            "story": standing.story,
            "standing": standing,
            "form": form,
            "findings": findings,
        }
        return TemplateResponse(request, "admin/articles/story/ask.html", context)

    def flow_context(self: Any, request: HttpRequest, standing: Standing, dossier: Dossier) -> dict[str, Any]:
        """What the boxes beside the text show of the way from draft to live."""
        return {
            "findings": findings_on(standing) if standing.may_go_out else [],
            "corrections": [correction_words(row, standing) for row in dossier.corrections],
            **self.people_context(request, dossier),
            **self.preview_context(request, dossier),
        }


def correction_words(row: CorrectionPlacement, standing: Standing) -> dict[str, Any]:
    """What readers are told on the home station, or will be."""
    return {
        "correction": row.correction,
        "corrects": row.corrects.number,
        "when": full_time(row.carried_by.live_from, standing.zone),
    }


def question(standing: Standing, name: str) -> tuple[str, str]:
    """Title and button of the page that asks."""
    told = {"headline": standing.story.headline, "brand": standing.story.station.brand}
    then = _("Replace at that time") if standing.live else _("Publish then")
    title, button = {
        "publish": (_("Publish “{headline}” now?"), _("Publish now on {brand}")),
        "schedule": (_("When should “{headline}” go live?"), then),
        "correct": (
            _("Publish “{headline}” with a correction"),
            _("Publish now on {brand}, with this note"),
        ),
        "expire": (_("When should “{headline}” end?"), _("Set the end")),
        "revert": (_("Bring an earlier “{headline}” back?"), _("Bring it back now on {brand}")),
        "return": (_("Return “{headline}” to draft?"), _("Return it")),
        "withdraw": (_("Withdraw “{headline}”?"), _("Withdraw from {brand} now")),
        "kill": (_("Kill “{headline}”?"), _("Kill on every station, for good")),
    }[name]
    return title.format(**told), button.format(**told)
