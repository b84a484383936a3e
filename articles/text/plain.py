"""Lines of plain text: folded, cleaned and compared."""

import hashlib
import re
from collections import Counter

from articles.text.nfc import nfc, normal

# What no text of ours holds: controls that are not layout, lone surrogates, and two code points that
# XML, and so every feed, refuses. Tab, line feed, form feed and carriage return are layout.
FORBIDDEN = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# Embeddings, overrides and isolates turn the order of what stands around them. The marks
# U+200E, U+200F and U+061C do not, and Arabic and Hebrew need them.
BIDI_OVERRIDES = "\u202a-\u202e\u2066-\u2069"

_NOT_OF_A_LINE = re.compile(f"[{FORBIDDEN}{BIDI_OVERRIDES}]")
_WORD = re.compile(r"\w+")


def fold_space(text: str) -> str:
    """Every run of Unicode white space becomes one space; none stays at the ends."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """A headline or a name on one line: NFC, white space folded, no controls, no bidirectional overrides."""
    folded = fold_space(text)
    if folded.isascii() and folded.isprintable():
        return folded
    return fold_space(nfc(_NOT_OF_A_LINE.sub("", folded)))


def clean_text(text: str) -> str:
    """Paragraphs as somebody typed them: NFC, line feeds alone, no controls, no bidirectional overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return nfc(_NOT_OF_A_LINE.sub("", lines)).strip()


def normalise_for_match(text: str) -> str:
    """The form in which two texts are compared: white space folded, without regard to case, NFC."""
    if text.isascii():
        return fold_space(text).lower()
    return fold_space(nfc(normal("NFD", text).casefold()))


def fingerprint(headline: str, body_text: str) -> str:
    """SHA-256 in hex over the normalised words: equal for the same copy, however it is wrapped or cased."""
    copy = f"{normalise_for_match(headline)}\n{normalise_for_match(body_text)}"
    return hashlib.sha256(copy.encode("utf-8", "surrogatepass")).hexdigest()


def words_in_common(a: str, b: str) -> float:
    """Share of the words of both texts that have a partner in the other, 0.0 to 1.0; order does not count.

    Three words against the same three and three more: 6 of 9. Two texts without words share all: 1.0.
    """
    ours = Counter(_WORD.findall(normalise_for_match(a)))
    theirs = Counter(_WORD.findall(normalise_for_match(b)))
    together = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / together if together else 1.0
