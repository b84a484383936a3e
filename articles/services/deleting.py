"""The bin: for stories that no reader ever saw."""

import datetime as dt

from django.db import transaction

from articles.errors import EditionWasLive
from articles.models import Edition, Story, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.record import story_event

BIN_DAYS = 30


@transaction.atomic
def bin_story(*, story: Story, by: User) -> None:
    """Put a story in the bin. Raises EditionWasLive for one that was, is or will be live."""
    locked = Story.objects.select_for_update().get(pk=story.pk)
    require(by, "bin_story", locked)
    if locked.editions.once_live().exists():
        raise EditionWasLive
    _set_binned(locked, "binned", by, database_now())


@transaction.atomic
def take_from_bin(*, story: Story, by: User | None) -> None:
    """`by` is None for the importer, which was asked to revive what it brings in."""
    locked = Story.objects.select_for_update().get(pk=story.pk)
    if by:
        require(by, "bin_story", locked)
    _set_binned(locked, "taken_from_bin", by, None)


def _set_binned(story: Story, verb: str, by: User | None, at: dt.datetime | None) -> None:
    story.binned_at = at
    story.save(update_fields=["binned_at"])
    story_event(verb, story=story, at=at or database_now(), by=by).save()


def empty_bin(*, days: int = BIN_DAYS) -> int:
    """Delete what has lain in the bin for `days`; return how many. Events and import items stay."""
    before = database_now() - dt.timedelta(days=days)
    old = Story.objects.in_the_bin().filter(binned_at__lt=before).order_by("pk")
    return sum(_delete(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _delete(pk: int) -> bool:
    story = Story.objects.select_for_update().in_the_bin().filter(pk=pk).first()
    if story is None:
        return False
    story_event("deleted", story=story, at=database_now(), by=None).save()
    # Only cancelled editions can be here; the trigger refuses any other.
    Edition.objects.filter(story=story)._raw_delete("default")
    story.delete()
    return True
