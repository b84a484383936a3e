"""Taking a story's words out of every column that holds them, and leaving the fact that they were there."""

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from articles.errors import NotAllowed
from articles.models import (
    Address,
    Autosave,
    BreakingNews,
    Byline,
    Correction,
    CorrectionRequest,
    Edition,
    EditionKey,
    ImportBlob,
    ImportedFile,
    ImportItem,
    Notice,
    Placement,
    PreviewLink,
    Revision,
    SearchEntry,
    SearchWord,
    Story,
    StoryNote,
    StoryTag,
    User,
)
from articles.permissions import require
from articles.services.clock import database_now
from articles.services.indexing import words_for
from articles.services.record import story_event
from articles.services.taking_down import kill_story

REDACTED = "Redacted"


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Where words of a story stand: what each column becomes; rows that go altogether have `delete`."""

    model: type[Model]
    story: str
    columns: dict[str, Any]
    delete: bool = False


# Every column that can hold a word of a story. A test compares this list, and KEPT, with the models.
WORDS: tuple[Words, ...] = (
    Words(
        Story,
        "pk",
        {
            "headline": REDACTED,
            "deck": "",
            "body": "",
            "dateline": "",
            "lead_picture": None,
            "source": None,
            "gallery": [],
            "related": [],
        },
    ),
    Words(Revision, "story", {"content": {}, "note": ""}),
    Words(Autosave, "story", {"data": "", "path": ""}, delete=True),
    Words(Placement, "story", {"headline_override": "", "slug": "redacted"}),
    Words(
        Edition,
        "story",
        {
            "headline": "",
            "deck": "",
            "body": "",
            "slug": "redacted",
            "dateline": "",
            "page": {},
            "rendered_html": "",
            "plain_text": "",
            "lead_picture": None,
        },
    ),
    Words(StoryNote, "story", {"text": "", "quote": "", "before": "", "after": ""}, delete=True),
    Words(PreviewLink, "story", {"content": None}, delete=True),
    Words(Correction, "story", {"text": ""}),
    Words(
        CorrectionRequest,
        "story",
        {"wrong": REDACTED, "evidence": "", "answer": REDACTED, "about": "", "name": "", "email": ""},
    ),
    Words(ImportItem, "story", {"warnings": [], "reason": REDACTED, "blob": None}),
    Words(BreakingNews, "story_id", {"words": REDACTED}),
    Words(Byline, "story", {"name": "", "title": ""}, delete=True),
    Words(StoryTag, "content_object", {}, delete=True),
    Words(SearchEntry, "edition__story", {"vector": ""}, delete=True),
    Words(EditionKey, "edition__story", {}, delete=True),
)

# Columns of the same tables that are no words of the story, or are kept with a reason.
KEPT: dict[type[Model], dict[str, str]] = {
    Story: {"language": "a code", "stage": "a code", "label": "a code", "ai_use": "a code"},
    Revision: {"kind": "a code"},
    Placement: {"down_kind": "a code", "down_reason": "said to readers when it was taken down"},
    Edition: {
        "language": "a code",
        "content_sha256": "proves what the content was to whoever still has it",
        "chain_sha256": "later links stand on it",
        "redaction_reason": "written by the redaction",
    },
    Correction: {"kind": "a code"},
    CorrectionRequest: {"language": "a code", "form": "a hash of what no reader typed"},
    Notice: {"kind": "a code"},
    SearchEntry: {"language": "a code"},
    EditionKey: {"kind": "a code"},
    ImportItem: {
        "argument": "where the file lay",
        "path": "where the file lay",
        "member": "where the file lay",
        "sha256": "knows the file again, should somebody bring it back",
        "encoding": "a code",
        "outcome": "a code",
    },
    ImportedFile: {
        "path": "keeps the story from coming back with the next import",
        "member": "the same",
        "sha256": "the same",
        "told": "the same",
        "fingerprint": "the same",
        "content_sha256": "the same",
    },
    Address: {"path": "an old address, which must answer 410", "url": "leads elsewhere, never to a story"},
    BreakingNews: {},
    Byline: {},
    StoryTag: {},
    Autosave: {},
}


@transaction.atomic
def redact_story(*, story: Story, by: User, reason: str) -> None:
    """Kill a story and empty every column that holds its words; hashes, reason and person stay.

    Cannot be undone. Raises NotAllowed for anybody but a group administrator, and without a reason.
    """
    require(by, "redact", story)
    if not reason.strip():
        raise NotAllowed("A redaction needs its reason: it stays on the record in place of the words.")
    kill_story(story=story, by=by, reason=reason)
    locked = Story.objects.select_for_update().get(pk=story.pk)
    at = database_now()
    blobs = _forget_files(story)
    # A search word belongs to no story: others that have it give it back with their next edition.
    spelled = set[str]().union(*(words_for(edition) for edition in Edition.objects.filter(story=story)))
    SearchWord.objects.filter(word__in=spelled).delete()
    for words in WORDS:
        rows: QuerySet[Any] = words.model._default_manager.filter(**{words.story: story.pk})
        if words.delete:
            rows.delete()
        elif words.model is Edition:
            _redact_editions(rows, words.columns, at=at, by=by, reason=reason)
        elif words.model is Correction:
            rows.filter(redacted_at__isnull=True).update(redacted_at=at, **words.columns)
        else:
            rows.update(**words.columns)
    ImportBlob.objects.filter(pk__in=blobs, items__isnull=True).delete()
    story_event("redacted", story=locked, at=at, by=by).save()


def _forget_files(story: Story) -> list[str]:
    """Empty what came of the story's files where no story came of them: the same bytes, or refused under the
    same name before they were corrected. The keys of all blobs that are let go.
    """
    own = ImportItem.objects.filter(story=story)
    same_bytes = Q(sha256__in=own.exclude(sha256="").values("sha256"))
    for name in own.values("source", "path", "member").distinct():
        same_bytes |= Q(**name)
    loose = ImportItem.objects.filter(same_bytes, story__isnull=True)
    blobs = ImportItem.objects.filter(Q(story=story) | Q(pk__in=loose.values("pk")), blob__isnull=False)
    found = list(blobs.values_list("blob", flat=True).order_by())
    loose.update(blob=None, warnings=[], reason=REDACTED)
    return found


def _redact_editions(
    rows: QuerySet[Edition], columns: dict[str, Any], *, at: Any, by: User, reason: str
) -> None:
    """Past the model's own guard: the trigger knows a whole redaction from any other change."""
    QuerySet.update(
        rows.filter(redacted_at__isnull=True),
        redacted_at=at,
        redacted_by=by,
        redaction_reason=reason,
        **columns,
    )
