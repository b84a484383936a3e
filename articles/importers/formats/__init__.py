"""The formats that stories come in: each a module with `sniff` and `parse`, and one line in FORMATS."""

from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from articles.importers.formats import legacy_text
from articles.importers.item import ParseOptions, WireItem


class Format(Protocol):
    """What the importer asks of a format module."""

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins so is likely in this format. Cheap; never raises."""

    def parse(self, stream: BinaryIO, options: ParseOptions = ...) -> Iterator[WireItem]:
        """The stories, as they are read. Raises WireFormatError; never guesses silently."""


FORMATS: Final[dict[str, Format]] = {
    "legacy_text": legacy_text,
}
