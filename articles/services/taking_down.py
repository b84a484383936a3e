"""Withdraw, kill, revive: what readers had goes at once, and says so where it was."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import WrongStep
from articles.models import Placement, Story, User
from articles.pagecache.keys import story_key
from articles.permissions import require
from articles.services.breaking import end_breaking_of
from articles.services.clock import database_now
from articles.services.desks import Desk, check_step, lock_desk, note
from articles.services.indexing import unindex_past
from articles.services.publishing import cancel_coming, set_live_until
from articles.services.record import change_pages, keys_of, story_event


@transaction.atomic
def withdraw_story(*, placement: Placement, by: User | None, reason: str = "") -> None:
    """Take a story from one station: 410 with `reason` at once; what was coming is cancelled."""
    desk = lock_desk(placement, by, "withdraw")
    check_step(desk, "withdraw", _("This story is not live here, and nothing is scheduled."))
    take_down(desk, Placement.Down.WITHDRAWN, reason)


@transaction.atomic
def kill_story(*, story: Story, by: User | None, reason: str = "") -> None:
    """Take a story from every station at once, for good; only a group administrator can revive it."""
    if by:
        require(by, "kill", story)
    # The breaking news of several stations ends with it, in the order in which others end it.
    for placement in Placement.objects.filter(story=story).order_by("station"):
        take_down(lock_desk(placement, None, "kill"), Placement.Down.KILLED, reason, by=by)


@transaction.atomic
def revive_story(*, story: Story, by: User | None) -> None:
    """Undo a kill: the story is withdrawn everywhere, and can be published again under its number.

    Raises NotAllowed, and WrongStep for a story that is not killed. `by` is None for the importer, which
    was asked to revive what it brings in.
    """
    if by:
        require(by, "revive", story)
    locked = Story.objects.select_for_update().get(pk=story.pk)
    killed = Placement.objects.filter(story=story, down_kind=Placement.Down.KILLED)
    if not killed.update(down_kind=Placement.Down.WITHDRAWN):
        raise WrongStep(_("This story is not killed, so there is nothing to revive."))
    now = database_now()
    change_pages([story_key(story.pk)], effective_at=now)
    story_event("revived", story=locked, at=now, by=by).save()


def take_down(desk: Desk, kind: str, reason: str, *, by: User | None = None) -> None:
    """End the live edition at `desk.now` and its breaking news, cancel the coming one, and say so."""
    desk.by = by or desk.by
    cancel_coming(desk)
    if desk.live:
        set_live_until(desk.live, desk.now)
        unindex_past(desk.placement.pk)
        change_pages(keys_of(desk.live), effective_at=desk.now, hard=True)
    placement = desk.placement
    end_breaking_of(placement, now=desk.now, by=desk.by)
    placement.down_kind, placement.down_reason = kind, reason
    placement.down_at, placement.down_by = desk.now, desk.by
    placement.save(update_fields=["down_kind", "down_reason", "down_at", "down_by"])
    note(desk, kind, desk.live)
