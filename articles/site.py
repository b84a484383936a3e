"""The station that a public request is for, as its pages need it: one row, no further query."""

import dataclasses
import datetime as dt
import functools
import hashlib
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from articles import links
from articles.behind import Behind
from articles.models import PublishedHost
from articles.picture_sizes import ICON, LARGE, PHONE, SQUARE, TAB, TOUCH, file_name
from articles.themes import Theme, theme_of


@dataclasses.dataclass(frozen=True, slots=True)
class SiteSection:
    id: int
    name: str
    slug: str
    parent: int | None
    former_slugs: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return links.section_path(self.slug)


@dataclasses.dataclass(frozen=True, slots=True)
class Breaking:
    """What stands over every page; `url` is empty where it leads nowhere."""

    words: str
    at: dt.datetime
    url: str
    # The kind of work that the story is, as the edition has it; empty for news.
    kind: str

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Breaking":
        url = links.story_path(row["section_slug"], row["slug"], row["number"]) if row["number"] else ""
        return cls(
            words=row["words"], at=dt.datetime.fromisoformat(row["at"]), url=url, kind=row["label"] or ""
        )


class Icon(NamedTuple):
    """As heads and manifests name it."""

    src: str
    sizes: str
    type: str

    @property
    def edge(self) -> str:
        """In pixels; an icon is square."""
        return self.sizes.partition("x")[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Logo:
    """A picture whose square icons there are; `version` is that of its files."""

    token: str
    version: int

    def icon(self, edge: int) -> Icon:
        """One of `picture_sizes.ICONS`."""
        name = file_name(SQUARE, edge, ICON)
        return Icon(links.rendition_path(self.token, self.version, name), f"{edge}x{edge}", "image/png")

    @property
    def touch(self) -> Icon:
        return self.icon(TOUCH)

    @property
    def large(self) -> Icon:
        """What a shared link shows where a story has no picture."""
        return self.icon(LARGE)


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """Current facts of an opened station; names and colours are never frozen into editions."""

    station_id: int
    host_id: int
    host: str
    callsign: str
    brand: str
    tagline: str
    language: str
    timezone: str
    theme: str
    brand_color: str
    brand_color_dark: str
    history_shown: bool
    sections: tuple[SiteSection, ...]
    breaking: Breaking | None = None
    logo: Logo | None = None
    behind: Behind = Behind()

    @classmethod
    def of(cls, host: PublishedHost) -> "Site":
        station = host.station
        rows: list[dict[str, Any]] = station.sections
        return cls(
            station_id=station.pk,
            host_id=host.pk,
            host=host.primary_name,
            callsign=station.callsign,
            brand=station.brand,
            tagline=station.tagline,
            language=station.language,
            timezone=station.timezone,
            theme=station.theme,
            brand_color=station.brand_color,
            brand_color_dark=station.brand_color_dark,
            history_shown=station.history_shown,
            sections=tuple(SiteSection(**row) for row in rows),
            breaking=Breaking.of(station.breaking) if station.breaking else None,
            logo=Logo(**station.logo) if station.logo else None,
            behind=Behind.of(station.behind),
        )

    @property
    def base_url(self) -> str:
        return links.origin(self.host)

    @property
    def now(self) -> dt.datetime:
        return timezone.now().astimezone(ZoneInfo(self.timezone))

    @property
    def colours(self) -> str:
        """As the last line of its style sheets: outside of their layers, and so above them."""
        return f":root{{--brand:{self.brand_color};--brand-dark:{self.brand_color_dark}}}\n"

    @property
    def look(self) -> Theme:
        """Its theme, or the default one where that is not there."""
        return theme_of(self.theme)

    @property
    def icon(self) -> str:
        """A mark of its own for every station: the letters of its name on its colour, in its theme."""
        letters = "".join(word[0] for word in self.brand.split()[:2]).upper()
        return _icon(self.look, letters, self.brand_color)

    @property
    def icon_url(self) -> str:
        """Named by its content, so that browsers may keep it for ever."""
        return f"/static/brand/{hashlib.sha256(self.icon.encode()).hexdigest()[:16]}.svg"

    @property
    def icons(self) -> list[Icon]:
        """For a browser's tabs and bookmarks; the larger ones of a phone stand in the manifest."""
        return [self.logo.icon(TAB)] if self.logo else [self._mark]

    @property
    def app_icons(self) -> list[Icon]:
        """For the first screen of a phone."""
        return [self.logo.icon(PHONE), self.logo.icon(LARGE)] if self.logo else [self._mark]

    @property
    def _mark(self) -> Icon:
        return Icon(self.icon_url, "any", "image/svg+xml")

    def section(self, slug: str) -> SiteSection | None:
        """The one that bears the slug now, else the one that bore it."""
        slug = slug.lower()
        now = (section for section in self.sections if section.slug == slug)
        before = (section for section in self.sections if slug in section.former_slugs)
        return next(now, None) or next(before, None)


@functools.lru_cache(maxsize=1024)
def _icon(theme: Theme, letters: str, colour: str) -> str:
    """Kept, since each page names it by what is in it."""
    context = {"icon": theme.icon, "letters": letters, "colour": colour}
    return render_to_string("theme/icon.svg", context, using=theme.engine)


class SiteRequest(HttpRequest):
    """A request that `HostMiddleware` has given its station."""

    site: Site  # type: ignore[assignment]  # the stubs think of contrib.sites
    changed_at: dt.datetime | None
    urlconf: str


def site_of(request: HttpRequest) -> Site:
    """The station of a request on a station's host; AttributeError on any other."""
    return cast(SiteRequest, request).site
