"""What a newsroom holds itself to, in versions with the date from which each is in force."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from .stations import Station


class Policy(models.Model):
    """One version. A trigger refuses any change once it is in force, and any version dated before another.

    Without a station it is the group's, for its stations of that language that have none of their own.
    A station's version without text says that the group's holds again.
    """

    class Kind(models.TextChoices):
        """The value is a part of the address."""

        OWNERSHIP = "ownership", _("Ownership and funding")
        MISSION = "mission", _("Mission and coverage")
        ETHICS = "ethics", _("Ethics")
        CORRECTIONS = "corrections", _("How we correct")
        VERIFICATION = "verification", _("How we verify")
        SOURCES = "sources", _("Unnamed sources")
        BYLINES = "bylines", _("Stories without a byline")
        AI = "ai", _("Use of AI")
        DIVERSITY = "diversity", _("Diversity")
        FEEDBACK = "feedback", _("How we act on feedback")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        CAPTIONS = "captions", _("Captions")
        CONTESTS = "contests", _("Rules for all contests")
        PRIVACY = "privacy", _("Privacy")
        TERMS = "terms", _("Terms of use")

    station = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("Empty: for every station of the group that has none of its own."),
    )
    kind = models.CharField(max_length=13, choices=Kind)
    language = models.CharField(max_length=2, choices=Station.Language, default=Station.Language.ENGLISH)
    text = models.TextField(
        blank=True,
        max_length=40_000,
        help_text=_("An empty line between paragraphs. Empty at a station: the group's own holds again."),
    )
    in_force_from = models.DateTimeField(
        help_text=_("From that moment on readers have it, and nobody changes it.")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "station", "-in_force_from"]
        verbose_name_plural = "policies"
        constraints = [
            # Also what finds the version in force.
            models.UniqueConstraint(
                fields=["kind", "station", "language", "in_force_from"],
                nulls_distinct=False,
                name="policy_version_once",
                violation_error_message=_("There is a version from that moment on already."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(station__isnull=False),
                name="policy_of_the_group_has_a_text",
                violation_error_message=_("The group's own policy needs its text."),
            ),
        ]

    def __str__(self) -> str:
        return _say("{kind} of {whose}, from {day}").format(
            kind=self.get_kind_display(),
            whose=self.station.callsign if self.station else _say("the group"),
            day=f"{self.in_force_from:%Y-%m-%d}",
        )
