"""The working copy: create and save it. Each named save keeps a revision."""

import dataclasses
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max

from articles.errors import EditionWaits, StaleSave
from articles.models import Byline, Edition, Placement, Revision, Section, Story, User
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.content import read_content, snapshot
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.record import story_event
from articles.text.slugs import slugify_headline
from articles.workflow import Stage


@dataclasses.dataclass(frozen=True, slots=True)
class Credit:
    """A name for a byline; `person_id` where it belongs to a Person."""

    name: str
    title: str = ""
    person_id: int | None = None


@transaction.atomic
def create_story(
    *,
    section: Section,
    by: User | None,
    tags: Iterable[str] = (),
    credits: Iterable[Credit] = (),
    **fields: object,
) -> Story:
    """A draft with its home placement and first revision. `fields` are those of Story, perhaps `slug`.

    Raises NotAllowed where `by` may not write in that section.
    """
    slug = str(fields.pop("slug", "") or slugify_headline(str(fields["headline"])))
    story = Story(station_id=section.station_id, created_by=by, **fields)
    placement = Placement(story=story, station_id=section.station_id, section=section, slug=slug, home=True)
    if by:
        require(by, "create_story", placement)
    story.save()
    placement.save()
    if tags:
        story.tags.add(*tags)
    Byline.objects.bulk_create(
        Byline(story=story, position=position, name=c.name, title=c.title, person_id=c.person_id)
        for position, c in enumerate(credits)
    )
    keep_revision(story=story, by=by, note="Created")
    return story


def claim_version(*, story: Story, version: int) -> None:
    """Take the next version for this save, holding the row to the end of the transaction.

    Exactly one of two savers of the same `version` passes; the other gets StaleSave.
    """
    claimed = Story.objects.filter(pk=story.pk, version=version).update(version=F("version") + 1)
    if not claimed:
        raise StaleSave
    story.version = version + 1


@transaction.atomic
def keep_revision(
    *,
    story: Story,
    by: User | None,
    note: str = "",
    kind: str = Revision.Kind.SAVED,
    fields: Iterable[str] = (),
) -> Revision:
    """Snapshot the story as it now stands in the database; what was ready is a draft again."""
    home = Placement.objects.select_related("section").get(story=story, home=True)
    revision = Revision.objects.create(
        story=story,
        number=next_revision_number(story),
        kind=kind,
        content=snapshot(story, read_content(story, home), home),
        note=note,
        created_by=by,
    )
    if story.stage == Stage.READY:
        story.stage, story.approved_revision = Stage.DRAFT, None
        story.save(update_fields=["stage", "approved_revision"])
    verb = "saved" if revision.number > 1 else "created"
    story_event(
        verb, story=story, at=database_now(), by=by, placement=home, revision=revision, fields=fields
    ).save()
    return revision


@transaction.atomic
def settle_waiting_edition(*, placement: Placement, by: User, choice: str) -> Edition | None:
    """After a save, while an edition is coming: `refreeze` it with the new text, `keep` it, or `cancel` it.

    Any other choice raises EditionWaits. Returns the edition frozen anew, if any.
    """
    coming = placement.editions.coming().first()
    if coming is None:
        return None
    match choice:
        case "keep":
            return None
        case "cancel":
            cancel_scheduled(placement=placement, by=by)
            return None
        case "refreeze":
            until = None if coming.live_until.year == 9999 else coming.live_until
            return publish_story(
                placement=placement, by=by, at=coming.live_from, until=until, waiting="cancel"
            )
        case _:
            raise EditionWaits


def next_revision_number(story: Story) -> int:
    """Call it under the story's row lock, or the unique constraint decides between two savers."""
    last: int | None = story.revisions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
