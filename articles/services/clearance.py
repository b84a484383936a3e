"""What must be settled before a text goes out: the hold, the second pair of eyes, the embargo.

A publisher may pass the last two with a reason, which stays on the record with their name.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import EmbargoHolds, SecondEyesNeeded, StoryIsHeld
from articles.models import Edition, EmbargoOverride, ReviewBypass, Revision, Story, StoryEvent, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.desks import Desk, note
from articles.services.record import story_event
from articles.workflow import Stage

SAME_PERSON = gettext_lazy(
    "{name} saved this text and cannot be the second pair of eyes. Have somebody else make it ready, "
    "or say why it goes out without."
)


def check_hold(desk: Desk) -> None:
    """The database holds it too, against any other route."""
    if desk.story.on_hold:
        raise StoryIsHeld


def settle_embargo(desk: Desk, live_from: dt.datetime, reason: str) -> None:
    """The trigger holds the embargo; this says so in words, or records who lets the story out and why."""
    embargo = desk.story.embargo_until
    if not embargo or embargo <= live_from:
        return
    if not reason:
        raise EmbargoHolds
    if desk.by is None:
        raise EmbargoHolds(_("Only a person can let a story out before its embargo."))
    require(desk.by, "override_embargo", desk.placement)
    EmbargoOverride.objects.create(story_id=desk.story.pk, embargo_until=embargo, reason=reason, by=desk.by)
    note(desk, "embargo_overridden", None)


def lift_embargo(*, story: Story, until: dt.datetime | None, by: User, reason: str) -> None:
    """Before a save brings an embargo forward or takes it away: put on record who does it, and why.

    Nothing to do for one that has passed, or is set or prolonged. Raises EmbargoHolds without a reason.
    """
    held = Story.objects.values_list("embargo_until", flat=True).get(pk=story.pk)
    now = database_now()
    if not held or held <= now or (until and until >= held):
        return
    if not reason:
        raise EmbargoHolds(_("Say why the embargo is lifted or brought forward: it stays on the record."))
    require(by, "override_embargo", story)
    EmbargoOverride.objects.create(story_id=story.pk, embargo_until=held, reason=reason, by=by)
    story_event("embargo_lifted", story=story, at=now, by=by).save()


def lacks_second_eyes(story: Story) -> SecondEyesNeeded | None:
    """What is missing before this text may go out; None where nothing is, or the station does not ask.

    Two queries for a story that is ready, at a station that asks.
    """
    if not story.station.second_eyes:
        return None
    if story.stage != Stage.READY or story.approved_revision is None:
        return SecondEyesNeeded()
    return same_person(story.approved_revision, approver_of(story))


def approver_of(story: Story) -> User | None:
    """Who made it ready: the record knows, since it cannot be changed."""
    found = StoryEvent.objects.filter(
        story_id=story.pk, verb="make_ready", revision_id=story.approved_revision_id
    )
    event = found.select_related("actor").order_by("-pk").first()
    return event.actor if event else None


def same_person(revision: Revision, approver: User | None) -> SecondEyesNeeded | None:
    """Copy that no person saved, such as a wire's, may be approved by anybody."""
    writer = revision.created_by
    if writer is None or (approver and approver.pk != writer.pk):
        return None
    return SecondEyesNeeded(SAME_PERSON.format(name=writer.get_full_name() or writer.get_username()))


def clear_review(desk: Desk, reason: str) -> ReviewBypass | None:
    """Pass what has been looked at; else an unsaved bypass by a publisher with a reason, or the refusal.

    The importer and the demo, which are nobody, are not asked.
    """
    if desk.by is None:
        return None
    lacking = lacks_second_eyes(desk.story)
    if lacking is None:
        return None
    if not reason:
        raise lacking
    require(desk.by, "bypass_review", desk.placement)
    return ReviewBypass(story_id=desk.story.pk, reason=reason, by=desk.by)


def record_bypass(desk: Desk, bypass: ReviewBypass | None, edition: Edition) -> None:
    if bypass:
        bypass.edition_id = edition.pk
        bypass.save()
        note(desk, "review_bypassed", edition)
