"""A file's bytes read a second time, by the rules of the format and without the parser."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text.nfc import nfc
from articles.text.plain import BIDI_OVERRIDES

# CR CR LF, and even three CRs, are one line end that went through a careless conversion.
_BREAK = re.compile("\r\r\r\n|\r\r\n|\r\n|\r|\n|\u2029")
_TURNS = re.compile(f"[{BIDI_OVERRIDES}]")
_LAYOUT = re.compile("[ \t\f]+")
# A line separator is layout too, and so are the marks that turn the direction of writing.
_WORD = re.compile("[^ \t\f\u2028]+")
_FILLED_UP = "\x1a \t\r\n"


class Unreadable(Exception):
    """The kept bytes cannot be read in the encoding that the ledger names; the message says why."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file. `text` is in NFC, without white space at its ends; "" for a blank line."""

    number: int
    start: int
    raw: str
    text: str
    indented: bool

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` is as decoded; `mark` is how many bytes before it say only what the encoding is."""

    text: str
    encoding: str
    codec: str
    mark: int
    lines: tuple[Line, ...]

    def offset(self, line: Line, word: int = 0) -> int | None:
        """Where in the file's bytes the line's word begins; None for an encoding that cannot be counted."""
        index = line.start + _index_of(line.raw, word)
        try:
            return self.mark + len(self.text[:index].encode(self.codec))
        except UnicodeError:
            return None


def read_again(raw: bytes, encoding: str = "") -> Reading:
    """The lines of a file, in `encoding` where the run named one. Raises Unreadable."""
    mark, codec, name = (0, encoding, encoding.lower()) if encoding else _recognised(raw)
    try:
        text = raw[mark:].decode(codec)
    except (UnicodeError, LookupError) as error:
        raise Unreadable(f"the bytes are not {name}: {error}") from error
    return Reading(text, name, codec, mark, tuple(_lines(text.rstrip(_FILLED_UP))))


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that belong together: blank ones separate; where there are none, an indented one begins."""
    separated = any(not line.text for line in lines)
    found: list[list[Line]] = []
    together = False
    for line in lines:
        if not line.text:
            together = False
            continue
        if not together or (line.indented and not separated):
            found.append([])
        found[-1].append(line)
        together = True
    return found


def written(paragraph: Sequence[Line]) -> str:
    """A paragraph as one line: line ends and runs of layout are one space, a no-break space stays."""
    return " ".join(map(_folded, paragraph))


def _folded(line: Line) -> str:
    text = line.text
    return _LAYOUT.sub(" ", text) if "  " in text or "\t" in text or "\f" in text else text


def _recognised(raw: bytes) -> tuple[int, str, str]:
    """How many bytes of mark, the codec, and its name in the ledger."""
    for mark, codec, name in (
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    ):
        if raw.startswith(mark):
            return len(mark), codec, name
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return 0, "cp1252", "windows-1252"
    return 0, "utf-8", "utf-8"


def _lines(text: str) -> Iterator[Line]:
    plain = text.isascii()
    number, start = 1, 0
    for found in _BREAK.finditer(text):
        yield _line(number, start, text[start : found.start()], plain)
        if found[0] == "\u2029":
            # It separates paragraphs, as a blank line does, and is no line end of the file.
            yield Line(number, found.start(), "", "", False)
        else:
            number += 1
        start = found.end()
    yield _line(number, start, text[start:], plain)


def _line(number: int, start: int, raw: str, plain: bool) -> Line:
    text = raw
    if not plain:
        text = nfc(_TURNS.sub("", raw)).replace("\u2028", " ")
        if start == 0:
            text = text.removeprefix("\ufeff")
    return Line(number, start, raw, text.strip(), text.lstrip("\f")[:1].isspace())


def _index_of(raw: str, word: int) -> int:
    """Of the word, counted from 0; of the line's beginning where it has fewer."""
    position = len(raw) - len(raw.lstrip())
    for found in _WORD.finditer(raw, position):
        if not _TURNS.sub("", found[0]):
            continue
        if word == 0:
            return found.start()
        word -= 1
    return position
