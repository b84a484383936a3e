"""Where copy came from."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """An origin of copy, with the label that readers see beside the byline."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("Staff")
        WIRE = "wire", _("Wire agency")
        PRESS_RELEASE = "press_release", _("Press release")
        ARCHIVE = "archive", _("Archive")
        CONTRIBUTED = "contributed", _("Contributed")
        OTHER = "other", _("Other")

    class Owner(models.TextChoices):
        UNKNOWN = "", "—"
        INDEPENDENT = "independent", _("Independent")
        PUBLIC = "public", _("Public-service")
        STATE_AFFILIATED = "state_affiliated", _("State-affiliated")
        STATE_OWNED = "state_owned", _("State-owned")

    # Kinds whose copy is somebody else's work.
    FROM_OUTSIDE = (Kind.WIRE, Kind.PRESS_RELEASE)

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=14, choices=Kind)
    owner_type = models.CharField("owner", max_length=16, choices=Owner, default=Owner.UNKNOWN, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166 code, for an agency: US."))
    label = models.CharField(
        max_length=160, help_text=_("What readers see: From Norland News, a state-owned agency.")
    )
    label_es = models.CharField(
        _("label in Spanish"),
        max_length=160,
        blank=True,
        help_text=_(
            "Of stories in Spanish: De Norland News, agencia de propiedad estatal. Empty: the other one."
        ),
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="source_name_once",
                violation_error_message=_("There is a source of that name already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(label="") & ~models.Q(name=""),
                name="source_has_a_label",
                violation_error_message=_("A source has a name, and a label for readers."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def label_in(self, language: str) -> str:
        """What readers of a story in that language see."""
        return (language == "es" and self.label_es) or self.label
