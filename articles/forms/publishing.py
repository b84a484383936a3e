"""Forms of the acts on a story: when to publish, what becomes of what waits, why it is taken down."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.times import WallTimeField
from articles.models import Correction
from articles.services.correcting import NewCorrection

ON_RECORD = _("Kept on the record with your name.")
Choices = Sequence[tuple[str, str]]


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=ON_RECORD
    )


class PublishForm(forms.Form):
    """Only the questions that this publication raises: each is asked by the door that needs it.

    `at` is there for scheduling, `edition` for a revert, `waiting` while an edition is coming, `override`
    under an embargo, `bypass` where no second pair of eyes has seen the text, `kind` and `text` for a
    correction.
    """

    kind = forms.ChoiceField(
        label=_("Kind of note"), choices=Correction.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What readers are told"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Shown near the top of the story, with the time. It stays for good."),
    )

    edition = forms.TypedChoiceField(label=_("The version that comes back"), coerce=int)
    at = WallTimeField(label=_("Publish at"))
    waiting = forms.ChoiceField(label=_("The version that waits"), widget=forms.RadioSelect)
    override = reason_field(_("Why it goes out before its embargo"))
    bypass = reason_field(_("Why it goes out unseen by a second person"))

    def __init__(
        self,
        data: Any = None,
        *,
        zone: ZoneInfo,
        asks: frozenset[str] = frozenset(),
        waiting: Choices = (),
        editions: Choices = (),
    ) -> None:
        super().__init__(data, label_suffix="")
        at: Any = self.fields["at"]
        at.speak(zone)
        at.help_text = gettext("Time in {zone}.").format(zone=zone.key)
        choices: dict[str, Choices] = {"waiting": waiting, "edition": editions}
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        asked = asks | {name for name, offered in choices.items() if offered}
        for name in set(self.fields) - asked:
            del self.fields[name]

    def answers(self) -> dict[str, Any]:
        """As `publish_story` takes them; `at` is None for now."""
        given = self.cleaned_data
        return {
            "at": given.get("at"),
            "waiting": given.get("waiting"),
            "override_embargo": given.get("override", "").strip(),
            "bypass_review": given.get("bypass", "").strip(),
            "correction": NewCorrection(given["kind"], given["text"]) if "kind" in given else None,
        }


class ShareForm(forms.Form):
    """For how long a preview link shows something; a day, unless asked otherwise."""

    lasts = forms.TypedChoiceField(
        label=_("Ends after"),
        choices=[
            ("1", _("1 hour")),
            ("24", _("a day")),
            ("72", _("3 days")),
            ("168", _("a week")),
            ("336", _("2 weeks")),
        ],
        coerce=int,
        initial="24",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


class EndForm(forms.Form):
    until = WallTimeField(label=_("Ends at"), required=False)

    def __init__(self, data: Any = None, *, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        until: Any = self.fields["until"]
        until.speak(zone)
        until.help_text = gettext("Time in {zone}. Empty: it stays until somebody takes it down.").format(
            zone=zone.key
        )


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Public reason"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it where the story was. May be empty."),
    )
