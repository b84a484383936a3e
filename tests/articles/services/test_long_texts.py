"""A text of any length and any letters is published, and found by its beginning at least."""

import itertools
from collections.abc import Iterable, Iterator

import pytest
from django.db import connection

from articles.models import Edition, SearchEntry
from articles.services.indexing import index_search
from articles.services.publishing import publish_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ACCENTED = "éáíóúñçêbdfghjklmpqrst"
HAN = [chr(letter) for letter in range(0x4E00, 0x4F90)]
OF_FOUR_OCTETS = [chr(letter) for letter in range(0x20000, 0x2A6D0)]

# As many keys as words, each with the number of its station: none of both is cut or laid over another.
KEYS = "select length(vector), length(search_keys(station_id, vector)) from articles_searchentry"
FOUND = "select vector @@ to_tsquery('newsroom_en', 'ferry') from articles_searchentry"


def words_of(letters: Iterable[str], size: int) -> Iterator[str]:
    return map("".join, itertools.product(letters, repeat=size))


def joined(words: Iterable[str], each: int) -> Iterator[str]:
    """Words of `each` parts: the parser gives every part, and the whole."""
    parts = iter(words)
    while several := list(itertools.islice(parts, each)):
        yield "-".join(several)


def addresses() -> Iterator[str]:
    """The parser gives host, path and the whole."""
    for host, path in zip(words_of(LETTERS, 4), words_of(LETTERS[::-1], 3), strict=False):
        yield f"{host}.mx/{path} http://{path}.{host}.mx/{path}/{host}?{path} {path}.{host}@{host}-{path}.mx"


def paths() -> Iterator[str]:
    for folder, file in zip(words_of(LETTERS, 4), words_of(LETTERS[::-1], 4), strict=False):
        yield f"/{folder}/{file} {folder}/{file}/{folder}.txt"


TEXTS = {
    "a hundred Chinese words in one": lambda: joined(words_of(HAN, 2), 100),
    "two Chinese words in one": lambda: joined(words_of(HAN, 2), 2),
    "two words in one": lambda: joined(words_of(LETTERS, 4), 2),
    "accented words in one": lambda: joined(words_of(ACCENTED, 4), 2),
    "letters of four octets": lambda: joined(OF_FOUR_OCTETS * 3, 2),
    "addresses": addresses,
    "paths of files": paths,
    "words between brackets": lambda: (f"<{word}<" for word in words_of(LETTERS, 4)),
}


def text_of(kind: str, characters: int) -> str:
    words = itertools.cycle(TEXTS[kind]())
    found = ["ferry"]
    while characters > 0:
        found.append(next(words))
        characters -= len(found[-1]) + 1
    return " ".join(found)


def asked(query: str) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: tuple[int, ...] = cursor.fetchone()
    return found


@pytest.mark.parametrize("characters", [62_000, 120_000, 250_000, 600_000])
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_of_any_letters_is_searched(kind: str, characters: int) -> None:
    station = make_station(id=32_000)
    headline, deck = text_of(kind, 150)[:200], text_of(kind, 350)[:400]
    edition = publish_story(placement=home(make_story(make_section(station), headline, deck=deck)), by=None)
    Edition.objects.filter(pk=edition.pk).update(plain_text=text_of(kind, characters))
    SearchEntry.objects.all().delete()
    index_search([edition.pk])
    words, keys = asked(KEYS)
    assert words == keys > 4_000
    assert asked(FOUND) == (True,)


def test_such_a_story_is_published() -> None:
    body = f"<p>{text_of('a hundred Chinese words in one', 250_000)}</p>"
    publish_story(placement=home(make_story(make_section(make_station(id=32_000)), body=body)), by=None)
    words, keys = asked(KEYS)
    assert words == keys > 4_000
