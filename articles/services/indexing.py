"""The derived tables of live and coming editions: list keys and search entries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection, transaction

from articles.models import Edition, EditionKey, SearchEntry, Station
from articles.pagecache.keys import station_key
from articles.services.clock import database_now
from articles.services.copying import copy_values
from articles.services.record import change_pages
from articles.text.nodes import pictures_in, stories_in
from articles.text.queries import words_of

# A vector over 1,048,575 octets fails the insert. Of words in pairs, as in "abcd-efgh", the parser gives
# both and the whole: 3.0 octets for each of the text were measured, and 3.5 in keys with a station's number.
SEARCHED_OCTETS = 250_000
# Of a longer text: as much as fits where few letters are beyond ASCII, and what fits whatever its letters.
SEARCHED_CHARACTERS = 240_000
SEARCHED_OF_ANY_LETTERS = SEARCHED_OCTETS // 4

# The parser takes <words in brackets> for markup and leaves them out; in a plain text they are copy.
INSERT_SEARCH_ENTRIES = f"""
insert into articles_searchentry (edition_id, station_id, quarter, language, vector)
select e.id, e.station_id,
    extract(year from e.published_at at time zone 'UTC')::int * 4
        + extract(quarter from e.published_at at time zone 'UTC')::int - 1,
    e.language,
    setweight(to_tsvector(c.config, replace(e.headline, '<', '< ')), 'A')
        || setweight(to_tsvector(c.config, replace(e.deck, '<', '< ')), 'B')
        || setweight(
            to_tsvector(c.config, replace(
                case when octet_length(w.words) <= {SEARCHED_OCTETS} then w.words
                when octet_length(left(w.words, {SEARCHED_CHARACTERS})) <= {SEARCHED_OCTETS}
                    then left(w.words, {SEARCHED_CHARACTERS})
                else left(w.words, {SEARCHED_OF_ANY_LETTERS}) end, '<', '< ')), 'C')
from articles_edition e,
    lateral (
        select (case e.language when 'es' then 'newsroom_es' else 'newsroom_en' end)::regconfig as config
    ) c,
    lateral (select published_words(e.plain_text, e.rendered_html) as words) w
where e.id = any(%s) and e.redacted_at is null
on conflict (edition_id) do nothing
"""  # noqa: S608 - constants of ours

# A batch of five hundred stories has thousands; an object for each cost 0.05 ms a story.
INSERT_WORDS = """
insert into articles_searchword (station_id, word)
select * from unnest(%s::bigint[], %s::text[])
on conflict (station_id, word) do nothing
"""

LEADING_ON = "select id, merged_into_id from articles_tag where id = any(%s) order by id for key share"


def index_editions(editions: Sequence[Edition]) -> None:
    """List keys, search entries and words of new editions."""
    index_lists(editions)
    index_search([edition.pk for edition in editions])
    index_words(editions)


def index_lists(editions: Sequence[Edition]) -> None:
    merged = merged_tags(editions)
    copy_values(EditionKey, (key for edition in editions for key in keys_for(edition, merged)))


def merged_tags(editions: Sequence[Edition]) -> dict[int, int]:
    """Into which tag each of theirs was merged, if it was. One query, none without tags.

    The tags are held until the commit: a merge that is under way waits for our keys, or we for its end.
    """
    tags = {tag["id"] for edition in editions for tag in edition.page.get("tags", ())}
    if not tags:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LEADING_ON, [sorted(tags)])
        return {tag: into for tag, into in cursor.fetchall() if into}


def index_words(editions: Sequence[Edition]) -> None:
    """The words of headlines and tags that a misspelled search may have meant.

    Late in a transaction: whoever writes the same new word at the same time waits for its end.
    """
    words = sorted({(edition.station_id, word) for edition in editions for word in words_for(edition)})
    if words:
        # Sorted, so that two who publish at once take the rows in the same order.
        stations, spelled = zip(*words, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(INSERT_WORDS, [list(stations), list(spelled)])


def index_search(editions: Sequence[int]) -> None:
    """One statement. `to_tsvector` costs 0.8 ms a story of 5 kB, as much as all else that is written."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT_SEARCH_ENTRIES, [list(editions)])


def index_search_again(editions: Sequence[int]) -> None:
    """Of live and coming editions, where what may be found of their words has changed."""
    SearchEntry.objects.filter(edition__in=editions).delete()
    index_search(editions)


def complete_search(*, batch: int = 1000) -> int:
    """Search entries for live and coming editions that have none, as a killed import leaves them."""
    missing = Edition.objects.due_or_live().filter(search_entry__isnull=True, redacted_at__isnull=True)
    done, last = 0, 0
    # Beyond the last one: without it each batch would walk over all that the ones before it filled.
    while editions := list(missing.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:batch]):
        index_search(editions)
        done, last = done + len(editions), editions[-1]
    return done


def keys_for(edition: Edition, merged: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """The rows of the lists that an edition belongs to; of a tag that was `merged`, those of the other."""
    lists = {(EditionKey.Kind.SECTION, edition.section_id)}
    if not edition.published_at_estimated:
        lists.add((EditionKey.Kind.NEWS, edition.section_id))
    lists |= {(EditionKey.Kind.TAG, merged.get(tag["id"], tag["id"])) for tag in edition.page.get("tags", ())}
    lists |= {
        (EditionKey.Kind.PERSON, byline["person_id"])
        for byline in edition.page.get("bylines", ())
        if byline["person_id"]
    }
    shown = [picture["asset"] for picture in edition.page.get("gallery", ())]
    lists |= {(EditionKey.Kind.PICTURE, asset) for asset in (*pictures_in(edition.body), *shown)}
    chosen = edition.page.get("related", ())
    lists |= {(EditionKey.Kind.STORY, story) for story in (*stories_in(edition.body), *chosen)}
    for kind, key in sorted(lists):
        yield {
            "edition_id": edition.pk,
            "station_id": edition.station_id,
            "kind": kind,
            "key": key,
            "published_at": edition.published_at,
            "story_id": edition.story_id,
        }


def words_for(edition: Edition) -> set[str]:
    tags = (tag["name"] for tag in edition.page.get("tags", ()))
    return words_of(" ".join((edition.headline, *tags)))


def unindex_past(placement_id: int) -> None:
    """Forget the entries of a placement's editions that are neither live nor coming.

    By their numbers: asked for in one statement with the editions, a database whose statistics are old
    joined all entries with all editions, which took 20 s.
    """
    editions = Edition.objects.filter(placement=placement_id)
    past = list(editions.exclude(pk__in=editions.due_or_live().values("pk")).values_list("pk", flat=True))
    for derived in (EditionKey, SearchEntry):
        derived.objects.filter(edition__in=past).delete()


@transaction.atomic
def reindex(*, batch: int = 1000) -> int:
    """Empty both tables and rebuild them; return how many are in. Readers see the old until commit.

    Any list may have been wrong, so that all pages of all stations count as changed.
    """
    EditionKey.objects.all().delete()
    SearchEntry.objects.all().delete()
    done, last = 0, 0
    while editions := list(Edition.objects.due_or_live().filter(pk__gt=last).order_by("pk")[:batch]):
        index_editions(editions)
        done, last = done + len(editions), editions[-1].pk
    stations = Station.objects.order_by("pk").values_list("pk", flat=True)
    change_pages([station_key(pk) for pk in stations], effective_at=database_now())
    return done
