"""Which rows are a user's: filters by the stations, and sections, that their roles cover."""

from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Role, Section, Station
from articles.permissions import LEAST, RANK, Actor, memberships


def scope(user: Actor, verb: str, station: str, section: str | None) -> Q:
    """Rows whose station and section, at these lookups, are covered by a role that may do `verb`.

    A role in one section covers nothing of a table without sections, as in `permissions.may`.
    """
    if user.is_active and user.is_superuser:
        return Q()
    found = Q(pk__in=[])
    for membership in memberships(user):
        if RANK[Role(membership.role)] < LEAST[verb]:
            continue
        if membership.section_id is None:
            found |= Q(**{station: membership.station_id})
        elif section is not None:
            found |= Q(**{station: membership.station_id, section: membership.section_id})
    return found


def sections_for(user: Actor, verb: str) -> QuerySet[Section]:
    """Sections in which `user` may do `verb`."""
    return Section.objects.filter(scope(user, verb, "station", "pk"))


def stations_at_hand(user: Actor, verb: str) -> list[Station]:
    """Those of `stations_for`, by call sign. One query for a group administrator, else none."""
    if user.is_active and user.is_superuser:
        return list(Station.objects.order_by("callsign"))
    held = (m for m in memberships(user) if RANK[Role(m.role)] >= LEAST[verb])
    return list({membership.station_id: membership.station for membership in held}.values())


def zone_of(user: Actor) -> ZoneInfo:
    """The zone in which to speak of what belongs to no station: that of the user's first station.

    One query for a group administrator, else none.
    """
    if user.is_superuser:
        station = Station.objects.order_by("callsign").first()
    else:
        station = next((membership.station for membership in memberships(user)), None)
    return station.zone if station else ZoneInfo("UTC")


def own_zone_of_picture(user: Actor) -> Coalesce:
    """The zone of the station that a picture came from: the first of whoever took it in, else of `user`."""
    stations = Station.objects.filter(memberships__user=OuterRef("uploaded_by")).order_by("callsign")
    return Coalesce(Subquery(stations.values("timezone")[:1]), Value(zone_of(user).key))
