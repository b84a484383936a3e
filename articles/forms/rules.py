"""A station's rules for publishing: the second pair of eyes, and what pre-flight looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.seen import SeenForm
from articles.models import Station
from articles.preflight import RULES, Level


class StationRulesForm(SeenForm, forms.Form):
    """A field for each rule; `station_rules` is what to store, without what is as usual."""

    second_eyes = forms.BooleanField(
        required=False,
        label=_("Ask for a second pair of eyes"),
        help_text=_(
            "A text goes out once somebody other than its writer has made it ready. "
            "A publisher can pass this in an emergency, with a reason on the record."
        ),
    )

    def __init__(self, data: Any = None, *, station: Station) -> None:
        super().__init__(data, label_suffix="", initial={"second_eyes": station.second_eyes})
        for rule in RULES:
            self.fields[rule.code] = forms.ChoiceField(
                label=rule.words,
                choices=Level.choices,
                initial=station.preflight.get(rule.code, rule.level),
            )

    def station_rules(self) -> dict[str, str]:
        given = self.cleaned_data
        return {rule.code: given[rule.code] for rule in RULES if given[rule.code] != rule.level}
