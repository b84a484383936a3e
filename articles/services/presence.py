"""Who has a story open. Nobody is locked out: people are told, and their texts are merged."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from articles.models import Presence, PublishedClock, Story, User
from articles.services.clock import database_now

# Browsers give a sign every ten seconds; after three that did not come, somebody is gone.
GONE_AFTER = dt.timedelta(seconds=35)
TYPES_FOR = dt.timedelta(seconds=15)


@dataclasses.dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    seconds: int
    types: bool


def come_by(*, story: Story, user: User, typing: bool) -> None:
    """A sign from the browser of somebody who has the story open. One statement."""
    now = database_now()
    Presence.objects.bulk_create(
        [Presence(story=story, user=user, seen_at=now, typed_at=now if typing else None)],
        update_conflicts=True,
        unique_fields=["story", "user"],
        update_fields=["seen_at", "typed_at"] if typing else ["seen_at"],
    )


def leave(*, story: Story, user: User) -> None:
    Presence.objects.filter(story=story, user=user).delete()


def others(story: Story, user: User) -> list[Colleague]:
    """Everybody else who has it open, last seen first. One query."""
    return colleagues(signs_of_others(story, user))


def signs_of_others(story: Story, user: User) -> QuerySet[Presence]:
    return (
        Presence.objects.annotate(now=PublishedClock())
        .filter(story=story, seen_at__gt=F("now") - GONE_AFTER)
        .exclude(user=user)
        .select_related("user")
        .order_by(F("seen_at").desc())
    )


def colleagues(rows: Iterable[Any]) -> list[Colleague]:
    return [
        Colleague(
            row.user.get_full_name() or row.user.get_username(),
            max(0, int((row.now - row.seen_at).total_seconds())),
            bool(row.typed_at and row.now - row.typed_at < TYPES_FOR),
        )
        for row in rows
    ]


def forget_the_gone() -> int:
    """Delete signs of people who left long ago; return how many."""
    return Presence.objects.filter(seen_at__lt=database_now() - dt.timedelta(days=1)).delete()[0]
