"""Forms of the people who sign in, and of their roles."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.base import DeskForm, choose_the_only_one
from articles.forms.seen import SeenForm
from articles.models import Membership, User

YOURSELF = _("You cannot take this from yourself: ask another group administrator.")


class NewUserForm(UserCreationForm):
    """Everybody made here is staff; what they may do comes with a membership.

    Without a password they get a link by mail, and choose one that nobody else has seen.
    """

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            self.fields[name].required = False

    def clean(self) -> Any:
        found = super().clean()
        password, again = self.data.get("password1"), self.data.get("password2")
        if not password and again:
            self.add_error("password1", _("Type the password twice, or leave both fields empty."))
        elif password and not again:
            self.add_error("password2", _("Type the password twice, or leave both fields empty."))
        elif not password and not self.cleaned_data.get("email"):
            self.add_error("email", _("Give a mail address for the invitation, or set a password below."))
        return found

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        user = super().save(commit=False)
        if not self.cleaned_data["password1"]:
            user.set_unusable_password()
        if commit:
            user.save()
        return user


class NewPasswordForm(AdminPasswordChangeForm):
    """Django's, which would also take the password away: who may not sign in any more is deactivated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


class UserForm(SeenForm, UserChangeForm):
    password = None  # type: ignore[assignment]
    editor: User

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser")
        help_texts = {"is_active": _("Take the mark away instead of deleting: the name stays on the record.")}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk == self.editor.pk:
            for name in ("is_active", "is_superuser"):
                if not found.get(name):
                    self.add_error(name, YOURSELF)
        return found


class AccountField(forms.ModelChoiceField):
    """An account by its exact username: who gives roles at one station leafs through no other's people."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid_choice": _(
            "Nobody active signs in as “%(value)s”. Ask them how they sign in; "
            "a group administrator makes new accounts."
        )
    }

    def __init__(self) -> None:
        super().__init__(
            User.objects.filter(is_active=True),
            to_field_name="username",
            label=gettext("Username"),
            help_text=gettext("Exactly as they sign in."),
        )
        self.widget.attrs |= {"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}


class MembershipForm(DeskForm):
    class Meta:
        model = Membership
        fields = ("user", "station", "section", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("station"), forms.ModelChoiceField):
            choose_the_only_one(field)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        section, station = found.get("section"), found.get("station")
        if section and station and section.station_id != station.pk:
            raise ValidationError(
                {"section": gettext("{section} is a section of another station.").format(section=section)}
            )
        return found
