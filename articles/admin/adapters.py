"""What allauth asks us: nobody signs up, where a sign-in leads, and how secrets are stored."""

import base64
import datetime as dt
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_login_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from articles.services.accounts import account_event

# From signing in, however busy the session is: a working day and the hours around it.
SIGNED_IN_FOR = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        host = self.request.get_host()
        return url_has_allowed_host_and_scheme(url, {host}, require_https=self.request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """HostMiddleware has put the client's own here, and believes no proxy that is not ours."""
        address: str = request.META.get("REMOTE_ADDR", "")
        return address

    def pre_login(self, request: HttpRequest, user: Any, **hooks: Any) -> HttpResponse | None:
        if user.is_active and user.is_staff:
            return None
        return self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, _("This account may not sign in. Ask a group administrator."))
        return HttpResponseRedirect(reverse("admin:login"))

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: Any, **hooks: Any) -> HttpResponse:
        records = get_authentication_records(request, user)
        kinds = [record.get("type", record["method"]) for record in records]
        account_event("signed_in", user=user, by=user, by_means_of=kinds)
        # A point in time: what is stored in the session later does not prolong it.
        request.session.set_expiry(timezone.now() + SIGNED_IN_FOR)
        return HttpResponseRedirect(get_login_redirect_url(request, redirect_url))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are no use to whoever finds a copy of the database without its key."""

    def get_totp_issuer(self) -> str:
        return "newsroom"

    def encrypt(self, text: str) -> str:
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock() -> MultiFernet:
    """The first locks, all open: a SECRET_KEY is changed by keeping the old one in SECRET_KEY_FALLBACKS."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"articles.second-factor" + force_bytes(secret)).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
