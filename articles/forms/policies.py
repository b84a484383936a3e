"""The next version of a policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.errors import NotAllowed
from articles.forms.station_nouns import StationNounForm
from articles.forms.times import WallTimeField
from articles.models import Policy
from articles.permissions import may


class PolicyForm(StationNounForm):
    in_force_from = WallTimeField(
        label=_("In force from"), help_text=_("From then on nobody changes this version.")
    )

    class Meta:
        model = Policy
        fields = ("station", "kind", "language", "text", "in_force_from")
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "station" in self.fields:
            offered: Any = self.fields["station"]
            self.fields["station"].required = not may(self.user, "edit_group_policy")
            if not self.fields["station"].required:
                offered.empty_label = _("The group, for every station that has none of its own")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in found and not found["text"] and not self.station_at_hand():
            self.add_error("text", _("The group's own policy needs its text."))
        return found

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.instance.station_id is None and not may(self.user, "edit_group_policy"):
            self.add_error(None, str(NotAllowed()))
