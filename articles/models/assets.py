"""Pictures and the rights that come with them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext_lazy as _


class AssetQuerySet(models.QuerySet["Asset"]):
    def usable(self) -> "AssetQuerySet":
        """Not killed and not past the licence's end, at the start of this transaction."""
        return self.filter(killed_at__isnull=True).filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=Now())
        )

    def of_file(self, sha256: str) -> "Asset | None":
        """The picture that has this file, else a killed one that had it before it was replaced."""
        killed = self.filter(killed_at__isnull=False, former_sha256__contains=[sha256])
        return self.filter(sha256=sha256).first() or killed.first()


class Asset(models.Model):
    """A picture, re-encoded at intake. Renditions are named after `token` and computed, never rows.

    Its files are made anew when it is replaced, or its focus or rights change: each time `version` rises.
    `is_complete` is False while there are only the JPEGs of its intake; `has_icons` is True where those of a
    station's logo are among them; `is_due` says that files which fit the row are still to be made.
    """

    class DigitalSource(models.TextChoices):
        """IPTC digital source types that a newsroom meets (cv.iptc.org/newscodes/digitalsourcetype)."""

        CAPTURE = "digitalCapture", _("Photograph")
        EDITED = "compositeCapture", _("Composite of photographs")
        HUMAN = "digitalCreation", _("Drawn by a person")
        ALGORITHMIC = "algorithmicMedia", _("Made by a program")
        TRAINED = "trainedAlgorithmicMedia", _("Made by generative AI")
        UNKNOWN = "", _("Unknown")

    token = models.CharField(max_length=32, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False, help_text="Of the file taken in.")
    former_sha256 = ArrayField(
        models.CharField(max_length=64),
        default=list,
        blank=True,
        editable=False,
        help_text="Of the files that were replaced: a kill keeps them out as well.",
    )
    format = models.CharField(max_length=8, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=140, help_text=_("For the desk; readers never see it."))
    alt = models.CharField(_("alt text"), max_length=400, blank=True)
    is_decorative = models.BooleanField(
        "decorative", default=False, help_text=_("Says nothing: no alt text.")
    )
    caption = models.CharField(max_length=600, blank=True)
    credit = models.CharField(max_length=160, blank=True)
    copyright = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField(_("rights end"), null=True, blank=True)
    focal_x = models.FloatField(default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)])
    focal_y = models.FloatField(default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)])
    digital_source = models.CharField(
        _("how it was made"),
        max_length=24,
        choices=DigitalSource,
        default=DigitalSource.UNKNOWN,
        blank=True,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    is_complete = models.BooleanField(default=False, editable=False)
    has_icons = models.BooleanField(default=False, editable=False)
    is_due = models.BooleanField(default=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)
    killed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    kill_reason = models.CharField(max_length=300, blank=True, editable=False)

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            # The library, newest first, by row comparison.
            models.Index(fields=["-created_at", "-id"], name="asset_newest"),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="asset_rights_end"
            ),
            models.Index(fields=["id"], condition=Q(is_due=True, killed_at__isnull=True), name="asset_due"),
            # Asked at each intake; nearly empty, as few pictures are killed.
            GinIndex(
                fields=["former_sha256"], condition=Q(killed_at__isnull=False), name="asset_killed_files"
            ),
            # As `icontains` asks for the parts of words that are typed into the library's search.
            GinIndex(
                *(OpClass(Upper(name), "gin_trgm_ops") for name in ("title", "caption", "credit", "alt")),
                name="asset_words",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1)) & Q(focal_y__range=(0, 1)),
                name="asset_focal_point_inside",
                violation_error_message=_("The focus lies inside the picture: both numbers are from 0 to 1."),
            ),
            models.CheckConstraint(
                condition=(Q(is_decorative=True) & Q(alt="")) | (Q(is_decorative=False) & ~Q(alt="")),
                name="asset_alt_or_decorative",
                violation_error_message=_("Say what the picture shows, or mark it decorative; not both."),
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0) & Q(height__gt=0),
                name="asset_has_a_size",
                violation_error_message=_("A picture is at least one pixel wide and high."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
