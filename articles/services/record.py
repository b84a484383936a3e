"""Writing down what happened: story events and page changes, in the caller's transaction."""

import datetime as dt
from collections.abc import Iterable

from articles.models import Asset, Edition, PageChange, Placement, Revision, Story, StoryEvent, User
from articles.pagecache.keys import edition_keys, union
from articles.services.clock import database_now

PAGE_CHANGES_KEPT = dt.timedelta(days=2)


def story_event(
    verb: str,
    *,
    story: Story,
    at: dt.datetime,
    by: User | None,
    placement: Placement | None = None,
    edition: Edition | None = None,
    revision: Revision | None = None,
    asset: Asset | None = None,
    fields: Iterable[str] = (),
    person_before: int | None = None,
    person_after: int | None = None,
) -> StoryEvent:
    """An unsaved event; `fields` are names, never texts. `by` is None for the importer and the demo.

    `person_before` had the story, and `person_after` has it from now on.
    """
    return StoryEvent(
        at=at,
        verb=verb,
        story_id=story.pk,
        station_id=placement.station_id if placement else story.station_id,
        placement_id=placement.pk if placement else None,
        edition_id=edition.pk if edition else None,
        revision_id=revision.pk if revision else None,
        asset_id=asset.pk if asset else None,
        actor=by,
        fields=sorted(fields),
        person_before_id=person_before,
        person_after_id=person_after,
    )


def keys_of(*editions: Edition | None) -> list[str]:
    """What pages these editions stand on: give the one before and the one after."""
    return union(
        edition_keys(
            station_id=edition.station_id,
            number=edition.story_id,
            section_id=edition.section_id,
            page=edition.page,
        )
        for edition in editions
        if edition
    )


def change_pages(keys: list[str], *, effective_at: dt.datetime, hard: bool = False) -> None:
    """One row; `hard` where nothing of it may be served stale."""
    PageChange.objects.create(keys=keys, effective_at=effective_at, hard=hard)


def forget_page_changes() -> int:
    """Those that every page has been made after. The last one stays: it is the date of feeds and sitemaps.

    One row comes with every change, so that a busy year would leave millions. A change ahead stays, too.
    """
    now = database_now()
    old = now - PAGE_CHANGES_KEPT
    last = PageChange.objects.filter(effective_at__lte=now).order_by("-effective_at").values("pk")[:1]
    forgotten = PageChange.objects.filter(created_at__lt=old, effective_at__lt=old).exclude(pk__in=last)
    count, _ = forgotten.delete()
    return count
