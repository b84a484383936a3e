"""What people have typed and not saved: kept for them alone, offered again, and forgotten in time."""

import dataclasses
import datetime as dt
import uuid
from enum import Enum

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Autosave, Story, User
from articles.services.clock import database_now

# How long words that nobody came back for are kept, and the marks of those that were saved.
OPEN_DAYS, SETTLED_DAYS = 30, 14


class Fate(Enum):
    """What became of text that a browser sent."""

    KEPT = "kept"
    SETTLED = "settled"  # saved or thrown away since
    OTHER = "other"  # another tab goes on with this text


@dataclasses.dataclass(frozen=True, slots=True)
class Typed:
    """A form as it stands in a browser; `ago` is how long that was before it was sent."""

    key: uuid.UUID
    tab: uuid.UUID
    turn: int
    data: str
    path: str
    ago: dt.timedelta = dt.timedelta()
    after: int = 0
    version: int | None = None


@transaction.atomic
def keep_typed(*, user: User, typed: Typed, story: Story | None = None) -> tuple[Fate, Autosave]:
    """Keep the newest text under its key; older text that comes late changes nothing and is kept already.

    `typed.after` is the turn that the browser took over, where the text was brought back into a new tab.
    """
    at = database_now() - max(typed.ago, dt.timedelta())
    row, made = Autosave.objects.select_for_update().get_or_create(
        user=user,
        key=typed.key,
        defaults={
            "tab": typed.tab,
            "turn": typed.turn,
            "data": typed.data,
            "path": typed.path,
            "version": typed.version,
            "story": story,
            "typed_at": at,
        },
    )
    if made:
        return Fate.KEPT, row
    if row.settled_at:
        return Fate.SETTLED, row
    if row.tab != typed.tab and row.turn != typed.after and row.data != typed.data:
        return Fate.OTHER, row
    if row.tab != typed.tab or row.turn < typed.turn:
        row.tab, row.turn, row.data = typed.tab, typed.turn, typed.data
        row.version, row.typed_at = typed.version, at
        row.save(update_fields=["tab", "turn", "data", "version", "typed_at"])
    return Fate.KEPT, row


def offered(user: User, path: str | None = None) -> QuerySet[Autosave]:
    """What is still to be saved or thrown away, at one form or anywhere; newest first."""
    rows = Autosave.objects.filter(user=user, settled_at__isnull=True)
    return rows.filter(path=path) if path else rows


@transaction.atomic
def settle_typed(*, user: User, key: uuid.UUID) -> None:
    """The text was saved, or thrown away: forget it, and remember that it needs no keeping any more."""
    at = database_now()
    settled = {"data": "", "settled_at": at}
    Autosave.objects.update_or_create(
        user=user,
        key=key,
        defaults=settled,
        create_defaults={**settled, "tab": key, "typed_at": at},
    )


def prune_autosaves(*, days: int = OPEN_DAYS) -> int:
    """Delete text that nobody came back for in `days`, and old marks of what was saved; return how many."""
    now = database_now()
    old = Autosave.objects.filter(settled_at__isnull=True, typed_at__lt=now - dt.timedelta(days=days))
    done = Autosave.objects.filter(settled_at__lt=now - dt.timedelta(days=SETTLED_DAYS))
    return old.delete()[0] + done.delete()[0]
