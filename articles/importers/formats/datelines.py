"""Datelines: MIAMI (AP) - , DULUTH, Minn. - , LONDON, Oct. 8 (Reuters) - at the beginning of a text."""

import re

from articles.text.plain import fold_space

# A dash with space before it, or right after a bracket; "--" as typewriters had it.
_HEAD = re.compile(r"(?P<head>[^\W\d_].{1,79}?)(?:\s+|(?<=\)))(?:--|[-–—―‒])\s*(?=\S)")
_PARTS = re.compile(r"(?P<place>[^()]+?)\s*(?:\((?P<agency>[^()]{2,40})\))?")
_AFTER_CITY = re.compile(r"\s[^\W\d_a-z][\w. ]{0,19}")
# Capitals and a dash, and yet no place. With an agency in brackets even these are one.
_LABELS = (
    "alert analysis breaking commentary correction developing editorial exclusive live note opinion photos"
    " poll recap review update updated video watch weather"
)
_NO_PLACES = frozenset(_LABELS.split())


def find_dateline(text: str) -> str:
    """The place and agency that `text` begins with, as written; "" if it begins otherwise."""
    found = _HEAD.match(text[:100])
    parts = _PARTS.fullmatch(found["head"]) if found else None
    if parts is None:
        return ""
    city, *others = parts["place"].split(",")
    is_place = _is_place(city, bool(parts["agency"])) and len(others) <= 2
    if not is_place or not all(map(_AFTER_CITY.fullmatch, others)):
        return ""
    return fold_space(parts[0])


def _is_place(city: str, has_agency: bool) -> bool:
    words = city.split()
    if not 1 <= len(words) <= 4 or any(character.isdigit() for character in city):
        return False
    if has_agency:
        return all(word[0].isupper() for word in words)
    return city.isupper() and len(city) > 2 and words[0].lower() not in _NO_PLACES
