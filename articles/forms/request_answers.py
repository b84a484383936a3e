"""What somebody at the desk says to a reader who asked for a correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import DeskForm
from articles.forms.words import ProseField
from articles.models import Correction, CorrectionRequest

MOST_TOLD = 70


class CorrectionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """What readers were told, as far as a list can show it."""
        text = obj.text
        return f"{obj.get_kind_display()}: {text if len(text) <= MOST_TOLD else f'{text[:MOST_TOLD]}…'}"


class RequestAnswerForm(DeskForm):
    correction = CorrectionField(
        label=_("Correction"),
        queryset=Correction.objects.none(),
        required=False,
        empty_label=_("None: nothing was wrong, or it was something else"),
        help_text=_("Correct the story first, then choose what readers were told."),
    )
    answer = ProseField(
        label=_("Answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("The reader gets it by mail, where they left an address. It closes the request."),
        error_messages={"required": _("Write what the reader is to be told.")},
    )

    class Meta:
        model = CorrectionRequest
        fields = ("correction", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("correction"), CorrectionField):
            field.queryset = Correction.objects.filter(story=self.instance.story_id)
