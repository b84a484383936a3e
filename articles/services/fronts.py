"""Arranging fronts: who put which story where, each save an arrangement of its own."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.core import signing
from django.db import transaction

from articles.errors import FrontWasArranged, NotForThisFront, PreviewIsOver
from articles.models import Edition, Front, FrontArrangement, FrontSlot, Section, Station, User
from articles.pagecache.keys import front_key, section_key
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.record import change_pages

PREVIEW_LASTS: Final = dt.timedelta(hours=1)
_SALT: Final = "articles.front"


@dataclasses.dataclass(frozen=True, slots=True)
class Slot:
    place: int
    story_id: int
    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None


def front_of(station: Station, section: Section | None) -> Front:
    """The one that there is, else an unsaved one at version 0: everything by rule."""
    found = Front.objects.filter(station=station, section=section).first()
    return found or Front(station=station, section=section)


def slots_of(front: Front, version: int | None = None) -> list[Slot]:
    """Of a version, or of the current one; of version 0, none."""
    rows = FrontSlot.objects.filter(
        arrangement__front=front.pk, arrangement__version=front.version if version is None else version
    )
    return [Slot(row.place, row.story_id, row.starts_at, row.ends_at) for row in rows]


@transaction.atomic
def arrange_front(
    *,
    station: Station,
    section: Section | None = None,
    slots: Sequence[Slot],
    seen: int,
    by: User | None,
    restores: int | None = None,
) -> Front:
    """Save an arrangement over version `seen`; the same slots again make no other one.

    Raises NotAllowed, FrontWasArranged where somebody else was quicker, NotForThisFront, and IntegrityError
    for two stories at one place, or one at two, at the same time.
    """
    front = _locked(station, section)
    if by:
        require(by, "arrange_front", front)
    if front.version != seen:
        raise FrontWasArranged
    before = slots_of(front)
    if set(before) == set(slots):
        return front
    if restores is None:
        _check_readers_get(station, {slot.story_id for slot in slots} - {slot.story_id for slot in before})
    now = database_now()
    front.version += 1
    front.save(update_fields=["version"])
    arrangement = FrontArrangement.objects.create(
        front=front, version=front.version, at=now, by=by, restores=restores
    )
    FrontSlot.objects.bulk_create(
        FrontSlot(arrangement=arrangement, **dataclasses.asdict(slot)) for slot in slots
    )
    _tell_pages(front, [*before, *slots], now)
    return front


def bring_back(*, front: Front, version: int, seen: int, by: User) -> Front:
    """An earlier arrangement, as a new one; version 0 is everything by rule. Raises as `arrange_front`."""
    return arrange_front(
        station=front.station,
        section=front.section,
        slots=slots_of(front, version),
        seen=seen,
        by=by,
        restores=version,
    )


def _locked(station: Station, section: Section | None) -> Front:
    """Held until the transaction ends; of two who make it, the second waits for the first."""
    made, _ = Front.objects.get_or_create(station=station, section=section)
    return Front.objects.select_for_update(of=("self",)).select_related("station", "section").get(pk=made.pk)


def _check_readers_get(station: Station, stories: set[int]) -> None:
    """Each must be live here, or scheduled."""
    due = Edition.objects.due_or_live().filter(station=station, story__in=stories)
    if stories - set(due.values_list("story_id", flat=True)):
        raise NotForThisFront


def _tell_pages(front: Front, slots: Iterable[Slot], now: dt.datetime) -> None:
    """Now, and at each time at which a slot of the old or the new arrangement begins or ends."""
    keys = [front_key(front.station_id)]
    if front.section_id:
        keys.append(section_key(front.section_id))
    times = {moment for slot in slots for moment in (slot.starts_at, slot.ends_at) if moment}
    for moment in sorted({now, *(moment for moment in times if moment > now)}):
        change_pages(keys, effective_at=moment)


# --- Previews --------------------------------------------------------------------------------------------


def standing_at(slots: Iterable[Slot], moment: dt.datetime) -> dict[int, int]:
    """Story by place, of what stands at that moment."""
    return {
        slot.place: slot.story_id
        for slot in slots
        if (slot.starts_at is None or slot.starts_at <= moment)
        and (slot.ends_at is None or slot.ends_at > moment)
    }


def preview_token(*, station: Station, section: Section | None, placed: Mapping[int, int]) -> str:
    """For an hour. Holds places and numbers, no words: what it shows are live stories."""
    said = {"station": station.pk, "section": section.pk if section else None, "placed": list(placed.items())}
    return signing.dumps(said, salt=_SALT)


def open_front_preview(*, token: str) -> dict[str, Any]:
    """`station`, `section` and `placed`. Raises PreviewIsOver."""
    try:
        said: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=PREVIEW_LASTS)
    except signing.BadSignature as error:
        raise PreviewIsOver from error
    return said | {"placed": dict(said["placed"])}
