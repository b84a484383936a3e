"""What a story holds of a parsed file when nothing went wrong."""

import io
from zoneinfo import ZoneInfo

from articles.importers.formats import FORMATS
from articles.importers.item import ParseOptions, WireItem
from articles.importers.proof.held import Filing, Held, key, plain_paragraphs
from articles.text.html import body_from_paragraphs

ZONE = ZoneInfo("America/New_York")
CALLSIGN, SECTION = "KMIA", "Local News"


def parse(data: bytes, options: ParseOptions) -> WireItem:
    (item,) = FORMATS["legacy_text"].parse(io.BytesIO(data), options)
    return item


def held_of(item: WireItem, body: str = "") -> Held:
    """As the importer would store it; `body` in place of the item's own text."""
    return Held(
        headline=item.headline,
        paragraphs=plain_paragraphs(body or body_from_paragraphs(item.paragraphs)),
        dateline=item.dateline,
        bylines=tuple((byline.name, byline.title) for byline in item.bylines),
        tags=dict(enumerate({key(tag): tag for tag in item.tags}.values(), 1)),
        source=1 if item.source_name else 2,
        from_archive=not item.source_name,
        published_at=item.published.instant(ZONE) if item.published else None,
        embargo_until=item.embargo.instant(ZONE, later=True) if item.embargo else None,
        on_hold=item.hold or bool(item.embargo_text),
        warnings=item.warnings,
    )


def filing_of(item: WireItem, options: ParseOptions) -> Filing:
    return Filing(
        station=1,
        section=1,
        callsigns={key(item.callsign or CALLSIGN): 1},
        sections={key(item.section or SECTION): 1},
        sources={key(item.source_name): 1},
        zone=ZONE,
        station_given=options.station_given,
        section_given=options.section_given,
    )
