"""Several pictures or stories in order, by number: a line that a script makes a list of."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST: Final = 40
# What the script writes on its buttons, and of a number that it finds nothing for.
WORDS: Final = {
    "pictures": {"add": _("Add a picture"), "missing": _("Picture {number} is not here")},
    "stories": {"add": _("Add a story"), "missing": _("Story {number}: not yours to see")},
}
BUTTONS: Final = {"up": _("Move up"), "down": _("Move down"), "out": _("Take out")}
_APART = re.compile(r"[\s,;#]+")


class NumbersInput(forms.TextInput):
    """Knows of what the numbers are, for the script that shows them."""

    def __init__(self, of: str) -> None:
        words = {f"data-{name}": word for name, word in (WORDS[of] | BUTTONS).items()}
        super().__init__({"data-numbers": of, "inputmode": "numeric", **words})


class NumbersField(forms.CharField):
    """ "12, 34" as [12, 34]; each once, in the order in which they stand."""

    def __init__(self, *, of: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=NumbersInput(of), **kwargs)

    def to_python(self, value: Any) -> list[int]:  # type: ignore[override]
        if isinstance(value, list):
            return value
        words = [word for word in _APART.split(str(value or "")) if word]
        for word in words:
            if not (word.isascii() and word.isdecimal() and len(word) < 19):
                sentence = gettext("“{word}” is no number. Write numbers apart by commas: 12, 34.")
                raise ValidationError(sentence.format(word=word[:40]))
        numbers = list(dict.fromkeys(int(word) for word in words))
        if len(numbers) > MOST:
            sentence = gettext("These are {count}, and more than {most} help nobody: choose.")
            raise ValidationError(sentence.format(count=len(numbers), most=MOST))
        return numbers

    def validate(self, value: Any) -> None:
        """Nothing is required, and each number has been looked at."""

    def run_validators(self, value: Any) -> None:
        """The base class's are about text."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
