"""What one person has before them: what waits for them, what is theirs, and what goes out soon."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.outlook import cut
from articles.admin.scope import scope
from articles.forms.times import desk_time
from articles.forms.typed import form_words, restore_address
from articles.models import CorrectionRequest, Edition, Notice, Placement, Revision, Story, StoryNote, User
from articles.models.clock import PublishedClock
from articles.permissions import may
from articles.services.autosaves import offered
from articles.workflow import Stage

MOST: Final = 8
# Nothing else leads to words that were not saved.
MOST_TYPED: Final = 50
# Letters of what a reader wrote.
LINE: Final = 90
SOON: Final = dt.timedelta(days=1)
# What was left alone for longer is found in the list of stories; here it would cost a walk over all of them.
RECENT: Final = dt.timedelta(days=90)


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """A line that leads to where something is done: what it is about, when, and what is to be done."""

    address: str
    headline: str
    callsign: str
    words: str
    when: str


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    title: str
    items: Sequence[Item]
    # More than are shown here stand in the list of stories at this address.
    more: str = ""
    # Said where there is nothing; a group without it is left out then.
    nothing: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """Everything on one person's page that waits for a hand."""

    typed: Sequence[Item]
    news: Sequence[Item]
    requests: Sequence[Item]
    waiting: Sequence[Group]
    today: Sequence[Group]


def desk_lines(user: User, zone: ZoneInfo) -> Desk:
    """One query, however much there is. What belongs to no station yet is timed in `zone`."""
    found = _lines(
        zone,
        typed=_of_typed(user),
        requests=_of_requests(user),
        news=_of_notices(user),
        assigned=_of_stories(assigned_to(user)),
        notes=_of_notes(user),
        review=_of_stories(to_review(user)),
        ready=_of_stories(to_publish(user)),
        soon=_of_editions(going_live(user)),
        changes=_of_revisions(live_changes(user)),
        drafts=_of_stories(drafts_of(user)),
    )
    stories = reverse("admin:articles_story_changelist")
    waiting = (
        Group(_("Assigned to you"), found["assigned"], f"{stories}?mine=assigned"),
        Group(_("Notes to you"), found["notes"]),
        Group(_("To review"), found["review"], f"{stories}?stage={Stage.IN_REVIEW}"),
        Group(_("Ready to go out"), found["ready"], f"{stories}?stage={Stage.READY}"),
    )
    today = (
        Group(
            _("Going live in the next 24 hours"),
            found["soon"],
            f"{stories}?state=scheduled",
            _("Nothing is scheduled for the next 24 hours."),
        ),
        Group(_("Live, with changes that are not out"), found["changes"], f"{stories}?state=live"),
        Group(
            _("Your drafts"),
            found["drafts"],
            f"{stories}?mine=begun&state=unpublished",
            _("You have no drafts.") if may(user, "create_story") else "",
        ),
    )
    return Desk(
        typed=found["typed"],
        news=found["news"],
        requests=found["requests"],
        waiting=[group for group in waiting if group.items],
        today=[group for group in today if group.items or group.nothing],
    )


# --- Which stories --------------------------------------------------------------------------------------


def assigned_to(user: User) -> QuerySet[Story]:
    """Not past the desk, and not as readers have it already."""
    mine = Story.objects.at_hand().filter(assigned_to=user).exclude(stage=Stage.READY)
    return mine.exclude(_is_out_as_saved()).exclude(_is_killed())


def to_review(user: User) -> QuerySet[Story]:
    return _within(user, "make_ready").filter(stage=Stage.IN_REVIEW).exclude(_is_killed())


def to_publish(user: User) -> QuerySet[Story]:
    """Ready, and neither out as it is nor scheduled."""
    ready = _within(user, "publish").filter(stage=Stage.READY, on_hold=False, updated_at__gte=_ago(RECENT))
    out = Edition.objects.due_or_live().filter(
        story=OuterRef("pk"), created_at__gte=OuterRef("approved_revision__created_at")
    )
    return ready.exclude(Exists(out)).exclude(_is_killed())


def drafts_of(user: User) -> QuerySet[Story]:
    """Begun by the user, still theirs, and never published."""
    mine = Story.objects.at_hand().filter(created_by=user).exclude(stage=Stage.READY)
    others = Q(assigned_to__isnull=False)
    return mine.exclude(others).exclude(Exists(Edition.objects.once_live().filter(story=OuterRef("pk"))))


def going_live(user: User) -> QuerySet[Edition]:
    """Scheduled for the next 24 hours where the user works."""
    coming = Edition.objects.coming().filter(live_from__lt=_ago(-SOON), story__binned_at__isnull=True)
    return coming.filter(scope(user, "view_story", "station", "section"))


def live_changes(user: User) -> QuerySet[Revision]:
    """The newest save of each live story that the user may edit, where readers have an earlier one."""
    saves = Revision.objects.once_current().filter(number__gt=1, created_at__gte=_ago(RECENT))
    later = Revision.objects.once_current().filter(story=OuterRef("story"), number__gt=OuterRef("number"))
    live = Edition.objects.live().filter(
        story=OuterRef("story"), placement__home=True, created_at__lt=OuterRef("created_at")
    )
    mine = Q(story__placements__home=True) & scope(
        user, "edit_story", "story__station", "story__placements__section"
    )
    return saves.filter(mine).filter(Exists(live), ~Exists(later))


def _within(user: User, verb: str) -> QuerySet[Story]:
    """Stories whose home the user may do `verb` to."""
    homes = Placement.objects.filter(scope(user, verb, "station", "section"), home=True)
    return Story.objects.at_hand().filter(Exists(homes.filter(story=OuterRef("pk"))))


def _is_out_as_saved() -> Exists:
    return Exists(
        Edition.objects.due_or_live().filter(story=OuterRef("pk"), created_at__gte=OuterRef("updated_at"))
    )


def _is_killed() -> Exists:
    return Exists(Placement.objects.filter(story=OuterRef("pk"), home=True, down_kind=Placement.Down.KILLED))


def _ago(span: dt.timedelta) -> ExpressionWrapper:
    return ExpressionWrapper(PublishedClock() - Value(span), DateTimeField())


# --- In one query ---------------------------------------------------------------------------------------

# What every line is made of; a leg of the query says which of its columns each of them is.
COLUMNS: Final = ("number", "headline", "callsign", "zone", "at", "words", "first", "last", "username")
# Rows have columns of these names already.
PREFIX: Final = "line_"


def _of_stories(stories: QuerySet[Story]) -> QuerySet[Any]:
    return _leg(stories, "", "updated_at", words="stage").order_by("-updated_at")[:MOST]


def _of_editions(editions: QuerySet[Edition]) -> QuerySet[Any]:
    leg = _leg(editions, "story__", "live_from", line="headline")
    return leg.order_by("live_from")[:MOST]


def _of_revisions(revisions: QuerySet[Revision]) -> QuerySet[Any]:
    return _leg(revisions, "story__", "created_at", by="created_by__").order_by("-created_at")[:MOST]


def _of_notes(user: User) -> QuerySet[Any]:
    notes = StoryNote.objects.open().filter(to=user, story__binned_at__isnull=True)
    return _leg(notes, "story__", "created_at", words="text", by="author__").order_by("-created_at")[:MOST]


def _of_notices(user: User) -> QuerySet[Any]:
    notices = Notice.objects.filter(user=user, read_at__isnull=True)
    return _leg(notices, "story__", "created_at", words="kind", by="by__").order_by("-pk")[:MOST]


def _of_typed(user: User) -> QuerySet[Any]:
    typed = _leg(offered(user), "story__", "typed_at", number="pk", words="path")
    return typed.order_by("-typed_at")[:MOST_TYPED]


def _of_requests(user: User) -> QuerySet[Any]:
    """What readers asked to have put right and nobody has answered, the oldest first."""
    waiting = CorrectionRequest.objects.open().filter(scope(user, "answer_request", "station", None))
    return _leg(waiting, "", "received_at", line="wrong").order_by("received_at")[:MOST]


def _leg(
    rows: QuerySet[Any],
    story: str,
    at: str,
    *,
    number: str = "",
    line: str = "",
    words: str = "",
    by: str = "",
) -> QuerySet[Any]:
    nothing = Value("", CharField())
    columns = {
        "number": F(number or f"{story}pk"),
        "headline": F(line or f"{story}headline"),
        "callsign": F(f"{story}station__callsign"),
        "zone": F(f"{story}station__timezone"),
        "at": F(at),
        "words": F(words) if words else nothing,
        "first": F(f"{by}first_name") if by else nothing,
        "last": F(f"{by}last_name") if by else nothing,
        "username": F(f"{by}username") if by else nothing,
    }
    return rows.annotate(**{PREFIX + name: column for name, column in columns.items()})


def _lines(zone: ZoneInfo, **legs: QuerySet[Any]) -> dict[str, list[Item]]:
    """Each leg's lines in its own order."""
    numbered = [
        leg.annotate(line_leg=Value(place, IntegerField()), line_now=PublishedClock()).values_list(
            "line_leg", "line_now", *(PREFIX + name for name in COLUMNS)
        )
        for place, leg in enumerate(legs.values())
    ]
    found: dict[str, list[Item]] = {name: [] for name in legs}
    names = list(legs)
    first, *others = numbered
    for place, now, *columns in first.union(*others, all=True):
        name = names[place]
        found[name].append(_item(name, now, zone, dict(zip(COLUMNS, columns, strict=True))))
    return found


def _item(name: str, now: dt.datetime, zone: ZoneInfo, row: dict[str, Any]) -> Item:
    when = desk_time(row["at"], ZoneInfo(row["zone"]) if row["zone"] else zone, now)
    if name == "typed":
        address = restore_address(row["words"], row["number"])
        return Item(address, row["headline"] or form_words(row["words"]), row["callsign"] or "", "", when)
    if name == "requests":
        address = reverse("admin:articles_correctionrequest_change", args=[row["number"]])
        return Item(address, cut(row["headline"], LINE), row["callsign"], "", when)
    who = f"{row['first']} {row['last']}".strip() or row["username"] or _("The importer")
    words = {
        "news": lambda: _("{label} by {who}").format(label=Notice.Kind(row["words"]).label, who=who),
        "notes": lambda: f"{who}: {row['words']}",
        "soon": lambda: "",
        "changes": lambda: _("Saved by {who}").format(who=who),
    }.get(name, lambda: str(Stage(row["words"]).label))()
    address = reverse("admin:articles_story_change", args=[row["number"]])
    return Item(address, row["headline"], row["callsign"], words, when)
