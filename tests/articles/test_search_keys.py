"""What the index of words finds under a station's keys is what the entries say, whatever is asked."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

WORDS = ("ferry", "council", "bridge", "it's", "O'Hara", "90.5", "naïve", "a<b", "kmia.com/x")
words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=2, max_size=3).map(lambda chosen: f'"{" ".join(chosen)}"')
terms = st.tuples(st.sampled_from(("", "", "-")), st.one_of(words, phrases)).map("".join)
queries = st.lists(st.one_of(terms, st.just("or")), min_size=1, max_size=5).map(" ".join)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)

# By the keys of station 12, then as `published_hits` goes on where words must stand in order.
ASK = """
select v @@ q, search_keys(12, v) @@ search_asked(12, q) and (q::text !~ ' <(-|\\d+)> ' or v @@ q),
    search_keys(13, v) @@ search_asked(12, q)
from (select to_tsvector('newsroom_en', %s) v, websearch_to_tsquery('newsroom_en', %s) q) asked
"""


def asked(text: str, query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(ASK, [text, query])
        return cursor.fetchone()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(text=texts, query=queries)
def test_the_keys_find_what_the_entry_says(db: None, text: str, query: str) -> None:
    said, found, _ = asked(text, query)
    assert found == said


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("ferry council", '"ferry council"', True),
        ("council ferry", '"ferry council"', False),
        ("council ferry", '-"ferry council"', True),
        ("ferry council", 'council -"ferry council"', False),
        ("bridge", '"ferry council" or bridge', True),
        ("O'Hara's ferry", "o'hara", True),
        ("ferry", "-ferry", False),
        ("ferry", "-council", True),
    ],
)
def test_phrases_and_what_is_excluded(text: str, query: str, said: bool) -> None:
    assert asked(text, query)[:2] == (said, said)


def test_another_stations_words_are_others() -> None:
    assert asked("ferry", "ferry") == (True, True, False)


def test_a_word_too_long_for_an_index_stops_nothing() -> None:
    said, found, _ = asked(f"ferry {'x' * 2040}", "ferry")
    assert said is found is True
