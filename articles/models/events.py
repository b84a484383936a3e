"""The record: who did what to a story, and which pages a change touches."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryEvent(models.Model):
    """Append-only (a trigger refuses the rest). Ids and field names, never texts.

    The ids are plain numbers: an event outlives the draft it tells of.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=24)
    story_id = models.BigIntegerField(db_index=True)
    station_id = models.BigIntegerField(null=True)
    placement_id = models.BigIntegerField(null=True)
    edition_id = models.BigIntegerField(null=True)
    revision_id = models.BigIntegerField(null=True)
    asset_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    fields = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    # Who had the story, and who has it from then on.
    person_before = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    person_after = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        ordering = ["-at", "-id"]
        # Of the Events page, whose newest fifty none of its filters may sort a table for. What an import
        # writes, events of nobody with the two commonest verbs, is in the first two alone.
        indexes = [
            models.Index(fields=["at", "id"], name="story_event_time"),
            models.Index(fields=["station_id", "at", "id"], name="story_event_station"),
            models.Index(
                fields=["actor", "at", "id"],
                condition=models.Q(actor__isnull=False),
                name="story_event_actor",
            ),
            models.Index(
                fields=["verb", "at", "id"],
                condition=~models.Q(verb__in=["imported", "published"]),
                name="story_event_verb",
            ),
            # Of the few events that tell of a picture.
            models.Index(
                fields=["asset_id"], condition=models.Q(asset_id__isnull=False), name="story_event_asset"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} story {self.story_id}"


class PageChange(models.Model):
    """Keys of the pages that a change touches, and from when. Short-lived; a trigger refuses updates.

    The table also has a column `xid xid8 default pg_current_xact_id()`, which only SQL reads: followers
    read from the oldest open transaction on, since a lower id may commit later than a higher one.
    """

    keys = ArrayField(models.CharField(max_length=60))
    effective_at = models.DateTimeField()
    hard = models.BooleanField(default=False, help_text="Never to be served stale: withdrawn or killed.")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["id"]
        # What came last by the clock: the date of feeds and sitemaps.
        indexes = [models.Index(fields=["effective_at"], name="page_change_effective")]

    def __str__(self) -> str:
        return ", ".join(self.keys)


class EmbargoOverride(models.Model):
    """Who let a story out before its embargo, and why. The embargo trigger asks for it."""

    story_id = models.BigIntegerField(db_index=True)
    embargo_until = models.DateTimeField(
        help_text="The embargo that was overridden; a later one holds again."
    )
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="embargo_override_has_a_reason",
                violation_error_message=_("Say why the embargo is overridden."),
            ),
        ]

    def __str__(self) -> str:
        return f"Embargo of story {self.story_id} overridden"


class ReviewBypass(models.Model):
    """Who let a text out that no second pair of eyes had seen, and why. Append-only."""

    story_id = models.BigIntegerField(db_index=True)
    edition_id = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "review bypasses"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="review_bypass_has_a_reason",
                violation_error_message=_("Say why nobody else has looked at the text."),
            ),
        ]

    def __str__(self) -> str:
        return f"Review of story {self.story_id} bypassed"
