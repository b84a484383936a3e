"""A save that came second: both texts kept, and brought together in a form that is ready to be saved."""

import dataclasses
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.forms.bylines import BylineSet
from articles.forms.comparing import LABELS, Change, compare
from articles.forms.stories import StoryForm
from articles.forms.story_contents import as_posted, written
from articles.forms.times import full_time
from articles.models import Placement, Revision, Story, User
from articles.services.content import read_content, snapshot
from articles.services.merging import MergedContent, differences, merge_contents
from articles.services.revisions import base_of, set_aside
from articles.text.merge import Conflict
from articles.text.shown import ShownBlock, shown_body

# What the second saver said about the save, and still holds for the merged one.
GO_ON = ("note", "waiting", "embargo_reason", "draft", "takes")


@dataclasses.dataclass(frozen=True, slots=True)
class Dispute:
    """One place in the text that both changed: as blocks, what theirs says where mine differs."""

    blocks: list[ShownBlock]
    mine: bool
    theirs: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """What the form shows that is not saved: `data` as posted, and in words where it came from.

    `taken` came from them, `disputed` both changed: the form has mine there. `kept` is the revision that
    holds what was typed.
    """

    data: QueryDict
    title: str
    theirs: str
    taken: list[Change] = dataclasses.field(default_factory=list)
    disputed: list[Change] = dataclasses.field(default_factory=list)
    conflicts: list[Dispute] = dataclasses.field(default_factory=list)
    kept: Revision | None = None

    @property
    def disputed_labels(self) -> str:
        return ", ".join(change.label for change in self.disputed)


def working_copy(story: Story) -> dict[str, Any]:
    """The story as a revision would keep it now. Six queries."""
    home = Placement.objects.select_related("section").get(story=story, home=True)
    return snapshot(story, read_content(story, home), home)


def newest_number(story: Story) -> int:
    """Of the revision that the working copy is."""
    numbers = story.revisions.once_current().values_list("number", flat=True)
    return int(numbers.first() or 0)


@transaction.atomic
def come_second(*, form: StoryForm, bylines: BylineSet, by: User) -> Proposal:
    """After StaleSave: keep what was typed as a revision, and merge it with what the other has saved.

    `form` and `bylines` are valid. Raises NotAllowed.
    """
    story = Story.objects.select_for_update(of=("self",)).select_related("station").get(pk=form.instance.pk)
    begun = form.cleaned_data.get("base")
    base = story.revisions.filter(number=begun).first() if begun else None
    theirs, mine = working_copy(story), written(form, bylines)
    was = base.content if base else {}
    kept = None
    if differences(was, mine):
        note = form.cleaned_data["note"] or _("Came second")
        kept = set_aside(story=story, by=by, content=mine, begun_from=begun if base else None, note=note)
    merged = merge_contents(base=was, mine=mine, theirs=theirs)
    last = story.revisions.once_current().select_related("created_by").first()
    who = named(last.created_by) if last and last.created_by else _("Somebody")
    when = f", {full_time(last.created_at, story.station.zone)}" if last else ""
    return _proposal(
        story,
        merged,
        mine=mine,
        theirs=theirs,
        title=_("{who} saved this story while you were writing").format(who=who),
        their_name=f"{who}{when}",
        kept=kept,
        others={name: form.cleaned_data.get(name) for name in GO_ON},
    )


def merge_in(*, story: Story, revision: Revision) -> Proposal:
    """Copy that was held, or text that was set aside, brought together with the story. Writes nothing."""
    base, now = base_of(revision), working_copy(story)
    merged = merge_contents(base=base.content if base else {}, mine=now, theirs=revision.content)
    return _proposal(
        story,
        merged,
        mine=now,
        theirs=revision.content,
        title=_("Revision {number} brought into the story").format(number=revision.number),
        their_name=_("Revision {number}").format(number=revision.number),
        others={
            "note": _("Merged with revision {number}").format(number=revision.number),
            "takes": revision.number if revision.kind == Revision.Kind.HELD else None,
        },
    )


def named(user: User) -> str:
    return user.get_full_name() or user.get_username()


def _proposal(
    story: Story,
    merged: MergedContent,
    *,
    mine: dict[str, Any],
    theirs: dict[str, Any],
    title: str,
    their_name: str,
    others: dict[str, object],
    kept: Revision | None = None,
) -> Proposal:
    station = story.station
    taken = {str(LABELS[name]) for name in merged.taken}
    disputed = {str(LABELS[name]) for name in merged.disputed}
    return Proposal(
        data=as_posted(merged.content, story, version=story.version, base=newest_number(story), **others),
        title=title,
        theirs=their_name,
        taken=[change for change in compare(mine, merged.content, station) if change.label in taken],
        disputed=[change for change in compare(mine, theirs, station) if change.label in disputed],
        conflicts=[_dispute(conflict) for conflict in merged.conflicts],
        kept=kept,
    )


def _dispute(conflict: Conflict) -> Dispute:
    return Dispute(shown_body(conflict.theirs, conflict.mine), bool(conflict.mine), bool(conflict.theirs))
