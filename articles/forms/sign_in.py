"""Signing in, with a limit before the password is hashed: a hash takes most of a second of a processor."""

import threading
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError

from articles.errors import NewsroomError, TooManyAtOnce
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
        finally:
            hashing.release()
