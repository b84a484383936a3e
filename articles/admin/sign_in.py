"""Signing in: a password, then the second factor where the account has one; or a passkey alone."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import LoginWebAuthnView
from cryptography.fernet import InvalidToken
from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.forms.sign_in import SignInForm
from articles.forms.typed import keep_words, restore_address
from articles.models import User
from articles.services.accounts import account_event


class PasswordView(LoginView):
    """Whoever has the password right is not in yet, if there is a second factor to be asked for."""

    form_class = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        record_authentication(self.request, user, "password", reauthenticated=True)
        leads_to = kept_for_later(user, self.get_success_url(), self.request.POST.get("typed", ""))
        return perform_login(self.request, Login(user=user, redirect_url=leads_to))

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        if form.refused:
            answer.status_code = 429
            answer["Retry-After"] = "60"
        return answer


class SecondFactorView(AuthenticateView):
    """After the password: a code of the app, a passkey, or a recovery code."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except InvalidToken:
            sentence = _("SECRET_KEY is not what it was when this was set up. Ask for reset_second_factor.")
            self.form.add_error("code", sentence)
            return self.form_invalid(self.form)

    def form_invalid(self, form: Any) -> HttpResponse:
        user: User = self.stage.login.user
        account_event("try_failed", user=user, by=None, at_step="second factor")
        return super().form_invalid(form)


class PasskeyView(LoginWebAuthnView):
    """A passkey is both factors. What was typed before the sign-in ended goes to its owner."""

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = form.cleaned_data["credential"]
        words = self.request.POST.get("typed", "")
        leads_to = kept_for_later(passkey.user, get_next_redirect_url(self.request) or "", words) or None
        login = Login(user=passkey.user, redirect_url=leads_to)
        return flows.perform_passwordless_login(self.request, passkey, login)

    def form_invalid(self, form: Any) -> HttpResponse:
        account_event("try_failed", user=None, by=None, at_step="passkey")
        return sign_in_page(
            self.request,
            typed=self.request.POST.get("typed", ""),
            next=get_next_redirect_url(self.request) or "",
            passkey_error=_("That passkey is not known here. Sign in with your password."),
        )


def sign_in_page(request: HttpRequest, **context: Any) -> HttpResponse:
    """Empty but for what it carries along."""
    request.method = "GET"
    return admin.site.login(request, context)


def kept_for_later(user: User, leads_to: str, words: str) -> str:
    """Where a sign-in leads: to the form, with the words in it, where somebody was signed out writing."""
    row = keep_words(user=user, address=leads_to, words=words) if words else None
    return restore_address(row.path, row.pk) if row else leads_to
