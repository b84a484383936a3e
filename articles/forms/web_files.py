"""What a station tells machines, as its manager says it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.seen import SeenForm
from articles.models import WebFiles

FIELDS = (
    *("allow_training", "allow_ai_search", "allow_ai_fetch"),
    *("security_contact", "security_until"),
    *("stands_for_group", "trust_lines", "ads_lines"),
)
A_YEAR = dt.timedelta(days=365)


class WebFilesForm(SeenForm, forms.ModelForm):
    """`web_files` is what to store."""

    class Meta:
        model = WebFiles
        fields = FIELDS
        widgets = {
            "security_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "trust_lines": forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
            "ads_lines": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        }

    def __init__(self, data: Any = None, *, instance: WebFiles) -> None:
        super().__init__(data, instance=instance, label_suffix="")

    def clean_security_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["security_until"]
        if day and day != self.initial.get("security_until"):
            today = timezone.now().date()
            if not today < day <= today + A_YEAR:
                raise ValidationError(_("Give a day that lies ahead, within a year (RFC 9116)."))
        return day

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("security_contact") and not given.get("security_until") and not self.errors:
            self.add_error(
                "security_until", _("A contact for security needs the day until which it is good.")
            )
        if given.get("security_until") and not given.get("security_contact") and not self.errors:
            self.add_error("security_contact", _("Say where, or empty the day as well."))
        return given

    def web_files(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
