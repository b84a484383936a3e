"""Breaking news: a few words over every page of a station, which end by themselves."""

import datetime as dt
from typing import Final

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .clock import PublishedClock
from .editions import LiveRange
from .stations import Station

LONGEST_BREAKING: Final = dt.timedelta(hours=24)


class BreakingNewsQuerySet(QuerySet["BreakingNews"]):
    def live(self) -> "BreakingNewsQuerySet":
        return self.filter(live_from__lte=PublishedClock(), live_until__gt=PublishedClock())


class BreakingNews(models.Model):
    """On one station. A trigger lets it end earlier than it was to, and be redacted; nothing else.

    With a story it is shown only while that story is live there. The story's number is a plain one, as on
    the rest of the record.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    words = models.CharField(max_length=140)
    story_id = models.BigIntegerField(null=True, db_index=True)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BreakingNewsQuerySet.as_manager()

    class Meta:
        ordering = ["-live_from", "-pk"]
        indexes = [
            # Every public page asks what has not ended yet.
            models.Index(fields=["station", "live_until"], name="breaking_not_ended"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="breaking_has_words",
                violation_error_message=_("Write what has happened, in a few words."),
            ),
            models.CheckConstraint(
                condition=Q(live_from__lte=F("live_until"))
                & Q(live_until__lte=F("live_from") + LONGEST_BREAKING),
                name="breaking_ends_within_a_day",
                violation_error_message=_("Breaking news ends within 24 hours."),
            ),
            ExclusionConstraint(
                name="breaking_one_at_a_time",
                violation_error_message=_("Somebody else broke news there a moment ago. Look at it first."),
                expressions=[
                    ("station", RangeOperators.EQUAL),
                    (LiveRange("live_from", "live_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"Breaking on {self.station_id}"
