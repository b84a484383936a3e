"""Many stories at once: first what would happen to each, then what did."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.once import once
from articles.admin.rights import staff
from articles.admin.scope import sections_for
from articles.admin.standing import Standing, findings_on, home_of
from articles.admin.story_columns import badges
from articles.admin.story_page import PER_PAGE
from articles.errors import (
    ChangedMeanwhile,
    EditionWaits,
    NewsroomError,
    NotAllowed,
    NothingToPublish,
    StoryIsGone,
    StoryIsKilled,
)
from articles.forms.base import sentence_of
from articles.forms.together import TogetherForm
from articles.models import Placement, Story, User
from articles.permissions import may, stories_for
from articles.preflight import Level
from articles.services.together import act_as_shown, mark_of
from articles.workflow import sources

# What each act is called, the permission it needs, and what it is called once it is done.
ACTS = {
    "publish": (gettext_lazy("Publish"), "publish", gettext_lazy("published")),
    "withdraw": (gettext_lazy("Withdraw"), "withdraw", gettext_lazy("withdrawn")),
    "move": (gettext_lazy("Move to another section"), "edit_story", gettext_lazy("moved")),
    "tag": (gettext_lazy("Add tags"), "edit_story", gettext_lazy("tagged")),
    "assign": (gettext_lazy("Assign"), "assign_story", gettext_lazy("assigned")),
}
# What reporters may do too, to drafts of their own: may() says so of each story, and of none in general.
OF_ONES_OWN = ("move", "tag")


def acts_for(user: User) -> dict[str, Any]:
    """Name and words of what a person may choose in the list."""
    return {act: words for act, (words, verb, _done) in ACTS.items() if act in OF_ONES_OWN or may(user, verb)}


@dataclasses.dataclass(frozen=True, slots=True)
class Prospect:
    """A story, and what an act would come to: why not, or what to know before."""

    story: Story
    mark: str
    states: str
    refusals: list[str]
    notes: list[str]


class StoryTogether:
    """Mixed into the story's admin."""

    def together_urls(self: Any) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.together_view)
        return [path("together/", view, name="articles_story_together")]

    def together_view(self: Any, request: HttpRequest) -> HttpResponse:
        """The first post asks, the second one acts; a reload shows the list."""
        verb = request.POST.get("act", "")
        stories = self.chosen(request)
        if request.method != "POST" or verb not in ACTS or not stories:
            if request.method == "POST":
                messages.error(request, _("Choose stories, and what to do with them."))
            return HttpResponseRedirect(reverse("admin:articles_story_changelist"))
        if verb not in acts_for(staff(request)):
            raise PermissionDenied
        asked = "asked" in request.POST
        form = TogetherForm(
            request.POST if asked else None,
            verb=verb,
            stories=stories,
            sections=sections_for(request.user, "create_story"),
        )
        if asked and form.is_valid():
            return once(request, lambda: self.done_together(request, verb, stories, form.cleaned_data))
        prospects = [prospect(staff(request), story, verb) for story in stories]
        context = {
            **self.admin_site.each_context(request),
            "title": _("{act}: {count} stories").format(act=ACTS[verb][0], count=len(stories)),
            "opts": self.opts,
            "verb": verb,
            "form": form,
            "prospects": prospects,
            "able": sum(not row.refusals for row in prospects),
            "button": ACTS[verb][0],
        }
        return TemplateResponse(request, "admin/articles/story/together.html", context)

    def chosen(self: Any, request: HttpRequest) -> list[Story]:
        """Those of the posted numbers that the user may see, as the list had them; at most a page."""
        numbers = [
            number for number in request.POST.getlist("row") if number.isascii() and number.isdecimal()
        ]
        keys = [int(number) for number in numbers[:PER_PAGE] if len(number) < 19]
        rows = stories_for(request.user, Story.objects.filter(pk__in=keys))
        return list(rows.select_related("station", "source", "lead_picture").order_by("-updated_at", "-pk"))

    def done_together(
        self: Any, request: HttpRequest, verb: str, stories: list[Story], given: dict[str, Any]
    ) -> HttpResponse:
        """One by one: a refusal stops none of the others, and is told with the story's name."""
        done, by = 0, staff(request)
        for story in stories:
            mark = request.POST.get(f"mark-{story.pk}")
            try:
                if mark is None:  # it was refused when it was shown
                    why = " ".join(prospect(by, story, verb).refusals)
                    raise NewsroomError(why) if why else ChangedMeanwhile
                act_as_shown(number=story.pk, mark=mark, verb=verb, by=by, given=given)
            except (NewsroomError, IntegrityError) as error:
                messages.error(request, f"{story.pk}, “{story.headline}”: {sentence_of(error)}")
            else:
                done += 1
        if done:
            messages.success(
                request, _("{done} of {all} {what}.").format(done=done, all=len(stories), what=ACTS[verb][2])
            )
        return HttpResponseRedirect(reverse("admin:articles_story_changelist"))


def prospect(user: User, story: Story, verb: str) -> Prospect:
    home = home_of(story)
    standing = Standing.of(story, home)
    refusals = list(refusals_of(user, standing, verb))
    notes = []
    if verb == "publish" and not refusals:
        found = findings_on(standing)
        refusals = [finding.sentence for finding in found if finding.level == Level.BLOCKER]
        notes = [finding.sentence for finding in found if finding.level == Level.WARNING]
    elif verb in ("move", "tag") and standing.live and not refusals:
        notes = [_("It is live: readers get this once it is published again.")]
    return Prospect(story, mark_of(story, home), badges(standing.states), refusals, notes)


def refusals_of(user: User, standing: Standing, verb: str) -> list[str]:
    """What stands in the way, whoever fills the form in how; the service has the last word."""
    story, home = standing.story, standing.home
    permission = ACTS[verb][1]
    subject: Any = home if verb in ("publish", "withdraw") else story
    if story.binned_at:
        return [str(StoryIsGone())]
    if not may(user, permission, subject):
        return [str(NotAllowed())]
    if home.down_kind == Placement.Down.KILLED and verb in ("publish", "withdraw"):
        return [str(StoryIsKilled())]
    if verb == "withdraw" and standing.publication not in sources("withdraw"):
        return [_("This story is not live here, and nothing is scheduled.")]
    if verb in ("publish", "move", "tag") and standing.coming:
        return [str(EditionWaits())]
    if verb == "publish" and not standing.has_news:
        return [str(NothingToPublish())]
    return []
