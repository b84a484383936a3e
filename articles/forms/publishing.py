"""Forms of the acts on a story: when to publish, what becomes of what waits, why it is taken down."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from articles.forms.times import WallTimeField


class PublishForm(forms.Form):
    """Only the questions that this publication raises: each is asked by the door that needs it.

    `at` is there for scheduling, `waiting` while an edition is coming, `override` under an embargo.
    """

    at = WallTimeField(label="Publish at")
    waiting = forms.ChoiceField(label="The version that waits", widget=forms.RadioSelect)
    override = forms.CharField(
        label="Why it goes out before its embargo",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept on the record with your name.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        zone: ZoneInfo,
        at: bool = False,
        waiting: list[tuple[str, str]] | None = None,
        override: bool = False,
    ) -> None:
        super().__init__(data, label_suffix="")
        field: Any = self.fields["at"]
        field.speak(zone)
        field.help_text = f"Time in {zone.key}."
        if not at:
            del self.fields["at"]
        if waiting:
            self.fields["waiting"].choices = waiting  # type: ignore[attr-defined]
        else:
            del self.fields["waiting"]
        if not override:
            del self.fields["override"]

    def answers(self) -> dict[str, Any]:
        """As `publish_story` takes them; `at` is None for now."""
        given = self.cleaned_data
        at: dt.datetime | None = given.get("at")
        return {
            "at": at,
            "waiting": given.get("waiting"),
            "override_embargo": given.get("override", "").strip(),
        }


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label="Public reason",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers see it where the story was. May be empty.",
    )
