"""Forms between people of a desk: notes, assignments, a return, and one's own settings."""

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import offer
from articles.forms.stations import zone_choices
from articles.models import Story, User
from articles.services.assigning import desk_of


class PersonOfDesk(forms.ModelChoiceField):
    """Somebody whose role reaches the story, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.get_username())


class NoteForm(forms.Form):
    """Field names of their own: it stands inside the story's form, beside the note on a save."""

    note_text = forms.CharField(
        label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    note_quote = forms.CharField(label=_("On these words of the text"), max_length=500, required=False)
    note_before = forms.CharField(required=False, widget=forms.HiddenInput)
    note_to = PersonOfDesk(
        label=_("To"), queryset=User.objects.none(), required=False, empty_label=_("the desk")
    )

    def __init__(self, data: Any = None, *, story: Story, desk: list[User] | None = None) -> None:
        """`desk` is what `desk_of` the story says, where it is at hand."""
        super().__init__(data, label_suffix="")
        to: Any = self.fields["note_to"]
        to.queryset = desk_of(story)
        if desk is not None:
            offer(to, desk)


class AssignForm(forms.Form):
    assigned_to = PersonOfDesk(
        label=_("With"), queryset=User.objects.none(), required=False, empty_label=_("nobody")
    )

    def __init__(self, data: Any = None, *, story: Story, desk: list[User] | None = None) -> None:
        super().__init__(data, label_suffix="", initial={"assigned_to": story.assigned_to_id})
        to: Any = self.fields["assigned_to"]
        to.queryset = desk_of(story)
        if desk is not None:
            offer(to, desk)


class ReturnForm(forms.Form):
    words = forms.CharField(
        label=_("What should change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It becomes a note on the story. May be empty."),
    )


class YouForm(forms.ModelForm):
    """What one sets for oneself; everything else about an account is an administrator's."""

    timezone = forms.ChoiceField(
        label=_("Own time zone"),
        required=False,
        choices=lambda: [("", _("none: only the stations' own times")), *zone_choices()],
        help_text=_("Its times stand beside those of the stations."),
    )

    class Meta:
        model = User
        fields = ("timezone", "language", "mail_notices")
        labels = {"language": _("Language of the desk"), "mail_notices": _("Notices by mail")}

    def clean_timezone(self) -> str:
        name: str = self.cleaned_data["timezone"]
        if name and name not in zoneinfo.available_timezones():
            raise forms.ValidationError(gettext("Choose a zone of the list."))
        return name
