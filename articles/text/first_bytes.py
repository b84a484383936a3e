"""The beginning of a file that nobody trusts, as letters that do nothing."""

import unicodedata

# Pictures of control characters, such as ␀ and ␛, stand this far above the characters themselves.
_PICTURES = 0x2400
_DELETE = 0x7F
# Controls, invisible marks that turn text round, and code points without a meaning.
_UNSAFE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def visible(raw: bytes) -> str:
    """Each byte accounted for: controls as pictures, bytes that are not UTF-8 as \\xNN.

    A line end is kept after its picture, so that lines stay lines. The result is text, not markup.
    """
    return "".join(map(_visible, raw.decode("utf-8", "backslashreplace")))


def _visible(letter: str) -> str:
    code = ord(letter)
    if letter == "\n":
        return "␊\n"
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return "␡"
    return f"\\u{code:04x}" if unicodedata.category(letter) in _UNSAFE else letter
