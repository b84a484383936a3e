"""Numbers in a line: read in order, each once, and refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError

from articles.forms.numbers import NumbersField

FIELD = NumbersField(of="pictures")


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("", []), ("12", [12]), ("12, 34", [12, 34]), (" 34;12\n#34 ", [34, 12]), (None, [])],
)
def test_what_is_read(typed: str | None, numbers: list[int]) -> None:
    assert FIELD.clean(typed) == numbers
    assert FIELD.clean(FIELD.prepare_value(numbers)) == numbers


@pytest.mark.parametrize("typed", ["x", "-3", "1.5", "9" * 19, "١٢"])
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValidationError, match="is no number"):
        FIELD.clean(typed)


def test_too_many() -> None:
    with pytest.raises(ValidationError, match="These are 41"):
        FIELD.clean(", ".join(map(str, range(1, 42))))


def test_another_spelling_is_no_change() -> None:
    assert not FIELD.has_changed([12, 34], "12,34")
    assert FIELD.has_changed([12, 34], "34, 12")
