"""The demo: two invented stations whose stories come in through the importer itself."""

import datetime as dt
import io
import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from articles.demo_duties import complete_stations
from articles.errors import NewsroomError
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import run_import
from articles.models import (
    Host,
    ImportSource,
    Membership,
    Person,
    Role,
    Section,
    Source,
    Station,
    Story,
    User,
)
from articles.services.assets import take_in_picture
from articles.services.drafting import keep_revision
from articles.services.fronts import Slot, arrange_front
from articles.services.stations import open_station, set_logo
from articles.text.slugs import slugify_name, slugify_section

SAMPLES = Path(settings.BASE_DIR) / "samples"
SOURCE = "newsroom demo"
ADMIN = "admin"
# Of the logos; other pictures say theirs.
CREDIT, LICENCE = "Illustration by the newsroom demo", "CC0-1.0"
# One account a role, so that a visitor can see what each of them sees.
STAFF = {
    "reporter": Role.REPORTER,
    "editor": Role.EDITOR,
    "publisher": Role.PUBLISHER,
    "manager": Role.MANAGER,
}


class NotOurDatabase(NewsroomError):
    """This database has stations that the demo did not make. Leave it alone, or use an empty one."""


def load_demo() -> bool:
    """Make what is missing of the demo; return whether anything was. Raises NotOurDatabase.

    A demo that was loaded once is left as it is, whatever has been done to it since, but for an account
    whose password file is gone, and a station that does not say who is behind it.
    """
    if ImportSource.objects.filter(name=SOURCE).exists():
        make_accounts()
        return complete_stations()
    if Station.objects.exists():
        raise NotOurDatabase
    plan = tomllib.loads((SAMPLES / "demo.toml").read_text(encoding="utf-8"))
    with transaction.atomic():
        for row in plan["stations"]:
            make_station(row)
        make_people(plan["people"])
        Source.objects.bulk_create(Source(**row) for row in plan["sources"])
        complete_stations()
        for station in Station.objects.all():
            open_station(station=station, by=None)
    make_accounts()
    bring_in(plan, publish=False)
    give_logos(plan["stations"])
    lead_with_pictures(plan)
    add_decks(plan)
    bring_in(plan, publish=True)
    arrange_fronts(plan)
    return True


def make_station(row: dict[str, Any]) -> None:
    station = Station.objects.create(
        callsign=row["callsign"],
        brand=row["brand"],
        tagline=row["tagline"],
        timezone=row["timezone"],
        language=row["language"],
        theme=row["theme"],
        brand_color=row["brand_colour"],
        brand_color_dark=row["brand_dark"],
    )
    for position, host in enumerate(row["hosts"]):
        Host.objects.create(station=station, name=host, is_primary=position == 0)
    for position, name in enumerate(row["sections"]):
        Section.objects.create(station=station, name=name, slug=slugify_section(name), position=position)


def make_people(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        person = Person.objects.create(
            name=row["name"], slug=slugify_name(row["name"]), job_title=row["job_title"], bio=row["bio"]
        )
        person.listed_on.add(Station.objects.get(callsign=row["station"]))


def bring_in(plan: dict[str, Any], *, publish: bool) -> None:
    """The importer, as a member of staff would call it."""
    run_import(
        ImportOptions(
            paths=(str(SAMPLES / plan["legacy"]),),
            source=SOURCE,
            publish=publish,
            published_at=dt.datetime.fromisoformat(plan["undated_published_at"]),
        )
    )


def give_logos(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        logo = row["logo"]
        file = io.BytesIO((SAMPLES / logo["file"]).read_bytes())
        taken = take_in_picture(
            file=file, title=logo["title"], by=None, alt=logo["alt"], credit=CREDIT, licence=LICENCE
        )
        set_logo(station=Station.objects.get(callsign=row["callsign"]), logo=taken.asset, by=None)


def lead_with_pictures(plan: dict[str, Any]) -> None:
    """Take the pictures in, and put each on the draft of its story before that is published."""
    listing = SAMPLES / plan["pictures"]
    for row in tomllib.loads(listing.read_text(encoding="utf-8"))["pictures"]:
        file = listing.parent / row["file"]
        taken = take_in_picture(
            file=io.BytesIO(file.read_bytes()),
            title=row["title"],
            by=None,
            alt=row["alt"],
            caption=row["caption"],
            credit=row["credit"],
            licence=row["licence"],
            digital_source=row["digital_source_type"].rsplit("/", 1)[-1],
            focal_x=row["focal_x"],
            focal_y=row["focal_y"],
        )
        Story.objects.filter(imported_files__source__name=SOURCE, imported_files__path=row["leads"]).update(
            lead_picture=taken.asset
        )


def add_decks(plan: dict[str, Any]) -> None:
    """Put decks on drafts. A revision says so, or `verify_import` would miss them in the files; the importer
    still finds the drafts untouched, since nobody saved them.
    """
    for path, deck in plan["decks"].items():
        story = Story.objects.get(imported_files__source__name=SOURCE, imported_files__path=path)
        story.deck = deck
        story.save(update_fields=["deck"])
        keep_revision(story=story, by=None, note="Deck added", fields=("deck",))


def arrange_fronts(plan: dict[str, Any]) -> None:
    """As an editor would, from the lead down."""
    for row in plan["fronts"]:
        station = Station.objects.get(callsign=row["station"])
        section = station.sections.get(name=row["section"]) if "section" in row else None
        stories = Story.objects.filter(imported_files__source__name=SOURCE)
        slots = [
            Slot(place, stories.get(imported_files__path=path).pk)
            for place, path in enumerate(row["places"], start=1)
        ]
        arrange_front(station=station, section=section, slots=slots, seen=0, by=None)


def password_file() -> Path:
    return Path(settings.NEWSROOM_DATA) / "demo-password"


def make_accounts() -> None:
    """An administrator and one account a role, all with the password made for this installation."""
    path = password_file()
    if path.exists() and User.objects.filter(username=ADMIN).exists():
        return
    password = secrets.token_urlsafe(12)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(password + "\n")
    admin, _ = User.objects.get_or_create(username=ADMIN, defaults={"is_staff": True, "is_superuser": True})
    staff = [User.objects.get_or_create(username=name, defaults={"is_staff": True})[0] for name in STAFF]
    station = Station.objects.get(callsign="KMIA")
    for user in (admin, *staff):
        user.set_password(password)
        user.save(update_fields=["password"])
    for user in staff:
        Membership.objects.get_or_create(
            user=user, station=station, section=None, defaults={"role": STAFF[user.username]}
        )
