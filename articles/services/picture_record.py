"""What happens to a picture, on the record of every story that shows it."""

import datetime as dt

from django.db.models import Q, QuerySet

from articles.models import Asset, Edition, EditionKey, Story, StoryEvent, User
from articles.services.record import story_event


def tell_stories(verb: str, *, asset: Asset, at: dt.datetime, by: User | None) -> None:
    """An event a story, in one statement."""
    StoryEvent.objects.bulk_create(
        story_event(verb, story=story, at=at, by=by, asset=asset) for story in stories_with(asset)
    )


def stories_with(asset: Asset) -> QuerySet[Story]:
    """Whose working copy shows the picture, or an edition that readers have or will have."""
    in_text = EditionKey.objects.filter(kind=EditionKey.Kind.PICTURE, key=asset.pk).values("edition")
    shown = Edition.objects.due_or_live().filter(Q(lead_picture=asset) | Q(pk__in=in_text))
    found = Q(pk__in=Story.objects.showing(asset.pk).values("pk")) | Q(pk__in=shown.values("story"))
    return Story.objects.filter(found).only("pk", "station_id").order_by("pk")
