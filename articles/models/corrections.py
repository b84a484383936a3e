"""Public notes about what was wrong, unclear or new in a story. Kept for good: a trigger refuses the rest."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from .editions import Edition
from .placements import Placement
from .stories import Story


class Correction(models.Model):
    """What readers are told. Only a redaction may take the words out again."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", gettext_lazy("Correction")
        CLARIFICATION = "clarification", gettext_lazy("Clarification")
        UPDATE = "update", gettext_lazy("Update")
        RETRACTION = "retraction", gettext_lazy("Retraction")

    story = models.ForeignKey(Story, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=13, choices=Kind)
    text = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(redacted_at__isnull=False),
                name="correction_says_something",
                violation_error_message=gettext_lazy("Say what was wrong, and what is right."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of story {self.story_id}"


class CorrectionPlacement(models.Model):
    """On one station: the edition that was wrong, and the one that carries the note.

    Where an edition that was to carry it never came, a later row names the one that does.
    """

    correction = models.ForeignKey(Correction, models.PROTECT, related_name="placements")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="corrections")
    corrects = models.ForeignKey(Edition, models.PROTECT, related_name="corrected_by")
    carried_by = models.ForeignKey(Edition, models.PROTECT, related_name="carries")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "carried_by"],
                name="correction_once_in_an_edition",
                violation_error_message=gettext_lazy("That edition carries this note already."),
            ),
        ]

    def __str__(self) -> str:
        return f"Correction {self.correction_id} in edition {self.carried_by_id}"
