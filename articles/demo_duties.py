"""Who is behind the stations of the demo, and what they hold themselves to, so that both are complete."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.models import (
    Contest,
    ContestRules,
    FccNotice,
    Imprint,
    MastheadEntry,
    Organisation,
    Ownership,
    Person,
    Policy,
    Station,
    WebFiles,
)
from articles.pagecache.keys import station_key
from articles.services.clock import database_now
from articles.services.record import change_pages

# From the day on which the demo is made. RFC 9116 asks for less than a year.
SECURITY_HOLDS = dt.timedelta(days=330)
TEXTS = Path(settings.BASE_DIR) / "samples" / "duties.toml"


@transaction.atomic
def complete_stations() -> bool:
    """Fill in what nobody has touched: stations of the demo without an imprint. Return whether any was."""
    plan = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    bare = {
        station.callsign: station
        for station in Station.objects.filter(
            imprint=None, callsign__in=[s["callsign"] for s in plan["stations"]]
        )
    }
    if not bare:
        return False
    for row in plan["organisations"]:
        make_organisation(row)
    for row in plan["stations"]:
        if station := bare.get(row["callsign"]):
            make_imprint(station, row)
            make_web_files(station, row["web_files"])
    make_policies(plan, bare)
    make_announcements(plan, bare)
    change_pages(sorted(station_key(station.pk) for station in bare.values()), effective_at=database_now())
    return True


def make_organisation(row: dict[str, Any]) -> None:
    """Owners stand before what they own."""
    parent = Organisation.objects.filter(name=row.get("parent", "")).first()
    Organisation.objects.get_or_create(
        name=row["name"],
        defaults={
            "country": row["country"],
            "funding": row["funding"],
            "parent": parent,
            "parent_share": row.get("parent_share"),
        },
    )


def make_imprint(station: Station, row: dict[str, Any]) -> None:
    imprint = Imprint.objects.create(station=station, fcc_reviewed_on=today_at(station), **row["imprint"])
    for name, share in row["owners"]:
        owner = Organisation.objects.get(name=name)
        Ownership.objects.create(imprint=imprint, organisation=owner, share=share)
    if station.masthead.exists():
        return
    for position, entry in enumerate(row["masthead"]):
        person = Person.objects.filter(slug=entry.pop("person", "")).first()
        MastheadEntry.objects.create(station=station, position=position, person=person, **entry)


def make_web_files(station: Station, row: dict[str, Any]) -> None:
    until = today_at(station) + SECURITY_HOLDS
    WebFiles.objects.get_or_create(station=station, defaults=row | {"security_until": until})


def today_at(station: Station) -> dt.date:
    return database_now().astimezone(station.zone).date()


def make_policies(plan: dict[str, Any], bare: dict[str, Station]) -> None:
    since = dt.datetime.fromisoformat(plan["in_force_from"])
    for row in plan["policies"]:
        station = bare.get(row.get("station", ""))
        wanted = station is not None or "station" not in row
        if wanted and not Policy.objects.filter(station=station, kind=row["kind"]).exists():
            Policy.objects.create(station=station, kind=row["kind"], text=row["text"], in_force_from=since)


def make_announcements(plan: dict[str, Any], bare: dict[str, Station]) -> None:
    for row in plan["contests"]:
        if station := bare.get(row["station"]):
            announced = dt.datetime.fromisoformat(row["announced_at"])
            contest = Contest.objects.create(
                station=station,
                name=row["name"],
                announced_at=announced,
                ends_at=dt.datetime.fromisoformat(row["ends_at"]),
            )
            ContestRules.objects.create(contest=contest, text=row["rules"], posted_at=announced)
    for row in plan["notices"]:
        if station := bare.get(row["station"]):
            FccNotice.objects.create(
                station=station,
                title=row["title"],
                file_number=row["file_number"],
                text=row["text"],
                shown_from=dt.datetime.fromisoformat(row["shown_from"]),
                shown_until=dt.datetime.fromisoformat(row["shown_until"]),
            )
