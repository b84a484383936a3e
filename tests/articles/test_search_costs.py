"""What a search costs where the database knows nothing of its tables yet: as little as where it does."""

from typing import Any

import pytest
from django.db import connection

from articles.services.publishing import publish_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db

CALLS = "select coalesce(pg_stat_get_xact_function_calls('search_keys'::regproc), 0)"
ASKED = {
    "hits": "select * from published_hits(%(station)s, 0, 30000, %(words)s::tsquery, false)",
    "older hits": "select * from published_hits_before(%(station)s, 'infinity', %(words)s::tsquery, false)",
    "a similar word": "select published_similar_word(%(station)s, 'harbax', 0.3)",
}


def ask(sql: str, **given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


@pytest.mark.parametrize("name", list(ASKED))
@pytest.mark.parametrize("words", ["'ferri'", "!'ferri'", "'harbor' & !'ferri'", "'ferri' <-> 'harbor'"])
def test_no_search_makes_the_keys_of_an_entry_anew(name: str, words: str) -> None:
    """The index holds them; to make them takes milliseconds an entry, and a newsroom has many."""
    section = make_section(make_station())
    with connection.cursor() as cursor:
        cursor.execute("analyze")  # of nothing: from now on the database takes all of it for next to empty
        cursor.execute("set local track_functions = 'all'")
    for number in range(20):
        story = make_story(
            section, f"Harbor{chr(97 + number)} {number}", body="<p>One harbor and another.</p>"
        )
        if number % 2:
            publish_story(placement=home(story), by=None)
    before = ask(CALLS)
    ask(ASKED[name], station=section.station_id, words=words)
    assert ask(CALLS) == before
