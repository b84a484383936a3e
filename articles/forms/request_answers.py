"""What somebody at the desk says to a reader who asked for a correction."""

from typing import Any

from django import forms

from articles.forms.base import DeskForm
from articles.models import Correction, CorrectionRequest
from articles.text.plain import clean_text


class RequestAnswerForm(DeskForm):
    answer = forms.CharField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="The reader gets it by mail, where they left an address. It closes the request.",
        error_messages={"required": "Write what the reader is to be told."},
    )

    class Meta:
        model = CorrectionRequest
        fields = ("correction", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(field := self.fields.get("correction"), forms.ModelChoiceField):
            field.queryset = Correction.objects.filter(story=self.instance.story_id)
            field.empty_label = "None: nothing was wrong, or it was something else"
            field.help_text = "Correct the story first, then choose what readers were told."

    def clean_answer(self) -> str:
        return clean_text(self.cleaned_data["answer"])
