"""What the forms of the admin share: the question whether the row may be left as they would leave it."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from articles.errors import NewsroomError, NotAllowed
from articles.forms.refusals import sentence_of_rule
from articles.forms.seen import SeenForm
from articles.models import User
from articles.permissions import may


class DeskForm(SeenForm, forms.ModelForm):
    """Refuses a row that the user may not have there, whatever was posted to get it there.

    The admin makes a subclass for each request and sets these; `refusal` is what a service said about
    the same post a moment ago, so that the form comes back with everything in it.
    """

    user: ClassVar[User]
    verb: ClassVar[str | None] = None
    refusal: ClassVar[str] = ""

    def subject(self) -> Model:
        """What `may` is asked about: the row as it would be saved."""
        row: Model = self.instance
        return row

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.refusal:
            self.add_error(None, self.refusal)
        elif not self.errors and not (self.verb and may(self.user, self.verb, self.subject())):
            self.add_error(None, str(NotAllowed()))


class NamedRows(BaseInlineFormSet):
    """Rows in a table have no labels beside their fields: each field carries its own name."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if field.label:
                field.widget.attrs.setdefault("aria-label", str(field.label))


def choose_the_only_one(field: forms.ModelChoiceField) -> None:
    """Where there is nothing to choose from, nobody has to choose; among several nobody chooses for them."""
    rows = list(field.queryset[:2]) if field.queryset is not None else []
    if len(rows) == 1:
        field.initial, field.empty_label = rows[0].pk, None


def sentence_of(error: NewsroomError | IntegrityError | ValidationError) -> str:
    """What a person reads: an error's own sentence, or that of the database's rule."""
    if isinstance(error, NewsroomError):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return sentence_of_rule(error)
