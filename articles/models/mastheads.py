"""Who is responsible for what at a station, and from when to when."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from .clock import PublishedClock
from .people import Person
from .stations import Station


class MastheadQuerySet(models.QuerySet["MastheadEntry"]):
    def in_office(self) -> "MastheadQuerySet":
        """Now, by the calendar of each one's station, as in the view."""
        day = Cast(Func(F("station__timezone"), PublishedClock(), function="timezone"), models.DateField())
        rows = self.alias(today=day).filter(since__lte=F("today"))
        return rows.filter(Q(until=None) | Q(until__gte=F("today")))


class MastheadEntry(models.Model):
    """Somebody in a role. Days are the station's own; the last one is still theirs."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="masthead")
    role = models.CharField(max_length=120, help_text=_("Editor in chief, general manager, news director."))
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Their page, where they have one on this station."),
    )
    email = models.EmailField(blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text=_("0 stands first."))
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text=_("Their last day; empty while it goes on."))

    objects = MastheadQuerySet.as_manager()

    class Meta:
        ordering = ["station", "position", "name"]
        verbose_name = "masthead entry"
        verbose_name_plural = "masthead"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(role=""),
                name="masthead_names_somebody",
                violation_error_message=_("Say who it is, and in which role."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="masthead_ends_after_it_begins",
                violation_error_message=_("The last day comes after the first one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"
