"""What stands on a front: what its editors put there, and the newest wherever they put nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import connections

from articles.models import PLACES, PublishedFront
from articles.models.published import CARD_COLUMNS, NO_NEWS
from articles.site import Site

# Rows by place, on the front of a section; on the station's own under None.
Standing = Mapping[int | None, Mapping[int, dict[str, Any]]]

# The newest stories of each section, by its id.
OfSections = Mapping[int, Sequence[dict[str, Any]]]

# LATERAL has one plan for all sections. A UNION of their lists was planned for ten times as long as it ran.
NEWEST: Final = """
select c.id, k.kind, l.number
from unnest(%(sections)s::bigint[]) as c(id)
cross join (values ('news'), ('section')) as k(kind)
cross join lateral (
    select n.number, n.published_at from published_listing n
    where n.station_id = %(station)s and n.kind = k.kind and n.key = c.id
        and coalesce(n.page ->> 'label', '') <> all (%(no_news)s)
    order by n.published_at desc, n.number desc
    limit %(limit)s
) l
order by l.published_at desc, l.number desc
"""


def newest_of_sections(site: Site, *, limit: int) -> OfSections:
    """Numbers of each section's news; where it has none, of what is older than anybody knows. One query."""
    news: dict[int, list[dict[str, Any]]] = defaultdict(list)
    archive: dict[int, list[dict[str, Any]]] = defaultdict(list)
    asked: dict[str, Any] = {
        "sections": [section.id for section in site.sections],
        "station": site.station_id,
        "limit": limit,
        "no_news": list(NO_NEWS),
    }
    with connections["readers"].cursor() as cursor:
        cursor.execute(NEWEST, asked)
        for section, kind, number in cursor.fetchall():
            (news if kind == "news" else archive)[section].append({"number": number})
    return archive | news


def standing_on(station_id: int) -> Standing:
    """What was put on all fronts of the station and is live there now. One query."""
    found: dict[int | None, dict[int, dict[str, Any]]] = defaultdict(dict)
    rows = PublishedFront.objects.on(station_id).values(*CARD_COLUMNS, "front_section_id", "place")
    for row in rows:
        found[row["front_section_id"]][row["place"]] = row
    return found


def filled(
    placed: Mapping[int, dict[str, Any]], newest: Iterable[dict[str, Any]], but: Collection[int] = ()
) -> list[dict[str, Any]]:
    """The rows of a front in order: by place, and by rule where nothing stands. None stands twice.

    `but` are stories that stand elsewhere on the page: a place of one of them is filled by rule, too.
    """
    standing = {place: row for place, row in placed.items() if row["number"] not in but}
    taken = {row["number"] for row in standing.values()} | set(but)
    rest = (row for row in newest if row["number"] not in taken)
    rows = (standing.get(place) or next(rest, None) for place in range(1, PLACES + 1))
    return [row for row in rows if row]
