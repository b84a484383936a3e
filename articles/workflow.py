"""The stages of a working copy, the states of a placement, and the moves between them."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Stage(TextChoices):
    """Where the desk stands with a working copy."""

    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    READY = "ready", "Ready"


class Publication(TextChoices):
    """What readers of one station get of a story. Worked out from editions and the clock, never stored."""

    UNPUBLISHED = "unpublished", "Unpublished"
    SCHEDULED = "scheduled", "Scheduled"
    LIVE = "live", "Live"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    KILLED = "killed", "Killed"


@dataclass(frozen=True, slots=True)
class Move:
    """A step of the desk: allowed from `sources`, for whoever may do `verb`."""

    verb: str
    sources: frozenset[str]
    target: str


MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("submit_story", frozenset({Stage.DRAFT}), Stage.IN_REVIEW),
        Move("return_story", frozenset({Stage.IN_REVIEW, Stage.READY}), Stage.DRAFT),
        Move("make_ready", frozenset({Stage.DRAFT, Stage.IN_REVIEW}), Stage.READY),
    )
}
