"""Merging tags: one subject where there were several, whose addresses lead on to it."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.errors import NotAllowed, NotMergeable
from articles.models import EditionKey, Station, Story, StoryEvent, StoryTag, Tag, User
from articles.pagecache.keys import tag_key
from articles.permissions import may, require
from articles.services.clock import database_now
from articles.services.record import change_pages, story_event

EVENTS_AT_ONCE = 1000


@transaction.atomic
def merge_tags(*, tags: Sequence[Tag], into: Tag, by: User) -> int:
    """Give every story of `tags` the tag `into` in their place; the number of stories.

    What is frozen keeps the names that it had, and its links lead on. An event a story, and one lock on
    each tag, for which a publication that names it waits. Raises NotAllowed and NotMergeable.
    """
    gone = {tag.pk for tag in tags}
    rows = Tag.objects.select_for_update().filter(pk__in={*gone, into.pk}).order_by("pk")
    locked = {row.pk: row for row in rows}
    for row in locked.values():
        require(by, "edit_tag", row)
    if not gone or into.pk in gone or any(row.merged_into_id for row in locked.values()):
        raise NotMergeable
    stories = _stories_of(gone)
    _require_at_stations_of(stories, by)
    _retag(gone, into.pk)
    _relist(gone, into.pk)
    Tag.objects.filter(Q(pk__in=gone) | Q(merged_into__in=gone)).update(merged_into=into)
    now = database_now()
    events = (story_event("tag_merged", story=story, at=now, by=by, fields=["tags"]) for story in stories)
    StoryEvent.objects.bulk_create(events, batch_size=EVENTS_AT_ONCE)
    change_pages([tag_key(pk) for pk in sorted(locked)], effective_at=now)
    return len(stories)


def _require_at_stations_of(stories: Sequence[Story], by: User) -> None:
    """A subject that no reader has yet is anybody's to rename; the drafts with it are their stations'."""
    stations = Station.objects.filter(pk__in={story.station_id for story in stories}).order_by("callsign")
    foreign = [station.callsign for station in stations if not may(by, "edit_tag", station)]
    if foreign:
        sentence = _("Stories of {stations} have it, too: ask somebody who may change it there.")
        raise NotAllowed(sentence.format(stations=", ".join(foreign)))


def _stories_of(tags: Collection[int]) -> Sequence[Story]:
    """Whose working copy has one of them, or an edition that is live or coming."""
    tagged = StoryTag.objects.filter(tag__in=tags).values("content_object")
    found = Story.objects.filter(Q(pk__in=tagged) | Q(pk__in=_listed_under(tags).values("story_id")))
    return list(found.only("pk", "station_id").order_by("pk"))


def _retag(tags: Collection[int], into: int) -> None:
    """Each story has the tag once, whether it had several of them, or that one before."""
    mine = StoryTag.objects.filter(tag__in=tags)
    same = StoryTag.objects.filter(content_object=OuterRef("content_object"))
    mine.filter(Exists(same.filter(Q(tag=into) | Q(tag__in=tags, pk__lt=OuterRef("pk"))))).delete()
    mine.update(tag=into)


def _relist(tags: Collection[int], into: int) -> None:
    """The same in the lists of live and coming editions."""
    mine = _listed_under(tags)
    same = EditionKey.objects.filter(edition=OuterRef("edition"), kind=EditionKey.Kind.TAG)
    mine.filter(Exists(same.filter(Q(key=into) | Q(key__in=tags, pk__lt=OuterRef("pk"))))).delete()
    mine.update(key=into)


def _listed_under(tags: Collection[int]) -> QuerySet[EditionKey]:
    """Station by station, as the index of lists is."""
    stations = list(Station.objects.values_list("pk", flat=True))
    return EditionKey.objects.filter(station_id__in=stations, kind=EditionKey.Kind.TAG, key__in=tags)
