"""Publish, revert, set an end, cancel: each in one transaction, at one instant.

Order of locks: the story, then its placement. Order of writes: the edition before is shortened first,
since at most one may be live at any instant and the constraint looks at every statement.
"""

import dataclasses
import datetime as dt
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.errors import (
    AlreadyScheduled,
    EditionWaits,
    NothingToPublish,
    NothingToRevertTo,
    WrongTime,
)
from articles.models import FAR_FUTURE, Edition, Notice, Placement, StoryEvent, User
from articles.models.editions import EditionQuerySet
from articles.services.checking import require_fit
from articles.services.clearance import check_hold, clear_review, record_bypass, settle_embargo
from articles.services.content import StoryContent, content_of, read_content
from articles.services.correcting import (
    NewCorrection,
    carry_corrections,
    corrected_edition,
    require_correctable,
)
from articles.services.desks import Desk, check_step, lock_desk, note
from articles.services.freezing import Filed, Span, freeze_edition
from articles.services.indexing import index_editions, unindex_past
from articles.services.notices import notify, owners
from articles.services.record import change_pages, keys_of

Waiting = Literal["keep", "cancel"]


@transaction.atomic
def publish_story(
    *,
    placement: Placement,
    by: User | None,
    at: dt.datetime | None = None,
    until: dt.datetime | None = None,
    waiting: Waiting | None = None,
    override_embargo: str = "",
    bypass_review: str = "",
    correction: NewCorrection | None = None,
) -> Edition:
    """Freeze the working copy into an edition, live now or from `at`, perhaps only `until`.

    `waiting` says what becomes of an edition that is coming already; without it EditionWaits is raised.
    `override_embargo` and `bypass_review` are reasons for going out before the embargo, or without the
    second pair of eyes that the station asks for; each needs its permission and is kept. A `correction`
    becomes public with the edition, also where no other word has changed. `by` is None for the importer
    and the demo, whom the station's checks do not stop. Raises NotAllowed, WrongTime, EmbargoHolds,
    SecondEyesNeeded, NotFitToPublish, StoryIsHeld, NothingToPublish (the same content is live),
    NothingToCorrect, StoryIsKilled, StoryIsGone.
    """
    desk = lock_desk(placement, by, "schedule" if at else "publish")
    check_step(desk, "schedule" if at else "publish")
    check_times(desk, at, until)
    check_hold(desk)
    if by:
        require_fit(story=desk.story, placement=desk.placement)
    if correction:
        require_correctable(desk, correction)
    bypass = clear_review(desk, bypass_review)
    live_from = at or desk.now
    settle_embargo(desk, live_from, override_embargo)
    instead_of = settle_waiting(desk, at, waiting)
    span = Span(live_from=live_from, live_until=end_of(desk, live_from, until))
    edition = next_edition(desk, read_content(desk.story, desk.placement), span)
    carries = correction or (instead_of and instead_of.carries.exists())
    if desk.live and desk.live.content_sha256 == edition.content_sha256 and not carries:
        if not instead_of or at:
            raise NothingToPublish
        return desk.live
    corrects = corrected_edition(desk)
    go_live(desk, edition)
    note(desk, "scheduled" if edition.live_from > desk.now else "published", edition)
    record_bypass(desk, bypass, edition)
    tell_owners(desk, edition)
    carry_corrections(desk, corrects=corrects, carried_by=edition, given=correction, instead_of=instead_of)
    return edition


@transaction.atomic
def revert_story(
    *,
    placement: Placement,
    by: User,
    to: Edition | None = None,
    waiting: Waiting | None = None,
    override_embargo: str = "",
) -> Edition:
    """Bring an earlier edition's content back as the next edition; without `to`, that of the one before.

    The working copy stays as it is, so nothing typed is lost. What readers had before needs no second pair
    of eyes. Raises NothingToRevertTo, WrongStep (nothing is live), and what `publish_story` raises.
    """
    desk = lock_desk(placement, by, "revert")
    check_step(desk, "revert", _("Nothing of this story is live, so there is nothing to revert."))
    check_hold(desk)
    earlier = earlier_editions(desk.placement, desk.live)
    back = (earlier.filter(pk=to.pk) if to else earlier).first()
    if back is None:
        raise NothingToRevertTo
    settle_embargo(desk, desk.now, override_embargo)
    settle_waiting(desk, None, waiting)
    span = Span(live_from=desk.now, live_until=end_of(desk, desk.now, None))
    edition = next_edition(desk, content_of(back), span, Filed(back.section_id, back.slug))
    go_live(desk, edition)
    note(desk, "reverted", edition)
    return edition


def earlier_editions(placement: Placement, live: Edition | None) -> EditionQuerySet:
    """Those that readers saw and whose content is not what is live, newest first."""
    return placement.editions.earlier() if live else placement.editions.none()


@transaction.atomic
def set_end(*, placement: Placement, by: User | None, until: dt.datetime | None) -> Edition:
    """Let the story end at `until` by itself, or with None never; of two editions the later one ends.

    Raises WrongTime for an end that has passed or comes before the edition that waits.
    """
    desk = lock_desk(placement, by, "expire")
    check_step(desk, "expire", _("This story is not live here, and nothing is scheduled."))
    last = desk.coming or desk.live
    assert last is not None  # noqa: S101 - the step exists for live and scheduled stories only
    if until and until <= desk.now:
        raise WrongTime(_("That time has passed. Withdraw the story, or choose a time ahead."))
    if until and until <= last.live_from:
        raise WrongTime(_("Another edition begins after that end. Cancel it first, or choose a later end."))
    set_live_until(last, until or FAR_FUTURE)
    change_pages(keys_of(last), effective_at=until or desk.now)
    note(desk, "end_set" if until else "end_lifted", last)
    return last


@transaction.atomic
def cancel_scheduled(*, placement: Placement, by: User | None) -> Edition:
    """Take back the edition that is coming; it keeps its number. Raises NothingToPublish where none is.

    What was withdrawn before it was scheduled is withdrawn again.
    """
    desk = lock_desk(placement, by, "cancel")
    if not desk.coming:
        raise NothingToPublish(_("Nothing is scheduled for this story."))
    cancelled = desk.coming
    cancel_coming(desk)
    if not desk.live:
        withdraw_again(desk)
    return cancelled


def tell_owners(desk: Desk, edition: Edition) -> None:
    later = edition.live_from > desk.now
    kind = Notice.Kind.SCHEDULED if later else Notice.Kind.PUBLISHED
    notify(kind, story=desk.story, people=owners(desk.story), by=desk.by)


def check_times(desk: Desk, at: dt.datetime | None, until: dt.datetime | None) -> None:
    if at and at <= desk.now:
        raise WrongTime(_("That time has passed. Publish now, or choose a time ahead."))
    if until and until <= (at or desk.now):
        raise WrongTime(_("The story would end before it begins. Choose a later end."))


def end_of(desk: Desk, live_from: dt.datetime, until: dt.datetime | None) -> dt.datetime:
    """A planned end belongs to the story: the next edition takes it over, unless a new one is given.

    What begins after that end has none.
    """
    latest = desk.coming.live_from if desk.coming else FAR_FUTURE
    if until and until > latest:
        raise WrongTime(
            _("Another edition is scheduled before that end. Cancel it first, or choose an earlier end.")
        )
    planned = desk.live.live_until if desk.live else FAR_FUTURE
    return until or min(latest, planned if planned > live_from else FAR_FUTURE)


def settle_waiting(desk: Desk, at: dt.datetime | None, waiting: Waiting | None) -> Edition | None:
    """Decide about the edition that is coming; return it if it was cancelled."""
    coming = desk.coming
    if not coming:
        return None
    if waiting is None:
        raise EditionWaits
    if waiting == "keep":
        if at:
            raise AlreadyScheduled
        return None
    cancel_coming(desk)
    return coming


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


def next_edition(desk: Desk, content: StoryContent, span: Span, filed: Filed | None = None) -> Edition:
    """Content frozen as the placement's next number, linked to the chain. Unsaved."""
    last = desk.placement.editions.order_by("-number").first()
    shown = desk.placement.editions.shown().order_by("live_from")
    first, before = shown.first(), shown.last()
    edition = freeze_edition(
        content=content,
        placement=desk.placement,
        filed=filed,
        span=dataclasses.replace(span, first_live_at=first.first_live_at if first else None),
        number=last.number + 1 if last else 1,
        previous_chain=last.chain_sha256 if last else "",
        by=desk.by,
    )
    if before and before.content_sha256 == edition.content_sha256:
        edition.changed_at = before.changed_at
    return edition


def go_live(desk: Desk, edition: Edition) -> None:
    """Shorten what is live, write the edition, its lists and its page changes."""
    if desk.live and desk.live.live_until > edition.live_from:
        set_live_until(desk.live, edition.live_from)
    if desk.placement.down_kind:
        desk.placement.down_kind, desk.placement.down_at, desk.placement.down_by = "", None, None
        desk.placement.save(update_fields=["down_kind", "down_at", "down_by"])
    edition.save()
    # In this order: first the tags that it names, which a merge holds, then keys, for which a merge waits.
    index_editions([edition])
    unindex_past(desk.placement.pk)
    keys = keys_of(desk.live, edition)
    change_pages(keys, effective_at=edition.live_from)
    if edition.live_until != FAR_FUTURE:
        change_pages(keys, effective_at=edition.live_until)


def withdraw_again(desk: Desk) -> None:
    """Put back the withdrawal that scheduling lifted, unless readers have seen the story since."""
    down = (
        StoryEvent.objects.filter(story_id=desk.story.pk, verb__in=("withdrawn", "revived"))
        .filter(Q(placement_id=desk.placement.pk) | Q(placement_id__isnull=True))
        .order_by("-pk")
        .first()
    )
    if down is None or desk.placement.editions.shown().filter(live_from__gte=down.at).exists():
        return
    placement = desk.placement
    placement.down_kind, placement.down_at, placement.down_by = (
        Placement.Down.WITHDRAWN,
        down.at,
        down.actor,
    )
    placement.save(update_fields=["down_kind", "down_at", "down_by"])
