"""Taking back what an import run created, as long as nobody has touched it since."""

import dataclasses
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max

from articles.models import ImportedFile, ImportItem, ImportRun, Placement, Story, StoryEvent, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.deleting import bin_story
from articles.services.publishing import cancel_scheduled
from articles.services.record import story_event
from articles.services.taking_down import withdraw_story

# What people do to a story as a whole; its words are as the importer left them.
NOT_TOUCHING = (
    "withdrawn",
    "killed",
    "revived",
    "binned",
    "taken_from_bin",
    "undone",
    "tag_merged",
    "picture_killed",
    "picture_replaced",
)
STORIES = 500


@dataclasses.dataclass(frozen=True, slots=True)
class TakenBack:
    """What becomes of one story: it is "withdrawn" or "binned"; or it is kept, and `kept` says why."""

    story: int
    path: str
    act: str = ""
    kept: str = ""


def undo_import(*, run: ImportRun, by: User, reason: str = "", dry_run: bool = True) -> Iterator[TakenBack]:
    """Withdraw the live stories that the run created, and bin those that no reader ever saw.

    Each story is a transaction of its own, so a stopped undoing goes on where it was. Readers are shown
    `reason` where a live story was. A dry run looks at the same things and says what would be done.
    Raises NotAllowed for anybody but a group administrator, before anything is done.
    """
    require(by, "undo_import", run)
    return _each(run, by, reason, dry_run=dry_run)


def _each(run: ImportRun, by: User, reason: str, *, dry_run: bool) -> Iterator[TakenBack]:
    created = run.items.filter(outcome=ImportItem.Outcome.CREATED, story__isnull=False).order_by("pk")
    last = 0
    while chunk := list(created.filter(pk__gt=last).values_list("pk", "story", "path", "member")[:STORIES]):
        last = chunk[-1][0]
        for _, story, path, member in chunk:
            name = f"{path} → {member}" if member else path
            yield _take_back(story, name, by, reason, dry_run=dry_run)


@transaction.atomic
def _take_back(number: int, path: str, by: User, reason: str, *, dry_run: bool) -> TakenBack:
    story = Story.objects.select_for_update().get(pk=number)
    home = Placement.objects.get(story=story, home=True)
    if kept := _why_kept(story, home):
        return TakenBack(number, path, kept=kept)
    seen = home.editions.shown().exists()
    if not dry_run:
        story_event("undone", story=story, at=database_now(), by=by, placement=home).save()
        if seen:
            withdraw_story(placement=home, by=by, reason=reason)
        else:
            _bin(story, home, by)
    return TakenBack(number, path, "withdrawn" if seen else "binned")


def _bin(story: Story, home: Placement, by: User) -> None:
    """An edition that waits for its embargo was never seen either.

    Nobody cancels it by hand: that would be a touch, and keep the story from being revived.
    """
    if home.editions.coming().exists():
        cancel_scheduled(placement=home, by=None)
    bin_story(story=story, by=by)


def _why_kept(story: Story, home: Placement) -> str:
    if story.binned_at:
        return "it lies in the bin already"
    if home.down_kind:
        return f"it was {home.down_kind} already"
    events = StoryEvent.objects.filter(story_id=story.pk, actor__isnull=False).exclude(verb__in=NOT_TOUCHING)
    touch = events.select_related("actor").order_by("-pk").first()
    if touch and touch.actor:
        verb = touch.verb.replace("_", " ")
        return f"{touch.actor.get_username()} has touched it: {verb}, {touch.at:%Y-%m-%d %H:%M} UTC"
    files = ImportedFile.objects.filter(story=story, is_duplicate=False)
    if story.version > (files.aggregate(newest=Max("story_version"))["newest"] or 1):
        return "somebody has touched it: it was saved since"
    if home.editions.shown().exists() and not home.editions.due_or_live().exists():
        return "readers do not get it any more"
    return ""
