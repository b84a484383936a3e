"""From bytes to text: strict, in a fixed order, and never by likelihood."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from articles.errors import WireFormatError
from articles.text.nfc import MOST_MARKS, nfc, overlong
from articles.text.plain import BIDI_OVERRIDES, FORBIDDEN

_SUSPECT = re.compile(f"[{FORBIDDEN}{BIDI_OVERRIDES}]")
_NOT_TEXT = re.compile(f"[{FORBIDDEN}]")
_BIDI = re.compile(f"[{BIDI_OVERRIDES}]")
_LINE_END = re.compile("\r\n?|\n")
# What UTF-8 looks like once it has been read as Windows-1252: a sign of damage done before.
_MOJIBAKE = re.compile("â€|Ã[\xa0-\xbf]")
# Accented letters of DOS and of the old Mac OS as Windows-1252 reads them: ó of cp850 is ¢, é of mac_roman Ž.
_OLDER = re.compile("[a-z](?:[‚ƒ¡¢£¤ŽŸ]|[„‡ˆ‰Š¥][a-z])")
# Unicode, table 3-7: well-formed sequences of two, three and four bytes.
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]"
    rb"|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}"
)
_NAMES = {
    "\x00": "NUL",
    "\x0b": "VT (vertical tab)",
    "\x1a": "SUB (end of file)",
    "\x1b": "ESC",
    "\x7f": "DEL",
}
_END_OF_FILE = "\x1a"
TOO_MANY_MARKS = f"not text: more than {MOST_MARKS} accents in a row on one letter; mend the file"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC; `encoding` is what the bytes were."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """Read `raw` as `encoding`, or as UTF-8, UTF-16 with its mark, or Windows-1252, in that order.

    Raises WireFormatError with the offset of the first byte that is wrong, or that is no text.
    """
    start, codec, name = (0, encoding, encoding.lower()) if encoding else _recognise(raw)
    text = _strict(raw, start, codec)
    # The old systems ended a file with it; some filled up the last block.
    text = text.rstrip(_END_OF_FILE + " \t\r\n")
    if not text.isascii() and (at := overlong(text)) is not None:
        raise _refusal(TOO_MANY_MARKS, raw, text[:at], start, codec)
    warnings = []
    if _SUSPECT.search(text):
        if found := _NOT_TEXT.search(text):
            raise _refusal(_control(found[0]), raw, text[: found.start()], start, codec)
        text, count = _BIDI.subn("", text)
        turn = " that turns" if count == 1 else "s that turn"
        warnings.append(f"{count} character{turn} the direction of writing taken out")
    if not text.isascii():
        if wrong := _MOJIBAKE.search(text):
            warnings.append(
                f"“{wrong[0]}” in the text: it was read in the wrong encoding before, or is damaged"
            )
        if name == "windows-1252" and (wrong := _OLDER.search(text)):
            warnings.append(
                f"“{_word(text, wrong.start())}” in the text: perhaps it is in an older encoding, such as "
                "cp850 or mac_roman; if so, name it with --encoding"
            )
        text = nfc(text)
    return Decoded(text.removeprefix("\ufeff"), name, tuple(warnings))


def _recognise(raw: bytes) -> tuple[int, str, str]:
    """Where the text begins, its codec, and the codec's name for people."""
    if raw.startswith(BOM_UTF8):
        return len(BOM_UTF8), "utf-8", "utf-8"
    if raw.startswith(BOM_UTF16_LE):
        return len(BOM_UTF16_LE), "utf-16-le", "utf-16"
    if raw.startswith(BOM_UTF16_BE):
        return len(BOM_UTF16_BE), "utf-16-be", "utf-16"
    try:
        raw.decode()
    except UnicodeDecodeError:
        if not _UTF8_SEQUENCE.search(raw):
            return 0, "cp1252", "windows-1252"
    return 0, "utf-8", "utf-8"


def _strict(raw: bytes, start: int, codec: str) -> str:
    try:
        return raw[start:].decode(codec)
    except UnicodeDecodeError as error:
        raise WireFormatError(_wrong_byte(codec), offset=start + error.start) from error
    except (LookupError, UnicodeError) as error:
        raise WireFormatError(f"“{codec}” is no encoding we know; correct --encoding") from error


def _word(text: str, at: int) -> str:
    """What stands around `at` up to the next white space, as far as one looks for it."""
    return text[max(at - 30, 0) : at + 1].split()[-1] + text[at + 1 : at + 30].split()[0]


def _wrong_byte(codec: str) -> str:
    match codec:
        case "utf-8":
            return "damaged UTF-8: mend the file, or name its encoding with --encoding"
        case "utf-16-le" | "utf-16-be":
            return "damaged UTF-16: mend the file"
        case "cp1252":
            return "neither UTF-8 nor Windows-1252: name its encoding with --encoding"
        case _:
            return f"not {codec}: correct --encoding, or leave it out"


def _control(character: str) -> str:
    return f"not text: control character {_NAMES.get(character, f'U+{ord(character):04X}')}"


def _refusal(reason: str, raw: bytes, before: str, start: int, codec: str) -> WireFormatError:
    """About what stands behind `before`."""
    line = len(_LINE_END.findall(before)) + 1
    return WireFormatError(reason, offset=_offset(raw, before, start, codec), line=line)


def _offset(raw: bytes, before: str, start: int, codec: str) -> int | None:
    """Bytes that `before` takes; None for a codec that writes it otherwise than the file does."""
    try:
        encoded = before.encode(codec)
    except UnicodeError:
        return None
    return start + len(encoded) if raw.startswith(encoded, start) else None
