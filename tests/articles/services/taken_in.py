"""A picture taken in, and where its files stand: asked of the database."""

from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Asset
from articles.services.assets import take_in_picture
from tests.pictures import jpeg


def take_in(width: int = 900, **fields) -> Asset:
    return take_in_picture(file=jpeg(width, 600), title="Ferry", alt="A ferry", by=None, **fields).asset


def standing(asset: Asset) -> tuple[int, bool, bool]:
    asset.refresh_from_db()
    return asset.version, asset.is_complete, asset.is_due


def jobs(asset: Asset) -> int:
    return ProcrastinateJob.objects.filter(
        task_name="articles.tasks.make_picture", args={"asset": asset.pk}
    ).count()
