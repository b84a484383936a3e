"""The one answer to "is this allowed": roles per station, perhaps per section."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.errors import NotAllowed
from articles.models import (
    Asset,
    ImportRun,
    Membership,
    Placement,
    Role,
    Section,
    Station,
    Story,
    User,
)
from articles.uses import Shared, stations_of_taker, stations_using
from articles.workflow import Stage

RANK = {Role.REPORTER: 1, Role.EDITOR: 2, Role.PUBLISHER: 3, Role.MANAGER: 4}
GROUP = 5
ROLE_WORDS = {RANK[Role.EDITOR]: gettext_lazy("an editor"), RANK[Role.MANAGER]: gettext_lazy("a manager")}

# The least rank that may do it, at the station (and section) of the object.
LEAST: dict[str, int] = {
    "enter": RANK[Role.REPORTER],
    "view_story": RANK[Role.REPORTER],
    "create_story": RANK[Role.REPORTER],
    "edit_own_story": RANK[Role.REPORTER],
    "submit_own_story": RANK[Role.REPORTER],
    "add_asset": RANK[Role.REPORTER],
    "view_desk": RANK[Role.REPORTER],
    "note_story": RANK[Role.REPORTER],
    "edit_story": RANK[Role.EDITOR],
    "submit_story": RANK[Role.EDITOR],
    "return_story": RANK[Role.EDITOR],
    "make_ready": RANK[Role.EDITOR],
    "assign_story": RANK[Role.EDITOR],
    "share_preview": RANK[Role.EDITOR],
    "resolve_note": RANK[Role.EDITOR],
    "answer_request": RANK[Role.EDITOR],
    "bin_story": RANK[Role.EDITOR],
    "edit_tag": RANK[Role.EDITOR],
    "arrange_front": RANK[Role.EDITOR],
    "edit_asset": RANK[Role.EDITOR],
    "view_import": RANK[Role.EDITOR],
    "publish": RANK[Role.PUBLISHER],
    "schedule": RANK[Role.PUBLISHER],
    "cancel": RANK[Role.PUBLISHER],
    "expire": RANK[Role.PUBLISHER],
    "revert": RANK[Role.PUBLISHER],
    "correct": RANK[Role.PUBLISHER],
    "withdraw": RANK[Role.PUBLISHER],
    "break_news": RANK[Role.PUBLISHER],
    "override_embargo": RANK[Role.PUBLISHER],
    "bypass_review": RANK[Role.PUBLISHER],
    "kill": RANK[Role.MANAGER],
    "kill_asset": RANK[Role.MANAGER],
    # It brings many stories at once, and may make sections; each file is asked about by itself as well.
    "run_import": RANK[Role.MANAGER],
    "edit_section": RANK[Role.MANAGER],
    "edit_rules": RANK[Role.MANAGER],
    # Imprint, own policies, masthead, notices and contests.
    "edit_duties": RANK[Role.MANAGER],
    "edit_organisation": RANK[Role.MANAGER],
    "list_person": RANK[Role.MANAGER],
    "edit_person": RANK[Role.MANAGER],
    "edit_source": RANK[Role.MANAGER],
    "edit_membership": RANK[Role.MANAGER],
    "edit_address": RANK[Role.MANAGER],
    "open_station": RANK[Role.MANAGER],
    "close_station": RANK[Role.MANAGER],
    "edit_station": GROUP,
    "edit_host": GROUP,
    "edit_group_policy": GROUP,
    "edit_user": GROUP,
    "revive": GROUP,
    "redact": GROUP,
    "undo_import": GROUP,
}
# What they change is the whole group's: asked at every station whose readers have it.
OF_ALL_STATIONS = frozenset({"edit_asset", "kill_asset", "edit_person", "edit_tag"})
# What a reporter may do to a story of their own, or assigned to them, that no reader has.
OWN = {"edit_story": "edit_own_story", "submit_story": "submit_own_story"}

Actor = User | AnonymousUser


def may(user: Actor, verb: str, obj: Model | None = None) -> bool:
    """Whether `user` may do `verb` to `obj`; without an object: to any at all, somewhere.

    Costs one query for the memberships of a user, kept on the user object for the request, and one more
    where a reporter asks about a story of their own. Raises KeyError for a verb that is not in `LEAST`.
    """
    least = LEAST[verb]
    if not user.is_active or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    if isinstance(obj, Shared) and obj.pk and verb in OF_ALL_STATIONS:
        return _rank(user, None, None) >= least and _may_everywhere(user, least, obj)
    if _rank(user, *_scope(obj)) >= least:
        return True
    return verb in OWN and isinstance(obj, Story) and may(user, OWN[verb], obj) and _is_own_draft(user, obj)


def require(user: Actor, verb: str, obj: Model | None = None) -> None:
    """Raise NotAllowed unless `may`; of what stations share, the message says who may."""
    if not may(user, verb, obj):
        raise NotAllowed(*filter(None, [who_may(verb, obj)]))


def who_may(verb: str, obj: Model | None) -> str:
    """A sentence for those who may not, where it is the other stations that forbid it; else empty."""
    if not isinstance(obj, Shared) or not obj.pk or verb not in OF_ALL_STATIONS:
        return ""
    role = ROLE_WORDS[LEAST[verb]]
    used = [station.callsign for station in stations_using(obj)]
    taken = [station.callsign for station in _owners(obj)]
    said = [_("Readers of {stations} have it, or will.").format(stations=", ".join(used))] if used else []
    if taken:
        said.append(_("Somebody of {stations} took it in.").format(stations=", ".join(taken)))
    if not said:
        return ""
    if len({*used, *taken}) > 1:
        whose = _("Only {role} of each of the stations may do this, or a group administrator.")
    else:
        whose = _("Only {role} of that station may do this, or a group administrator.")
    return " ".join((*said, whose.format(role=role)))


def stations_for(user: Actor, verb: str) -> QuerySet[Station]:
    """Stations on which `user` may do `verb` in at least one section."""
    if user.is_active and user.is_superuser:
        return Station.objects.all()
    wanted = {m.station_id for m in memberships(user) if RANK[Role(m.role)] >= LEAST[verb]}
    return Station.objects.filter(pk__in=wanted)


def stories_for(user: Actor, stories: QuerySet[Story]) -> QuerySet[Story]:
    """The stories that `user` may see: those with a placement in their stations and sections."""
    if user.is_active and user.is_superuser:
        return stories
    stations, placed = _reach(user)
    return stories.filter(Q(station__in=stations) | Q(pk__in=placed.values("story")))


def parts_for(user: Actor, stories: QuerySet[Story]) -> list[QuerySet[Story]]:
    """The same stories in parts, each of which the database reads in order by one index.

    Asked for all parts at once it would sort them all; a story may be in two parts.
    """
    if user.is_active and user.is_superuser:
        return [stories]
    stations, placed = _reach(user)
    each = [stories.filter(station=station) for station in stations]
    whole = each if len(each) <= MOST_PARTS else [stories.filter(station__in=stations)]
    return [*whole, stories.filter(pk__in=placed.values("story"))]


# Of a query: with more of them, planning it costs more than what they save.
MOST_PARTS = 8


def _reach(user: Actor) -> tuple[list[int], QuerySet[Placement]]:
    """The stations that are wholly the user's, and the placements that bring them stories from elsewhere."""
    stations = sorted({m.station_id for m in memberships(user) if m.section_id is None})
    sections = [m.section_id for m in memberships(user) if m.section_id]
    abroad = Q(home=False, station__in=stations)
    return stations, Placement.objects.filter(abroad | Q(section__in=sections) if sections else abroad)


def memberships(user: Actor) -> list[Membership]:
    """Nothing for the anonymous and the deactivated."""
    return user.held_memberships if isinstance(user, User) and user.is_active else []


def _rank(user: Actor, stations: Iterable[int] | None, section: int | None) -> int:
    """The user's highest rank over any of the stations; over all of theirs where `stations` is None."""
    held = [
        RANK[Role(m.role)]
        for m in memberships(user)
        if stations is None
        or (m.station_id in stations and (m.section_id is None or m.section_id == section))
    ]
    return max(held, default=0)


def _scope(obj: Model | None) -> tuple[set[int] | None, int | None]:
    """Station ids (None: any) and section id of what is asked about."""
    match obj:
        case None:
            return None, None
        case Station():
            return {obj.pk}, None
        case Section():
            return {obj.station_id}, obj.pk
        case Placement():
            return {obj.station_id}, obj.section_id
        case Story():
            return {obj.station_id}, obj.home.section_id
        case ImportRun():
            return None, None
        case _:
            station: Any = getattr(obj, "station_id", None)
            return ({station} if station else None), getattr(obj, "section_id", None)


def _may_everywhere(user: Actor, least: int, obj: Shared) -> bool:
    """A station's people decide about what its readers have, and about what nobody but them took in."""
    used = stations_using(obj).values_list("pk", flat=True)
    if not all(_rank(user, {station}, None) >= least for station in used):
        return False
    owners = set(_owners(obj).values_list("pk", flat=True))
    return not owners or any(
        m.station_id in owners and RANK[Role(m.role)] >= least for m in memberships(user)
    )


def _owners(obj: Shared) -> QuerySet[Station]:
    return stations_of_taker(obj) if isinstance(obj, Asset) else Station.objects.none()


def _is_own_draft(user: Actor, story: Story) -> bool:
    """Created by the user or assigned to them, not past the desk, and with no edition live or coming."""
    return (
        user.pk in (story.created_by_id, story.assigned_to_id)
        and story.stage != Stage.READY
        and not story.editions.due_or_live().exists()
    )
