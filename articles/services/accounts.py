"""Accounts: the record of them, invitations, second factors, and the end of sessions."""

import contextlib
import logging
from collections.abc import Iterator
from smtplib import SMTPException
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from articles import links
from articles.errors import MailRefused
from articles.models import AccountEvent, User
from articles.services.clock import database_now

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def acting(by: User | None) -> Iterator[None]:
    """A transaction in which the record names who changes accounts; its triggers read it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('newsroom.actor', %s, true)", [str(by.pk) if by else ""])
        yield
        cursor.execute("select set_config('newsroom.actor', '', true)")


def account_event(verb: str, *, user: User | None, by: User | None, **after: Any) -> None:
    """What no row of a table tells: a sign-in, a failed try, an invitation, a new password."""
    AccountEvent.objects.create(at=database_now(), verb=verb, user=user, actor=by, after=after)


def has_second_factor(user: User) -> bool:
    """Recovery codes alone are none: they come with one."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: bool = Authenticator.objects.filter(user=user, type__in=kinds).exists()
    return found


def end_sessions(*, user: User) -> None:
    """Every session of the account ends with its next request, wherever it is."""
    User.objects.filter(pk=user.pk).update(sign_in_round=F("sign_in_round") + 1)
    user.refresh_from_db(fields=["sign_in_round"])


def reset_second_factor(*, user: User, by: User | None) -> int:
    """Take all of them away and end the sessions; return how many there were. On the record either way."""
    with acting(by):
        gone: int = Authenticator.objects.filter(user=user).delete()[0]
        account_event("factor_reset", user=user, by=by)
        end_sessions(user=user)
    return gone


def password_address(user: User) -> str:
    """Where a password may be set once, for three days: the link dies with the password it was made for."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return links.desk_url(reverse("password_reset_confirm", args=[key, token], urlconf=links.ADMIN))


def invite(*, user: User, by: User) -> bool:
    """Mail a link to set the first password; return whether the mail host took it."""
    account_event("invited", user=user, by=by)
    return mail_password_link(user, invited=True)


def ask_for_link(*, email: str) -> None:
    """Leave it to the worker to mail a link to whoever may sign in and has that address.

    An address that nobody has costs the same steps, so that the time of the answer tells nothing either.
    By name: the tasks are a door, and call us.
    """
    people = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
    app.configure_task("articles.tasks.mail_links").defer(accounts=list(people.values_list("pk", flat=True)))


def mail_password_links(accounts: list[int]) -> None:
    """Raises MailRefused where one did not go out. Who got theirs may get another then: it harms nobody."""
    people = User.objects.filter(pk__in=accounts, is_active=True, is_staff=True)
    sent = [mail_password_link(user) for user in people]
    if not all(sent):
        raise MailRefused


def mail_password_link(user: User, *, invited: bool = False) -> bool:
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    with translation.override(user.language):
        subject = _("Your account at the desk") if invited else _("A new password for the desk")
        asked = (
            _("An account was made for you. Your username is %(name)s.")
            if invited
            else _(
                "Somebody asked for a new password for the account %(name)s. If it was not you, do nothing."
            )
        ) % {"name": user.get_username()}
        then = _("Set the password here; the link works once, for %(days)s days:") % {"days": days}
    try:
        send_mail(subject, f"{asked}\n\n{then}\n{password_address(user)}\n", None, [user.email])
    except (SMTPException, OSError) as error:
        logger.warning("The link for account %s was not sent: %s", user.pk, type(error).__name__)
        return False
    return True


def prune_sign_ins() -> int:
    """The trigger keeps everything else, and everything of the last year."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from articles_accountevent where verb in ('signed_in', 'signed_out', 'try_failed')"
            " and at < published_clock() - interval '1 year'"
        )
        gone: int = cursor.rowcount
    return gone
