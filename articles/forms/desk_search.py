"""What may be typed to search a table of the desk, and what would take the database too long."""

from typing import Any

from django.contrib.admin.views.main import SEARCH_VAR, ChangeListSearchForm
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 200
MOST_WORDS = 10
TOO_MUCH = format_lazy(
    _("Search for at most {words} words and {characters} characters: nothing was searched."),
    words=MOST_WORDS,
    characters=MOST_CHARACTERS,
)


def is_too_much(typed: str) -> bool:
    """Each word costs a look at every row."""
    return len(typed) > MOST_CHARACTERS or len(typed.split()) > MOST_WORDS


class DeskSearchForm(ChangeListSearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[SEARCH_VAR].validators.append(refuse_too_much)


def refuse_too_much(typed: str) -> None:
    if is_too_much(typed):
        raise ValidationError(TOO_MUCH)
