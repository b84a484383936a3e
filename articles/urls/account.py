"""Addresses of an account's own second factors and password. Nothing else of allauth is mounted."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from articles.admin import passwords
from articles.admin.account_pages import page
from articles.admin.sign_in import PasskeyView, SecondFactorView

urlpatterns = [
    path("confirm/", page(account.reauthenticate), name="account_reauthenticate"),
    path("factors/", page(factors.index), name="mfa_index"),
    path("factors/sign-in/", page(SecondFactorView.as_view()), name="mfa_authenticate"),
    path("factors/confirm/", page(factors.reauthenticate), name="mfa_reauthenticate"),
    path("app/set-up/", page(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("codes/", page(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("codes/new/", page(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("codes/file/", page(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("passkeys/", page(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("passkeys/add/", page(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", page(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", page(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("passkeys/confirm/", page(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/sign-in/", page(PasskeyView.as_view()), name="mfa_login_webauthn"),
    path("password/", page(passwords.AskView.as_view()), name="admin_password_reset"),
    path("password/sent/", page(passwords.SentView.as_view()), name="password_reset_done"),
    path("password/set/", page(passwords.DoneView.as_view()), name="password_reset_complete"),
    path(
        "password/<str:uidb64>/<str:token>/", page(passwords.SetView.as_view()), name="password_reset_confirm"
    ),
]
