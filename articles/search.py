"""Searching what is live on a station: its words, in windows of time from the newest."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connections
from django.db.models import F, Value
from django.db.models.functions import Left, Replace

from articles.models import PublishedEdition
from articles.site import Site

CONFIGS: Final = {"en": "newsroom_en", "es": "newsroom_es"}
# By relevance only among the newest hits: ranking reads every vector, and a frequent word has a million.
RANKED: Final = 300
# What a passage is looked for in; `ts_headline` reads it all.
HIGHLIGHTED_CHARACTERS: Final = 20_000
# Characters that no text of ours holds: the template makes <mark> of them.
MARK_START, MARK_END = "\ue000", "\ue001"
SIMILAR: Final = 0.35

# How many quarters each window has, from the newest. In the first, four lie ahead: some dates are of the year
# to come. Few windows serve a word that is rare, small ones a word that is frequent where they end up: all
# hits of a window are sorted, and in an archive that ends years ago the first window with hits may have many.
WINDOWS: Final = (6, 4, *[8] * 42)

# One statement walks the windows and stops when it has enough: LATERAL is evaluated window by window, in
# order, and the parts of the UNION one after the other. What is older than all of them comes in one go.
# The functions keep the planner off the date index, whose walk takes seconds for a word it does not know.
HITS: Final = """
with asked as (
    select websearch_to_tsquery(%(config)s::regconfig, %(query)s) as query
)
(
    select h.number, h.published_at, h.rank
    from asked a
    cross join unnest(%(first)s::int[], %(last)s::int[]) as w(first, last)
    cross join lateral (
        select f.number, f.published_at, f.rank
        from published_hits(%(station)s::int, w.first, w.last, a.query, %(ranked)s) f
        where {conditions}
        order by f.published_at desc, f.number desc
        limit %(limit)s
    ) h
)
union all
(
    select f.number, f.published_at, f.rank
    from asked a, published_hits_before(%(station)s::int, %(edge)s::timestamptz, a.query, %(ranked)s) f
    where {conditions} and %(since)s::timestamptz < %(edge)s::timestamptz
    order by f.published_at desc, f.number desc
    limit %(limit)s
)
limit %(limit)s
"""
BETWEEN: Final = "(f.published_at, f.number) < (%(before)s, %(number)s) and f.published_at >= %(since)s"
KEYED: Final = """exists (
    select from published_listing l
    where l.station_id = %(station)s and l.kind = '{kind}' and l.key = %({kind})s
        and l.published_at = f.published_at and l.number = f.number
)"""
SUGGESTION: Final = "select published_similar_word(%(station)s::int, %(word)s, %(similar)s)"
AHEAD: Final = dt.timedelta(days=366)
CENTURY: Final = 400
EARLIEST = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search as its address spells it: `since` included, `until` and `before` excluded."""

    query: str
    section: int | None = None
    tag: int | None = None
    person: int | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def hits(
        self, site: Site, *, limit: int, before: tuple[dt.datetime, int] | None = None
    ) -> list[tuple[int, dt.datetime]]:
        """Numbers and dates of the newest hits, newest first. One query."""
        return [(number, at) for number, at, _ in self._run(site, limit, before)]

    def best(self, site: Site, *, limit: int) -> list[int]:
        """The most relevant of the newest `RANKED` hits. One query."""
        rows = self._run(site, RANKED, None, ranked=True)
        ranked = sorted(rows, key=lambda row: (row[2], row[1], row[0]), reverse=True)
        return [number for number, _, _ in ranked[:limit]]

    def _run(
        self,
        site: Site,
        limit: int,
        before: tuple[dt.datetime, int] | None,
        *,
        ranked: bool = False,
    ) -> list[tuple[Any, ...]]:
        conditions = [BETWEEN, *(["f.section_id = %(section)s"] if self.section else [])]
        conditions += [KEYED.format(kind=kind) for kind in ("tag", "person") if getattr(self, kind)]
        latest = self.until or dt.datetime.now(dt.UTC) + AHEAD
        at, number = before if before and before[0] < latest else (latest, 0)
        newest = quarter_of(min(at, dt.datetime.now(dt.UTC) + AHEAD))
        since = self.since or EARLIEST
        windows = list(windows_between(quarter_of(since), newest))
        oldest = windows[-1][0]
        parameters: dict[str, Any] = {
            "station": site.station_id,
            "config": CONFIGS.get(site.language, CONFIGS["en"]),
            "query": self.query,
            "section": self.section,
            "tag": self.tag,
            "person": self.person,
            "since": since,
            "before": at,
            "number": number,
            "first": [first for first, __ in windows],
            # The first has what lies further ahead as well, so that none of the others is spent on it.
            "last": [min(quarter_of(at), newest + CENTURY), *(last for __, last in windows[1:])],
            "edge": dt.datetime(oldest // 4, oldest % 4 * 3 + 1, 1, tzinfo=dt.UTC),
            "limit": limit,
            "ranked": ranked,
        }
        with connections["readers"].cursor() as cursor:
            cursor.execute(HITS.format(conditions=" and ".join(conditions)), parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def windows_between(oldest: int, newest: int) -> Iterator[tuple[int, int]]:
    """First and last quarter of each window, from the newest; never none."""
    for size in WINDOWS:
        yield max(newest - size + 1, oldest), newest
        newest -= size
        if newest < oldest:
            return


def quarter_of(moment: dt.datetime) -> int:
    """As `SearchEntry.quarter` counts: year * 4 + 0 to 3, in UTC."""
    moment = moment.astimezone(dt.UTC)
    return moment.year * 4 + (moment.month - 1) // 3


def passages(site: Site, numbers: list[int], query: str) -> list[dict[str, Any]]:
    """Rows for cards in the order of `numbers`, each with the passage that matches. One query."""
    config = CONFIGS.get(site.language, CONFIGS["en"])
    rows = (
        PublishedEdition.objects.on(site.station_id)
        .filter(number__in=numbers)
        .annotate(
            passage=SearchHeadline(
                # The parser takes <words in brackets> for markup, which it neither finds nor shows.
                Replace(Left("plain_text", HIGHLIGHTED_CHARACTERS), Value("<"), Value("< ")),
                SearchQuery(query, search_type="websearch", config=config),
                config=config,
                start_sel=MARK_START,
                stop_sel=MARK_END,
                max_fragments=2,
                min_words=8,
                max_words=22,
                fragment_delimiter=" … ",
            )
        )
        .cards()
        .annotate(passage=F("passage"))
    )
    by_number = {row["number"]: row for row in rows}
    return [by_number[number] for number in numbers if number in by_number]


def suggestion(site: Site, query: str) -> str:
    """The query with each long word replaced by the most similar one of a live story; "" where none is."""
    words = query.split()
    meant = [similar_word(site, word) or word for word in words]
    return " ".join(meant) if meant != words else ""


def similar_word(site: Site, word: str) -> str:
    """Trigrams find Seawal for Seawall; a word shorter than four letters has too few of them. One query."""
    if len(word) < 4 or not word.isalpha():
        return ""
    with connections["readers"].cursor() as cursor:
        cursor.execute(SUGGESTION, {"station": site.station_id, "word": word.casefold(), "similar": SIMILAR})
        row = cursor.fetchone()
    return row[0] if row and row[0] and row[0] != word.casefold() else ""
