"""One of everything, and one of everybody, for the tests that walk every address."""

import dataclasses
import datetime as dt
import zlib
from typing import Any

from django.db import connection, models
from django.test import Client

from articles import models as nouns
from articles.models import Asset, Placement, Role, Section, Station, Story, User
from articles.services.deleting import bin_story
from articles.services.drafting import Credit
from articles.services.previewing import share_preview
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story, withdraw_story
from tests.articles.duties import LONG_AGO, complete
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user

ADMIN_HOST, STATION_HOST = "localhost", "kmia.localhost"
# In the order of the letters in `matrix.txt`.
ROLES = ("anonymous", "deactivated", "other", "reporter", "editor", "publisher", "manager", "group")
STATES = ("draft", "review", "ready", "scheduled", "live", "withdrawn", "killed", "binned")
TOKEN = "0123456789abcdef0123456789abcdef"
DRAFTS = {
    "source": "disk",
    "station": "",
    "section": "",
    "sections": [],
    "create_missing": False,
    "publish": False,
}


@dataclasses.dataclass
class World:
    station: Station
    section: Section
    stories: dict[str, Story]
    users: dict[str, User | None]
    clients: dict[tuple[str, str], Client]
    objects: dict[str, models.Model]


def build_world() -> World:
    station = make_station()
    section = make_section(station)
    users = make_everybody(station)
    asset = Asset.objects.create(
        token=TOKEN, sha256="0" * 64, format="JPEG", width=1600, height=1067, title="Harbor", alt="A harbor"
    )
    stories = {state: make_in_state(section, state, users["group"], asset) for state in STATES}
    others = make_others(station, stories, asset, users)
    return World(station, section, stories, users, sign_in(users), others)


def make_everybody(station: Station) -> dict[str, User | None]:
    """Everybody of KMIA but `other`, who manages another station."""
    return {
        "anonymous": None,
        "deactivated": make_user("dan", Role.MANAGER, station),
        "other": make_user("zoe", Role.MANAGER, make_station("KZVN")),
        "reporter": make_user("rita", Role.REPORTER, station),
        "editor": make_user("edna", Role.EDITOR, station),
        "publisher": make_user("paul", Role.PUBLISHER, station),
        "manager": make_user("mia", Role.MANAGER, station),
        "group": make_admin(),
    }


def make_in_state(section: Section, state: str, admin: User, asset: Asset) -> Story:
    story = make_story(
        section,
        f"A story that is {state}",
        lead_picture=asset,
        tags=["Transit"],
        credits=[Credit("Ana Ruiz")],
    )
    placement = home(story)
    match state:
        case "review":
            move_stage(story=story, verb="submit_story", by=admin)
        case "ready":
            move_stage(story=story, verb="make_ready", by=admin)
        case "scheduled":
            publish_story(placement=placement, by=None, at=soon())
        case "live":
            publish_story(placement=placement, by=None)
        case "withdrawn":
            publish_story(placement=placement, by=None)
            withdraw_story(placement=placement, by=None)
        case "killed":
            publish_story(placement=placement, by=None)
            kill_story(story=story, by=None)
        case "binned":
            bin_story(story=story, by=admin)
    return story


def soon() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("select published_clock() + interval '1 hour'")
        found: dt.datetime = cursor.fetchone()[0]
    return found


def make_others(
    station: Station, stories: dict[str, Story], asset: Asset, users: dict[str, User | None]
) -> dict[str, models.Model]:
    """One row of every other model that an address can name, by model name."""
    person = nouns.Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    person.listed_on.add(station)
    source = nouns.ImportSource.objects.create(name="disk")
    run = nouns.ImportRun.objects.create(options={}, totals={})
    blob = nouns.ImportBlob.objects.create(sha256="0" * 64, size=5, data=zlib.compress(b"Ferry"))
    item = nouns.ImportItem.objects.create(
        run=run,
        source=source,
        argument="disk",
        path="a.txt",
        outcome="created",
        story=stories["live"],
        blob=blob,
    )
    live = Placement.objects.get(story=stories["live"])
    found: list[models.Model] = [
        station,
        station.hosts.get(),
        station.sections.get(),
        asset,
        person,
        nouns.Source.objects.create(name="Gulf Coast Wire", kind="wire", label="From Gulf Coast Wire"),
        nouns.Tag.objects.get(slug="transit"),
        nouns.FormerCallsign.objects.create(station=station, callsign="WMIA"),
        nouns.Address.objects.create(host=station.hosts.get(), path="/old.html", gone=True),
        nouns.Membership.objects.get(user=users["reporter"]),
        users["reporter"],
        live,
        live.editions.get(),
        nouns.Revision.objects.filter(story=stories["live"]).first(),
        share_preview(story=stories["draft"], by=users["group"]),
        nouns.StoryEvent.objects.filter(story_id=stories["live"].pk).first(),
        complete(station),
        nouns.Organisation.objects.get(name="Bay Media Inc."),
        nouns.Policy.objects.get(kind="ethics"),
        nouns.MastheadEntry.objects.get(),
        nouns.FccNotice.objects.create(
            station=station, title="Renewal", text="KMIA applies.", shown_from=LONG_AGO, shown_until=soon()
        ),
        nouns.Contest.objects.create(station=station, name="Ferry", announced_at=LONG_AGO, ends_at=soon()),
        nouns.CorrectionRequest.objects.create(
            station=station, wrong="Five dollars.", language="en", form="0" * 64, received_at=LONG_AGO
        ),
        source,
        run,
        item,
        nouns.BreakingNews.objects.create(
            station=station, words="Bridge closed", live_from=LONG_AGO, live_until=LONG_AGO
        ),
        nouns.ImportUpload.objects.create(
            by=users["manager"],
            folder="sent-0",
            files=["a.txt"],
            options=DRAFTS,
            stage="tried",
            totals={"found": 1, "created": 1},
        ),
    ]
    return {type(row)._meta.model_name: row for row in found}


def sign_in(users: dict[str, User | None]) -> dict[tuple[str, str], Client]:
    """A client for each role and host; the deactivated one was signed in before."""
    clients = {}
    for host in (ADMIN_HOST, STATION_HOST):
        for role, user in users.items():
            client: Any = Client(headers={"host": host}, raise_request_exception=False)
            if user:
                client.force_login(user)
            clients[host, role] = client
    User.objects.filter(pk=users["deactivated"].pk).update(is_active=False)
    return clients
