"""What a station tells machines: in robots.txt, security.txt, trust.txt and ads.txt."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from articles.text.web_files import wrong_ads_line, wrong_trust_line

from .stations import Station

MOST_CHARACTERS = 20_000


def validate_contact(contact: str) -> None:
    """RFC 9116: a mail or web address, with its scheme."""
    if not contact.startswith(("mailto:", "https://", "tel:")) or any(c.isspace() for c in contact):
        raise ValidationError(_("Begin with mailto:, https:// or tel:, as in mailto:security@example.org."))


def validate_ads(text: str) -> None:
    if wrong := wrong_ads_line(text):
        raise ValidationError(
            _say("“{line}” is no line of ads.txt. Write: domain, account, DIRECT or RESELLER.").format(
                line=wrong
            )
        )


def validate_trust(text: str) -> None:
    if wrong := wrong_trust_line(text):
        raise ValidationError(
            _say(
                "“{line}” is no line that you can give. Write member=, belongto=, social=, vendor=, "
                "customer=, disclosure= or contact=, and an address without spaces."
            ).format(line=wrong)
        )


class WebFiles(models.Model):
    """One row a station; a station without one says what an empty one says."""

    station = models.OneToOneField(Station, models.CASCADE, related_name="web_files")
    allow_training = models.BooleanField(
        _("may train AI models on the stories"),
        default=False,
        help_text=_("Also said in trust.txt. Your contracts with agencies may forbid it."),
    )
    allow_ai_search = models.BooleanField(
        _("may show the stories in AI search"),
        default=True,
        help_text=_("With a link to the story. Where it is refused, such engines do not name the station."),
    )
    allow_ai_fetch = models.BooleanField(
        _("may fetch a story that somebody asked for"),
        default=True,
        help_text=_("On behalf of one person, at that moment. Not all of them heed a refusal."),
    )
    security_contact = models.CharField(
        _("contact for security"),
        max_length=200,
        blank=True,
        validators=[validate_contact],
        help_text=_(
            "Where people report a hole in the site (RFC 9116). Without it there is no security.txt."
        ),
    )
    security_until = models.DateField(
        _("good until"),
        null=True,
        blank=True,
        help_text=_("Within a year. You are warned 30 days before; after it the file is gone."),
    )
    stands_for_group = models.BooleanField(
        _("speaks for the group"),
        default=False,
        help_text=_("Its trust.txt names all stations of the group, and theirs name it. One station does."),
    )
    trust_lines = models.TextField(
        _("more lines of trust.txt"),
        max_length=MOST_CHARACTERS,
        blank=True,
        validators=[validate_trust],
        help_text=_("Associations and accounts, a line each: member=https://association.example/."),
    )
    ads_lines = models.TextField(
        _("lines of ads.txt"),
        max_length=MOST_CHARACTERS,
        blank=True,
        validators=[validate_ads],
        help_text=_("Who may sell advertising space, as your partners give them. Empty: nobody may."),
    )

    class Meta:
        verbose_name = _("files for machines")
        verbose_name_plural = _("files for machines")
        constraints = [
            models.UniqueConstraint(
                fields=["stands_for_group"],
                condition=Q(stands_for_group=True),
                name="web_files_one_station_for_the_group",
                violation_error_message=_(
                    "Another station speaks for the group. Take it from that one first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(security_contact="", security_until=None)
                | (~Q(security_contact="") & Q(security_until__isnull=False)),
                name="web_files_security_has_an_end",
                violation_error_message=_("A contact for security needs the day until which it is good."),
            ),
        ]

    def __str__(self) -> str:
        return _say("Files for machines of {station}").format(station=self.station)
