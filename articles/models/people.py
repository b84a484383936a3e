"""The people whose names stand on stories."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .stations import SLUG_PATTERN, Station

HANDLE_PATTERN = r"^@[A-Za-z0-9_.-]+@[a-z0-9-]+(\.[a-z0-9-]+)+\Z"


class Person(models.Model):
    """Somebody with a page. The slug is the address and stays; a merged person leads on to the other."""

    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120, unique=True)
    job_title = models.CharField(max_length=120, blank=True)
    bio = models.TextField(blank=True)
    email = models.EmailField(
        blank=True, help_text=_("Shown to readers on the person's page. Empty: none is shown.")
    )
    fediverse = models.CharField(
        "fediverse handle",
        max_length=200,
        blank=True,
        validators=[RegexValidator(HANDLE_PATTERN, _("Write it as @name@server.example."))],
        help_text=_("As @name@server.example. Networks that know it name the author under a shared link."),
    )
    photo = models.ForeignKey("articles.Asset", models.PROTECT, null=True, blank=True, related_name="+")
    listed_on = models.ManyToManyField(
        Station,
        blank=True,
        related_name="listed_people",
        help_text=_("Stations that show this page even before a story of theirs is live."),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_people"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG_PATTERN),
                name="person_slug_is_address",
                violation_error_message=_(
                    "Write the address in lower-case letters, digits and single hyphens."
                ),
            ),
            models.CheckConstraint(
                condition=Q(fediverse="") | Q(fediverse__regex=HANDLE_PATTERN),
                name="person_handle_is_one",
                violation_error_message=_("Write the handle as @name@server.example."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="person_is_not_merged_into_themselves",
                violation_error_message=_("Nobody can be merged into themselves."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Byline(models.Model):
    """One name on a story, as printed; linked to a Person where it is one."""

    story = models.ForeignKey("articles.Story", models.CASCADE, db_index=False, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="bylines")
    name = models.CharField(max_length=200, help_text=_("As printed."))
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["name"], name="byline_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["story", "position"],
                name="byline_one_per_position",
                violation_error_message=_("Each name of a byline has a place of its own."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="byline_has_a_name",
                violation_error_message=_("A byline has a name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name
