"""How a story travels: its stages on the desk, what readers have of it, and every step between them.

The table is asked by services and buttons alike; `docs/discussion/workflow.md` is drawn from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where the desk stands with a working copy."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    READY = "ready", _("Ready")


class Publication(TextChoices):
    """What readers of one station get of a story. Worked out from editions and the clock, never stored."""

    UNPUBLISHED = "unpublished", _("Unpublished")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")


# For what no reader ever saw; kept beside the two, since a story in it takes no other step.
BIN = "bin"
CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Move:
    """A step from any of `sources` to `target`. `verb` is what `may` is asked; CLOCK asks nobody."""

    verb: str
    sources: frozenset[str]
    target: str
    words: str


_S, _P = Stage, Publication
_SHOWN_NO_MORE = frozenset({_P.EXPIRED, _P.WITHDRAWN})

DESK: tuple[Move, ...] = (
    Move("submit_story", frozenset({_S.DRAFT}), _S.IN_REVIEW, "submit for review"),
    Move("return_story", frozenset({_S.IN_REVIEW, _S.READY}), _S.DRAFT, "return"),
    Move("make_ready", frozenset({_S.DRAFT, _S.IN_REVIEW}), _S.READY, "make ready"),
    Move("edit_story", frozenset({_S.READY}), _S.DRAFT, "save a change"),
)

READERS: tuple[Move, ...] = (
    Move("publish", frozenset(_P) - {_P.KILLED}, _P.LIVE, "publish"),
    Move("schedule", frozenset({_P.UNPUBLISHED, _P.SCHEDULED}) | _SHOWN_NO_MORE, _P.SCHEDULED, "schedule"),
    Move("schedule", frozenset({_P.LIVE}), _P.LIVE, "replace at a time"),
    Move("cancel", frozenset({_P.SCHEDULED}), _P.UNPUBLISHED, "cancel"),
    Move("cancel", frozenset({_P.SCHEDULED}), _P.EXPIRED, "cancel, where it was live before"),
    Move("cancel", frozenset({_P.SCHEDULED}), _P.WITHDRAWN, "cancel, where it was withdrawn before"),
    Move("cancel", frozenset({_P.LIVE}), _P.LIVE, "cancel the replacement"),
    Move("correct", frozenset({_P.LIVE}) | _SHOWN_NO_MORE, _P.LIVE, "publish with a correction"),
    Move("revert", frozenset({_P.LIVE}), _P.LIVE, "revert"),
    Move("expire", frozenset({_P.LIVE}), _P.LIVE, "set an end"),
    Move("expire", frozenset({_P.SCHEDULED}), _P.SCHEDULED, "set an end"),
    Move("withdraw", frozenset({_P.LIVE, _P.SCHEDULED}), _P.WITHDRAWN, "withdraw"),
    Move("kill", frozenset(_P) - {_P.KILLED}, _P.KILLED, "kill"),
    Move("revive", frozenset({_P.KILLED}), _P.WITHDRAWN, "revive"),
    Move("bin_story", frozenset({_P.UNPUBLISHED}), BIN, "put in the bin"),
    Move("bin_story", frozenset({BIN}), _P.UNPUBLISHED, "take out of the bin"),
    Move(CLOCK, frozenset({_P.SCHEDULED}), _P.LIVE, "its time comes"),
    Move(CLOCK, frozenset({_P.LIVE}), _P.EXPIRED, "its end comes"),
)


def sources(verb: str, table: Iterable[Move] = (*DESK, *READERS)) -> frozenset[str]:
    """The states from which `verb` leads somewhere."""
    return frozenset().union(*(move.sources for move in table if move.verb == verb))


def targets(verb: str, source: str, table: Iterable[Move] = (*DESK, *READERS)) -> frozenset[str]:
    """The states in which a story may be after `verb`; empty where that step does not exist."""
    return frozenset(move.target for move in table if move.verb == verb and source in move.sources)
