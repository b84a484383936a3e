"""Notices of applications that a station has before the FCC."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .stations import Station


class FccNotice(models.Model):
    """Readers have it from one moment to the other, by the database's clock alone."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="fcc_notices")
    title = models.CharField(max_length=160, help_text=_("What is applied for: renewal of licence, KMIA."))
    file_number = models.CharField(max_length=40, blank=True, help_text=_("As the FCC's system gives it."))
    text = models.TextField(max_length=8000)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()

    class Meta:
        ordering = ["-shown_from"]
        verbose_name = "FCC notice"
        indexes = [models.Index(fields=["station", "shown_until"], name="fcc_notice_in_force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until__gt=F("shown_from")),
                name="fcc_notice_ends_after_it_begins",
                violation_error_message=_("The notice ends after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="fcc_notice_says_something",
                violation_error_message=_("A notice has a title and a text."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
