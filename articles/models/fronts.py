"""Fronts: which story stands where on a station's front or a section's, and who arranged it when."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .stations import Section, Station

# A lead and three seconds, on every front.
PLACES = 4


class StandingRange(Func):
    """When a slot stands; open where it has no beginning or no end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Front(models.Model):
    """Made with its first arrangement; `version` names the one that readers get."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="fronts")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station", "section"],
                nulls_distinct=False,
                name="front_once",
                violation_error_message=_("That front is there already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section.name}, {self.station.callsign}" if self.section else str(self.station)


class FrontArrangement(models.Model):
    """One save of a front, on record: what undo goes back to. Append-only, by a trigger."""

    front = models.ForeignKey(Front, models.PROTECT, related_name="arrangements")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    restores = models.PositiveIntegerField(null=True, help_text="The version that it brought back.")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["front", "version"],
                name="front_arrangement_version_once",
                violation_error_message=_(
                    "Somebody else saved this front a moment ago. Look at theirs first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of front {self.front_id}"


class FrontSlot(models.Model):
    """A story at a place, from and until. Its number is a plain one: the record outlives a draft."""

    arrangement = models.ForeignKey(FrontArrangement, models.PROTECT, related_name="slots")
    place = models.PositiveSmallIntegerField(help_text="1 is the lead.")
    story_id = models.BigIntegerField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place", F("starts_at").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=PLACES),
                name="front_slot_place_exists",
                violation_error_message=format_lazy(_("A front has places 1 to {most}."), most=PLACES),
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
                name="front_slot_runs_forward",
                violation_error_message=_("A story leaves its place after it came there."),
            ),
            ExclusionConstraint(
                name="front_slot_holds_one_story",
                violation_error_message=_("Two stories would stand at one place at the same time."),
                expressions=[
                    ("arrangement", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (StandingRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="front_story_stands_once",
                violation_error_message=_("A story would stand at two places at the same time."),
                expressions=[
                    ("arrangement", RangeOperators.EQUAL),
                    ("story_id", RangeOperators.EQUAL),
                    (StandingRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"Story {self.story_id} at place {self.place}"
