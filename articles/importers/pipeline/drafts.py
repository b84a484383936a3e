"""From a parsed item to the draft of a story, with its dates in the station's zone."""

import datetime as dt

from articles.importers.item import WireItem
from articles.importers.pipeline.candidates import Candidate, Parsed
from articles.importers.pipeline.options import ImportOptions
from articles.models import ImportedFile
from articles.services.bulk import Draft
from articles.services.content import StoryContent, page_byline, page_source, page_tag
from articles.services.drafting import Credit
from articles.text.slugs import slugify_headline


def draft_of(
    candidate: Candidate,
    parsed: Parsed,
    options: ImportOptions,
    now: dt.datetime,
    before: ImportedFile | None = None,
) -> Draft:
    """What the file says, as a story to be, or as newer copy of the story of `before`.

    Adds warnings where it stays a draft against `--publish`.
    """
    item, zone = parsed.item, parsed.station.zone
    published_at, estimated = date_shown(candidate, parsed, now, before)
    day_only = is_day_only(parsed, before) and not estimated
    embargo = item.embargo.instant(zone, later=True) if item.embargo else None
    if held := embargo_that_holds(before, now, embargo):
        candidate.warnings.append("its earlier embargo is kept: a publisher can lift it")
        embargo = held
    names = list(zip(item.bylines, parsed.people, strict=True))
    return Draft(
        content=StoryContent(
            headline=item.headline,
            deck=item.deck,
            body=parsed.body,
            language=parsed.station.language,
            dateline=item.dateline,
            published_at=published_at,
            published_at_estimated=estimated,
            published_at_day_only=day_only,
            bylines=tuple(page_byline(byline.name, byline.title, person) for byline, person in names),
            tags=tuple(page_tag(tag) for tag in parsed.tags),
            source=page_source(parsed.origin, parsed.station.language),
        ),
        section=parsed.section,
        slug=slugify_headline(item.headline),
        source_id=parsed.origin.pk,
        credits=tuple(
            Credit(byline.name, byline.title, person.pk if person else None) for byline, person in names
        ),
        tag_ids=tuple(tag.pk for tag in parsed.tags),
        embargo_until=embargo,
        on_hold=item.hold or bool(item.embargo_text),
        opens_at=opens_at(candidate, item, now, embargo, published_at) if options.publish else None,
    )


def date_shown(
    candidate: Candidate, parsed: Parsed, now: dt.datetime, before: ImportedFile | None
) -> tuple[dt.datetime, bool]:
    """The date of the file or its run; else when the file was last written, as an estimate.

    An estimate never takes the place of a date that was given before, nor a later one that of an earlier:
    copying an archive to another disk makes no story newer.
    """
    given = parsed.dated or (before.dated if before else None)
    if given:
        return given, False
    estimate = min(candidate.modified_at or now, now)
    story = before.story if before else None
    if story and story.published_at and story.published_at_estimated:
        estimate = min(estimate, story.published_at)
    return estimate, True


def is_day_only(parsed: Parsed, before: ImportedFile | None) -> bool:
    """Whether the date that was given has no hour; a date kept from before is known as it was then."""
    if parsed.item.published:
        return not parsed.item.published.has_time
    story = before.story if before else None
    return parsed.dated is None and story is not None and story.published_at_day_only


def embargo_that_holds(
    before: ImportedFile | None, now: dt.datetime, embargo: dt.datetime | None
) -> dt.datetime | None:
    """Newer copy never lifts an embargo, nor brings it forward: that is a person's to do, on the record."""
    held = before.story.embargo_until if before and before.story else None
    return held if held and held > now and (embargo is None or embargo < held) else None


def opens_at(
    candidate: Candidate,
    item: WireItem,
    now: dt.datetime,
    embargo: dt.datetime | None,
    published_at: dt.datetime,
) -> dt.datetime | None:
    """When the first edition goes live; None for a draft. A doubt about the time always makes a draft."""
    why = ""
    if item.embargo_text:
        why = f"its embargo “{item.embargo_text}” cannot be read"
    elif item.hold:
        why = "it is on hold"
    elif published_at > now:
        why = "its date lies ahead"
    if why:
        candidate.warnings.append(f"left as a draft: {why}")
        return None
    return embargo if embargo and embargo > now else now
