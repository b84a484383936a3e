"""Killing a picture: off every page and the disk, and on the record of every story that it leaves."""

from django.db import transaction

from articles.errors import ReasonMissing
from articles.models import Asset, EditionKey, User
from articles.permissions import require
from articles.services import picture_files
from articles.services.clock import database_now
from articles.services.indexing import index_search_again
from articles.services.picture_making import picture_pages
from articles.services.picture_record import tell_stories
from articles.services.record import change_pages
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
        tell_stories("picture_killed", asset=locked, at=locked.killed_at, by=by)
        keys = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=locked.pk)
        index_search_again(list(keys.values_list("edition_id", flat=True)))
        change_pages(picture_pages(locked), effective_at=locked.killed_at, hard=True)
        token = locked.token
        picture_files.open_pending(token)
        transaction.on_commit(lambda: picture_files.remove_picture(token), robust=True)
    for column in ("killed_at", "killed_by", "kill_reason"):
        setattr(asset, column, getattr(locked, column))
