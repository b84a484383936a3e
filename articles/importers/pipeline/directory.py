"""The stations, sections, tags, people and sources that files name, looked up once a run."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from articles.models import FormerCallsign, Host, Person, Section, Source, Station, Tag
from articles.services.stations import open_station
from articles.text.plain import fold_space
from articles.text.slugs import slugify_name, slugify_section


class Unknown(Exception):
    """A station or section that does not exist and may not be made; the message is the reason."""


@dataclass
class Directory:
    """Names to rows. With `create_missing`, stations and sections are made from the lines, before a batch.

    `unknown` counts what was missing, for a list at the end.
    """

    create_missing: bool = False
    unknown: Counter[str] = field(default_factory=Counter)
    made: list[Station] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stations = {station.callsign: station for station in Station.objects.all()}
        for former in FormerCallsign.objects.select_related("station"):
            self._stations[former.callsign] = former.station
        self._sections: dict[tuple[int, str], Section] = {}
        for section in Section.objects.all():
            self._learn(section)
        self._tags: dict[str, Tag] = {}
        self._sources: dict[str, Source] = {source.name.casefold(): source for source in Source.objects.all()}
        self._people: dict[str, list[Person]] = {}
        for person in Person.objects.select_related("merged_into"):
            self._people.setdefault(match(person.name), []).append(person.merged_into or person)

    def station(self, callsign: str, brand: str) -> Station:
        """Raises Unknown; with `create_missing` only where the file gives no brand to make one from."""
        found = self._stations.get(callsign)
        if found:
            return found
        if not (self.create_missing and brand):
            self.unknown[f"station {callsign}"] += 1
            raise Unknown(f"there is no station {callsign}: create it, or run with --create-missing")
        made = make_station(callsign, brand)
        self._stations[callsign] = made
        self.made.append(made)
        return made

    def section(self, station: Station, name: str) -> Section:
        """By name or alias, without regard to case and spacing. Raises Unknown."""
        found = self._sections.get((station.pk, match(name)))
        if found:
            return found
        if not self.create_missing:
            self.unknown[f"section “{name}” at {station.callsign}"] += 1
            raise Unknown(
                f"{station.callsign} has no section “{name}”: create it, name it as an alias of another, "
                "or run with --create-missing"
            )
        made = make_section(station, name)
        self._learn(made)
        return made

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
            tag = Tag.objects.select_related("merged_into").filter(name__iexact=name).first()
            self._tags[key] = (tag.merged_into or tag) if tag else make_tag(name)
        return self._tags[key]

    def person(self, name: str) -> Person | None:
        """The one person of that name; none where two share it, since guessing would credit the wrong one."""
        found = {person.pk: person for person in self._people.get(match(name), [])}
        return next(iter(found.values())) if len(found) == 1 else None

    def source(self, name: str, station: Station) -> Source:
        """The named one, made where missing; without a name the archive of the station, never staff."""
        if name:
            return self._source(name, Source.Kind.OTHER, f"From {name}")
        return self._source(
            f"Archive of {station.brand}", Source.Kind.ARCHIVE, f"From the archive of {station.brand}"
        )

    def _source(self, name: str, kind: str, label: str) -> Source:
        key = name.casefold()
        if key not in self._sources:
            defaults = {"name": name, "kind": kind, "label": label}
            self._sources[key], _ = Source.objects.get_or_create(name__iexact=name, defaults=defaults)
        return self._sources[key]


def match(name: str) -> str:
    """How names are compared: case and kind of white space do not count."""
    return fold_space(name).casefold()


@transaction.atomic
def make_station(callsign: str, brand: str) -> Station:
    """In the demo with a host and open to readers; elsewhere closed, for a person to complete."""
    station, created = Station.objects.get_or_create(callsign=callsign, defaults={"brand": brand})
    if created and settings.DEMO:
        Host.objects.create(station=station, name=f"{callsign.lower()}.localhost", is_primary=True)
        open_station(station=station, by=None)
    return station


@transaction.atomic
def make_section(station: Station, name: str) -> Section:
    """At the end of the station's sections, under a slug of its own."""
    Station.objects.select_for_update().get(pk=station.pk)
    mine = Section.objects.filter(station=station)
    existing = mine.filter(name__iexact=name).first()
    if existing:
        return existing
    slug = free_slug(slugify_section(name), set(mine.values_list("slug", flat=True)))
    return Section.objects.create(station=station, name=name, slug=slug, position=mine.count())


@transaction.atomic
def make_tag(name: str) -> Tag:
    taken = set(Tag.objects.filter(slug__startswith=slugify_name(name)).values_list("slug", flat=True))
    tag: Tag = Tag.objects.get_or_create(name=name, defaults={"slug": free_slug(slugify_name(name), taken)})[
        0
    ]
    return tag


def free_slug(slug: str, taken: set[str]) -> str:
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
