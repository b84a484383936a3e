"""The people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .memberships import Membership
from .stations import Station, validate_zone


class User(AbstractUser):
    """A member of staff. Deactivated, never deleted: their name stands on the record.

    A group administrator is a superuser; every other right comes from a Membership.
    """

    is_superuser = models.BooleanField(
        _("group administrator"), default=False, help_text=_("May do everything at every station.")
    )
    timezone = models.CharField(
        _("own time zone"),
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text=_("Shown beside the times of the stations."),
    )
    language = models.CharField(
        max_length=2, choices=Station.Language, default=Station.Language.ENGLISH, help_text=_("Of the desk.")
    )
    mail_notices = models.BooleanField(
        _("notices by mail"),
        default=True,
        help_text=_("Of an assignment, a note, a return and a publication of yours."),
    )

    sign_in_round = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counted up to end every session of the account."
    )

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, and the round: a changed password ends sessions, and so does the next round."""
        text = f"{self.password}{self.sign_in_round}"
        return salted_hmac("articles.User.session", text, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def held_memberships(self) -> list[Membership]:
        """With their stations, by call sign. One query for a user, however many rights are looked up."""
        return list(self.memberships.select_related("station"))
