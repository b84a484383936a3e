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

    history_shown = forms.BooleanField(
        required=False,
        label=_("Show readers the history of a story"),
        help_text=_("Every version that they have had, with what changed, as long as the story is live."),
    )
    history_grace = forms.IntegerField(
        label=_("Minutes of grace"),
        min_value=0,
        max_value=1440,
        help_text=_("A version that was out for less is left out, unless it corrects something."),
    )

    def __init__(self, data: Any = None, *, station: Station) -> None:
        names = ("second_eyes", "history_shown", "history_grace")
        super().__init__(data, label_suffix="", initial={name: getattr(station, name) for name in names})
        for rule in RULES:
            self.fields[rule.code] = forms.ChoiceField(
                label=rule.words,
                choices=Level.choices,
                initial=station.preflight.get(rule.code, rule.level),
            )

    @property
    def rules(self) -> list[str]:
        return [rule.code for rule in RULES]

    def station_rules(self) -> dict[str, str]:
        given = self.cleaned_data
        return {rule.code: given[rule.code] for rule in RULES if given[rule.code] != rule.level}
