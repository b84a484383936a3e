"""Killing a picture: off every page and the disk, and on the record of every story that it leaves."""

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.errors import ReasonMissing
from articles.models import Asset, Edition, EditionKey, Story, StoryEvent, User
from articles.permissions import require
from articles.services import picture_files
from articles.services.clock import database_now
from articles.services.picture_making import picture_pages
from articles.services.record import change_pages, story_event
from articles.text.plain import clean_line


@transaction.atomic
def kill_picture(*, asset: Asset, by: User, reason: str) -> None:
    """Take a picture from every page, and its files from the disk as soon as that is committed. For good.

    Raises NotAllowed, and ReasonMissing.
    """
    locked = Asset.objects.select_for_update().get(pk=asset.pk)
    require(by, "kill_asset", locked)
    if locked.killed_at is None:
        locked.kill_reason = clean_line(reason)
        if not locked.kill_reason:
            raise ReasonMissing
        locked.killed_at, locked.killed_by = database_now(), by
        locked.save(update_fields=["killed_at", "killed_by", "kill_reason"])
        StoryEvent.objects.bulk_create(
            story_event("picture_killed", story=story, at=locked.killed_at, by=by, asset=locked)
            for story in stories_with(locked)
        )
        change_pages(picture_pages(locked), effective_at=locked.killed_at, hard=True)
        token = locked.token
        picture_files.open_pending(token)
        transaction.on_commit(lambda: picture_files.remove_picture(token), robust=True)
    for column in ("killed_at", "killed_by", "kill_reason"):
        setattr(asset, column, getattr(locked, column))


def stories_with(asset: Asset) -> QuerySet[Story]:
    """Whose working copy shows the picture, or an edition that readers have or will have."""
    in_text = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=asset.pk).values("edition")
    shown = Edition.objects.due_or_live().filter(Q(lead_picture=asset) | Q(pk__in=in_text))
    found = Q(pk__in=Story.objects.showing(asset.pk).values("pk")) | Q(pk__in=shown.values("story"))
    return Story.objects.filter(found).only("pk", "station_id").order_by("pk")
