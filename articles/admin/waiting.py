"""What waits for one person: news of their stories, notes to them, stories to write, review and publish."""

import dataclasses
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.record import person_words
from articles.admin.rights import staff
from articles.admin.scope import scope
from articles.forms.times import desk_time
from articles.models import Edition, Notice, Placement, Story, StoryNote, User
from articles.permissions import stories_for
from articles.services.clock import database_now
from articles.workflow import Stage

MOST: Final = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A line that leads to a story: when it came, and what is to be done."""

    story: Story
    words: str
    when: str


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: list[Item]
    # More than are shown here stand in the list of stories at this address.
    more: str = ""


def waiting_for(request: HttpRequest) -> list[Group]:
    """Groups that have something in them. Five queries, however much waits."""
    user = staff(request)
    changelist = reverse("admin:articles_story_changelist")
    groups = (
        Group(_("Assigned to you"), _stories(assigned_to(user))),
        Group(_("Notes to you"), _notes(user)),
        Group(_("To review"), _stories(to_review(user)), f"{changelist}?stage={Stage.IN_REVIEW}"),
        Group(_("Ready to go out"), _stories(to_publish(user)), f"{changelist}?stage={Stage.READY}"),
    )
    return [group for group in groups if group.items]


def news_for(user: User) -> list[Item]:
    """Unread notices, the newest first. One query."""
    now = database_now()
    notices = Notice.objects.filter(user=user, read_at__isnull=True).select_related("by", "story__station")
    return [
        Item(
            notice.story,
            f"{notice.get_kind_display()} by {person_words(notice.by)}",
            desk_time(notice.created_at, notice.story.station.zone, now),
        )
        for notice in notices[:MOST]
    ]


def assigned_to(user: User) -> QuerySet[Story]:
    """Not past the desk, and not as readers have it already."""
    mine = Story.objects.at_hand().filter(assigned_to=user).exclude(stage=Stage.READY)
    return mine.exclude(_is_out_as_saved()).exclude(_is_killed())


def to_review(user: User) -> QuerySet[Story]:
    return _within(user, "make_ready").filter(stage=Stage.IN_REVIEW).exclude(_is_killed())


def to_publish(user: User) -> QuerySet[Story]:
    """Ready, and neither out as it is nor scheduled."""
    ready = _within(user, "publish").filter(stage=Stage.READY, on_hold=False)
    out = Edition.objects.due_or_live().filter(
        story=OuterRef("pk"), created_at__gte=OuterRef("approved_revision__created_at")
    )
    return ready.exclude(Exists(out)).exclude(_is_killed())


def _within(user: User, verb: str) -> QuerySet[Story]:
    """Stories whose home the user may do `verb` to."""
    homes = Placement.objects.filter(scope(user, verb, "station", "section"), home=True)
    return stories_for(user, Story.objects.at_hand()).filter(Exists(homes.filter(story=OuterRef("pk"))))


def _is_out_as_saved() -> Exists:
    return Exists(
        Edition.objects.due_or_live().filter(story=OuterRef("pk"), created_at__gte=OuterRef("updated_at"))
    )


def _is_killed() -> Exists:
    return Exists(Placement.objects.filter(story=OuterRef("pk"), home=True, down_kind=Placement.Down.KILLED))


def _stories(stories: QuerySet[Story]) -> list[Item]:
    now = database_now()
    rows = stories.select_related("station").defer("body").order_by("-updated_at")[:MOST]
    return [
        Item(story, str(story.get_stage_display()), desk_time(story.updated_at, story.station.zone, now))
        for story in rows
    ]


def _notes(user: User) -> list[Item]:
    now = database_now()
    notes = StoryNote.objects.open().filter(to=user, story__binned_at__isnull=True)
    rows: Any = notes.select_related("author", "story__station").order_by(F("created_at").desc())[:MOST]
    return [
        Item(
            note.story,
            f"{person_words(note.author)}: {note.text}",
            desk_time(note.created_at, note.story.station.zone, now),
        )
        for note in rows
    ]
