"""The station that a public request is for, as its pages need it: one row, no further query."""

import dataclasses
import datetime as dt
import hashlib
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from articles import links
from articles.behind import Behind
from articles.models import PublishedHost


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
            behind=Behind.of(station.behind),
        )

    @property
    def base_url(self) -> str:
        return links.origin(self.host)

    @property
    def now(self) -> dt.datetime:
        return timezone.now().astimezone(ZoneInfo(self.timezone))

    @property
    def brand_css(self) -> str:
        return f":root{{--brand:{self.brand_color};--brand-dark:{self.brand_color_dark}}}\n"

    @property
    def brand_css_url(self) -> str:
        """Named by its content, so that browsers may keep it for ever."""
        return f"/static/brand/{hashlib.sha256(self.brand_css.encode()).hexdigest()[:16]}.css"

    def section(self, slug: str) -> SiteSection | None:
        """The one that bears the slug now, else the one that bore it."""
        slug = slug.lower()
        now = (section for section in self.sections if section.slug == slug)
        before = (section for section in self.sections if slug in section.former_slugs)
        return next(now, None) or next(before, None)


class SiteRequest(HttpRequest):
    """A request that `HostMiddleware` has given its station."""

    site: Site  # type: ignore[assignment]  # the stubs think of contrib.sites
    urlconf: str


def site_of(request: HttpRequest) -> Site:
    """The station of a request on a station's host; AttributeError on any other."""
    return cast(SiteRequest, request).site
