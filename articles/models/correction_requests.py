"""What readers ask a station to put right, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from .corrections import Correction
from .stations import Station
from .stories import Story


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def open(self) -> "CorrectionRequestQuerySet":
        return self.filter(closed_at__isnull=True)


class CorrectionRequest(models.Model):
    """A ticket: open until somebody has answered it, with or without a correction.

    `form` is the hash of the form that was sent, so that a button pressed three times makes one.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="correction_requests")
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, blank=True, related_name="correction_requests"
    )
    about = models.CharField("where", max_length=400, blank=True)
    wrong = models.TextField("what is wrong", max_length=4000)
    evidence = models.TextField("how they know", blank=True, max_length=4000)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField("mail", blank=True)
    language = models.CharField(max_length=2, choices=Station.Language)
    form = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(blank=True, max_length=4000)
    correction = models.ForeignKey(
        Correction, models.PROTECT, null=True, blank=True, related_name="asked_for_by"
    )
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        verbose_name = "request for correction"
        verbose_name_plural = "requests for correction"
        indexes = [
            models.Index(
                fields=["station"], condition=Q(closed_at__isnull=True), name="correction_request_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(wrong=""),
                name="correction_request_says_something",
                violation_error_message=_("Say what is wrong."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | (Q(closed_at__isnull=False) & ~Q(answer="")),
                name="correction_request_closes_with_an_answer",
                violation_error_message=_("A request is closed with an answer."),
            ),
        ]

    def __str__(self) -> str:
        return _say("Request {number}: {words}").format(number=self.pk, words=self.wrong[:60])
