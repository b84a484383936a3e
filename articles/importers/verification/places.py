"""Where stories can be filed, as names that lead there; and what a run said about its files."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from articles.importers.proof.held import Filing, key
from articles.models import FormerCallsign, ImportRun, Section, Source, Station, Tag


@dataclass(frozen=True)
class Told:
    """What a run says about bytes that they do not say themselves."""

    encoding: str
    station_given: bool
    section_given: bool
    date_given: bool
    aliases: dict[str, str]

    @classmethod
    def by(cls, options: dict[str, Any]) -> "Told":
        sections = options.get("sections") or {}
        return cls(
            encoding=options.get("encoding") or "",
            station_given=bool(options.get("station")),
            section_given=bool(options.get("section")),
            date_given=bool(options.get("published_at")),
            aliases={key(said): key(meant) for said, meant in sections.items()},
        )


class Places:
    """Loaded once for a verification. `told` and `filing` remember what they were asked."""

    def __init__(self) -> None:
        stations = Station.objects.values_list("pk", "callsign", "timezone")
        self._zones = {pk: ZoneInfo(zone) for pk, _, zone in stations}
        self._callsigns = {key(callsign): pk for pk, callsign, _ in stations}
        self._callsigns |= {key(c): pk for c, pk in FormerCallsign.objects.values_list("callsign", "station")}
        self._sections: dict[int, dict[str, int]] = defaultdict(dict)
        for section in Section.objects.all():
            for name in (*section.aliases, section.name):
                self._sections[section.station_id][key(name)] = section.pk
        names = Source.objects.values_list("pk", "name", "kind")
        self._sources = {key(name): pk for pk, name, _ in names}
        self._archives = {
            pk
            for pk, name, kind in names
            if kind == Source.Kind.ARCHIVE or key(name).startswith("archive of ")
        }
        merged = Tag.objects.filter(merged_into__isnull=False).values_list("pk", "name", "merged_into")
        self._merged: dict[int, int] = {pk: into for pk, _, into in merged}
        self._tags = {key(name): into for _, name, into in merged}
        self.told = lru_cache(maxsize=100)(self._told)
        self.filing = lru_cache(maxsize=1000)(self._filing)

    def is_archive(self, source: int | None) -> bool:
        return source in self._archives

    def tag(self, pk: int) -> int:
        """The tag that this one was merged into, or itself."""
        return self._merged.get(pk, pk)

    def _told(self, run: int) -> Told:
        return Told.by(ImportRun.objects.values_list("options", flat=True).get(pk=run))

    def _filing(self, run: int, station: int, section: int, carried: bool) -> Filing:
        """A station that is not there any more has no name that leads to it."""
        told = self.told(run)
        return Filing(
            station=station,
            section=section,
            callsigns=self._callsigns,
            sections=self._sections[station],
            tags=self._tags,
            sources=self._sources,
            aliases=told.aliases,
            zone=self._zones.get(station, dt.UTC),
            station_given=told.station_given,
            section_given=told.section_given,
            date_given=told.date_given,
            carried=carried,
        )
