"""Revisions that are not the working copy: text set aside, and copy held for an editor."""

from typing import Any

from django.db import transaction

from articles.models import Revision, Story, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.drafting import next_revision_number
from articles.services.record import story_event


@transaction.atomic
def set_aside(
    *, story: Story, by: User, content: dict[str, Any], begun_from: int | None, note: str = ""
) -> Revision:
    """Keep what `by` wrote as a revision that never was the working copy; the story stays as it is.

    Sent twice, it is kept once. Raises NotAllowed.
    """
    require(by, "edit_story", story)
    locked = Story.objects.select_for_update().get(pk=story.pk)
    before = locked.revisions.filter(kind=Revision.Kind.ASIDE, created_by=by).first()
    if before and before.content == content:
        return before
    revision = Revision.objects.create(
        story=locked,
        number=next_revision_number(locked),
        kind=Revision.Kind.ASIDE,
        content=content,
        begun_from=begun_from,
        note=note,
        created_by=by,
    )
    story_event("set_aside", story=locked, at=database_now(), by=by, revision=revision).save()
    return revision


@transaction.atomic
def settle_held(*, story: Story, by: User, number: int, verb: str = "left_held_copy") -> bool:
    """Held copy waits no longer: it was taken over or merged by a save, or `by` leaves it. Whether any did.

    What was held before it waits no longer either: the newer copy had it all.
    """
    require(by, "edit_story", story)
    Story.objects.select_for_update().get(pk=story.pk)
    settled = story.revisions.waiting().filter(number__lte=number)
    newest = settled.first()
    if newest is None:
        return False
    settled.update(waits=False)
    story_event(verb, story=story, at=database_now(), by=by, revision=newest).save()
    return True


def base_of(revision: Revision) -> Revision | None:
    """What the text of a revision was written on: for held copy, what that source had brought before."""
    others = revision.story.revisions.all()
    if revision.begun_from:
        return others.filter(number=revision.begun_from).first()
    before = others.filter(number__lt=revision.number)
    if revision.kind == Revision.Kind.HELD:
        return before.filter(kind__in=(Revision.Kind.IMPORTED, Revision.Kind.HELD)).first()
    return before.once_current().first()
