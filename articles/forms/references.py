"""What a text points to by number, looked up: no cleaner can tell that a number is of nothing."""

from collections.abc import Iterable

from articles.models import Asset, Story, User
from articles.permissions import stories_for
from articles.text.nodes import pictures_in, stories_in

NO_PICTURE = "{1} picture {0}, which is not in the library. Choose another, or take it out."
NO_RIGHTS = "{1} picture {0}, which was killed or whose rights have ended. Choose another."
NO_STORY = "{1} story {0}, which is not among the stories you may see. Choose another."
ITSELF = "{1} this story itself as a related one. Choose another, or take it out."
ELSEWHERE = "{1} story {0}, which is not a story of this station. Readers could not get there."


def wrong_references(
    *, body: str, before: str, user: User, station_id: int | None, story_id: int | None
) -> list[str]:
    """A sentence for each picture and story that may not be there; what stood there `before` may stay.

    Two queries, none where nothing is new.
    """
    pictures = set(pictures_in(body)) - set(pictures_in(before))
    stories = set(stories_in(body)) - set(stories_in(before))
    return [*wrong_pictures(sorted(pictures)), *wrong_stories(sorted(stories), user, station_id, story_id)]


def wrong_pictures(numbers: list[int], where: str = "The text shows") -> Iterable[str]:
    """A sentence for each that readers could not be shown; `where` begins it."""
    if not numbers:
        return
    known = set(Asset.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    usable = set(Asset.objects.usable().filter(pk__in=numbers).values_list("pk", flat=True))
    for number in numbers:
        if number not in known:
            yield NO_PICTURE.format(number, where)
        elif number not in usable:
            yield NO_RIGHTS.format(number, where)


def wrong_stories(
    numbers: list[int],
    user: User,
    station_id: int | None,
    story_id: int | None,
    where: str = "The text points to",
) -> Iterable[str]:
    """A sentence for each that readers of the station could not get to; `where` begins it."""
    if not numbers:
        return
    seen = stories_for(user, Story.objects.at_hand()).filter(pk__in=numbers)
    known = set(seen.values_list("pk", flat=True))
    here = set(seen.filter(placements__station=station_id).values_list("pk", flat=True))
    for number in numbers:
        if number == story_id:
            yield ITSELF.format(number, where)
        elif number not in known:
            yield NO_STORY.format(number, where)
        elif station_id and number not in here:
            yield ELSEWHERE.format(number, where)
