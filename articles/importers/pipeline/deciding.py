"""The outcome of each candidate, and what is to be written for it. Nothing is written here.

What is looked up only decides between the outcomes: the constraints on `ImportedFile` are what makes a
story come in once.
"""

import datetime as dt

from articles.importers.pipeline.candidates import Act, Candidate, Parsed
from articles.importers.pipeline.drafts import draft_of
from articles.importers.pipeline.known import (
    Known,
    is_down,
    is_touched,
    may_change,
    older_stories,
    read_stories,
)
from articles.models import ImportedFile, ImportItem, Placement, Story
from articles.permissions import may
from articles.text.html import plain_text
from articles.text.plain import normalise_for_match, words_in_common

Outcome = ImportItem.Outcome
DELETED = "its story was deleted, and stays deleted"
REDACTED = "its story was redacted, and stays so: these bytes are not kept"
DOWN = "the story was taken down or binned, and stays so"


def decide(candidates: list[Candidate], known: Known) -> None:
    """In the order in which the files were found."""
    for candidate in candidates:
        if candidate.outcome:
            continue
        if candidate.same:
            nothing_new(candidate, candidate.same, known)
            known.seen.add(candidate.identity(candidate.same.station_id))
        elif candidate.parsed:
            weigh(candidate, candidate.parsed, known)
            known.seen.add(candidate.identity(candidate.parsed.station.pk))


def weigh(candidate: Candidate, parsed: Parsed, known: Known) -> None:
    """New bytes, or known ones under other words of the run."""
    current = known.row(candidate, parsed)
    owner = known.owner(parsed.copy)
    if current and not current.is_duplicate and current.story_id in known.redacted:
        candidate.row = current
        leave_redacted(candidate, Outcome.UNCHANGED, current.story)
    elif isinstance(owner, Candidate):
        candidate.twin = owner
        duplicate(candidate, current)
    elif owner and not is_same_identity(owner, candidate, parsed):
        duplicate(candidate, current, owner, redacted=owner.story_id in known.redacted)
    elif known.came_before(candidate, parsed):
        candidate.refuse(
            "another file of this run has the same source and path: import the two folders one by one, "
            "each with a --source of its own"
        )
    elif row := row_of_story(candidate, parsed, current, owner, known):
        newer_copy(candidate, parsed, row, known)
    else:
        create(candidate, parsed, current, known)


def is_same_identity(row: ImportedFile, candidate: Candidate, parsed: Parsed) -> bool:
    return (row.source_id, row.path, row.member, row.station_id) == candidate.identity(parsed.station.pk)


def duplicate(
    candidate: Candidate,
    current: ImportedFile | None,
    first: ImportedFile | None = None,
    *,
    redacted: bool = False,
) -> None:
    """Of `first`, or of the candidate's twin; what its identity stood for by itself stays."""
    candidate.row = current
    if redacted and first:
        leave_redacted(candidate, Outcome.DUPLICATE, first.story)
        return
    if current and not current.is_duplicate:
        candidate.warnings.append(f"story {current.story_id} stays as it was")
    else:
        candidate.act = Act.REMEMBER
    candidate.settle(Outcome.DUPLICATE, first.story if first else None)


def leave_redacted(candidate: Candidate, outcome: str, story: Story | None) -> None:
    """Neither bytes nor words of it come back, not even in a warning."""
    candidate.keep, candidate.warnings = False, []
    candidate.settle(outcome, story, REDACTED)


def row_of_story(
    candidate: Candidate,
    parsed: Parsed,
    current: ImportedFile | None,
    owner: ImportedFile | None,
    known: Known,
) -> ImportedFile | None:
    """The row of the story that this text is a version of; None where there is none under this identity."""
    if owner is not None:
        if owner.superseded:
            read_stories(known, [owner])
        return current if current and current.pk == owner.pk else owner
    if current is None:
        return None
    if not current.is_duplicate and is_version_of(current.story, parsed):
        return current
    for row in older_stories(current):
        read_stories(known, [row])
        if row.story and is_version_of(row.story, parsed):
            return row
    return None


def is_version_of(story: Story | None, parsed: Parsed) -> bool:
    """Whether the headline or more than half of the words are the same; of a deleted story nobody can say."""
    if story is None or normalise_for_match(parsed.item.headline) == normalise_for_match(story.headline):
        return True
    return words_in_common(plain_text(story.body), parsed.item.body_text) > 0.5


def create(candidate: Candidate, parsed: Parsed, current: ImportedFile | None, known: Known) -> None:
    if current and not current.is_duplicate:
        candidate.warnings.append(
            f"another text than before under this name: story {current.story_id} is kept too"
        )
    candidate.row, candidate.act = current, Act.CREATE
    candidate.draft = draft_of(candidate, parsed, known.options, known.now)
    candidate.settle(Outcome.CREATED, None)
    known.take(candidate, parsed)


def newer_copy(candidate: Candidate, parsed: Parsed, row: ImportedFile, known: Known) -> None:
    """Into the working copy, or beside it where a person is at work; or it says nothing new."""
    story, candidate.row = row.story, row
    if story is None:
        candidate.settle(Outcome.UNCHANGED, None, DELETED)
    elif says_nothing_new(parsed, row):
        nothing_new(candidate, row, known)
        candidate.act = candidate.act or Act.REMEMBER
    elif is_down(known, story) and (why := why_not_revive(known, story)):
        candidate.settle(Outcome.UNCHANGED, story, why)
    elif why := why_not_write(known, story):
        candidate.refuse(why)
    else:
        candidate.draft = draft_of(candidate, parsed, known.options, known.now, row)
        candidate.act = Act.HOLD if is_touched(known, story, row) else Act.UPDATE
        candidate.settle(Outcome.UPDATED, story)
        if candidate.act == Act.HOLD:
            candidate.warnings = [*candidate.read_warnings, "held for an editor"]
        elif stops_what_comes(candidate, known.coming.get(known.homes[story.pk].pk)):
            candidate.cancels = True
            candidate.warnings.append("the edition that was to come is cancelled")
        known.take(candidate, parsed, row)


def says_nothing_new(parsed: Parsed, row: ImportedFile) -> bool:
    same_date = parsed.dated is None or parsed.dated == row.dated
    return same_date and parsed.content_sha256 == row.content_sha256


def stops_what_comes(candidate: Candidate, opens_at: dt.datetime | None) -> bool:
    """Whether the newer copy forbids that an edition opens when it was to: a hold, or a longer embargo."""
    draft = candidate.draft
    if draft is None or opens_at is None:
        return False
    embargo = draft.embargo_until
    return draft.on_hold or bool(embargo and embargo > opens_at)


def why_not_write(known: Known, story: Story) -> str:
    by = known.asked.by
    if by is None or may(by, "edit_story", known.homes[story.pk]):
        return ""
    return f"you may not change story {story.pk}, which this file is newer copy of"


def why_not_revive(known: Known, story: Story) -> str:
    by, down = known.asked.by, known.homes[story.pk].down_kind
    if not known.options.revive:
        return DOWN
    if by and not may(by, "revive" if down == Placement.Down.KILLED else "publish", known.homes[story.pk]):
        return "the story was taken down, and you may not revive it"
    return ""


def nothing_new(candidate: Candidate, row: ImportedFile, known: Known) -> None:
    """The same words as before: unchanged, unless a draft is to be published now or a story revived."""
    story, candidate.row = row.story, row
    if row.story_id in known.redacted:
        leave_redacted(candidate, Outcome.DUPLICATE if row.is_duplicate else Outcome.UNCHANGED, story)
    elif row.is_duplicate:
        candidate.settle(Outcome.DUPLICATE, story)
    elif story is None:
        candidate.settle(Outcome.UNCHANGED, None, DELETED)
    elif is_to_be_published(candidate, row, story, known):
        candidate.act = Act.PUBLISH
        candidate.settle(Outcome.UPDATED, story)
    else:
        candidate.settle(Outcome.UNCHANGED, story)


def is_to_be_published(candidate: Candidate, row: ImportedFile, story: Story, known: Known) -> bool:
    """What an earlier run left as a draft and nobody has touched; with `revive`, what was taken down."""
    if not may_change(row, known.options):
        return False
    down = is_down(known, story)
    if not down and row.published_version >= row.story_version:
        return False
    if is_touched(known, story, row):
        return False
    if down and (why := why_not_revive(known, story)):
        candidate.warnings.append(why)
        return False
    if story.on_hold or (story.published_at and story.published_at > known.now):
        candidate.warnings.append("left as a draft: it is on hold, or its date lies ahead")
        return False
    return True
