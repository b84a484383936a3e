"""The desk's steps: submit, return, make ready."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import WrongStep
from articles.models import Notice, Revision, Story, User
from articles.permissions import require
from articles.services.assigning import add_note
from articles.services.clearance import same_person
from articles.services.clock import database_now
from articles.services.notices import notify, owners
from articles.services.record import story_event
from articles.workflow import DESK, Stage, targets


@transaction.atomic
def move_stage(*, story: Story, verb: str, by: User, words: str = "") -> None:
    """Submit, return or make ready, by the table in `workflow`; ready approves the newest revision.

    A return tells whose story it is, with `words` as a note on what should change.
    Raises NotAllowed, WrongStep, and SecondEyesNeeded where the station asks for a second pair of eyes and
    whoever saved that revision would approve it.
    """
    story = Story.objects.select_for_update(of=("self",)).select_related("station").get(pk=story.pk)
    require(by, verb, story)
    (target,) = targets(verb, story.stage, DESK) or (None,)
    if target is None:
        raise WrongStep(
            _("A story that is {stage} cannot take that step.").format(
                stage=story.get_stage_display().lower()
            )
        )
    revision = newest_revision(story)
    if target == Stage.READY and story.station.second_eyes and (refusal := same_person(revision, by)):
        raise refusal
    story.stage = target
    story.approved_revision = revision if target == Stage.READY else None
    story.save(update_fields=["stage", "approved_revision", "updated_at"])
    story_event(verb, story=story, at=database_now(), by=by, revision=revision).save()
    if verb == "return_story":
        notify(Notice.Kind.RETURNED, story=story, people=owners(story), by=by)
        if words.strip():
            add_note(story=story, by=by, text=words)


def newest_revision(story: Story) -> Revision:
    """What the working copy is, beside copy that waits for an editor or was set aside."""
    return story.revisions.once_current().select_related("created_by").latest("number")
