"""Hard files, by number: every encoding, line end, mark and oddity that the format allows or refuses."""

import random
import re
from collections.abc import Callable

STATIONS = ("Miami News, KMIA", "High Desert Today, KZVN", "Gulf News, Weather & Sports, WGLF")
SECTIONS = ("Local News", "World\u00a0News", "POLITICS", "Science & Technology")
NAMES = ("Ana Ruiz", "Sam Okoro", "Liam Novak", "Siobhán O’Brien", "Jo van der Berg", "Renée Dubois")
TITLES = ("", ", City Hall reporter", ", staff", ", anchor and producer")
PLAIN = "ferry harbor council vote budget storm bridge school river market nurse clinic tide fire rent park"
ODD = "“harbor” don’t mayor’s 7,200 $4 a.m. naïve café jalapeño St. U.S. & <b>bold</b> AT&T 5–10 — … Ünal Đỗ"
# A no-break space is part of a word; the last one is not in NFC.
WORDS = (*PLAIN.split(), *ODD.split(), "half\u00a0past", "80\u00a0people", "e\u0301clair")
MARKS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: f"By {chance.choice(NAMES)}{chance.choice(TITLES)}",
    lambda chance: f"BY {chance.choice(NAMES)} and {chance.choice(NAMES)}, editor",
    lambda chance: f"Published: {chance.choice(DATES)}",
    lambda chance: f"Updated: {chance.choice(DATES)}",
    lambda chance: f"Tags: {', '.join(chance.sample(TAGS, 3))}",
    lambda chance: f"Source: {chance.choice(SOURCES)}",
    lambda chance: f"EMBARGOED UNTIL {chance.choice(DATES)}",
    lambda chance: "*** HOLD FOR RELEASE ***",
    lambda chance: "Embargo: until the mayor has spoken",
)
DATES = (
    "May 1, 2009",
    "Oct. 8, 2025, 9:14 a.m.",
    "10/08/2025 14:30",
    "2009-05-01T12:00:00Z",
    "1 May 2009 noon ET",
    "Friday, May 1, 2009 at 3 p.m. Pacific",
    "5/1/09",
    "some day",
    "20090501 0915 hours",
    # Hours that the clock skips, or shows twice.
    "March 8, 2015, 2:30 a.m.",
    "Nov. 1, 2015, 1:30 a.m.",
    "Nov. 1, 2015 1:30 a.m. EST",
)
TAGS = ("Transit", "transit", "the bay", "City Hall", "Sports", "Café life")
SOURCES = ("Gulf Coast Wire", "gulf coast wire", "Norland News Agency", "")
PLACES = ("", "", "", "MIAMI (AP) - ", "DULUTH, Minn. – ", "LONDON, Oct. 8 (Reuters) -- ")
ENDS = ("\n", "\n", "\r\n", "\r", "\r\r\n")
END_MARKS = ("", "", "-30-", "###", " ( End ) ", "\x1a", "-30-\x1a\x1a")
CODECS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1252")


def hard_file(number: int) -> bytes:
    """The same for the same number; about one in fifteen is refused, and one in twenty a duplicate."""
    chance = random.Random(number)
    if number % 20 == 7:
        return _again(hard_file(number - 7), chance)
    text = _text(number, chance)
    raw = text.encode(chance.choice(CODECS), "replace")
    return _spoilt(raw, chance) if number % 20 == 13 else raw


def _text(number: int, chance: random.Random) -> str:
    headline = f"{_sentence(chance, 6).rstrip('.')} {number}"
    marks = [chance.choice(MARKS)(chance) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
    above = [chance.choice(MARKS[2:])(chance)] if chance.random() < 0.05 else []
    lines = [chance.choice(STATIONS), chance.choice(SECTIONS), "", *above, headline, *marks]
    lines += ["", *_paragraphs(chance), "", chance.choice(END_MARKS), ""]
    return chance.choice(ENDS).join(lines)


def _paragraphs(chance: random.Random) -> list[str]:
    texts = [
        " ".join(_sentence(chance, 14) for _ in range(chance.randint(1, 4)))
        for _ in range(chance.randint(1, 9))
    ]
    texts[0] = chance.choice(PLACES) + texts[0]
    match chance.randrange(6):
        case 0:  # hard-wrapped
            return [line for text in texts for line in (*re.findall(r".{1,60}(?: |$)", text), "")]
        case 1:  # indented, without a blank line
            return ["\t" + text for text in texts]
        case 2:  # odd layout
            return [line for text in texts for line in (text.replace(". ", ".\t  "), " \t", "\f")]
        case 3:  # separators of Unicode, and marks that turn the direction of writing
            return [
                "\u2029".join(text.replace(" ", "\u2028", 1) for text in texts),
                "\u202eturned\u202c about.",
            ]
    return [line for text in texts for line in (text, "")]


def _sentence(chance: random.Random, most: int) -> str:
    words = chance.choices(WORDS, k=chance.randint(3, most))
    return " ".join(words).capitalize() + "."


def _again(raw: bytes, chance: random.Random) -> bytes:
    """The same story with other line ends."""
    return raw.replace(b"\n\n", b"\n\n\n") if chance.random() < 0.5 else raw


def _spoilt(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(1, len(raw))
    return chance.choice(
        (b"", raw[:at] + b"\x00" + raw[at:], raw[:20], b"No header at all\n\n" + raw, b"\n\n")
    )
