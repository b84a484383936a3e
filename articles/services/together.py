"""Acts on many stories: each through its own service, with its own permission, and only as it was shown."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import ChangedMeanwhile, EditionWaits, StoryIsGone, WrongStep
from articles.models import Placement, Section, Story, User
from articles.permissions import require
from articles.services.assigning import assign_story
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story


def mark_of(story: Story, home: Placement) -> str:
    """What changes with every save, publication, withdrawal, move and assignment. One query."""
    newest = home.editions.order_by("-number").values_list("number", "live_until").first()
    parts = (story.version, story.stage, story.assigned_to_id, home.section_id, home.down_kind, newest)
    return "/".join(str(part) for part in parts)


@transaction.atomic
def act_as_shown(*, number: int, mark: str, verb: str, by: User, given: dict[str, Any]) -> None:
    """Do `verb` to a story that is still what somebody looked at.

    Raises ChangedMeanwhile for one that is not, and what the verb's own service raises.
    """
    story = Story.objects.select_for_update(of=("self",)).select_related("station").filter(pk=number).first()
    if story is None or story.binned_at:
        raise StoryIsGone
    home = Placement.objects.select_for_update().get(story=story, home=True)
    if mark_of(story, home) != mark:
        raise ChangedMeanwhile
    VERBS[verb](story, home, by, given)


@transaction.atomic
def move_story(*, story: Story, section: Section, by: User) -> None:
    """File the working copy in another section of its station; what readers have stays until published.

    Raises NotAllowed, WrongStep for a section of another station, and EditionWaits.
    """
    if section.station_id != story.station_id:
        raise WrongStep(_("That section belongs to another station."))
    home = _claimed(story, by)
    home.section = section
    require(by, "create_story", home)
    home.save(update_fields=["section"])
    keep_revision(story=story, by=by, fields=["section"])


@transaction.atomic
def tag_story(*, story: Story, tags: Iterable[str], by: User) -> None:
    """Add tags to the working copy; the same errors."""
    _claimed(story, by)
    story.tags.add(*tags)
    keep_revision(story=story, by=by, fields=["tags"])


def _claimed(story: Story, by: User) -> Placement:
    require(by, "edit_story", story)
    home = Placement.objects.get(story=story, home=True)
    if home.editions.coming().exists():
        raise EditionWaits
    claim_version(story=story, version=story.version)
    story.save(update_fields=["updated_at"])
    return home


def _publish(story: Story, home: Placement, by: User, given: dict[str, Any]) -> None:
    publish_story(placement=home, by=by)


def _withdraw(story: Story, home: Placement, by: User, given: dict[str, Any]) -> None:
    withdraw_story(placement=home, by=by, reason=given["reason"])


def _move(story: Story, home: Placement, by: User, given: dict[str, Any]) -> None:
    move_story(story=story, section=given["section"], by=by)


def _tag(story: Story, home: Placement, by: User, given: dict[str, Any]) -> None:
    tag_story(story=story, tags=given["tags"], by=by)


def _assign(story: Story, home: Placement, by: User, given: dict[str, Any]) -> None:
    assign_story(story=story, to=given["person"], by=by)


VERBS: Final[dict[str, Callable[[Story, Placement, User, dict[str, Any]], None]]] = {
    "publish": _publish,
    "withdraw": _withdraw,
    "move": _move,
    "tag": _tag,
    "assign": _assign,
}
