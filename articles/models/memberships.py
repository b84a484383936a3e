"""Who holds which role at which station."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .stations import Section, Station


class Role(models.TextChoices):
    """Each may what the one before may, and more (`articles/permissions.py`)."""

    REPORTER = "reporter", gettext_lazy("Reporter")
    EDITOR = "editor", gettext_lazy("Editor")
    PUBLISHER = "publisher", gettext_lazy("Publisher")
    MANAGER = "manager", gettext_lazy("Station manager")


class Membership(models.Model):
    """A role at a station, or in one section of it only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    station = models.ForeignKey(Station, models.CASCADE, related_name="memberships")
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, help_text=gettext_lazy("Empty: the whole station.")
    )
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        ordering = ["station", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "station", "section"],
                nulls_distinct=False,
                name="membership_one_role_per_scope",
                violation_error_message=gettext_lazy(
                    "This person has a role there already: change that one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="membership_role_is_known",
                violation_error_message=gettext_lazy("Choose one of the roles."),
            ),
        ]

    def __str__(self) -> str:
        scope = f"{self.station.callsign} {self.section}" if self.section else self.station.callsign
        return _("{user}, {role} at {scope}").format(
            user=self.user, role=self.get_role_display().lower(), scope=scope
        )
