"""Searching a station: words of live stories only, from an address that can be shared."""

import datetime as dt
import html
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from articles.models import Person, Section, Source, Station, Story
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
FOUND = re.compile(r'class="card-headline"[^>]*><a href="[^"]*-(\d+)/"')
NEXT = re.compile(r'rel="next" href="([^"]*)"')


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def section(station: Station) -> Section:
    return make_section(station)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def live(section: Section, headline: str, **fields) -> int:
    story = make_story(section, headline, **fields)
    publish_story(placement=home(story), by=None)
    return int(story.pk)


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(hour=17, tzinfo=dt.UTC)


def ask(client: Client, query: str, **fields: str) -> str:
    answer = client.get("/search/?" + urlencode({"q": query, **fields}))
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def numbers(page: str) -> list[int]:
    return [int(number) for number in FOUND.findall(page)]


def test_words_phrases_and_exclusion(client: Client, section: Section) -> None:
    """Stems, case and accents do not count; what is newer comes first."""
    old = live(section, "Ferries return", body="<p>Café owners cheer.</p>", published_at=day("2001-04-05"))
    new = live(section, "A ferry sinks", body="<p>No cafe was hurt.</p>", published_at=day("2026-02-03"))
    other = live(section, "Bridge closes", body="<p>Cars wait for repairs.</p>")
    expected = {
        "ferry": [new, old],
        "FERRIES": [new, old],
        "cafe": [new, old],
        "café ferry": [new, old],
        '"café owners"': [old],
        "ferry -sinks": [old],
        "bridge or sinks": [other, new],
        "repair": [other],
        "zeppelin": [],
    }
    assert {query: numbers(ask(client, query)) for query in expected} == expected


def test_what_is_older_than_a_lifetime_is_found_as_well(client: Client, section: Section) -> None:
    """Old systems gave what had no date the first day that they knew."""
    new = live(section, "A ferry sinks", body="<p>Cars wait.</p>", published_at=day("2026-02-03"))
    old = live(section, "Ferry bell rings", body="<p>It snows.</p>", published_at=day("1912-04-05"))
    oldest = live(section, "Bell and ferry", body="<p>It rains.</p>", published_at=day("1900-01-01"))
    elsewhere = make_section(make_station("KZVN"))
    live(elsewhere, "Ferry bell of others", published_at=day("1901-01-01"))
    expected = {
        "ferry": [new, old, oldest],
        "bell": [old, oldest],
        '"ferry bell"': [old],
        "ferry -bell": [new],
        "-sinks": [old, oldest],
        '-"ferry bell"': [new, oldest],
        "zeppelin": [],
    }
    assert {query: numbers(ask(client, query)) for query in expected} == expected


def test_the_passage_shows_what_was_found(client: Client, section: Section) -> None:
    live(section, "Market moves", body="<p>The <b>harbor</b> &amp; its &lt;market&gt; move in May.</p>")
    assert "… <mark>harbor</mark> &amp; its &lt; market&gt; move …" in ask(client, "harbors")
    assert "its &lt; <mark>market</mark>&gt;" in ask(client, "market")


def test_a_story_found_says_who_wrote_it_and_in_which_language(
    client: Client, station: Station, section: Section
) -> None:
    agency = Source.objects.create(name="TASS", label="From TASS", owner_type="state_owned")
    live(section, "Miami one", credits=[Credit("Ana Ruiz", "", None)])
    live(section, "Miami two", source=agency)
    live(section, "Miami tres", language="es", body="<p>Ya navega.</p>")
    page = ask(client, "miami")  # the same word in the dictionaries of both languages
    assert "<span>By Ana Ruiz</span>" in page
    assert "<span>From TASS, a state-owned agency</span>" in page
    assert re.search(r'class="card-headline" dir="auto" lang="es"><a [^>]*>Miami tres<', page)


def test_paging_neither_skips_nor_repeats(client: Client, section: Section) -> None:
    """Over windows of time that are years apart, and with many stories of one instant."""
    days = ["1998-01-01", "2009-06-01", "2009-06-01", "2026-11-01"]
    made = {live(section, f"Ferry {n}", published_at=day(days[n % 4])) for n in range(45)}
    url, seen = "/search/?q=ferry", []
    while url:
        page = client.get(url).content.decode()
        seen += numbers(page)
        found = NEXT.search(page)
        url = found[1].replace("&amp;", "&") if found else ""
    assert (len(seen), set(seen)) == (45, made)
    dates = dict(Story.objects.values_list("pk", "published_at"))
    assert seen == sorted(seen, key=lambda number: (dates[number], number), reverse=True)


def test_filters(client: Client, station: Station, section: Section) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    sports = make_section(station, "Sports")
    tagged = live(section, "Ferry one", tags=["Transit"], published_at=day("2026-01-31"))
    hers = live(
        sports, "Ferry two", credits=[Credit("Ana Ruiz", "", person.pk)], published_at=day("2026-02-01")
    )
    assert numbers(ask(client, "ferry", section="sports")) == [hers]
    assert numbers(ask(client, "ferry", tag="transit")) == [tagged]
    assert numbers(ask(client, "ferry", person="ana-ruiz")) == [hers]
    assert numbers(ask(client, "ferry", since="2026-02-01")) == [hers]
    assert numbers(ask(client, "ferry", until="2026-01-31")) == [tagged]
    assert numbers(ask(client, "ferry", since="2026-01-31", until="2026-02-01")) == [hers, tagged]
    assert client.get("/search/?q=ferry&tag=nothing").status_code == 404
    assert client.get("/search/?q=ferry&person=%00").status_code == 404


def test_best_match_first(client: Client, section: Section) -> None:
    best = live(section, "Ferry, ferry, ferry", published_at=day("2020-01-01"))
    once = live(section, "Bus", body="<p>It meets the ferry.</p>", published_at=day("2026-01-01"))
    assert numbers(ask(client, "ferry")) == [once, best]
    page = ask(client, "ferry", sort="best")
    assert numbers(page) == [best, once]
    assert "best matches" not in page


def test_the_list_of_the_best_says_that_it_is_not_all(client: Client, section: Section) -> None:
    for number in range(21):
        live(section, f"Ferry {number}")
    page = ask(client, "ferry", sort="best", section="local-news")
    assert "These are the 20 best matches among the newest 300." in page
    assert '<a href="/search/?q=ferry&amp;section=local-news">See all matches, the newest first</a>' in page


def test_a_list_of_stories_leads_to_a_search_in_it(client: Client, section: Section) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    live(section, "Ferry", tags=["Transit"], credits=[Credit("Ana Ruiz", "", person.pk)])
    lists = {"/local-news/": "section=local-news", "/tag/transit/": "tag=transit"}
    for path, filters in (lists | {"/person/ana-ruiz/": "person=ana-ruiz"}).items():
        address = f"/search/?{filters}"
        assert f'<a href="{address}">Search these stories</a>' in client.get(path).content.decode()
        page = client.get(address).content.decode()
        assert "Type a word to search for: sections, dates" in page
        kept = re.search(r'name="(tag|person)" value="([^"]*)"', page) or ["", "section", "local-news"]
        assert numbers(ask(client, "ferry", **{kept[1]: kept[2]}))
    assert "Type a word" not in client.get("/search/").content.decode()
    assert client.get("/search/?tag=nothing").status_code == 404


def test_a_misspelled_word_is_met_with_one_that_is_live(client: Client, section: Section) -> None:
    story = make_story(section, "Seawall bond goes to voters")
    publish_story(placement=home(story), by=None)
    assert '<a href="/search/?q=seawall+bond">seawall bond</a>' in ask(client, "seewall bond")
    withdraw_story(placement=home(story), by=None)
    page = ask(client, "seewall bond")
    assert "seawall" not in page
    assert "Nothing found for “seewall bond”." in page


def test_nothing_unpublished_is_found(client: Client, section: Section, clock) -> None:
    make_story(section, "Secretword draft")
    ahead = make_story(section, "Secretword ahead")
    publish_story(placement=home(ahead), by=None, at=clock.now() + dt.timedelta(hours=1))
    foreign = make_section(make_station("KZVN"), "Outdoors")
    live(foreign, "Secretword elsewhere")
    assert numbers(ask(client, "secretword")) == []
    assert "secretword" not in ask(client, "secretwird").replace("secretwird", "")
    clock.advance(dt.timedelta(hours=2))
    assert numbers(ask(client, "secretword")) == [ahead.pk]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("x" * 201, "Search for at most 200 characters."),
        ("x" * 1_000_000, "Search for at most 200 characters."),
        ("a " * 21, "Search for at most 20 words."),
        ("-" * 50, "Type a word to search for."),
        ("nul\0nul", "Null characters are not allowed."),
    ],
    ids=["long", "megabyte", "words", "operators", "nul"],
)
def test_hostile_queries_get_a_sentence(client: Client, section: Section, query: str, sentence: str) -> None:
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["'", '"', '"""', "a' or 'a", "!&|():*", "a:*", "\\", "%", "or or or", "-a", "a -a"]
)
def test_operators_of_the_database_are_words_of_a_reader(
    client: Client, section: Section, query: str
) -> None:
    live(section, "Ferry")
    answer = client.get("/search/", {"q": query})
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("since", "soon", "Give the day as in 2026-11-24."),
        ("since", "2026-99-99", "Give the day as in 2026-11-24."),
        ("until", "2026-02-30", "Give the day as in 2026-11-24."),
        ("section", "nothing", "Choose one from the list."),
        ("sort", "cheapest", "Choose one from the list."),
    ],
)
def test_a_field_that_makes_no_sense(
    client: Client, section: Section, field: str, value: str, sentence: str
) -> None:
    answer = client.get("/search/", {"q": "ferry", field: value})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, f'value="{value}"' in page) == (400, True, False)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("0001-01-01", "", True),
        ("9999-12-31", "", False),
        ("", "9999-12-31", True),
        ("", "9999-12-30", True),
        ("", "0001-01-01", False),
    ],
)
def test_the_ends_of_the_calendar(
    client: Client, section: Section, since: str, until: str, found: bool
) -> None:
    number = live(section, "Ferry")
    assert FOUND.findall(ask(client, "ferry", since=since, until=until)) == [str(number)] * found
    assert client.get("/search/", {"q": "ferry", "before": "99999999999999999-1"}).status_code in (200, 404)


def test_no_proposal_is_a_word_of_a_story_to_come_or_killed(client: Client, section: Section, clock) -> None:
    """Also where a live story is found by it, since it has a word of the same stem."""
    live(section, "Universal indictment", body="<p>A kerfuffle.</p>")
    coming = make_story(section, "Universes indicted")
    publish_story(placement=home(coming), by=None, at=clock.now() + dt.timedelta(days=1))
    killed = make_story(section, "Kerfuffleds")
    publish_story(placement=home(killed), by=None)
    for typed, meant in {
        "indictet": "indicted",
        "universez": "universes",
        "kerfuffledz": "kerfuffleds",
    }.items():
        html = ask(client, typed)
        assert (f">{meant}</a>?" in html) == (typed == "kerfuffledz"), typed
    kill_story(story=killed, by=None)
    assert "kerfuffleds" not in ask(client, "kerfuffledz")
    clock.advance(dt.timedelta(days=2))
    assert ">universes</a>?" in ask(client, "universez")


@pytest.mark.parametrize(
    ("count", "query", "queries"), [(1, "ferry", 3), (30, "ferry", 3), (30, "zeppelin", 3)]
)
def test_what_a_search_costs(
    client: Client, section: Section, django_assert_num_queries, count: int, query: str, queries: int
) -> None:
    """The station, the hits, their cards; where nothing is found, the similar word instead of cards."""
    for n in range(count):
        live(section, f"Ferry {n}")
    with django_assert_num_queries(queries, using="readers"):
        client.get("/search/", {"q": query})


@pytest.mark.parametrize("windows", [(6, 4, 16, 64, 256), (1, 1, 2), (3,)])
def test_what_is_older_comes_in_order_however_it_is_looked_for(
    client: Client, section: Section, monkeypatch: pytest.MonkeyPatch, windows: tuple[int, ...]
) -> None:
    """By windows of time, and before the last of them in one go: no page skips or repeats a story."""
    monkeypatch.setattr("articles.search.WINDOWS", windows)
    oldest_first = [live(section, "Ferry", published_at=day(f"{1985 + year}-05-01")) for year in range(40)]
    assert numbers(ask(client, "ferry", sort="best")) == oldest_first[:-21:-1]
    found, page = [], ask(client, "ferry")
    while True:
        found += numbers(page)
        following = NEXT.search(page)
        if not following:
            break
        page = client.get(html.unescape(following[1])).content.decode()
    assert found == oldest_first[::-1]
    some = ask(client, "ferry", since="1990-01-01", until="1999-12-31")
    assert numbers(some) == oldest_first[14:4:-1]


def test_a_search_never_reads_every_vector(client: Client, section: Section) -> None:
    """Small tables look cheap to read whole; a search asks once a quarter, and vectors lie out of line."""
    for published_at in (day("1996-05-01"), day("2026-05-01")):
        live(section, "Ferry returns", published_at=published_at)
    with connection.cursor() as cursor:
        cursor.execute("analyze articles_searchentry")
    for query in ("ferry", "zeppelin"):
        before = scans()
        ask(client, query)
        assert scans() == before


def scans() -> int:
    """Of this transaction: how often the table of vectors was read from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("select seq_scan from pg_stat_xact_user_tables where relname = 'articles_searchentry'")
        return int(cursor.fetchone()[0])


def test_a_page_gives_back_no_more_than_may_be_asked(client: Client, station: Station) -> None:
    answer = client.get("/search/", {"q": "x" * 60_000, "since": "bad" * 100, "until": "2026-11-24"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert f'value="{"x" * 200}"' in page
    assert ("bad" in page, "x" * 201 in page) == (False, False)
    assert 'value="2026-11-24"' in page
