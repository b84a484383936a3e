"""What a text points to by number, looked up: no cleaner can tell that a number is of nothing."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Asset, Story, User
from articles.permissions import stories_for
from articles.text.nodes import pictures_in, stories_in

NO_PICTURE = _("{1} picture {0}, which is not in the library. Choose another, or take it out.")
NO_RIGHTS = _("{1} picture {0}, which was killed or whose rights have ended. Choose another.")
NO_STORY = _("{1} story {0}, which is not among the stories you may see. Choose another.")
ITSELF = _("{1} this story itself as a related one. Choose another, or take it out.")
ELSEWHERE = _("{1} story {0}, which is not a story of this station. Readers could not get there.")


def wrong_references(
    *, body: str, before: str, user: User, station_id: int | None, story_id: int | None
) -> list[str]:
    """A sentence for each picture and story that may not be there; what stood there `before` may stay.

    Two queries, none where nothing is new.
    """
    pictures = set(pictures_in(body)) - set(pictures_in(before))
    stories = set(stories_in(body)) - set(stories_in(before))
    return [*wrong_pictures(sorted(pictures)), *wrong_stories(sorted(stories), user, station_id, story_id)]


def wrong_pictures(numbers: list[int], where: str = "") -> Iterable[str]:
    """A sentence for each that readers could not be shown; `where` begins it."""
    if not numbers:
        return
    known = set(Asset.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    usable = set(Asset.objects.usable().filter(pk__in=numbers).values_list("pk", flat=True))
    where = where or gettext("The text shows")
    for number in numbers:
        if number not in known:
            yield str(NO_PICTURE).format(number, where)
        elif number not in usable:
            yield str(NO_RIGHTS).format(number, where)


def wrong_stories(
    numbers: list[int],
    user: User,
    station_id: int | None,
    story_id: int | None,
    where: str = "",
) -> Iterable[str]:
    """A sentence for each that readers of the station could not get to; `where` begins it."""
    if not numbers:
        return
    seen = stories_for(user, Story.objects.at_hand()).filter(pk__in=numbers)
    known = set(seen.values_list("pk", flat=True))
    here = set(seen.filter(placements__station=station_id).values_list("pk", flat=True))
    where = where or gettext("The text points to")
    for number in numbers:
        if number == story_id:
            yield str(ITSELF).format(number, where)
        elif number not in known:
            yield str(NO_STORY).format(number, where)
        elif station_id and number not in here:
            yield str(ELSEWHERE).format(number, where)
