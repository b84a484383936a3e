"""Who stands behind a station and how to reach them: what the law and readers ask of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from .organisations import SHARE, Organisation
from .stations import Station


class Imprint(models.Model):
    """The facts of one station. An empty one is a duty that is not done; `services.duties` says which."""

    class Service(models.TextChoices):
        """What the station holds a licence for, and so which rules bind it."""

        TELEVISION = "tv", _("Television, commercial")
        PUBLIC_TELEVISION = "tv_nce", _("Television, noncommercial educational")
        RADIO = "radio", _("Radio, commercial")
        PUBLIC_RADIO = "radio_nce", _("Radio, noncommercial educational")
        ONLINE = "online", _("Online only, no licence")

    station = models.OneToOneField(Station, models.CASCADE, related_name="imprint")
    service = models.CharField(max_length=9, choices=Service, default=Service.TELEVISION)
    legal_name = models.CharField("licensee or publisher", max_length=160, blank=True)
    community = models.CharField("community of licence", max_length=120, blank=True)
    founded = models.PositiveSmallIntegerField(
        "year founded", null=True, blank=True, validators=[MinValueValidator(1600), MaxValueValidator(2200)]
    )
    address = models.TextField("postal address", blank=True, max_length=400)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("address for feedback", blank=True)
    public_file_url = models.URLField("public inspection file", blank=True)
    public_file_contact = models.CharField("who helps with the file", max_length=120, blank=True)
    public_file_phone = models.CharField("their phone", max_length=40, blank=True)
    public_file_email = models.EmailField("their mail", blank=True)
    eeo_report_url = models.URLField("EEO report", blank=True)
    eeo_year = models.PositiveSmallIntegerField(
        "year of the report",
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2200)],
    )
    eeo_exempt = models.BooleanField("exempt from the EEO report", default=False)
    fcc_reviewed_on = models.DateField("applications last looked through on", null=True, blank=True)
    captions_phone = models.CharField("phone for captions, at once", max_length=40, blank=True)
    captions_email = models.EmailField("mail for captions, at once", blank=True)
    captions_complaints = models.TextField("written complaints about captions", blank=True, max_length=400)

    class Meta:
        ordering = ["station__callsign"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eeo_report_url="") | Q(eeo_year__isnull=False),
                name="imprint_eeo_report_has_a_year",
                violation_error_message=_("Say of which year the EEO report is."),
            ),
        ]

    def __str__(self) -> str:
        return _say("Who is behind {station}").format(station=self.station)


class Ownership(models.Model):
    """A direct owner of a station; who owns that owner stands with the organisation."""

    imprint = models.ForeignKey(Imprint, models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="stations")
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True, validators=SHARE)

    class Meta:
        ordering = ["-share", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["imprint", "organisation"],
                name="ownership_once",
                violation_error_message=_("That owner is listed already."),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
                name="ownership_share_is_a_percentage",
                violation_error_message=_("A share is a percentage from 0 to 100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}"
