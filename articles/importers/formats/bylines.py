"""Bylines: who wrote a story, as one printed line says it."""

import re

from articles.importers.item import WireByline

_LONGEST_NAME = 200
_LONGEST_TITLE = 120
_SEPARATOR = re.compile(r"(?:,\s*)?\s(?P<and>and|&)\s|,\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL = "al ben bin da das de del della den der di do dos du el ibn la le ter the van von y"
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december noon midnight now then"
)
_TITLES = (
    "anchor associate associated bureau chief columnist contributing contributor correspondent critic desk"
    " director editor fellow freelance herald host intern manager meteorologist network news newspaper"
    " photographer press producer radio reporter senior service services special sports staff the times"
    " today tv wire writer"
)
_PARTICLES = frozenset(_SMALL.split())
_NO_NAMES = frozenset(_DAYS.split())
# A part with one of these after a name says what that person is, or for whom.
_TITLE_WORDS = frozenset(_TITLES.split())


def read_bylines(names: str) -> tuple[WireByline, ...]:
    """Who stands after "By": NAME[, TITLE]; NAME and NAME; NAME, NAME and NAME. () if those are no names."""
    parts, joins = _split(names)
    if not _is_name(parts[0]):
        return ()
    are_all_names = "and" in joins and all(_is_full_name(part) for part in parts)
    people: list[tuple[str, str]] = []
    for part, join in zip(parts, joins, strict=True):
        name, title = people[-1] if people else ("", "")
        starts_a_person = not people or are_all_names or (join == "and" and not (title and _is_title(part)))
        if starts_a_person and _is_name(part):
            people.append((part, ""))
        elif people and part:
            people[-1] = (name, _joined(title, join, part))
        else:
            return ()
    if any(len(name) > _LONGEST_NAME or len(title) > _LONGEST_TITLE for name, title in people):
        return ()
    return tuple(WireByline(name, title) for name, title in people)


def _split(names: str) -> tuple[list[str], list[str]]:
    """The parts between commas and "and", and what stood before each: "", "," or "and"."""
    parts, joins, at = [], [""], 0
    for separator in _SEPARATOR.finditer(names):
        parts.append(names[at : separator.start()].strip())
        joins.append("and" if separator["and"] else ",")
        at = separator.end()
    return [*parts, names[at:].strip()], joins


def _joined(title: str, join: str, part: str) -> str:
    if not title:
        return part
    return f"{title} and {part}" if join == "and" else f"{title}, {part}"


def _is_title(part: str) -> bool:
    return part[:1].islower() or any(word.lower().strip(".") in _TITLE_WORDS for word in part.split())


def _is_full_name(part: str) -> bool:
    return _is_name(part) and len(part.split()) > 1 and not _is_title(part)


def _is_name(part: str) -> bool:
    """One to six words with a capital, or in a script without capitals; "van der" and such may be small."""
    words = part.split()
    if not 1 <= len(words) <= 6 or (len(words) == 1 and part.lower() in _NO_NAMES):
        return False
    if words[0].islower() and words[0] not in _PARTICLES:
        return False
    # "By George Washington." is a sentence; Jr., III. and an initial are not.
    if words[-1].endswith(".") and len(words[-1]) > 4:
        return False
    return all(map(_is_name_word, words)) and not words[-1].islower()


def _is_name_word(word: str) -> bool:
    if not _WORD.fullmatch(word):
        return False
    # d'Angelo and al-Masri begin small and have their capital further on.
    return word in _PARTICLES or not word.islower()
