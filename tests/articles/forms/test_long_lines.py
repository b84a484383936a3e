"""What is far too long for its field is refused before anything is done with it."""

import pytest
from django.core.exceptions import ValidationError

from articles.forms import bylines, tags

HEAP = "a" + "\u0315\u0300\u0316" * 20_000


@pytest.mark.parametrize(
    ("module", "field", "sentence"),
    [
        (tags, tags.TagNamesField(), "A story has at most 30 tags, each of 100 characters."),
        (bylines, bylines.PersonField(), "No name here is over 200 characters long."),
    ],
)
def test_a_heap_of_marks_is_not_even_looked_at(module, field, sentence: str, monkeypatch) -> None:
    cleaned: list[str] = []
    monkeypatch.setattr(module, "clean_line", lambda text: cleaned.append(text) or text)
    with pytest.raises(ValidationError) as caught:
        field.to_python(HEAP)
    assert caught.value.messages == [sentence]
    assert field.has_changed("", HEAP)
    assert HEAP not in cleaned
