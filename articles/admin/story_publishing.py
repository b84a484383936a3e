"""The buttons that decide what readers get, and when: publish, at a time, cancel, end, bring back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.admin.rights import staff
from articles.admin.standing import Standing, findings_on, home_of
from articles.errors import NewsroomError, NothingToCorrect, StaleSave, WrongTime
from articles.forms.publishing import Choices, EndForm, PublishForm
from articles.forms.times import desk_time, full_time
from articles.models import Edition, Story
from articles.preflight import Finding, Level
from articles.services.publishing import (
    cancel_scheduled,
    earlier_editions,
    publish_story,
    revert_story,
    set_end,
)
from articles.workflow import sources

# As many earlier editions as one looks through in a list.
MOST_EARLIER = 30


class StoryPublishing:
    """Mixed into the story's admin, which knows how to save its form, ask a question and show a row again."""

    def publishing_urls(self: Any) -> list[URLPattern]:
        return [
            self.act_url("publish", self.publish_view),
            self.act_url("schedule", self.schedule_view),
            self.act_url("correct", self.correct_view),
            self.act_url("cancel", self.cancel_view),
            self.act_url("expire", self.expire_view),
            self.act_url("revert", self.revert_view),
        ]

    def publish_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return self._publish(request, pk, "publish")

    def correct_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return self._publish(request, pk, "correct")

    def schedule_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        return self._publish(request, pk, "schedule")

    def _publish(self: Any, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        story: Story = self.row_for(request, pk, act)
        if page := self.save_first(request, story):
            return page
        standing = self.standing_of(request, pk)
        if act == "correct" and (story.binned_at or standing.publication not in sources(act)):
            messages.error(request, str(NothingToCorrect()))
            return self.back_to(story)
        findings = findings_on(standing) if standing.has_news else []
        form = publish_form(request, standing, act)
        known = all(is_known(request, finding) for finding in findings)
        if not is_current(request, story):
            form.add_error(None, str(StaleSave()))
        elif form.is_valid() and known:
            given = form.answers() | moving(request, standing, act)
            try:
                edition = publish_story(placement=standing.home, by=staff(request), **given)
            except WrongTime as error:
                form.add_error("at" if act == "schedule" else None, str(error))
            except NewsroomError as error:
                if act != "correct":
                    messages.error(request, str(error))
                    return self.back_to(story)
                form.add_error(None, str(error))  # what was typed stays on the page
            else:
                messages.success(request, published_words(standing, edition, act))
                return self.back_to(story)
        forget_unasked(request, form)
        return self.ask(request, standing, form, act, findings)

    def cancel_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "cancel")
        if page := self.save_first(request, story):
            return page
        home = home_of(story)
        return self.act(
            request,
            story,
            lambda: cancel_scheduled(placement=home, by=staff(request)),
            _("Cancelled: nothing goes out by itself."),
        )

    def expire_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.row_for(request, pk, "expire")
        if page := self.save_first(request, story):
            return page
        standing = self.standing_of(request, pk)
        if standing.publication not in sources("expire"):
            messages.error(request, _("This story is not live here, and nothing is scheduled."))
            return self.back_to(story)
        typed = request.POST.get("until") or "asked" in request.POST
        form = EndForm(request.POST if typed else None, zone=standing.zone, initial={"until": standing.end})
        if form.is_valid():
            try:
                edition = set_end(
                    placement=standing.home, by=staff(request), until=form.cleaned_data["until"]
                )
            except WrongTime as error:
                form.add_error("until", str(error))
            except NewsroomError as error:
                messages.error(request, str(error))
                return self.back_to(story)
            else:
                messages.success(request, end_words(standing, edition))
                return self.back_to(story)
        return self.ask(request, standing, form, "expire")

    def revert_view(self: Any, request: HttpRequest, pk: int) -> HttpResponse:
        """The first post asks which edition, the second one acts."""
        story = self.row_for(request, pk, "revert")
        if page := self.save_first(request, story):
            return page
        standing = self.standing_of(request, pk)
        editions = list(earlier_editions(standing.home, standing.live)[:MOST_EARLIER])
        if not editions:
            messages.error(request, _("There is no earlier version that could come back."))
            return self.back_to(story)
        form = revert_form(request, standing, editions)
        if "asked" not in request.POST or not form.is_valid():
            forget_unasked(request, form)
            return self.ask(request, standing, form, "revert")
        given = form.answers()
        back = next(edition for edition in editions if edition.pk == form.cleaned_data["edition"])
        return self.act(
            request,
            story,
            lambda: revert_story(
                placement=standing.home,
                by=staff(request),
                to=back,
                waiting=given["waiting"],
                override_embargo=given["override_embargo"],
            ),
            _("Readers have edition {number} again. Your working copy stays as it was.").format(
                number=back.number
            ),
        )

    def standing_of(self: Any, request: HttpRequest, pk: int) -> Standing:
        """Read anew: the form that the button stood in may just have been saved."""
        story: Story = self.get_object(request, str(pk))
        return Standing.of(story, home_of(story))


# What is asked before anything else is known.
ASKS = {"publish": set[str](), "schedule": {"at"}, "correct": {"kind", "text"}}


def is_current(request: HttpRequest, story: Story) -> bool:
    """Whether the story is still as it was when the question was asked; a button of the form saved it."""
    return request.POST.get("seen_version", str(story.version)) == str(story.version)


def publish_form(request: HttpRequest, standing: Standing, act: str) -> PublishForm:
    """With the questions that this publication raises, filled from the post."""
    later, asks = act == "schedule", ASKS[act] | ({"bypass"} if standing.unseen else set())
    choices = waiting_choices(request, standing, later=later)
    form = PublishForm(request.POST, zone=standing.zone, asks=frozenset(asks), waiting=choices)
    form.is_valid()
    opens = form.cleaned_data.get("at") if later else standing.now
    if opens is None or not is_early(standing, opens):
        return form
    form = PublishForm(request.POST, zone=standing.zone, asks=frozenset({*asks, "override"}), waiting=choices)
    if later and not request.POST.get("override"):
        form.add_error(
            "at",
            _("Embargoed until {time}. Choose a later time, or say why.").format(time=standing.embargo_words),
        )
    return form


def is_known(request: HttpRequest, finding: Finding) -> bool:
    """Whether the person has seen this warning, on the story's page or on the one that asks.

    What stops a publication needs no question: the service refuses it, or the form asks for the reason.
    """
    return finding.level == Level.BLOCKER or finding.code in request.POST.get("seen", "").split(",")


def is_early(standing: Standing, opens: Any) -> bool:
    embargo = standing.story.embargo_until
    return bool(embargo and embargo > opens)


def revert_form(request: HttpRequest, standing: Standing, editions: list[Edition]) -> PublishForm:
    offered = [
        (
            str(edition.pk),
            _("Edition {number}: {time}").format(
                number=edition.number, time=full_time(edition.live_from, standing.zone)
            ),
        )
        for edition in editions
    ]
    return PublishForm(
        request.POST,
        zone=standing.zone,
        asks=frozenset({"override"} if is_early(standing, standing.now) else ()),
        waiting=waiting_choices(request, standing, later=False),
        editions=offered,
    )


def waiting_choices(request: HttpRequest, standing: Standing, *, later: bool) -> Choices:
    """Only one edition can wait: a second time is a new time for it, once the person has seen it."""
    if standing.coming is None or (later and is_moving(request, standing)):
        return ()
    cancel = ("cancel", _("Cancel the version for {time}").format(time=standing.opens))
    keep = ("keep", _("Keep it: it replaces this one at {opens}").format(opens=standing.opens))
    return [cancel] if later else [keep, cancel]


def is_moving(request: HttpRequest, standing: Standing) -> bool:
    return bool(standing.coming and request.POST.get("moves") == str(standing.coming.pk))


def moving(request: HttpRequest, standing: Standing, act: str) -> dict[str, str]:
    return {"waiting": "cancel"} if act == "schedule" and is_moving(request, standing) else {}


def forget_unasked(request: HttpRequest, form: PublishForm) -> None:
    """A question that was not on the page before is no mistake yet."""
    for name in form.fields:
        if not request.POST.get(name) and "asked" not in request.POST:
            form.errors.pop(name, None)


def published_words(standing: Standing, edition: Edition, act: str) -> str:
    brand = standing.story.station.brand
    if act == "schedule":
        opens = desk_time(edition.live_from, standing.zone, standing.now)
        words = (
            _("Replaces on {brand} at {opens}.") if standing.live else _("Goes live on {brand} at {opens}.")
        )
        return words.format(brand=brand, opens=opens)
    if act == "correct":
        words = _("Live on {brand}: edition {number}, with its correction.")
    else:
        words = _("Live on {brand}: edition {number}.")
    return words.format(brand=brand, number=edition.number)


def end_words(standing: Standing, edition: Edition) -> str:
    if edition.live_until.year == 9999:
        return _("It stays until somebody takes it down.")
    return _("Ends by itself at {time}.").format(
        time=desk_time(edition.live_until, standing.zone, standing.now)
    )
