"""What stands on a front: what its editors put there, and the newest wherever they put nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from articles.models import PLACES, PublishedFront
from articles.models.published import CARD_COLUMNS

# Rows by place, on the front of a section; on the station's own under None.
Standing = Mapping[int | None, Mapping[int, dict[str, Any]]]


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

    `but` are stories that stand elsewhere on the page.
    """
    taken = {row["number"] for row in placed.values()} | set(but)
    rest = (row for row in newest if row["number"] not in taken)
    rows = (placed.get(place) or next(rest, None) for place in range(1, PLACES + 1))
    return [row for row in rows if row and row["number"] not in but]
