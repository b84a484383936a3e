"""Old and foreign paths that lead somewhere."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .stations import Host
from .stories import Story


class Address(models.Model):
    """A path on a host that leads to a story, elsewhere, or to 410."""

    host = models.ForeignKey(Host, models.CASCADE, related_name="addresses")
    path = models.CharField(
        max_length=2000, help_text=_("With the leading slash, without host: /news/12345.html")
    )
    story = models.ForeignKey(Story, models.CASCADE, null=True, blank=True, related_name="addresses")
    url = models.CharField(
        "elsewhere", max_length=2000, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    gone = models.BooleanField(default=False, help_text=_("Answers 410."))

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["host", "path"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "path"],
                name="address_path_once_per_host",
                violation_error_message=_("That path leads somewhere already on this host."),
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="address_path_begins_with_slash",
                violation_error_message=_("Begin the path with a slash: /news/12345.html"),
            ),
            models.CheckConstraint(
                condition=(Q(story__isnull=False) & Q(url="") & Q(gone=False))
                | (Q(story__isnull=True) & ~Q(url="") & Q(gone=False))
                | (Q(story__isnull=True) & Q(url="") & Q(gone=True)),
                name="address_leads_to_one_place",
                violation_error_message=_("An address leads to one place: a story, elsewhere, or gone."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host.name}{self.path}"
