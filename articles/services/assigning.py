"""Who works on a story, and the notes that people leave on it."""

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.errors import NotAllowed, NothingToNote, NotOnThisDesk
from articles.models import Membership, Notice, Placement, Story, StoryNote, User
from articles.permissions import may, require
from articles.services.clock import database_now
from articles.services.notices import notify
from articles.services.record import story_event
from articles.text.anchors import anchor_at
from articles.text.html import plain_text
from articles.text.plain import clean_line


def desk_of(story: Story) -> QuerySet[User]:
    """Everybody who has a role that reaches the story, by name."""
    section = Placement.objects.filter(story=story, home=True).values("section")
    roles = Membership.objects.filter(station=story.station_id).filter(
        Q(section__isnull=True) | Q(section__in=section)
    )
    people = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return people.order_by("first_name", "last_name", "username")


@transaction.atomic
def assign_story(*, story: Story, to: User | None, by: User) -> None:
    """Give a story to somebody of its desk, or to nobody; they are told. Raises NotAllowed, NotOnThisDesk.

    Whoever has a story may edit it as if they had begun it.
    """
    locked = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    require(by, "assign_story", locked)
    if to and not may(to, "view_story", locked):
        raise NotOnThisDesk
    before, after = locked.assigned_to_id, to.pk if to else None
    if before == after:
        return
    locked.assigned_to = story.assigned_to = to
    locked.save(update_fields=["assigned_to"])
    story_event(
        "assigned" if to else "unassigned",
        story=locked,
        at=database_now(),
        by=by,
        person_before=before,
        person_after=after,
    ).save()
    notify(Notice.Kind.ASSIGNED, story=locked, people=[to], by=by)


@transaction.atomic
def add_note(
    *, story: Story, by: User, text: str, to: User | None = None, quote: str = "", before: str = ""
) -> StoryNote:
    """A note on the story, or on the passage `quote` of it, the one after `before` where there are several.

    Raises NotAllowed, NotOnThisDesk, and NothingToNote for a note without words.
    """
    require(by, "note_story", story)
    if to and not may(to, "view_story", story):
        raise NotOnThisDesk
    said = clean_line(text)
    if not said:
        raise NothingToNote
    anchor = anchor_at(plain_text(story.body), clean_line(quote), clean_line(before))
    note = StoryNote.objects.create(
        story=story,
        author=by,
        to=to,
        text=said[:1000],
        quote=anchor.quote,
        before=anchor.before,
        after=anchor.after,
        position=anchor.position,
    )
    story_event("noted", story=story, at=database_now(), by=by).save()
    notify(Notice.Kind.NOTE, story=story, people=[to], by=by)
    return note


def may_settle(*, note: StoryNote, by: User) -> bool:
    """For its author, whom it was written to, and editors; one to nobody is to those who have the story."""
    story = note.story
    theirs = {note.to_id} if note.to_id else {story.created_by_id, story.assigned_to_id}
    return by.pk in {note.author_id, *theirs} or may(by, "resolve_note", story)


@transaction.atomic
def resolve_note(*, note: StoryNote, by: User) -> None:
    """Settle a note: for whom `may_settle` names.

    Nothing happens to one that is settled already.
    """
    locked = StoryNote.objects.select_for_update(of=("self",)).select_related("story").get(pk=note.pk)
    if not may_settle(note=locked, by=by):
        raise NotAllowed
    require(by, "note_story", locked.story)
    if locked.resolved_at:
        return
    locked.resolved_at, locked.resolved_by = database_now(), by
    locked.save(update_fields=["resolved_at", "resolved_by"])
    story_event("note_resolved", story=locked.story, at=locked.resolved_at, by=by).save()
