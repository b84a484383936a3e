"""What is asked once for many stories."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.forms.people import PersonOfDesk
from articles.forms.tags import TagNamesField, tags_named
from articles.models import Section, Story, User


class StationSection(forms.ModelChoiceField):
    """Every station has its Sports."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.station.callsign}: {obj.name}"


class TogetherForm(forms.Form):
    """With the one field that an act asks for; publishing asks nothing."""

    reason = forms.CharField(
        label=_("Public reason"),
        max_length=300,
        required=False,
        help_text=_("Shown to readers where the stories were. May be empty."),
    )
    section = StationSection(label=_("To section"), queryset=Section.objects.none())
    tags = TagNamesField(label=_("Tags to add"))
    person = PersonOfDesk(
        label=_("With"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    ASKS = {"publish": "", "withdraw": "reason", "move": "section", "tag": "tags", "assign": "person"}

    def __init__(
        self, data: Any = None, *, verb: str, stories: Sequence[Story], sections: QuerySet[Section]
    ) -> None:
        super().__init__(data, label_suffix="")
        for name in set(self.fields) - {self.ASKS[verb]}:
            del self.fields[name]
        stations = {story.station_id for story in stories}
        offered: Any = self.fields.get("section") or self.fields.get("person")
        if verb == "move":
            rows = sections.filter(station__in=stations).select_related("station")
            offered.queryset = rows.order_by("station__callsign", "position", "name")
        elif verb == "assign":
            people = User.objects.filter(is_active=True, memberships__station__in=stations)
            offered.queryset = people.distinct().order_by("first_name", "last_name", "username")

    def clean_tags(self) -> list[str]:
        names: list[str] = self.cleaned_data["tags"]
        if not names:
            raise ValidationError(_("Name at least one tag."))
        return [tag.name for tag in tags_named(names)]
