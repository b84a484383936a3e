"""What a station puts up for a time: FCC notices and contests."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.duties import APPLICATIONS, CONTESTS
from articles.forms.base import DeskForm
from articles.forms.station_nouns import StationNounForm
from articles.forms.times import WallTimeField
from articles.models import Contest, ContestRules, FccNotice

A_NOTICE_STAYS: Final = dt.timedelta(days=30)


class FccNoticeForm(StationNounForm):
    shown_from = WallTimeField(
        label=_("Shown from"),
        help_text=format_lazy(
            _("Within five business days of the application's acceptance. Rule: {rule}."), rule=APPLICATIONS
        ),
    )
    shown_until = WallTimeField(
        label=_("Shown until"),
        required=False,
        help_text=_("Empty: 30 days, as the rule asks. Then it goes by itself."),
    )

    class Meta:
        model = FccNotice
        fields = ("station", "title", "file_number", "text", "shown_from", "shown_until")
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins = found.get("shown_from")
        if begins and not found.get("shown_until") and "shown_until" not in self.errors:
            found["shown_until"] = begins + A_NOTICE_STAYS
        return found


class ContestForm(StationNounForm):
    announced_at = WallTimeField(label=_("Announced on"), help_text=_("Readers have it from then on."))
    ends_at = WallTimeField(
        label=_("Ends on"),
        help_text=format_lazy(
            _("It is marked as ended then, and goes by itself 30 days later. Rule: {rule}."), rule=CONTESTS
        ),
    )

    class Meta:
        model = Contest
        fields = ("station", "name", "announced_at", "ends_at")


class ContestRulesForm(DeskForm):
    class Meta:
        model = ContestRules
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
