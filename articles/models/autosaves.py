"""What people have typed and not saved, and who has which story open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .stories import Story


class Autosave(models.Model):
    """What one person has typed into one form. It is no revision and never changes a story.

    The browser makes the `key` when it opens a form, and a `tab` whenever a page is loaded: of two tabs that
    brought the same text back, one goes on under a key of its own. A row stays for a while after its text
    was saved or thrown away, without the text: a browser that comes back with an old copy is told so.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaves")
    key = models.UUIDField()
    tab = models.UUIDField()
    path = models.CharField(max_length=200, help_text="Address of the form.")
    story = models.ForeignKey(Story, models.CASCADE, null=True, blank=True, related_name="autosaves")
    version = models.PositiveIntegerField(null=True, help_text="Of the story, when the form was opened.")
    turn = models.PositiveIntegerField(default=0, help_text="Counts up with every change in the form.")
    data = models.TextField(blank=True, help_text="As the form would send it.")
    typed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-typed_at"]
        indexes = [
            models.Index(
                fields=["user", "path"], condition=Q(settled_at__isnull=True), name="autosave_offered"
            ),
            models.Index(fields=["typed_at"], name="autosave_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="autosave_key_once_per_user",
                violation_error_message=_("This text was kept a moment ago."),
            )
        ]

    def __str__(self) -> str:
        return f"Typed by {self.user_id} into {self.path}"


class Presence(models.Model):
    """That somebody has a story open, by the last sign of their browser."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "user"],
                name="presence_once",
                violation_error_message=_("Each person is here once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} has story {self.story_id} open"
