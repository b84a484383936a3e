"""What the people of a desk tell each other: notes on a story, and notices of what happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from articles.text.anchors import Anchor

from .stories import Story


class NoteQuerySet(QuerySet["StoryNote"]):
    def open(self) -> "NoteQuerySet":
        return self.filter(resolved_at__isnull=True)


class StoryNote(models.Model):
    """A note on a story, perhaps on a passage of it, perhaps to somebody. Readers never see one."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="notes_to"
    )
    text = models.CharField(max_length=1000)
    # The passage, and what stood around it: see articles/text/anchors.py.
    quote = models.CharField(max_length=500, blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["to"], condition=Q(resolved_at__isnull=True), name="note_waiting_for"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="note_says_something",
                violation_error_message=gettext_lazy("Write the note."),
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="note_resolved_by_somebody",
                violation_error_message=gettext_lazy("A note that is done was done by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"Note on story {self.story_id}"

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.quote, self.before, self.after, self.position)


class Notice(models.Model):
    """Something happened that one person should know. `mailed_at` is when it was sent, at most once."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", gettext_lazy("Assigned to you")
        NOTE = "note", gettext_lazy("A note to you")
        RETURNED = "returned", gettext_lazy("Returned to draft")
        PUBLISHED = "published", gettext_lazy("Published")
        SCHEDULED = "scheduled", gettext_lazy("Scheduled")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=9, choices=Kind)
    story = models.ForeignKey(Story, models.CASCADE, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: story {self.story_id}"
