"""Corrections: made with the edition that carries them, tied to the one that they correct."""

import dataclasses

from django.utils.translation import gettext as _

from articles.errors import NothingToCorrect
from articles.models import Correction, CorrectionPlacement, Edition
from articles.permissions import require
from articles.services.desks import Desk, note
from articles.text.plain import clean_line


@dataclasses.dataclass(frozen=True, slots=True)
class NewCorrection:
    """What readers are to be told, in one of the words of `Correction.Kind`."""

    kind: str
    text: str


def corrected_edition(desk: Desk) -> Edition | None:
    """What readers saw last on this station."""
    return desk.live or desk.placement.editions.shown().order_by("-live_from").first()


def require_correctable(desk: Desk, given: NewCorrection) -> None:
    """Raise NotAllowed, or NothingToCorrect: without an edition that readers saw, or without words."""
    if desk.by is None:
        raise NothingToCorrect(_("Only a person can correct a story."))
    require(desk.by, "correct", desk.placement)
    if corrected_edition(desk) is None:
        raise NothingToCorrect
    if not clean_line(given.text):
        raise NothingToCorrect(_("A correction needs its words: readers see them."))


def carry_corrections(
    desk: Desk,
    *,
    corrects: Edition | None,
    carried_by: Edition,
    given: NewCorrection | None,
    instead_of: Edition | None,
) -> None:
    """Tie to a new edition the correction made with it, those of a cancelled edition in whose place it
    stands, and on a sister station those made at home since.
    """
    if corrects is None:
        return
    corrections = list(Correction.objects.filter(placements__carried_by=instead_of)) if instead_of else []
    if not desk.placement.home:
        here = Correction.objects.filter(story=desk.story).exclude(placements__placement=desk.placement)
        corrections += list(here.exclude(pk__in=[correction.pk for correction in corrections]))
    if given and desk.by:
        corrections.append(
            Correction.objects.create(
                story=desk.story,
                kind=Correction.Kind(given.kind),
                text=clean_line(given.text),
                made_at=desk.now,
                made_by=desk.by,
            )
        )
        note(desk, "corrected", carried_by)
    CorrectionPlacement.objects.bulk_create(
        CorrectionPlacement(
            correction=correction, placement=desk.placement, corrects=corrects, carried_by=carried_by
        )
        for correction in corrections
    )
