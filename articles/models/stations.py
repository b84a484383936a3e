"""Stations, the host names they answer to, and their sections."""

import re
import zoneinfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.text.callsigns import CALLSIGN_PATTERN
from articles.text.slugs import RESERVED_SEGMENTS
from articles.themes import DEFAULT, MOST_NAME

HOST_PATTERN = r"^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"
COLOUR_PATTERN = r"^#[0-9a-f]{6}$"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def validate_zone(name: str) -> None:
    """Refuse a zone that the IANA database does not have."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“{name}” is no time zone; write it like America/New_York.").format(name=name)
        )


class StationQuerySet(models.QuerySet["Station"]):
    def opened(self) -> "StationQuerySet":
        return self.filter(opened_at__isnull=False)


class Station(models.Model):
    """A brand with a call sign. Readers see it once `opened_at` is set, and no longer when it is emptied."""

    class Language(models.TextChoices):
        ENGLISH = "en", gettext_lazy("English")
        SPANISH = "es", "Español"

    callsign = models.CharField(
        gettext_lazy("call sign"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CALLSIGN_PATTERN)],
        help_text=gettext_lazy("As licensed, in capitals: KMIA, KMIA-TV."),
    )
    brand = models.CharField(max_length=80, help_text=gettext_lazy("The name that readers know: Miami News."))
    tagline = models.CharField(max_length=140, blank=True)
    timezone = models.CharField(
        gettext_lazy("time zone"), max_length=64, default="America/New_York", validators=[validate_zone]
    )
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    # The name of a folder. One that has gone since is no error: its stations have the default theme.
    theme = models.CharField("look", max_length=MOST_NAME, default=DEFAULT)
    brand_color = models.CharField(
        "colour",
        max_length=7,
        default="#1d4e73",
        validators=[
            RegexValidator(COLOUR_PATTERN, gettext_lazy("Write a colour as #rrggbb, in lower case."))
        ],
        help_text=gettext_lazy("Masthead, labels and links on light paper; at least 4.5:1 against it."),
    )
    brand_color_dark = models.CharField(
        gettext_lazy("colour in dark mode"),
        max_length=7,
        default="#8fc1e3",
        validators=[
            RegexValidator(COLOUR_PATTERN, gettext_lazy("Write a colour as #rrggbb, in lower case."))
        ],
        help_text=gettext_lazy("The same on the dark background; at least 4.5:1 against it."),
    )
    logo = models.ForeignKey(
        "articles.Asset",
        models.PROTECT,
        verbose_name=gettext_lazy("logo"),
        null=True,
        blank=True,
        related_name="logo_of",
        help_text=gettext_lazy(
            "A picture of the library, cut to a square round its focus, for browsers' tabs, phones and "
            "search engines. Empty: the letters of the brand on its colour."
        ),
    )
    second_eyes = models.BooleanField(
        gettext_lazy("second pair of eyes"),
        default=False,
        help_text=gettext_lazy("A text goes out once somebody other than its writer has made it ready."),
    )
    history_shown = models.BooleanField(
        gettext_lazy("history for readers"),
        default=True,
        help_text=gettext_lazy(
            "Every version of a live story that readers have had, and what changed from one to the next."
        ),
    )
    history_grace = models.PositiveSmallIntegerField(
        gettext_lazy("minutes of grace"),
        default=5,
        validators=[MaxValueValidator(1440)],
        help_text=gettext_lazy(
            "A version that was out for less is left out of the history, unless it corrects something."
        ),
    )
    # {code of a rule in articles/preflight.py: level}, where it is not the usual one
    preflight = models.JSONField(default=dict, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta:
        ordering = ["callsign"]
        constraints = [
            models.CheckConstraint(
                condition=Q(callsign__regex=CALLSIGN_PATTERN),
                name="station_callsign_is_licensed_form",
                violation_error_message=gettext_lazy(
                    "Write the call sign as licensed, in capitals: KMIA-TV."
                ),
            ),
            models.CheckConstraint(
                condition=Q(brand_color__regex=COLOUR_PATTERN) & Q(brand_color_dark__regex=COLOUR_PATTERN),
                name="station_colours_are_hex",
                violation_error_message=gettext_lazy("Write both colours as #rrggbb, in lower case."),
            ),
            models.CheckConstraint(
                condition=Q(history_grace__lte=1440),
                name="station_grace_is_a_day_at_most",
                violation_error_message=gettext_lazy("Give at most 1440 minutes, which is a day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand}, {self.callsign}"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)


class FormerCallsign(models.Model):
    """A call sign that the station gave up and that old files still carry."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="former_callsigns")
    callsign = models.CharField(
        gettext_lazy("call sign"), max_length=12, unique=True, validators=[RegexValidator(CALLSIGN_PATTERN)]
    )

    class Meta:
        ordering = ["callsign"]
        constraints = [
            models.CheckConstraint(
                condition=Q(callsign__regex=CALLSIGN_PATTERN),
                name="former_callsign_is_licensed_form",
                violation_error_message=gettext_lazy(
                    "Write the call sign as licensed, in capitals: KMIA-TV."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.callsign

    def clean(self) -> None:
        if Station.objects.filter(callsign=self.callsign).exists():
            raise ValidationError(
                {"callsign": _("{callsign} is the call sign of a station.").format(callsign=self.callsign)}
            )


class Host(models.Model):
    """A host name of a station. The primary one serves pages; the others answer 301 to it."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="hosts")
    name = models.CharField(
        max_length=253,
        unique=True,
        validators=[
            RegexValidator(HOST_PATTERN, gettext_lazy("A host name in lower case, without port or slashes."))
        ],
    )
    is_primary = models.BooleanField("primary", default=False)

    class Meta:
        ordering = ["-is_primary", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=HOST_PATTERN),
                name="host_name_is_valid",
                violation_error_message=gettext_lazy(
                    "Write the host name in lower case, without port or slashes."
                ),
            ),
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(is_primary=True),
                name="host_one_primary_per_station",
                violation_error_message=gettext_lazy(
                    "One host of a station is the primary one; the others lead to it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


def validate_section_slug(slug: str) -> None:
    """Refuse a first path segment that a route needs, or that could be read as a story number."""
    if slug in RESERVED_SEGMENTS or slug.isdigit() or not re.fullmatch(SLUG_PATTERN, slug):
        raise ValidationError(
            _(
                "“{slug}” cannot be an address: use lower-case letters, digits and single hyphens, "
                "not digits alone, and no word that the site itself uses."
            ).format(slug=slug)
        )


class Section(models.Model):
    """A station's named part. Its slug is the first segment of its stories' addresses."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=60, validators=[validate_section_slug])
    position = models.PositiveSmallIntegerField(default=0)
    aliases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text=gettext_lazy("Other names in old files, separated by commas."),
    )
    former_slugs = ArrayField(models.CharField(max_length=60), default=list, blank=True, editable=False)

    class Meta:
        ordering = ["station", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "slug"],
                name="section_slug_once_per_station",
                violation_error_message=gettext_lazy("Another section of this station has that slug."),
            ),
            models.UniqueConstraint(
                "station",
                Lower("name"),
                name="section_name_once_per_station",
                violation_error_message=gettext_lazy("This station has a section of that name already."),
            ),
            # What placements and memberships point at, so that a section is always one of the same station.
            models.UniqueConstraint(
                fields=["id", "station"],
                name="section_with_station",
                violation_error_message=gettext_lazy("A section is listed once at its station."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG_PATTERN)
                & ~Q(slug__regex=r"^[0-9]+$")
                & ~Q(slug__in=RESERVED_SEGMENTS),
                name="section_slug_is_free",
                violation_error_message=gettext_lazy(
                    "A slug is no word that the site uses, and not digits alone."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="section_is_not_its_own_parent",
                violation_error_message=gettext_lazy("A section cannot be its own parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def keep_slug(self, former: str) -> None:
        """Let the slug that it had lead here, until another section of the station bears it."""
        if former and former != self.slug:
            kept = [slug for slug in self.former_slugs if slug not in (former, self.slug)]
            self.former_slugs = [*kept, former]
