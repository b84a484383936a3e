"""Where a story stands, in words and shape, and which buttons that leaves."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import Act
from articles.forms.times import desk_time
from articles.models import FAR_FUTURE, Edition, Placement, Story
from articles.models.editions import LONG_COLUMNS, EditionQuerySet
from articles.permissions import Actor, may
from articles.preflight import Finding, Level
from articles.services.checking import check_story
from articles.services.clearance import lacks_second_eyes
from articles.services.clock import database_now
from articles.services.content import content_at_hand
from articles.services.freezing import Span, freeze_edition
from articles.workflow import Publication, Stage, sources


@dataclasses.dataclass(frozen=True, slots=True)
class State:
    """`code` chooses the shape (states.css), `words` say it."""

    code: str
    words: str

    def badge(self) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', self.code, self.words)


def state_of(
    *,
    stage: str,
    publication: str,
    binned: bool = False,
    changed: bool = False,
    opens: str = "",
) -> list[State]:
    """What readers have first, then where the desk stands with the next version.

    `opens` is the time of an edition that is coming, in words; `changed`, whether the working copy is ahead
    of the one that is live.
    """
    if binned:
        return [State("bin", _("In the bin"))]
    desk = State(stage.replace("_", "-"), str(Stage(stage).label))
    match publication:
        case Publication.UNPUBLISHED:
            return [desk]
        case Publication.SCHEDULED:
            return [
                State("scheduled", _("Scheduled for {time}").format(time=opens)),
                *_beyond_draft(stage, desk),
            ]
        case Publication.LIVE:
            live = State("changed", _("Live with changes")) if changed else State("live", _("Live"))
            coming = [State("scheduled", _("Replaced at {time}").format(time=opens))] if opens else []
            return [live, *coming, *(_beyond_draft(stage, desk) if changed else [])]
        case Publication.EXPIRED:
            return [State("expired", _("Expired")), desk]
        case Publication.WITHDRAWN:
            return [State("withdrawn", _("Withdrawn")), desk]
    return [State("killed", _("Killed"))]


def _beyond_draft(stage: str, desk: State) -> list[State]:
    """A draft beside a version that readers have, or will have, is no news."""
    return [] if stage == Stage.DRAFT else [desk]


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A story at one instant: what is live and what is coming on its home station."""

    story: Story
    home: Placement
    now: dt.datetime
    live: Edition | None
    coming: Edition | None
    changed: bool
    # What the station asks for and nobody has done yet, as a sentence.
    unseen: str = ""

    @classmethod
    def of(cls, story: Story, home: Placement) -> "Standing":
        """Two queries, and for a story that is live three more and one run of the cleaner.

        Two more where the station asks for a second pair of eyes.
        """
        return cls.at(database_now(), story, home, list(live_and_coming(home.editions.all())))

    @classmethod
    def at(cls, now: dt.datetime, story: Story, home: Placement, editions: list[Edition]) -> "Standing":
        """By the rows of `live_and_coming`, and what is kept on the story's object."""
        live = next((edition for edition in editions if edition.live_from <= now), None)
        coming = next((edition for edition in editions if edition.live_from > now), None)
        changed = bool(live) and is_ahead(story, home, live)
        unseen = "" if live and not changed else str(lacks_second_eyes(story) or "")
        return cls(story, home, now, live, coming, changed, unseen)

    @property
    def zone(self) -> ZoneInfo:
        return self.story.station.zone

    @property
    def opens(self) -> str:
        return desk_time(self.coming.live_from, self.zone, self.now) if self.coming else ""

    @property
    def publication(self) -> Publication:
        return self.home.publication

    @property
    def states(self) -> list[State]:
        return state_of(
            stage=self.story.stage,
            publication=self.publication,
            binned=bool(self.story.binned_at),
            changed=self.changed,
            opens=self.opens,
        )

    @property
    def may_go_out(self) -> bool:
        """Neither in the bin nor killed: what it would look like to readers matters."""
        return not self.story.binned_at and self.home.down_kind != Placement.Down.KILLED

    @property
    def has_news(self) -> bool:
        """Whether there is something to publish."""
        return self.may_go_out and not (self.live and not self.changed)

    @property
    def end(self) -> dt.datetime | None:
        """When the story ends by itself, if it does: a planned end belongs to its last edition."""
        last = self.coming or self.live
        return last.live_until if last and last.live_until != FAR_FUTURE else None

    @property
    def end_words(self) -> str:
        return desk_time(self.end, self.zone, self.now) if self.end else ""

    @property
    def is_embargoed(self) -> bool:
        return bool(self.story.embargo_until and self.story.embargo_until > self.now)

    @property
    def embargo_words(self) -> str:
        until = self.story.embargo_until
        return desk_time(until, self.zone, self.now) if until else ""


def findings_on(standing: Standing) -> list[Finding]:
    """Pre-flight: what the law of the house says first, then the station's checks."""
    story = standing.story
    laws = (
        ("on_hold", story.on_hold and _("The story is held for release."), "on_hold"),
        (
            "embargo",
            standing.is_embargoed
            and _("The story is embargoed until {time}.").format(time=standing.embargo_words),
            "embargo_until",
        ),
        ("second_eyes", standing.unseen, ""),
    )
    found = [Finding(code, Level.BLOCKER, words, field) for code, words, field in laws if words]
    return found + check_story(story=story, placement=standing.home)


def live_and_coming(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.due_or_live().select_related("section").defer(*LONG_COLUMNS).order_by("live_from")


def home_of(story: Story) -> Placement:
    return story.home


def is_ahead(story: Story, home: Placement, live: Edition | None) -> bool:
    """Whether the working copy would freeze into other content than the edition that is live."""
    if live is None or live.redacted_at:
        return False
    span = Span(live_from=live.live_from, first_live_at=live.first_live_at)
    next_one = freeze_edition(content=content_at_hand(story, home), placement=home, span=span)
    return next_one.content_sha256 != live.content_sha256


def main_act(standing: Standing) -> Act | None:
    """What most people come for, in words that say exactly what it does."""
    brand = standing.story.station.brand
    if standing.live and not standing.changed:
        return None
    if standing.unseen:
        return Act(
            "publish", _("Publish now on {brand}, unseen by a second person").format(brand=brand), "danger"
        )
    if standing.live:
        return Act("publish", _("Publish changes now on {brand}").format(brand=brand), "main")
    if standing.publication == Publication.WITHDRAWN:
        return Act("publish", _("Publish again now on {brand}").format(brand=brand), "main")
    return Act("publish", _("Publish now on {brand}").format(brand=brand), "main")


def acts_on(user: Actor, standing: Standing) -> list[Act]:
    """Every button that the story's state admits and `may` allows, in the order one works."""
    story, home = standing.story, standing.home
    if story.binned_at:
        return [Act("unbin", _("Take out of the bin"))] if may(user, "bin_story", story) else []
    if home.down_kind == Placement.Down.KILLED:
        return [Act("revive", _("Revive: withdrawn again"))] if may(user, "revive", story) else []
    copy = [Act("duplicate", _("Duplicate"))] if may(user, "create_story", home) else []
    return [*_publishing(user, standing), *_stages(user, standing), *copy, *_ends(user, standing)]


def _publishing(user: Actor, standing: Standing) -> list[Act]:
    home, acts = standing.home, []
    held = standing.story.on_hold
    main = main_act(standing)
    if main and not held and may(user, "publish", home) and _may_go_early(user, standing):
        acts.append(main)
    if (main or standing.coming) and not held and may(user, "schedule", home):
        acts.append(Act("schedule", _("Move to another time") if standing.coming else _("Publish at a time")))
    if standing.coming and may(user, "cancel", home):
        acts.append(Act("cancel", _("Cancel the version for {time}").format(time=standing.opens)))
    if standing.publication in sources("expire") and may(user, "expire", home):
        acts.append(Act("expire", _("Change the end") if standing.end else _("End at a time")))
    if standing.publication in sources("correct") and not held and may(user, "correct", home):
        acts.append(Act("correct", _("Publish with a correction")))
    if standing.live and not held and may(user, "revert", home):
        before = home.earlier_number
        if before:
            acts.append(Act("revert", _("Bring edition {number} back").format(number=before)))
    return acts


def _may_go_early(user: Actor, standing: Standing) -> bool:
    return not standing.is_embargoed or may(user, "override_embargo", standing.home)


# Verb of `may`, last part of the address, words.
STEPS = (
    ("submit_story", "submit", gettext_lazy("Submit for review")),
    ("make_ready", "ready", gettext_lazy("Make ready")),
    ("return_story", "return", gettext_lazy("Return to draft")),
)


def _stages(user: Actor, standing: Standing) -> list[Act]:
    return [
        Act(name, str(words))
        for verb, name, words in STEPS
        if standing.story.stage in sources(verb) and may(user, verb, standing.story)
    ]


def _ends(user: Actor, standing: Standing) -> list[Act]:
    """Taking down, from the mildest to the worst."""
    story, home, acts = standing.story, standing.home, []
    if standing.publication in sources("withdraw") and may(user, "withdraw", home):
        acts.append(Act("withdraw", _("Withdraw"), "danger"))
    if standing.publication != Publication.UNPUBLISHED and may(user, "kill", story):
        acts.append(Act("kill", _("Kill"), "danger"))
    if may(user, "bin_story", story) and not story.once_live:
        acts.append(Act("bin", _("Put in the bin"), "danger"))
    return acts
