"""The buttons of a story: each a POST of its own, which first saves the form that it was pressed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern

from articles.admin.rights import staff
from articles.admin.standing import Standing
from articles.errors import NewsroomError, WrongTime
from articles.forms.publishing import PublishForm, TakeDownForm
from articles.forms.times import desk_time
from articles.models import Edition, Placement, Story
from articles.services.deleting import bin_story, take_from_bin
from articles.services.drafting import move_stage
from articles.services.publishing import (
    cancel_scheduled,
    kill_story,
    publish_story,
    revive_story,
    withdraw_story,
)

HELD = "This story is held for release. Take the hold off and save, then publish it."
# Address, verb of `may`, what is said afterwards.
STEPS = (
    ("submit", "submit_story", "Submitted for review."),
    ("return", "return_story", "Returned: it is a draft again."),
    ("ready", "make_ready", "Ready. A later save lifts this."),
)


class StoryActs:
    """Mixed into the story's admin, which knows how to save its form and show a row again."""

    def act_urls(self: Any) -> list[URLPattern]:
        steps = [self.act_url(name, self._step(verb, done)) for name, verb, done in STEPS]
        return [
            self.act_url("publish", self.publish_view),
            self.act_url("schedule", self.schedule_view),
            self.act_url("cancel", self.cancel_view),
            self.act_url("withdraw", self.withdraw_view),
            self.act_url("kill", self.kill_view),
            self.act_url("revive", self.revive_view),
            self.act_url("bin", self.bin_view),
            self.act_url("unbin", self.unbin_view),
            *steps,
        ]

    # --- Publishing -------------------------------------------------------------------------------------

    def publish_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return self._publish(request, pk, later=False)

    def schedule_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return self._publish(request, pk, later=True)

    def _publish(self: Any, request: HttpRequest, pk: int, *, later: bool) -> HttpResponse:
        story: Story = self.row_for(request, pk, "schedule" if later else "publish")
        if page := self.save_first(request, story):
            return page
        story = self.get_object(request, str(pk))
        if story.on_hold:
            messages.error(request, HELD)
            return self.back_to(story)
        standing = Standing.of(story, home_of(story))
        form = publish_form(request, standing, later=later)
        if form.is_valid():
            try:
                edition = publish_story(
                    placement=standing.home, by=staff(request), **answers(request, form, standing)
                )
            except WrongTime as error:
                form.add_error("at" if later else None, str(error))
            except NewsroomError as error:
                messages.error(request, str(error))
                return self.back_to(story)
            else:
                messages.success(request, published_words(standing, edition, later=later))
                return self.back_to(story)
        forget_unasked(request, form)
        return self._ask(request, standing, form, "schedule" if later else "publish")

    def cancel_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "cancel")
        if page := self.save_first(request, story):
            return page
        home = home_of(story)
        return self.act(
            request,
            story,
            lambda: cancel_scheduled(placement=home, by=staff(request)),
            "Cancelled: nothing goes out by itself.",
        )

    # --- Taking down ------------------------------------------------------------------------------------

    def withdraw_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "withdraw")
        home = home_of(story)

        def withdraw(reason: str) -> None:
            withdraw_story(placement=home, by=staff(request), reason=reason)

        return self._take_down(
            request, story, "withdraw", withdraw, "Withdrawn: readers are told that it is gone."
        )

    def kill_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "kill")

        def kill(reason: str) -> None:
            kill_story(story=story, by=staff(request), reason=reason)

        return self._take_down(request, story, "kill", kill, "Killed on every station.")

    def revive_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "revive")
        if page := self.save_first(request, story):
            return page
        return self.act(
            request,
            story,
            lambda: revive_story(story=story, by=staff(request)),
            "Revived: it is withdrawn, and can be published again.",
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
        return self._ask(request, Standing.of(story, home_of(story)), form, name)

    # --- The desk and the bin ---------------------------------------------------------------------------

    def _step(self: Any, verb: str, done: str) -> Callable[..., HttpResponse]:
        def step_view(request: HttpRequest, pk: int) -> HttpResponse:
            story = self.row_for(request, pk, verb)
            if page := self.save_first(request, story):
                return page
            return self.act(
                request, story, lambda: move_stage(story=story, verb=verb, by=staff(request)), done
            )

        return step_view

    def bin_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "bin_story")
        if page := self.save_first(request, story):
            return page
        return self.act(
            request,
            story,
            lambda: bin_story(story=story, by=staff(request)),
            "In the bin. It is deleted after 30 days; until then it can be taken out.",
        )

    def unbin_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "bin_story")
        return self.act(
            request, story, lambda: take_from_bin(story=story, by=staff(request)), "Taken out of the bin."
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

    def _ask(self: Any, request: HttpRequest, standing: Standing, form: Any, name: str) -> HttpResponse:
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
        }
        return TemplateResponse(request, "admin/articles/story/ask.html", context)


def home_of(story: Story) -> Placement:
    return Placement.objects.get(story=story, home=True)


def publish_form(request: HttpRequest, standing: Standing, *, later: bool) -> PublishForm:
    """With the questions that this publication raises, filled from the post."""
    choices = waiting_choices(request, standing, later=later)
    form = PublishForm(request.POST, zone=standing.zone, at=later, waiting=choices, override=False)
    if later and not form.is_valid():
        return form
    opens = form.cleaned_data["at"] if later else standing.now
    embargo = standing.story.embargo_until
    if embargo and embargo > opens:
        form = PublishForm(request.POST, zone=standing.zone, at=later, waiting=choices, override=True)
    return form


def waiting_choices(request: HttpRequest, standing: Standing, *, later: bool) -> list[tuple[str, str]]:
    """Only one edition can wait: a second time is a new time for it, once the person has seen it."""
    if standing.coming is None or (later and is_moving(request, standing)):
        return []
    cancel = ("cancel", f"Cancel the version for {standing.opens}")
    keep = ("keep", f"Keep it: it replaces this one at {standing.opens}")
    return [cancel] if later else [keep, cancel]


def is_moving(request: HttpRequest, standing: Standing) -> bool:
    return bool(standing.coming and request.POST.get("moves") == str(standing.coming.pk))


def answers(request: HttpRequest, form: PublishForm, standing: Standing) -> dict[str, Any]:
    given = form.answers()
    return given | {"waiting": "cancel"} if is_moving(request, standing) and given["at"] else given


def forget_unasked(request: HttpRequest, form: PublishForm) -> None:
    """A question that was not on the page before is no mistake yet."""
    for name in form.fields:
        if not request.POST.get(name) and "asked" not in request.POST:
            form.errors.pop(name, None)


def published_words(standing: Standing, edition: Edition, *, later: bool) -> str:
    brand = standing.story.station.brand
    if later:
        opens = desk_time(edition.live_from, standing.zone, standing.now)
        return f"{'Replaces' if standing.live else 'Goes live'} on {brand} at {opens}."
    return f"Live on {brand}: edition {edition.number}."


def question(standing: Standing, name: str) -> tuple[str, str]:
    """Title and button of the page that asks."""
    headline, brand = standing.story.headline, standing.story.station.brand
    match name:
        case "publish":
            return f"Publish “{headline}” now?", f"Publish now on {brand}"
        case "schedule":
            return (
                f"When should “{headline}” go live?",
                "Replace at that time" if standing.live else "Publish then",
            )
        case "withdraw":
            return f"Withdraw “{headline}”?", f"Withdraw from {brand} now"
    return f"Kill “{headline}”?", "Kill on every station, for good"
