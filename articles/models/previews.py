"""Previews: links under which a text that is not out can be seen on its station's host, for a while."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .clock import PublishedClock
from .editions import Edition
from .placements import Placement
from .stories import Story


class PreviewLinkQuerySet(QuerySet["PreviewLink"]):
    def open(self) -> "PreviewLinkQuerySet":
        """Neither past its time nor revoked, made by somebody who is still here, of a story that is neither
        killed nor binned, and that has not been published since.
        """
        published_since = Edition.objects.filter(
            placement=OuterRef("placement"),
            live_until__gt=F("live_from"),
            live_from__gt=OuterRef("made_at"),
            live_from__lte=PublishedClock(),
        )
        return self.filter(
            ~Exists(published_since),
            ~Q(placement__down_kind=Placement.Down.KILLED),
            revoked_at__isnull=True,
            expires_at__gt=PublishedClock(),
            made_by__is_active=True,
            story__binned_at__isnull=True,
        )

    def shared(self) -> "PreviewLinkQuerySet":
        """Those that somebody made to give away."""
        return self.filter(content__isnull=True)


class PreviewLink(models.Model):
    """With `content`, a version as it was typed, for the person who typed it; without, the working copy."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="preview_links")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="+")
    # An edition's columns that a page needs, by name.
    content = models.JSONField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="preview_link_expires_later",
                violation_error_message=_("A link ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"Preview of story {self.story_id}"


class PreviewVisit(models.Model):
    """A look at a shared preview: when, and with what program. Goes with its link."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="visits")
    at = models.DateTimeField()
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Visit of preview {self.link_id}"
