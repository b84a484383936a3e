"""What a reader typed into the search field: bounded before any database reads it."""

import re
from typing import Final

from articles.text.plain import clean_line

LONGEST_QUERY: Final = 200
# Each word is a walk of the index; nobody looks for more of them than this, and a phrase counts its words.
MOST_WORDS: Final = 20
_WORD = re.compile(r"\w+")


class UnusableQuery(ValueError):
    """A search that is not made; the message tells the reader what to change."""


def read_query(raw: str) -> str:
    """One clean line, or "" where nothing was asked. Raises UnusableQuery, before any other work is done.

    The syntax is PostgreSQL's `websearch_to_tsquery`: words, "a phrase", -without, or.
    """
    if len(raw) > LONGEST_QUERY:
        raise UnusableQuery("too long")
    query = clean_line(raw)
    words = _WORD.findall(query)
    if len(words) > MOST_WORDS:
        raise UnusableQuery("too many words")
    if query and not words:
        raise UnusableQuery("no word")
    return query


def words_of(text: str) -> set[str]:
    """Words that a misspelled search may have meant: lower case, of four letters or more."""
    return {word for word in _WORD.findall(text.casefold()) if 4 <= len(word) <= 40 and word.isalpha()}
