"""Publish, schedule, cancel, withdraw, kill: each in one transaction, at one instant.

Order of locks: the story, then its placement. Order of writes: the edition before is shortened first,
since at most one may be live at any instant and the constraint looks at every statement.
"""

import dataclasses
import datetime as dt
from typing import Literal

from django.db import transaction

from articles.errors import (
    AlreadyScheduled,
    EditionWaits,
    EmbargoHolds,
    NothingToPublish,
    StoryIsGone,
    StoryIsKilled,
    WrongTime,
)
from articles.models import FAR_FUTURE, Edition, EmbargoOverride, Placement, Story, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.content import read_content
from articles.services.freezing import Span, freeze_edition
from articles.services.indexing import index_editions, unindex_past
from articles.services.record import change_pages, keys_of, story_event

Waiting = Literal["keep", "cancel"]


@dataclasses.dataclass(slots=True)
class Desk:
    """A placement under lock, with what is live and what is coming at `now`."""

    placement: Placement
    story: Story
    now: dt.datetime
    live: Edition | None
    coming: Edition | None
    by: User | None


@transaction.atomic
def publish_story(
    *,
    placement: Placement,
    by: User | None,
    at: dt.datetime | None = None,
    until: dt.datetime | None = None,
    waiting: Waiting | None = None,
    override_embargo: str = "",
) -> Edition:
    """Freeze the working copy into an edition, live now or from `at`, perhaps only `until`.

    `waiting` says what becomes of an edition that is coming already; without it EditionWaits is raised.
    `override_embargo` is the reason for going out before the embargo; it needs that permission and is
    kept. `by` is None for the importer and the demo. Raises NotAllowed, WrongTime, EmbargoHolds,
    NothingToPublish (the same content is live), StoryIsKilled, StoryIsGone.
    """
    desk = lock_desk(placement, by, "schedule" if at else "publish")
    check_times(desk, at, until)
    live_from = at or desk.now
    settle_embargo(desk, live_from, override_embargo)
    settled = settle_waiting(desk, at, waiting)
    edition = next_edition(desk, Span(live_from=live_from, live_until=end_of(desk, until)))
    if desk.live and desk.live.content_sha256 == edition.content_sha256:
        if not settled or at:
            raise NothingToPublish
        return desk.live
    go_live(desk, edition)
    return edition


@transaction.atomic
def cancel_scheduled(*, placement: Placement, by: User | None) -> Edition:
    """Take back the edition that is coming; it keeps its number. Raises NothingToPublish where none is."""
    desk = lock_desk(placement, by, "cancel")
    if not desk.coming:
        raise NothingToPublish("Nothing is scheduled for this story.")
    cancelled = desk.coming
    cancel_coming(desk)
    return cancelled


@transaction.atomic
def withdraw_story(*, placement: Placement, by: User | None, reason: str = "") -> None:
    """Take a story from one station: 410 with `reason` at once; what was coming is cancelled."""
    desk = lock_desk(placement, by, "withdraw")
    if not (desk.live or desk.coming):
        raise NothingToPublish("This story is not live here, and nothing is scheduled.")
    take_down(desk, Placement.Down.WITHDRAWN, reason)


@transaction.atomic
def kill_story(*, story: Story, by: User | None, reason: str = "") -> None:
    """Take a story from every station at once, for good; only a group administrator can revive it."""
    if by:
        require(by, "kill", story)
    for placement in Placement.objects.filter(story=story).order_by("pk"):
        take_down(lock_desk(placement, None, "kill"), Placement.Down.KILLED, reason, by=by)


@transaction.atomic
def revive_story(*, story: Story, by: User) -> None:
    """Undo a kill: the story is withdrawn everywhere, and can be published again under its number."""
    require(by, "revive", story)
    locked = Story.objects.select_for_update().get(pk=story.pk)
    Placement.objects.filter(story=story, down_kind=Placement.Down.KILLED).update(
        down_kind=Placement.Down.WITHDRAWN
    )
    story_event("revived", story=locked, at=database_now(), by=by).save()


def lock_desk(placement: Placement, by: User | None, verb: str) -> Desk:
    """Lock story and placement, then read the clock once; every verb acts at that instant."""
    story = (
        Story.objects.select_for_update(of=("self",))
        .select_related("source", "lead_picture")
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


def check_times(desk: Desk, at: dt.datetime | None, until: dt.datetime | None) -> None:
    if desk.placement.down_kind == Placement.Down.KILLED:
        raise StoryIsKilled
    if at and at <= desk.now:
        raise WrongTime("That time has passed. Publish now, or choose a time ahead.")
    if until and until <= (at or desk.now):
        raise WrongTime("The story would end before it begins. Choose a later end.")


def end_of(desk: Desk, until: dt.datetime | None) -> dt.datetime:
    """A planned end belongs to the story: the next edition takes it over, unless a new one is given."""
    latest = desk.coming.live_from if desk.coming else FAR_FUTURE
    if until and until > latest:
        raise WrongTime(
            "Another edition is scheduled before that end. Cancel it first, or choose an earlier end."
        )
    return until or min(latest, desk.live.live_until if desk.live else FAR_FUTURE)


def settle_embargo(desk: Desk, live_from: dt.datetime, reason: str) -> None:
    """The trigger holds the embargo; this says so in words, or records who lets the story out and why."""
    embargo = desk.story.embargo_until
    if not embargo or embargo <= live_from:
        return
    if not reason:
        raise EmbargoHolds
    if desk.by is None:
        raise EmbargoHolds("Only a person can let a story out before its embargo.")
    require(desk.by, "override_embargo", desk.placement)
    EmbargoOverride.objects.create(story_id=desk.story.pk, embargo_until=embargo, reason=reason, by=desk.by)
    note(desk, "embargo_overridden", None)


def settle_waiting(desk: Desk, at: dt.datetime | None, waiting: Waiting | None) -> bool:
    """Decide about the edition that is coming; return whether one was cancelled."""
    if not desk.coming:
        return False
    if waiting is None:
        raise EditionWaits
    if waiting == "keep":
        if at:
            raise AlreadyScheduled
        return False
    cancel_coming(desk)
    return True


def cancel_coming(desk: Desk) -> None:
    """Empty the coming edition's range; the live one then lasts as long as that one would have."""
    coming = desk.coming
    if coming is None:
        return
    lasts_until = coming.live_until
    set_live_until(coming, coming.live_from)
    if desk.live and desk.live.live_until == coming.live_from:
        set_live_until(desk.live, lasts_until)
    change_pages(keys_of(coming, desk.live), effective_at=desk.now)
    note(desk, "cancelled", coming)
    unindex_past(desk.placement.pk)
    desk.coming = None


def set_live_until(edition: Edition, until: dt.datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(live_until=until)
    edition.live_until = until


def next_edition(desk: Desk, span: Span) -> Edition:
    """The working copy frozen as the placement's next number, linked to the chain. Unsaved."""
    last = desk.placement.editions.order_by("-number").first()
    first = desk.placement.editions.shown().order_by("live_from").first()
    return freeze_edition(
        content=read_content(desk.story, desk.placement),
        placement=desk.placement,
        span=dataclasses.replace(span, first_live_at=first.first_live_at if first else None),
        number=last.number + 1 if last else 1,
        previous_chain=last.chain_sha256 if last else "",
        by=desk.by,
    )


def go_live(desk: Desk, edition: Edition) -> None:
    """Shorten what is live, write the edition, its lists, its page changes and its event."""
    if desk.live and desk.live.live_until > edition.live_from:
        set_live_until(desk.live, edition.live_from)
    if desk.placement.down_kind:
        desk.placement.down_kind, desk.placement.down_at, desk.placement.down_by = "", None, None
        desk.placement.save(update_fields=["down_kind", "down_at", "down_by"])
    edition.save()
    unindex_past(desk.placement.pk)
    index_editions([edition])
    keys = keys_of(desk.live, edition)
    change_pages(keys, effective_at=edition.live_from)
    if edition.live_until != FAR_FUTURE:
        change_pages(keys, effective_at=edition.live_until)
    note(desk, "scheduled" if edition.live_from > desk.now else "published", edition)


def take_down(desk: Desk, kind: str, reason: str, *, by: User | None = None) -> None:
    """End the live edition at `desk.now`, cancel the coming one, and say so on the placement."""
    desk.by = by or desk.by
    cancel_coming(desk)
    if desk.live:
        set_live_until(desk.live, desk.now)
        unindex_past(desk.placement.pk)
        change_pages(keys_of(desk.live), effective_at=desk.now, hard=True)
    placement = desk.placement
    placement.down_kind, placement.down_reason = kind, reason
    placement.down_at, placement.down_by = desk.now, desk.by
    placement.save(update_fields=["down_kind", "down_reason", "down_at", "down_by"])
    note(desk, kind, desk.live)


def note(desk: Desk, verb: str, edition: Edition | None) -> None:
    story_event(
        verb, story=desk.story, at=desk.now, by=desk.by, placement=desk.placement, edition=edition
    ).save()
