"""Every refusal is a sentence that says what to do."""

import copy
import pickle

import pytest

from articles import errors
from articles.errors import EditionIsFrozen, NewsroomError, StaleSave, WireFormatError

KINDS = sorted(
    (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, NewsroomError)),
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_docstring_is_the_default_sentence(kind: type[NewsroomError]) -> None:
    assert kind.__doc__
    if kind is not WireFormatError:
        assert str(kind()) == " ".join(kind.__doc__.split())
        assert str(kind("Look here.")) == "Look here."
    assert kind.__doc__.endswith(".")


def test_a_given_sentence_takes_its_place() -> None:
    assert str(StaleSave()).startswith("Somebody else has saved this story since you opened it.")
    assert str(EditionIsFrozen("headline, body")) == "headline, body"


def test_a_format_error_says_where() -> None:
    assert str(WireFormatError("not text")) == "not text"
    assert str(WireFormatError("not text", offset=0)) == "not text (byte 0)"
    assert str(WireFormatError("not text", offset=7, line=2)) == "not text (byte 7, line 2)"


def test_a_format_error_passes_between_processes() -> None:
    error = WireFormatError("not text", offset=7, line=2)
    assert str(pickle.loads(pickle.dumps(error))) == str(copy.copy(error)) == "not text (byte 7, line 2)"  # noqa: S301
