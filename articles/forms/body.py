"""A body in a plain text area: blocks apart by blank lines, and paragraphs that need no tags."""

import re

from django import forms
from django.core.exceptions import ValidationError

from articles.errors import NewsroomError
from articles.text.html import clean_body

_BLOCK = r"(?:p|h2|h3|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|hr)"
_BEGINS_WITH_BLOCK = re.compile(rf"\s*</?{_BLOCK}\b", re.IGNORECASE)
_BETWEEN_BLOCKS = re.compile(
    r"(</(?:p|h2|h3|ul|ol|blockquote|table)>|<hr>)\s*(?=<(?:p|h2|h3|ul|ol|blockquote|table|hr)\b)"
)
# With words, and without another block: those keep their tags.
_PLAIN_PARAGRAPH = re.compile(rf"\A<p>(?=[^<]*\S)((?:(?!</?{_BLOCK}\b).)+)</p>\Z", re.DOTALL)
# Before a space it can only be itself.
_PLAIN_AMPERSAND = re.compile("&amp; ")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\r\n?")


def lay_out(body: str) -> str:
    """A cleaned body for reading: a blank line between blocks, plain paragraphs without their tags."""
    apart = _BETWEEN_BLOCKS.sub(r"\1\n\n", _BLANK_LINES.sub("\n", body))
    chunks = (_PLAIN_PARAGRAPH.sub(r"\1", chunk) for chunk in apart.split("\n\n"))
    return _PLAIN_AMPERSAND.sub("& ", "\n\n".join(chunks))


def gather(text: str) -> str:
    """What was typed as a body: the opposite of `lay_out`; words without a block become a paragraph."""
    chunks = (chunk.strip() for chunk in _BLANK_LINES.split(_LINE_END.sub("\n", text)))
    blocks = (chunk if _BEGINS_WITH_BLOCK.match(chunk) else f"<p>{chunk}</p>" for chunk in chunks if chunk)
    return _BETWEEN_BLOCKS.sub(r"\1", "".join(blocks))


class BodyField(forms.CharField):
    """Gives a cleaned body; a body nobody touched counts as unchanged, however it is laid out."""

    widget = forms.Textarea

    def __init__(self, **kwargs: object) -> None:
        super().__init__(strip=False, **kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> str:
        try:
            return clean_body(gather(str(value or "")))
        except NewsroomError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: object, data: object) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
