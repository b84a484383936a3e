"""What a story was at each named save."""

from django.conf import settings
from django.db import models

from .stories import Story


class Revision(models.Model):
    """A snapshot of the working copy, in the shape of `services.content.StoryContent`."""

    class Kind(models.TextChoices):
        SAVED = "saved", "Saved"
        IMPORTED = "imported", "Imported"
        HELD = "held", "Held for an editor"

    story = models.ForeignKey(Story, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SAVED)
    content = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="revision_number_once_per_story"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number} of story {self.story_id}"
