"""The small cast of the tests: two stations, the people of a desk, and stories."""

import datetime as dt
from typing import Any

from django.utils import timezone

from articles.models import Asset, Host, Membership, Placement, Role, Section, Station, Story, User
from articles.services.drafting import create_story

HOSTS = {"KMIA": "kmia.localhost", "KZVN": "kzvn.localhost"}
BRANDS = {"KMIA": "Miami News", "KZVN": "High Desert Today"}
ZONES = {"KMIA": "America/New_York", "KZVN": "America/Denver"}


def make_station(callsign: str = "KMIA", *, opened: bool = True, **fields: Any) -> Station:
    """With its primary host, such as kmia.localhost; open to readers unless told otherwise."""
    fields.setdefault("brand", BRANDS.get(callsign, callsign.title()))
    fields.setdefault("timezone", ZONES.get(callsign, "America/New_York"))
    opened_at = timezone.now() - dt.timedelta(days=1) if opened else None
    station = Station.objects.create(callsign=callsign, opened_at=opened_at, **fields)
    name = HOSTS.get(callsign, f"{callsign.lower()}.localhost")
    Host.objects.create(station=station, name=name, is_primary=True)
    return station


def make_section(station: Station, name: str = "Local News", slug: str = "", **fields: Any) -> Section:
    return Section.objects.create(
        station=station, name=name, slug=slug or name.lower().replace(" ", "-"), **fields
    )


def make_user(name: str, role: Role | None = None, station: Station | None = None, **fields: Any) -> User:
    """Staff with one role at one station, or in one `section` of it; without a role, nobody."""
    section = fields.pop("section", None)
    user = User.objects.create_user(name, password="correct horse", is_staff=True, **fields)
    if role and station:
        Membership.objects.create(user=user, station=station, section=section, role=role)
    return user


def make_admin(name: str = "gia") -> User:
    """A group administrator."""
    return User.objects.create_superuser(name, password="correct horse")


def make_story(section: Section, headline: str = "Ferry returns to the bay", **fields: Any) -> Story:
    """A draft with its home placement and first revision; `by` may be anybody, or nobody."""
    fields.setdefault("body", "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p>")
    return create_story(section=section, by=fields.pop("by", None), headline=headline, **fields)


def make_picture(title: str = "Bay", **fields: Any) -> Asset:
    """Its row alone; no file is behind it."""
    number = Asset.objects.count()
    given = {"token": f"{number:032}", "sha256": f"{number:064}", "format": "JPEG", "alt": title}
    return Asset.objects.create(title=title, **given | {"width": 1600, "height": 1067} | fields)


def home(story: Story) -> Placement:
    return Placement.objects.get(story=story, home=True)
