"""A placement under lock: what is live and what is coming at one instant, for the verbs of publishing."""

import dataclasses
import datetime as dt

from articles.errors import StoryIsGone, StoryIsKilled, WrongStep
from articles.models import Edition, Placement, Story, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.record import story_event
from articles.workflow import Publication, sources


@dataclasses.dataclass(slots=True)
class Desk:
    """A placement under lock, with what is live and what is coming at `now`."""

    placement: Placement
    story: Story
    now: dt.datetime
    live: Edition | None
    coming: Edition | None
    by: User | None

    @property
    def publication(self) -> Publication:
        """As it was when the lock was taken; one query where neither live nor coming says it."""
        if self.placement.down_kind:
            return Publication(self.placement.down_kind)
        if self.live:
            return Publication.LIVE
        if self.coming:
            return Publication.SCHEDULED
        return self.placement.publication


def lock_desk(placement: Placement, by: User | None, verb: str) -> Desk:
    """Lock story and placement, then read the clock once; every verb acts at that instant."""
    story = (
        Story.objects.select_for_update(of=("self",))
        .select_related("station", "source", "lead_picture", "created_by", "assigned_to")
        .get(pk=placement.story_id)
    )
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    if by:
        require(by, verb, locked)
    if story.binned_at:
        raise StoryIsGone
    now = database_now()
    editions = list(locked.editions.once_live().filter(live_until__gt=now).order_by("live_from"))
    return Desk(
        placement=locked,
        story=story,
        now=now,
        live=next((e for e in editions if e.live_from <= now), None),
        coming=next((e for e in editions if e.live_from > now), None),
        by=by,
    )


def check_step(desk: Desk, verb: str, otherwise: str = "") -> None:
    """Raise StoryIsKilled, or WrongStep with the sentence `otherwise`, where the table has no such step."""
    if desk.publication in sources(verb):
        return
    if desk.publication == Publication.KILLED:
        raise StoryIsKilled
    raise WrongStep(otherwise)


def note(desk: Desk, verb: str, edition: Edition | None) -> None:
    """Write down what was done, at the desk's instant."""
    story_event(
        verb, story=desk.story, at=desk.now, by=desk.by, placement=desk.placement, edition=edition
    ).save()
