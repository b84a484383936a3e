"""Signing in, with a limit before the password is hashed: a hash takes most of a second of a processor."""

import threading
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import PasswordResetForm
from django.core.cache import cache
from django.core.exceptions import ValidationError

from articles.errors import NewsroomError, TooManyAtOnce
from articles.models import User
from articles.services.accounts import account_event, ask_for_link
from articles.services.signing_in import count_try

AT_ONCE = 2
"""Of a worker's four threads: the others go on with readers' pages. Who comes third does not wait."""

hashing = threading.BoundedSemaphore(AT_ONCE)


class SignInForm(AdminAuthenticationForm):
    refused = False

    def clean(self) -> dict[str, Any]:
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (account and password):
            return super().clean()
        try:
            asked = self.request.META if self.request else {}
            count_try(account=account, address=asked.get("REMOTE_ADDR", ""))
            if not hashing.acquire(blocking=False):
                raise TooManyAtOnce
        except NewsroomError as error:
            self.refused = True
            raise ValidationError(str(error)) from error
        try:
            return super().clean()
        except ValidationError:
            # An unknown name is on no record: people type passwords into the wrong field.
            user = User.objects.filter(username=account).first()
            account_event("try_failed", user=user, by=None, at_step="password")
            raise
        finally:
            hashing.release()


class CodeOnce:
    """A code works once. allauth forgets it after one period; the tolerance lets it through for three."""

    def clean_code(self: Any) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"second-factor/{self.user.pk}/{''.join(code.split())}"
        lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(used, True, lasts):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(CodeOnce, AuthenticateForm):
    """After the password."""


class CodeAgainForm(CodeOnce, ReauthenticateForm):
    """Before something dear."""


class SetUpForm(CodeOnce, ActivateTOTPForm):
    """The first code of an app, which is none for the next sign-in."""


class LinkForm(PasswordResetForm):
    """Asks for a link to set a password; goes to whoever may sign in, invited and never come included."""

    def save(self, *args: Any, **options: Any) -> None:
        ask_for_link(email=self.cleaned_data["email"])
