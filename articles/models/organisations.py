"""Who owns stations: companies, foundations, public bodies and people, and who owns them in turn."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

SHARE = (MinValueValidator(0), MaxValueValidator(100))


class Organisation(models.Model):
    """An owner. The shares in `parent_share` and of an `Ownership` are percents; None is not known."""

    name = models.CharField(max_length=160)
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166 code: US."))
    website = models.URLField(blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
        verbose_name="owned by",
        help_text=_("Its own owner. Readers see the whole chain."),
    )
    parent_share = models.DecimalField(
        "share of that owner", max_digits=5, decimal_places=2, null=True, blank=True, validators=SHARE
    )
    funding = models.TextField(
        blank=True,
        max_length=4000,
        help_text=_("Where its money comes from: advertising, grants, subsidies, and from whom."),
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_once",
                violation_error_message=_("There is an organisation of that name already."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="organisation_does_not_own_itself",
                violation_error_message=_("An organisation does not own itself."),
            ),
            models.CheckConstraint(
                condition=Q(parent_share__isnull=True) | Q(parent_share__gte=0, parent_share__lte=100),
                name="organisation_share_is_a_percentage",
                violation_error_message=_("A share is a percentage from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
