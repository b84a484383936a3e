"""What a story was at each named save."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .stories import Story


class RevisionQuerySet(QuerySet["Revision"]):
    def once_current(self) -> "RevisionQuerySet":
        """What the working copy really was at some time: neither held for an editor nor set aside."""
        return self.exclude(kind__in=(Revision.Kind.HELD, Revision.Kind.ASIDE))

    def waiting(self) -> "RevisionQuerySet":
        """Newer copy of an import that nobody has taken over, merged or left yet."""
        return self.filter(waits=True)


class Revision(models.Model):
    """A snapshot of the working copy, in the shape of `services.content.StoryContent`."""

    class Kind(models.TextChoices):
        SAVED = "saved", gettext_lazy("Saved")
        IMPORTED = "imported", gettext_lazy("Imported")
        HELD = "held", gettext_lazy("Held for an editor")
        ASIDE = "aside", gettext_lazy("Set aside")

    story = models.ForeignKey(Story, models.CASCADE, db_index=False, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SAVED)
    content = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    begun_from = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="Number of the revision that it was written on, if set aside.",
    )
    waits = models.BooleanField(
        default=False,
        editable=False,
        help_text="Held copy that an editor has still to decide about.",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [
            # Live stories with changes: what an import brought in is no change, and costs nothing here.
            models.Index(fields=["created_at"], condition=Q(number__gt=1), name="revision_of_changes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "number"],
                name="revision_number_once_per_story",
                violation_error_message=gettext_lazy(
                    "Somebody saved this story at the same moment. Save again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("Revision {number} of story {story}").format(number=self.number, story=self.story_id)

    @property
    def was_current(self) -> bool:
        return self.kind not in (self.Kind.HELD, self.Kind.ASIDE)
