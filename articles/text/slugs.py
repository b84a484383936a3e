"""Addresses out of words: ASCII slugs that are never empty, whatever alphabet a headline is in."""

import re
import unicodedata
from typing import Final

from articles.text.nfc import nfc, normal

# First segments that routes need, now or later; no section may have one as its slug.
RESERVED_SEGMENTS: Final = (
    ".well-known",
    "about",
    "admin",
    "archive",
    "captions",
    "contact",
    "contests",
    "corrections",
    "fcc",
    "feed",
    "healthz",
    "media",
    "oembed",
    "person",
    "preview",
    "privacy",
    "readyz",
    "search",
    "static",
    "tag",
    "terms",
    "well-known",
)
MAX_HEADLINE_SLUG: Final = 80
MAX_NAME_SLUG: Final = 60

# Letter for letter, as news agencies spell names; what decomposes to ASCII (é, ő, ğ, ż) needs no line.
_LATIN = "ß ss|æ ae|œ oe|ø o|đ d|ð d|þ th|ł l|ı i|ŋ ng|ħ h|ŧ t|ə e|ĸ k|ĳ ij|ŀ l"
_CYRILLIC = (
    "а a|б b|в v|г g|д d|е e|ё yo|ж zh|з z|и i|й y|к k|л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|х kh|ц ts|"
    "ч ch|ш sh|щ shch|ъ |ы y|ь |э e|ю yu|я ya|є ye|і i|ї yi|ґ g|ў u|ђ dj|ј j|љ lj|њ nj|ћ c|џ dz|ѓ gj|ќ kj|"
    "ѕ dz|ѣ e|ә a|ғ gh|қ q|ң ng|ө o|ұ u|ү u|һ h"
)
_GREEK = (
    "α a|β v|γ g|δ d|ε e|ζ z|η i|θ th|ι i|κ k|λ l|μ m|ν n|ξ x|ο o|π p|ρ r|σ s|ς s|τ t|υ y|φ f|χ ch|ψ ps|ω o"
)
_ARABIC = (
    "ا a|أ a|إ i|آ a|ٱ a|ب b|ت t|ث th|ج j|ح h|خ kh|د d|ذ dh|ر r|ز z|س s|ش sh|ص s|ض d|ط t|ظ z|ع a|غ gh|ف f|"
    "ق q|ك k|ل l|م m|ن n|ه h|و w|ي y|ى a|ة a|ء |ؤ w|ئ y|ـ |پ p|چ ch|ژ zh|گ g|ک k|ی y|ے e|"
    "ہ h|ھ h|ں n|ٹ t|ڈ d|ڑ r"
)
_DIGITS = "|".join(f"{chr(zero + n)} {n}" for zero in (0x660, 0x6F0) for n in range(10))

_LETTERS = {
    ord(letter): ascii_letters
    for table in (_LATIN, _CYRILLIC, _GREEK, _ARABIC, _DIGITS)
    for letter, ascii_letters in (pair.split(" ") for pair in table.split("|"))
}
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_APOSTROPHES = re.compile("['’‘ʼʹ`´]")
_GAPS = re.compile(r"[^a-z0-9]+")


def slugify_headline(headline: str, fallback: str = "story") -> str:
    """At most 80 characters, cut between words; never empty and never digits alone.

    A headline in a script without a table, Chinese for one, gives `fallback`.
    """
    return _slug(headline, fallback, MAX_HEADLINE_SLUG)


def slugify_name(name: str, fallback: str = "name") -> str:
    """As for a headline, at most 60 characters: for people and tags."""
    return _slug(name, fallback, MAX_NAME_SLUG)


def slugify_section(name: str) -> str:
    """As for a name, and never a segment that the site itself uses: Archive becomes archive-section."""
    slug = _slug(name, "section", MAX_NAME_SLUG)
    return f"{slug}-section" if slug in RESERVED_SEGMENTS else slug


def _slug(text: str, fallback: str, longest: int) -> str:
    slug = _cut(_GAPS.sub("-", _ascii(text)).strip("-"), longest)
    if slug.isdigit():
        return _cut(f"{fallback}-{slug}", longest)
    return slug or fallback


def _ascii(text: str) -> str:
    """Lower-case letters; what cannot be spelled becomes a gap, so that the words around it stay apart."""
    if not text.isascii():
        # NFC first, so that й is found in the table; NFKD then takes é apart and full-width letters down.
        spelled = nfc(text).lower().translate(_LETTERS)
        apart = normal("NFKD", spelled).translate(_LETTERS)
        text = "".join(
            character if character.isascii() or character in "’‘ʼ" else " "
            for character in apart
            if not unicodedata.combining(character)
        )
    text = _APOSTROPHES.sub("", text.lower())
    return _INITIALS.sub(lambda initials: initials[0].replace(".", ""), text)


def _cut(slug: str, longest: int) -> str:
    """At the last hyphen that leaves no more than `longest`; a single longer word is cut where it must be."""
    if len(slug) <= longest:
        return slug
    whole_words = slug[: longest + 1].rpartition("-")[0]
    return whole_words or slug[:longest]
