"""Saving what the story form holds: all of it under one version, or none of it."""

from typing import Any

from django.db import transaction
from django.forms import ModelForm

from articles.errors import StoryIsGone
from articles.forms.bylines import BylineSet
from articles.forms.stories import STORY_FIELDS, StoryForm
from articles.forms.tags import tags_named
from articles.models import Byline, Placement, Story, User
from articles.permissions import require
from articles.services.autosaves import settle_typed
from articles.services.clearance import lift_embargo
from articles.services.drafting import (
    Credit,
    claim_version,
    create_story,
    keep_revision,
    settle_waiting_edition,
)
from articles.services.publishing import cancel_scheduled
from articles.services.revisions import settle_held


@transaction.atomic
def save_new_story(*, form: StoryForm, bylines: BylineSet, by: User) -> Story:
    """A draft with its placement, names, tags and first revision. Raises NotAllowed."""
    given = form.cleaned_data
    story = create_story(
        section=given["section"],
        by=by,
        tags=[tag.name for tag in tags_named(given["tags"])],
        credits=bylines.credits(),
        slug=given["slug"],
        **{name: given[name] for name in STORY_FIELDS},
    )
    _settle_typed(form, by)
    return story


@transaction.atomic
def save_story(*, form: StoryForm, bylines: BylineSet, by: User) -> bool:
    """Write what was changed and keep a revision of it; return whether anything was.

    Raises StaleSave where somebody was quicker, StoryIsGone, NotAllowed and EditionWaits; then nothing is
    written.
    """
    names = [*form.edits(), *(["bylines"] if bylines.has_changed() else [])]
    if not names:
        _settle_typed(form, by)
        return False
    story: Story = form.instance
    claim_version(story=story, version=form.cleaned_data["version"] or 0)
    # What others may have done to the row since it was read, under the lock that the claim took.
    story.refresh_from_db(fields=["stage", "approved_revision", "binned_at"])
    if story.binned_at:
        raise StoryIsGone
    require(by, "edit_story", story)
    home = Placement.objects.get(story=story, home=True)
    if form.choice() == "cancel" and home.editions.coming().exists():
        # Before the text, since the embargo may be moved past the edition that goes.
        cancel_scheduled(placement=home, by=by)
    if "embargo_until" in names:
        given = form.cleaned_data
        lift_embargo(story=story, until=given["embargo_until"], by=by, reason=given["embargo_reason"])
    _write(story, home, form, names)
    if "bylines" in names:
        _write_bylines(story, bylines.credits())
    keep_revision(story=story, by=by, note=form.cleaned_data["note"], fields=names)
    if takes := form.cleaned_data.get("takes"):
        settle_held(story=story, by=by, number=takes, verb="took_held_copy")
    settle_waiting_edition(placement=home, by=by, choice=form.choice())
    _settle_typed(form, by)
    return True


def _settle_typed(form: StoryForm, by: User) -> None:
    """In the transaction of the save: what was typed is either in the story or still offered."""
    if key := form.cleaned_data.get("draft"):
        settle_typed(user=by, key=key)


def _write(story: Story, home: Placement, form: ModelForm, names: list[str]) -> None:
    given: dict[str, Any] = form.cleaned_data
    story.save(update_fields=[*(name for name in names if name in STORY_FIELDS), "updated_at"])
    if "section" in names or "slug" in names:
        home.section, home.slug = given["section"], given["slug"]
        home.save(update_fields=["section", "slug"])
    if "tags" in names:
        story.tags.set(tags_named(given["tags"]))


def _write_bylines(story: Story, credits: list[Credit]) -> None:
    """All anew: positions are unique, so no row can move past another."""
    Byline.objects.filter(story=story).delete()
    Byline.objects.bulk_create(
        Byline(story=story, position=position, name=c.name, title=c.title, person_id=c.person_id)
        for position, c in enumerate(credits)
    )
