"""The stations, sections, tags, people and sources that files name, looked up once a run."""

import itertools
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from articles.importers.pipeline.options import ImportOptions
from articles.models import FormerCallsign, Host, Person, Section, Source, Station, Tag, User
from articles.pagecache.keys import station_key
from articles.permissions import may
from articles.services.clock import database_now
from articles.services.record import change_pages
from articles.services.stations import open_station
from articles.text.callsigns import parse_callsign
from articles.text.plain import fold_space
from articles.text.slugs import MAX_NAME_SLUG, slugify_name, slugify_section

Named = TypeVar("Named", Section, Source, Tag)
# Names kept in memory; a disk of thirty years may hold more tags than we have room for.
MOST_KEPT = 50_000
LAST_POSITION = 32_767
TRIES = 5


class Unknown(Exception):
    """A station or section that does not exist and may not be made or used; the message is the reason."""


@dataclass
class Directory:
    """Names to rows. With `create_missing`, stations and sections are made from the lines, before a batch.

    A dry run makes rows that are never saved; they have negative keys. `by` is whoever asked for the run,
    None where that is the command line, which may do everything. `made` are the stations made.
    """

    options: ImportOptions
    by: User | None = None
    made: list[Station] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._keys = itertools.count(-1, -1)
        self._meant = {match(said): meant for said, meant in self.options.sections}
        self._stations = {station.callsign: station for station in Station.objects.all()}
        for former in FormerCallsign.objects.select_related("station"):
            self._stations[former.callsign] = former.station
        self._sections: dict[tuple[int, str], Section] = {}
        for section in Section.objects.all():
            self._learn(section)
        self._tags: dict[str, Tag] = {}
        self._sources: dict[str, Source] = {}
        self._people: dict[str, list[Person]] = {}
        for person in Person.objects.select_related("merged_into"):
            self._people.setdefault(match(person.name), []).append(person.merged_into or person)
        self._listed: dict[int, set[int]] = defaultdict(set)
        for person_id, station_id in Person.listed_on.through.objects.values_list("person", "station"):
            self._listed[person_id].add(station_id)

    def owner(self, callsign: str) -> int | None:
        """The station that a file names, or else the run; none where that is one we do not know."""
        found = self._stations.get(callsign or parse_callsign(self.options.station) or "")
        return found.pk if found else None

    def station(self, callsign: str, brand: str) -> Station:
        """Raises Unknown; with `create_missing` only where the file gives no brand to make one from."""
        found = self._stations.get(callsign)
        if found:
            return found
        if not brand:
            raise Unknown(f"there is no station {callsign}, and no brand to make it from: create it")
        if not self.options.create_missing:
            raise Unknown(f"there is no station {callsign}: create it, or run with --create-missing")
        if self.by and not may(self.by, "edit_station"):
            raise Unknown(f"there is no station {callsign}: a group administrator can create it")
        made = self._station(callsign, brand)
        self._stations[callsign] = made
        self.made.append(made)
        return made

    def _station(self, callsign: str, brand: str) -> Station:
        chosen = {"timezone": self.options.zone, "language": self.options.language}
        fields = {"brand": brand, **{name: value for name, value in chosen.items() if value}}
        if self.options.dry_run:
            return Station(pk=next(self._keys), callsign=callsign, **fields)
        return make_station(callsign, fields)

    def section(self, station: Station, name: str) -> Section:
        """By name or alias, without regard to case and spacing, after the run's own renaming.

        Raises Unknown, also for one in which `by` may not write, or not publish where the run does.
        """
        name = self._meant.get(match(name), name)
        found = self._sections.get((station.pk, match(name)))
        if found is None:
            found = self._new_section(station, name)
            self._learn(found)
        verb = "publish" if self.options.publish else "create_story"
        if self.by and not may(self.by, verb, found):
            what = "publish in" if self.options.publish else "bring stories to"
            raise Unknown(
                f"you may not {what} “{found.name}” at {station.callsign}: ask a manager of the station"
            )
        return found

    def _new_section(self, station: Station, name: str) -> Section:
        if not self.options.create_missing:
            raise Unknown(
                f"{station.callsign} has no section “{name}”: create it, name it as an alias of another, "
                "or run with --create-missing"
            )
        if self.by and not may(self.by, "edit_section", station):
            raise Unknown(
                f"{station.callsign} has no section “{name}”: a manager of the station can create it"
            )
        if self.options.dry_run:
            return Section(pk=next(self._keys), station=station, name=name)
        return make_section(station, name)

    def _learn(self, section: Section) -> None:
        for name in (*section.aliases, section.name):
            self._sections[section.station_id, match(name)] = section

    def tags(self, names: tuple[str, ...]) -> list[Tag]:
        """Made where missing; a merged tag becomes the one it was merged into. Each once, by name."""
        found = {tag.pk: tag for tag in (self._tag(name) for name in names)}
        return sorted(found.values(), key=lambda tag: tag.name)

    def _tag(self, name: str) -> Tag:
        key = match(name)
        if key not in self._tags:
            found = self._found_or_made(Tag(name=name), Tag.objects.select_related("merged_into"), save_tag)
            make_room(self._tags)
            self._tags[key] = found.merged_into or found
        return self._tags[key]

    def person(self, name: str, station: Station) -> Person | None:
        """The one person of that name at the station, else the one who is listed at no station.

        None where two share it, or where they are of another station: guessing would credit the wrong one.
        """
        found = {person.pk: person for person in self._people.get(match(name), [])}
        here = [person for person in found.values() if station.pk in self._listed[person.pk]]
        anywhere = [person for person in found.values() if not self._listed[person.pk]]
        mine = here or anywhere
        return mine[0] if len(mine) == 1 else None

    def source(self, name: str, station: Station) -> Source:
        """The named one, made where missing; without a name the archive of the station, never staff."""
        key = match(name or f"Archive of {station.brand}")
        if key not in self._sources:
            make_room(self._sources)
            wanted = Source(name=name, kind=Source.Kind.OTHER, label=f"From {name}")
            if not name:
                label = f"From the archive of {station.brand}"
                wanted = Source(name=f"Archive of {station.brand}", kind=Source.Kind.ARCHIVE, label=label)
            self._sources[key] = self._found_or_made(wanted, Source.objects.all(), save_source)
        return self._sources[key]

    def _found_or_made(self, wanted: Named, rows: QuerySet[Named], make: Callable[[Named], Named]) -> Named:
        """The row of that name, in the database's idea of case; else `wanted`, made by `make`."""
        found = named(rows, wanted.name)
        if found is None and self.options.dry_run:
            wanted.pk = next(self._keys)
            return wanted
        return found or make_once(wanted, rows, make)


def match(name: str) -> str:
    """How names are compared: case and kind of white space do not count."""
    return fold_space(name).casefold()


def make_room(names: dict[str, Named]) -> None:
    if len(names) >= MOST_KEPT:
        names.clear()


def named(rows: QuerySet[Named], name: str) -> Named | None:
    # Not iexact, which compares in capitals: the constraints compare in small letters.
    found: Named | None = (
        rows.annotate(lower=Lower("name")).filter(lower=Lower(Value(name))).order_by("pk").first()
    )
    return found


def make_once(wanted: Named, rows: QuerySet[Named], make: Callable[[Named], Named]) -> Named:
    """`make` it, or find what another process has made meanwhile under that name or its slug."""
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return make(wanted)
        except IntegrityError:
            if found := named(rows, wanted.name):
                return found
    raise Unknown(
        f"“{wanted.name}” cannot be made: too many others are making names like it; import it again"
    )


def save_source(source: Source) -> Source:
    source.save(force_insert=True)
    return source


def save_tag(tag: Tag) -> Tag:
    return make_tag(tag.name)


@transaction.atomic
def make_station(callsign: str, fields: dict[str, str]) -> Station:
    """In the demo with a host and open to readers; elsewhere closed, for a person to complete."""
    station, created = Station.objects.get_or_create(callsign=callsign, defaults=fields)
    if created and settings.DEMO:
        Host.objects.create(station=station, name=f"{callsign.lower()}.localhost", is_primary=True)
        open_station(station=station, by=None)
    return station


@transaction.atomic
def make_section(station: Station, name: str) -> Section:
    """At the end of the station's sections, under a slug of its own; every menu has it with the commit."""
    Station.objects.select_for_update().get(pk=station.pk)
    mine = Section.objects.filter(station=station)
    existing = named(mine, name)
    if existing:
        return existing
    slug = free_slug(slugify_section(name), set(mine.values_list("slug", flat=True)))
    position = min(mine.count(), LAST_POSITION)
    made: Section = Section.objects.create(station=station, name=name, slug=slug, position=position)
    change_pages([station_key(station.pk)], effective_at=database_now())
    return made


def make_tag(name: str) -> Tag:
    """Raises IntegrityError where another process makes the same name, or its slug, at this moment."""
    slug = slugify_name(name)
    taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    tag: Tag = Tag.objects.create(name=name, slug=free_slug(slug, taken))
    return tag


def free_slug(slug: str, taken: set[str]) -> str:
    number, free = 1, slug
    while free in taken:
        number += 1
        end = f"-{number}"
        free = slug[: MAX_NAME_SLUG - len(end)].rstrip("-") + end
    return free
