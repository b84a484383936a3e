"""Forms of the people who sign in, and of their roles."""

from typing import Any

from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError

from articles.forms.base import DeskForm
from articles.forms.seen import SeenForm
from articles.models import Membership, User

YOURSELF = "You cannot take this from yourself: ask another group administrator."


class NewUserForm(AdminUserCreationForm):
    """Everybody made here is staff; what they may do comes with a membership."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email")

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = True
        return super().save(commit)


class UserForm(SeenForm, UserChangeForm):
    password = None  # type: ignore[assignment]
    editor: User

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser")
        labels = {"is_superuser": "Group administrator"}
        help_texts = {
            "is_active": "Take the mark away instead of deleting: the name stays on the record.",
            "is_superuser": "May do everything at every station.",
        }

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk == self.editor.pk:
            for name in ("is_active", "is_superuser"):
                if not found.get(name):
                    self.add_error(name, YOURSELF)
        return found


class MembershipForm(DeskForm):
    class Meta:
        model = Membership
        fields = ("user", "station", "section", "role")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        section, station = found.get("section"), found.get("station")
        if section and station and section.station_id != station.pk:
            raise ValidationError({"section": f"{section} is a section of another station."})
        return found
