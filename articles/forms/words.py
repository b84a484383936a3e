"""Fields of words: clean before it is asked whether any are there, and whether they fit."""

from typing import Any

from django import forms
from django.db import models

from articles.text.plain import clean_line, clean_text


class LineField(forms.CharField):
    """Words on one line, as `clean_line` leaves them. A control in a name would break every feed with it."""

    def to_python(self, value: Any) -> Any:
        return clean_line(super().to_python(value) or "") or self.empty_value


class ProseField(forms.CharField):
    """Paragraphs, as `clean_text` leaves them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return clean_text(super().to_python(value) or "") or self.empty_value


# By the class of the column, which its subclasses (addresses, slugs) are not.
OF_COLUMNS: dict[type[models.Field], type[forms.CharField]] = {
    models.CharField: LineField,
    models.TextField: ProseField,
}
