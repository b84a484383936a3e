"""The files of a picture that nobody waits for: made by a job, and shown once they are all there."""

import logging
from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from procrastinate.contrib.django import app

from articles.errors import NewsroomError
from articles.models import Asset, Edition, EditionKey, Person
from articles.pagecache.keys import person_key, picture_key, station_key
from articles.services import picture_files
from articles.services.clock import database_now
from articles.services.picture_files import Workplace
from articles.services.picture_job import make_shapes
from articles.services.record import change_pages, keys_of

logger = logging.getLogger(__name__)


def make_soon(asset: Asset) -> None:
    """Leave it to the worker, from the commit on. Does not save the row.

    By name: the tasks are a door, and call us.
    """
    asset.is_due = True
    app.configure_task("articles.tasks.make_picture", lock=f"picture {asset.pk}").defer(asset=asset.pk)


def make_renditions(asset_id: int) -> bool:
    """Make what is due of a picture, and show it; False where nothing was, or is not any more.

    Takes 3 s and no lock meanwhile: what was changed in that time is due again.
    """
    asset = Asset.objects.filter(pk=asset_id, is_due=True, killed_at__isnull=True).first()
    if asset is None:
        return False
    icons = asset.logo_of.exists()
    with picture_files.workplace(asset.token) as work:
        make_shapes(work, asset, picture_files.master_file(asset.token, asset.sha256), icons=icons)
        with transaction.atomic():
            locked = Asset.objects.select_for_update().filter(pk=asset.pk).first()
            if locked is None or locked.killed_at or locked.version != asset.version:
                return False
            became_a_logo = not icons and locked.logo_of.exists()
            locked.is_due = became_a_logo or made_from(locked) != made_from(asset)
            show_version(locked, work, complete=True, icons=icons)
        work.kept = True
    return True


def make_overdue(*, stop: Callable[[], bool]) -> int:
    """Whatever was left undone: by a full disk, a lost job, or a version of newsroom that made less."""
    made = 0
    for pk in Asset.objects.filter(is_due=True, killed_at__isnull=True).values_list("pk", flat=True):
        if stop():
            break
        try:
            made += make_renditions(pk)
        except (NewsroomError, OSError) as error:
            logger.warning("The renditions of picture %s are not made: %s", pk, error)
    return made


def made_from(asset: Asset) -> tuple[object, ...]:
    """What the files have in them beside the picture itself: where they are cropped, and whose they are."""
    rights = (asset.credit, asset.copyright, asset.licence, asset.digital_source)
    return asset.focal_x, asset.focal_y, *rights


def show_version(
    asset: Asset, work: Workplace, *, complete: bool, icons: bool = False, former: Path | None = None
) -> None:
    """Raise the version of a locked row to the files in `work`, which go into place before the commit.

    `former` is the master that goes with the files of before.
    """
    asset.version += 1
    asset.is_complete, asset.has_icons = complete, icons
    asset.save()
    change_pages(picture_pages(asset), effective_at=database_now(), hard=not complete)
    work.put_in_place(asset.version, asset.sha256)
    token, version = asset.token, asset.version

    def clear() -> None:
        picture_files.remove_former(token, version, former)
        work.close()

    transaction.on_commit(clear, robust=True)


def picture_pages(asset: Asset) -> list[str]:
    """Keys of the picture itself, and of every page that shows it now: leading, in a text, of a person or as
    a logo.
    """
    live = Edition.objects.live()
    in_text = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=asset.pk).values("edition")
    shown = [*live.filter(lead_picture=asset), *live.filter(pk__in=in_text)]
    people = Person.objects.filter(photo=asset, merged_into=None).values_list("pk", flat=True)
    stations = asset.logo_of.values_list("pk", flat=True)
    keys = {picture_key(asset.pk), *map(person_key, people), *map(station_key, stations)}
    return sorted(keys | set(keys_of(*shown)))
