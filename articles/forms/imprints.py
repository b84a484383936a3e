"""Forms of who is behind a station; beside each field stands the rule that asks for it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.duties import RULES_OF_FIELDS
from articles.forms.base import DeskForm
from articles.forms.station_nouns import StationNounForm
from articles.models import Imprint, MastheadEntry, Organisation, Ownership

HELP = {
    "service": _("What the station holds a licence for decides which rules bind it."),
    "legal_name": _("As the licence, or the register of companies, has it."),
    "community": _("City and state: Miami, Florida."),
    "founded": _("The first broadcast, or the first page."),
    "address": _("Where a letter reaches the newsroom."),
    "email": _("Readers see it, and are answered. Requests for correction are told of there."),
    "public_file_url": _("The file's address at the FCC, with the call sign in capitals."),
    "public_file_contact": _("Who helps somebody with a disability to use it: name, and phone or mail."),
    "eeo_report_url": _("The latest annual public file report."),
    "eeo_exempt": _("Fewer than five people who work full time."),
    "fcc_reviewed_on": _("When somebody last made sure that every pending application has its notice."),
    "captions_phone": _("Answered while programmes run; given to the FCC as well."),
    "captions_complaints": _("A name or a title, and an address, phone and mail."),
}


class ImprintForm(StationNounForm):
    public_file_url = forms.URLField(assume_scheme="https", required=False, label=_("Public inspection file"))
    eeo_report_url = forms.URLField(assume_scheme="https", required=False, label=_("EEO report"))

    class Meta:
        model = Imprint
        exclude = ()
        widgets = {
            "address": forms.Textarea(attrs={"rows": 3}),
            "captions_complaints": forms.Textarea(attrs={"rows": 4}),
            "fcc_reviewed_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            rule = (
                gettext("Rule: {rule}.").format(rule=RULES_OF_FIELDS[name]) if name in RULES_OF_FIELDS else ""
            )
            field.help_text = f"{HELP.get(name, '')} {rule}".strip()

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        station, url = self.station_at_hand(), found.get("public_file_url", "")
        if url and station:
            letters = station.callsign.partition("-")[0]
            if letters.casefold() not in url.casefold():
                self.add_error(
                    "public_file_url",
                    gettext("This address does not name {letters}: link its own file.").format(
                        letters=letters
                    ),
                )
            elif letters not in url:
                self.add_error(
                    "public_file_url",
                    gettext("Write the call sign in capitals: {letters}.").format(letters=letters),
                )
        if found.get("eeo_report_url") and not found.get("eeo_year"):
            self.add_error("eeo_year", _("Say of which year the report is."))
        return found


class OwnershipForm(DeskForm):
    class Meta:
        model = Ownership
        fields = ("organisation", "share")


class OrganisationForm(DeskForm):
    website = forms.URLField(assume_scheme="https", required=False, label=_("Website"))

    class Meta:
        model = Organisation
        fields = ("name", "country", "website", "parent", "parent_share", "funding")
        widgets = {"funding": forms.Textarea(attrs={"rows": 4})}

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise ValidationError(_("Two letters, as in ISO 3166: US, MX, NO."))
        return country

    def clean_parent(self) -> Organisation | None:
        """Nobody owns themselves by way of others."""
        parent: Organisation | None = self.cleaned_data["parent"]
        above, seen = parent, set[int]()
        while above and self.instance.pk and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise ValidationError(
                    gettext("{owner} is an owner of {owned} already.").format(
                        owner=self.instance, owned=parent
                    )
                )
            seen.add(above.pk)
            above = above.parent
        return parent


class MastheadForm(StationNounForm):
    class Meta:
        model = MastheadEntry
        fields = ("station", "role", "name", "person", "email", "position", "since", "until")
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}),
            "until": forms.DateInput(attrs={"type": "date"}),
        }
