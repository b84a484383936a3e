"""Contests of a station, and their rules in the versions that were posted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from .stations import Station


class Contest(models.Model):
    """Readers have it from its announcement until 30 days after it ends (47 CFR 73.1216): the view counts."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="contests")
    name = models.CharField(max_length=120)
    announced_at = models.DateTimeField("announced on")
    ends_at = models.DateTimeField("ends on")

    class Meta:
        ordering = ["-ends_at"]
        indexes = [models.Index(fields=["station", "ends_at"], name="contest_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("announced_at")),
                name="contest_ends_after_it_begins",
                violation_error_message=_("The contest ends after it is announced."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContestRules(models.Model):
    """The terms as posted at one moment. Append-only: a change is the next version."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rules")
    text = models.TextField(max_length=40_000)
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ["-posted_at", "-id"]
        verbose_name_plural = "contest rules"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contest_rules_say_something",
                violation_error_message=_("The rules of a contest need their words."),
            ),
        ]

    def __str__(self) -> str:
        return _say("Rules of {contest}, {day}").format(
            contest=self.contest, day=f"{self.posted_at:%Y-%m-%d}"
        )
