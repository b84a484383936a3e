"""Several pictures or stories in order, by number: a line that a script makes a list of."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

MOST: Final = 40
_APART = re.compile(r"[\s,;#]+")


class NumbersInput(forms.TextInput):
    """Knows of what the numbers are, for the script that shows them."""

    def __init__(self, of: str) -> None:
        super().__init__({"data-numbers": of, "inputmode": "numeric"})


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
                raise ValidationError(f"“{word[:40]}” is no number. Write numbers apart by commas: 12, 34.")
        numbers = list(dict.fromkeys(int(word) for word in words))
        if len(numbers) > MOST:
            raise ValidationError(f"These are {len(numbers)}, and more than {MOST} help nobody: choose.")
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
