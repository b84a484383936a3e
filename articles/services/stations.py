"""Opening a station to the public and closing it again, its rules, and the order of its sections."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.errors import DutiesMissing, NoPrimaryHost, SectionsWereChanged
from articles.models import Asset, Section, Station, User, WebFiles
from articles.pagecache.keys import station_key
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.duties import missing_duties
from articles.services.picture_making import make_soon
from articles.services.record import change_pages


@transaction.atomic
def open_station(*, station: Station, by: User | None) -> None:
    """Show the station to readers. Raises NoPrimaryHost where it has no address to be found at, and
    DutiesMissing, but in a demo, where they would not learn who it is.
    """
    locked = Station.objects.select_for_update().get(pk=station.pk)
    if by:
        require(by, "open_station", locked)
    if not locked.hosts.filter(is_primary=True).exists():
        raise NoPrimaryHost
    if locked.opened_at is None:
        if not settings.DEMO and missing_duties(locked):
            raise DutiesMissing
        _set_opened(station, locked, opened=True)


@transaction.atomic
def close_station(*, station: Station, by: User | None) -> None:
    """Hide the station and everything on it from readers, at once."""
    locked = Station.objects.select_for_update().get(pk=station.pk)
    if by:
        require(by, "close_station", locked)
    if locked.opened_at is not None:
        _set_opened(station, locked, opened=False)


def _set_opened(station: Station, locked: Station, *, opened: bool) -> None:
    now = database_now()
    locked.opened_at = station.opened_at = now if opened else None
    locked.save(update_fields=["opened_at"])
    change_pages([station_key(locked.pk)], effective_at=now, hard=not opened)


@transaction.atomic
def set_logo(*, station: Station, logo: Asset | None, by: User | None) -> None:
    """Readers get it once the worker has made its icons, which takes 3 s; until then the letters."""
    locked = Station.objects.select_for_update().get(pk=station.pk)
    if by:
        require(by, "edit_station", locked)
    locked.logo = logo
    locked.save(update_fields=["logo"])
    change_pages([station_key(locked.pk)], effective_at=database_now())
    if logo is None:
        return
    # Two stations that choose the same picture at once each hold its key already.
    chosen = Asset.objects.select_for_update(no_key=True).get(pk=logo.pk)
    if not chosen.has_icons:
        make_soon(chosen)
        chosen.save(update_fields=["is_due"])
    if chosen.expires_at:
        change_pages([station_key(locked.pk)], effective_at=chosen.expires_at, hard=True)


@transaction.atomic
def set_rules(
    *,
    station: Station,
    by: User,
    second_eyes: bool,
    preflight: dict[str, str],
    history_shown: bool = True,
    history_grace: int = 5,
) -> None:
    """What the station asks for before a story goes out, and tells of it after.

    `preflight` has the rules that are not as usual; `history_grace` is in minutes.
    """
    locked = Station.objects.select_for_update().get(pk=station.pk)
    require(by, "edit_rules", locked)
    locked.second_eyes, locked.preflight = second_eyes, preflight
    locked.history_shown, locked.history_grace = history_shown, history_grace
    locked.save(update_fields=["second_eyes", "preflight", "history_shown", "history_grace"])
    change_pages([station_key(locked.pk)], effective_at=database_now())


@transaction.atomic
def set_web_files(*, station: Station, by: User, said: dict[str, Any]) -> None:
    """What the station tells machines: `said` has fields of WebFiles by name.

    Raises IntegrityError where another station speaks for the group already.
    """
    locked = Station.objects.select_for_update().get(pk=station.pk)
    require(by, "edit_rules", locked)
    WebFiles.objects.update_or_create(station=locked, defaults=said)
    change_pages([station_key(locked.pk)], effective_at=database_now())


@transaction.atomic
def order_sections(*, station: Station, order: Sequence[int], seen: Sequence[int], by: User) -> None:
    """Put the sections of a station in `order`, which was made of the order `seen`; both are keys.

    Raises NotAllowed, and SectionsWereChanged where another moved, added or removed one meanwhile.
    """
    locked = Station.objects.select_for_update().get(pk=station.pk)
    require(by, "edit_section", locked)
    sections = {section.pk: section for section in locked.sections.all()}
    if list(sections) != list(seen) or sorted(sections) != sorted(order):
        raise SectionsWereChanged
    for position, key in enumerate(order):
        sections[key].position = position
    Section.objects.bulk_update(sections.values(), ["position"])
    change_pages([station_key(locked.pk)], effective_at=database_now())
