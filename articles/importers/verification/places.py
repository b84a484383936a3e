"""Where stories can be filed: stations, sections, sources and merged tags, as names that lead to them."""

from collections import defaultdict
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from articles.importers.proof.held import Filing, key
from articles.models import FormerCallsign, ImportRun, Section, Source, Station, Tag


class Places:
    """Loaded once for a verification, with what its run was told."""

    def __init__(self, run: ImportRun) -> None:
        told: dict[str, Any] = run.options
        self.encoding: str = told.get("encoding") or ""
        self._station_given, self._section_given = bool(told.get("station")), bool(told.get("section"))
        self._date_given = bool(told.get("published_at"))
        self._aliases = {key(said): key(meant) for said, meant in (told.get("sections") or {}).items()}
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
        self.filing = lru_cache(maxsize=1000)(self._filing)

    def is_archive(self, source: int | None) -> bool:
        return source in self._archives

    def tag(self, pk: int) -> int:
        """The tag that this one was merged into, or itself."""
        return self._merged.get(pk, pk)

    def _filing(self, station: int, section: int, carried: bool) -> Filing:
        return Filing(
            station=station,
            section=section,
            callsigns=self._callsigns,
            sections=self._sections[station],
            tags=self._tags,
            sources=self._sources,
            aliases=self._aliases,
            zone=self._zones[station],
            station_given=self._station_given,
            section_given=self._section_given,
            date_given=self._date_given,
            carried=carried,
        )
