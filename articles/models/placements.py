"""A story's use on one station."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from articles.workflow import Publication

from .clock import PublishedClock
from .stations import SLUG_PATTERN, Section, Station
from .stories import Story


class PlacementQuerySet(QuerySet["Placement"]):
    def with_publication(self) -> "PlacementQuerySet":
        """Annotate `publication`, by the database's clock: three index probes a row."""
        editions = self.model._meta.apps.get_model("articles", "Edition").objects.filter(
            placement=OuterRef("pk"), live_until__gt=models.F("live_from")
        )
        return self.annotate(
            publication=Case(
                When(down_kind=Placement.Down.KILLED, then=Value(Publication.KILLED)),
                When(down_kind=Placement.Down.WITHDRAWN, then=Value(Publication.WITHDRAWN)),
                When(
                    Exists(editions.filter(live_from__lte=PublishedClock(), live_until__gt=PublishedClock())),
                    then=Value(Publication.LIVE),
                ),
                When(
                    Exists(editions.filter(live_from__gt=PublishedClock())), then=Value(Publication.SCHEDULED)
                ),
                When(Exists(editions), then=Value(Publication.EXPIRED)),
                default=Value(Publication.UNPUBLISHED),
                output_field=models.CharField(),
            )
        )


class Placement(models.Model):
    """Where a story stands on one station; publication belongs here, not to the story."""

    class Down(models.TextChoices):
        NO = "", gettext_lazy("Not taken down")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")
        KILLED = "killed", gettext_lazy("Killed")

    story = models.ForeignKey(Story, models.CASCADE, db_index=False, related_name="placements")
    station = models.ForeignKey(Station, models.PROTECT, related_name="placements")
    section = models.ForeignKey(Section, models.PROTECT, related_name="placements")
    slug = models.CharField(max_length=80)
    headline_override = models.CharField(max_length=200, blank=True)
    home = models.BooleanField(default=False)
    down_kind = models.CharField(max_length=9, choices=Down, default=Down.NO, blank=True, editable=False)
    down_reason = models.CharField(
        gettext_lazy("public reason"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Shown to readers where the story was."),
    )
    down_at = models.DateTimeField(null=True, blank=True, editable=False)
    down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["story", "-home", "station"]
        indexes = [
            # Pre-flight asks whether another story has the same words in its address.
            models.Index(fields=["station", "slug"], name="placement_slug"),
            # Few beside all the homes: stories from other stations, and what was taken down.
            models.Index(fields=["station"], condition=Q(home=False), name="placement_abroad"),
            models.Index(fields=["down_kind"], condition=~Q(down_kind=""), name="placement_down"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "station"],
                name="placement_once_per_station",
                violation_error_message=gettext_lazy("The story has a place on that station already."),
            ),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(home=True),
                name="placement_one_home_per_story",
                violation_error_message=gettext_lazy("A story has one home station."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG_PATTERN),
                name="placement_slug_is_address",
                violation_error_message=gettext_lazy(
                    "Write the slug in lower-case letters, digits and single hyphens."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(down_kind="") & Q(down_at__isnull=True))
                | (Q(down_kind__in=["withdrawn", "killed"]) & Q(down_at__isnull=False)),
                name="placement_down_has_a_time",
                violation_error_message=gettext_lazy("What is taken down has a time at which it was."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} on {self.station_id}"

    @cached_property
    def once_live(self) -> bool:
        """Whether readers had, have or will have an edition here. One query, unless it was annotated."""
        return self.editions.once_live().exists()

    @cached_property
    def earlier_number(self) -> int | None:
        """Of the newest edition that could come back in place of the live one. One query."""
        return self.editions.earlier().values_list("number", flat=True).first()

    @cached_property
    def publication(self) -> Publication:
        """One query, unless the row came from `with_publication`. Stale after a service has acted on it."""
        rows = Placement.objects.with_publication().values_list("publication")  # type: ignore[misc]
        return Publication(rows.get(pk=self.pk)[0])
