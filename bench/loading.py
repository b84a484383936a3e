"""The rows of the invented newsroom. Imported once Django is set up (bench/load.py)."""

import dataclasses
import datetime as dt
import random
from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from articles.models import (
    Asset,
    Edition,
    Host,
    ImportRun,
    ImportSource,
    Membership,
    Notice,
    Person,
    Placement,
    Revision,
    Section,
    Source,
    Station,
    Story,
    StoryNote,
    Tag,
    User,
)
from articles.services.bulk import Draft, create_stories
from articles.services.clock import database_now
from articles.services.content import StoryContent, page_byline, page_picture, page_source, page_tag
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit, keep_revision
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from bench.load import COMMON

YEARS = 20
ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
ROLES = ("reporter", "reporter", "editor", "publisher", "manager")
# Each with the columns that hold keys of these tables, by the table that they point at.
COPIED: Mapping[str, Mapping[str, str]] = {
    "articles_story": {"id": "articles_story"},
    "articles_placement": {"id": "articles_placement", "story_id": "articles_story"},
    "articles_revision": {"id": "articles_revision", "story_id": "articles_story"},
    "articles_byline": {"id": "articles_byline", "story_id": "articles_story"},
    "articles_storytag": {"id": "articles_storytag", "content_object_id": "articles_story"},
    "articles_edition": {
        "id": "articles_edition",
        "story_id": "articles_story",
        "placement_id": "articles_placement",
    },
    "articles_editionkey": {
        "id": "articles_editionkey",
        "edition_id": "articles_edition",
        "story_id": "articles_story",
    },
    "articles_storyevent": {
        "id": "articles_storyevent",
        "story_id": "articles_story",
        "placement_id": "articles_placement",
        "edition_id": "articles_edition",
        "revision_id": "articles_revision",
    },
}


@dataclasses.dataclass(frozen=True, slots=True)
class House:
    """What every story is filed under, in memory."""

    sections: list[Section]
    tags: list[Tag]
    people: list[Person]
    sources: list[Source]
    assets: list[Asset]
    words: list[str]


def make_house(chance: random.Random, stations: int, sections: int, tags: int, people: int) -> House:
    """Stations with hosts and sections, and what the group shares."""
    words = invented(chance, 4000)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    made = Station.objects.bulk_create(
        Station(
            callsign=f"K{letters[n // 26]}{letters[n % 26]}A",
            brand=f"{words[n].capitalize()} News",
            timezone=ZONES[n % len(ZONES)],
            opened_at=timezone.now(),
        )
        for n in range(stations)
    )
    Host.objects.bulk_create(
        Host(station=s, name=f"{s.callsign.lower()}.localhost", is_primary=True) for s in made
    )
    now = timezone.now()
    return House(
        sections=Section.objects.bulk_create(
            Section(station=s, name=f"Section {n}", slug=f"section-{n}", position=n)
            for s in made
            for n in range(sections)
        ),
        tags=Tag.objects.bulk_create(
            Tag(name=f"{word.capitalize()} {n}", slug=f"{word}-{n}") for n, word in enumerate(words[:tags])
        ),
        people=Person.objects.bulk_create(
            Person(name=f"{word.capitalize()} Ruiz {n}", slug=f"{word}-ruiz-{n}")
            for n, word in enumerate(words[:people])
        ),
        sources=Source.objects.bulk_create(
            Source(name=f"Wire {n}", kind="wire", label=f"From Wire {n}") for n in range(8)
        ),
        assets=Asset.objects.bulk_create(
            Asset(
                token=f"{n:032x}", sha256=f"{n:064x}", format="JPEG", width=1600, height=1067,
                title=f"Picture {n}", alt="A harbor", credit="Staff",
                expires_at=now + dt.timedelta(days=n + 1) if n < 100 else None,
            )
            for n in range(500)
        ),
        words=words,
    )  # fmt: skip


def invented(chance: random.Random, count: int) -> list[str]:
    """Names of places that nobody has heard of."""
    parts = ["bar", "del", "fer", "gol", "hum", "jas", "kel", "lom", "mir", "nov", "pel", "ros", "tav", "vin"]
    found = dict.fromkeys("".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(count * 3))
    return list(found)[:count]


def write_stories(
    house: House, chance: random.Random, count: int, *, opens_at: list[dt.datetime | None] | None = None
) -> list[Story]:
    """A batch by the importer's service, live at once unless `opens_at` says otherwise."""
    with transaction.atomic():
        now = database_now()
        drafts = [draft_of(house, chance, opens_at[n] if opens_at else now) for n in range(count)]
        return create_stories(drafts=drafts, now=now, note="Invented", search=lambda editions: None)


def draft_of(house: House, chance: random.Random, opens_at: dt.datetime | None) -> Draft:
    section = chance.choice(house.sections)
    words = [*chance.choices(COMMON, k=3), *chance.choices(house.words, k=3)]
    chance.shuffle(words)
    person, source = chance.choice(house.people), chance.choice(house.sources)
    # A few subjects are in the news every day, most are rare.
    tags = {house.tags[min(int(chance.paretovariate(0.6)) - 1, len(house.tags) - 1)] for _ in range(3)}
    asset = chance.choice(house.assets) if chance.random() < 0.3 else None
    paragraphs = (" ".join(chance.choices(house.words, k=40)).capitalize() for _ in range(4))
    content = StoryContent(
        headline=" ".join(words).capitalize(),
        deck=" ".join(chance.choices(house.words, k=12)).capitalize(),
        body="".join(f"<p>{text}.</p>" for text in paragraphs),
        language="en",
        dateline="",
        published_at=timezone.now() - dt.timedelta(days=chance.random() * 365 * YEARS) if opens_at else None,
        published_at_estimated=False,
        lead_picture_id=asset.pk if asset else None,
        bylines=(page_byline(person.name, "", person),),
        tags=tuple(page_tag(tag) for tag in sorted(tags, key=lambda tag: tag.name)),
        source=page_source(source, "en"),
        picture=page_picture(asset),
    )
    return Draft(
        content=content,
        section=section,
        slug="-".join(words)[:70].strip("-"),
        source_id=source.pk,
        credits=(Credit(person.name, person_id=person.pk),),
        tag_ids=tuple(tag.pk for tag in tags),
        opens_at=opens_at,
    )


def multiply(times: int) -> None:
    """Copy every row of the stories that are there, `times` - 1 times, a batch a statement.

    As a restore does it, without triggers: the copies went live when the first ones did, a moment ago.
    """
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        strides = {table: newest(cursor, table) for table in COPIED}
        for copy in range(1, times):
            for table, keys in COPIED.items():
                cursor.execute(copying(cursor, table, keys, strides, copy))
        for table in COPIED:
            cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}")  # noqa: S608
        cursor.execute("set session_replication_role = origin")
        # As if people had saved them over the last year.
        cursor.execute("update articles_story set updated_at = updated_at - random() * interval '400 days'")


def newest(cursor, table: str) -> int:  # type: ignore[no-untyped-def]
    cursor.execute(f"select max(id) from {table}")  # noqa: S608
    return int(cursor.fetchone()[0])


def copying(cursor, table: str, keys: Mapping[str, str], strides: Mapping[str, int], copy: int) -> str:  # type: ignore[no-untyped-def]
    """The statement that writes copy number `copy` of every first row of a table."""
    cursor.execute(
        "select column_name from information_schema.columns where table_name = %s and is_generated = 'NEVER'",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = [f"{name} + {strides[keys[name]] * copy}" if name in keys else name for name in columns]
    return (
        f"insert into {table} ({', '.join(columns)}) select {', '.join(values)} from {table} "  # noqa: S608
        f"where id <= {strides[table]}"
    )


def write_ledger() -> None:
    """One file of one run for each story, and the address it had in the system before."""
    source, run = ImportSource.objects.create(name="archive"), ImportRun.objects.create(options={})
    count = Story.objects.count()
    totals = {"found": count, "created": count, "updated": 0, "unchanged": 0, "duplicate": 0, "refused": 7}
    ImportRun.objects.filter(pk=run.pk).update(totals=totals, finished_at=timezone.now())
    keys = {"run": run.pk, "source": source.pk}
    with connection.cursor() as cursor:
        for statement in LEDGER:
            cursor.execute(statement, keys)


LEDGER = (
    """insert into articles_importitem
        (run_id, source_id, argument, path, member, sha256, encoding, outcome, reason, warnings, story_id)
        select %(run)s, %(source)s, 'archive', 'old/' || id || '.txt', '', '', 'utf-8', 'created', '', '{}',
               id
        from articles_story""",
    """insert into articles_importedfile
        (source_id, station_id, path, member, sha256, told, fingerprint, content_sha256, is_duplicate,
         superseded, story_id, story_version, published_version)
        select %(source)s, station_id, 'old/' || id || '.txt', '', lpad(id::text, 64, '0'), '',
               lpad(id::text, 64, '0'), '', false, false, id, version, version from articles_story""",
    """insert into articles_address (host_id, path, story_id, url, gone)
        select h.id, '/news/' || s.id || '.html', s.id, '', false
        from articles_story s join articles_host h on h.station_id = s.station_id""",
)


def fill_desks(house: House, chance: random.Random, people: int) -> None:
    """What a newsroom has under way: drafts, reviews, schedules, withdrawals, corrections, notes."""
    users = make_people(chance, people)
    now = database_now()
    begun = [s for _ in range(people // 50) for s in write_stories(house, chance, 500, opens_at=[None] * 500)]
    for place, story in enumerate(begun):
        story.created_by = chance.choice(users)
        story.assigned_to = chance.choice(users) if place % 4 == 0 else None
        story.stage = "in_review" if place % 10 == 0 else "draft"
        if place % 10 == 1:
            story.stage, story.approved_revision = "ready", Revision.objects.get(story=story)
    Story.objects.bulk_update(begun, ["created_by", "assigned_to", "stage", "approved_revision"], 500)
    soon = [now + dt.timedelta(minutes=chance.randint(30, 60 * 72)) for _ in range(300)]
    write_stories(house, chance, len(soon), opens_at=[*soon])
    boss = User.objects.get(username="gia")
    live = list(Placement.objects.filter(editions__in=Edition.objects.live())[:20_000:66])
    for place, placement in enumerate(live):
        match place % 3:
            case 0:
                withdraw_story(placement=placement, by=None, reason="Being checked")
            case 1:
                keep_revision(story=placement.story, by=boss, fields=["deck"])
            case 2:
                Story.objects.filter(pk=placement.story_id).update(deck="Corrected")
                publish_story(
                    placement=placement, by=boss, correction=NewCorrection("correction", "A name was wrong.")
                )
    told = [(chance.choice(begun), chance.choice(users)) for _ in range(2000)]
    StoryNote.objects.bulk_create(StoryNote(story=s, author=boss, to=u, text="Is this so?") for s, u in told)
    Notice.objects.bulk_create(Notice(story=s, user=u, by=boss, kind="assigned") for s, u in told)


def make_people(chance: random.Random, count: int) -> list[User]:
    """Each at one to three stations; and `gia`, who administers the group."""
    users = User.objects.bulk_create(User(username=f"person{n}", is_staff=True) for n in range(count))
    User.objects.create_superuser("gia")
    stations = list(Station.objects.all())
    Membership.objects.bulk_create(
        Membership(user=user, station=station, role=ROLES[place % len(ROLES)])
        for place, user in enumerate(users)
        for station in chance.sample(stations, place % 3 + 1)
    )
    return users


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")
