"""The form in which readers ask for a correction: no cookie, and a sentence for whatever is wrong with it."""

import datetime as dt
import secrets
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.words import LineField, ProseField
from articles.services.correction_requests import Asked

# A person who types takes longer, and a page lies open for less.
SOONEST: Final = dt.timedelta(seconds=3)
LATEST: Final = dt.timedelta(hours=12)
_SIGNER: Final = signing.Signer(salt="articles.correction-request")

OLD = _("This page had been open for a long time. Look it over, then send it again.")
FOREIGN = _("This form did not come from our page. Look it over, then send it again.")
FILLED = _(
    "Something filled in a field that people do not see, perhaps your browser. It is empty again: look over "
    "the rest, then send it."
)
QUICK = _("That was very quick. Look it over, then send it again.")


def stamp(station_id: int, at: dt.datetime) -> str:
    """What a page of the form carries: whose it is, when it was made, and what makes it one of its kind."""
    return _SIGNER.sign(f"{station_id}.{int(at.timestamp())}.{secrets.token_hex(8)}")


class CorrectionRequestForm(forms.Form):
    """`stamp` is signed with the station and dated; `website` is a field that people do not see."""

    wrong = ProseField(
        label=_("What is wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The words that are wrong, and what is right."),
        error_messages={"required": _("Say what is wrong: a sentence is enough.")},
    )
    about = LineField(
        label=_("Where did you read or hear it?"),
        max_length=400,
        required=False,
        help_text=_("The address of the page, or the programme and its day."),
    )
    evidence = ProseField(
        label=_("How do you know?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A document, a link, or that you were there."),
    )
    name = LineField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your email address"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("For our answer, and for nothing else."),
        error_messages={"invalid": _("Write an address such as ana@example.org, or leave it empty.")},
    )
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, data: Any = None, *, station_id: int, story: tuple[int, str] | None) -> None:
        """`story` is number and headline of the one that it is about."""
        super().__init__(data, label_suffix="")
        self.station_id = station_id
        self.story: int | None = story[0] if story else None
        self.headline = story[1] if story else ""
        if story:
            del self.fields["about"]

    def clean_website(self) -> str:
        """A browser may have filled it in for a person, who cannot see it: the next page has it empty."""
        if self.cleaned_data["website"]:
            self.add_error(None, FILLED)
        return ""

    def clean_stamp(self) -> str:
        """An old page, or a hasty machine, gets a sentence and a fresh stamp; what was typed stays."""
        given: str = self.cleaned_data["stamp"]
        try:
            station, made, _once = _SIGNER.unsign(given).split(".")
        except (signing.BadSignature, ValueError):
            station, made = "", "0"
        age = timezone.now() - dt.datetime.fromtimestamp(int(made), dt.UTC)
        if station != str(self.station_id):
            self.add_error(None, FOREIGN)
        elif age > LATEST:
            self.add_error(None, OLD)
        elif age < SOONEST:
            self.add_error(None, QUICK)
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            wrong=given["wrong"],
            form=given["stamp"],
            story=self.story,
            about=given.get("about", ""),
            evidence=given["evidence"],
            name=given["name"],
            email=given["email"],
        )
