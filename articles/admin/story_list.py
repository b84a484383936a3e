"""What the story list can be asked, and its rows at a constant number of queries."""

import re
from typing import Final
from urllib.parse import urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from articles.models import Address, Byline, Edition, Placement, PublishedClock, Revision, Story
from articles.models.fetching import fetch_together
from articles.services.import_files import stories_of_file
from articles.text.plain import clean_line

FILE_NAME: Final = re.compile(r"/|\.\w{1,5}$")
# A path, with a host or without: of today's sites it ends with the story's number.
OLD_ADDRESS: Final = re.compile(r"(https?://|/)\S+")
OWN_ADDRESS: Final = re.compile(r"/[^/]+/(?:[^/]+-)?(?P<number>[0-9]{1,18})/?")
MOST_DIGITS: Final = 18  # a story number fits into 64 bits
SHORTEST_INDEXED: Final = 3  # the trigram index knows nothing shorter: it took 1.4 s on a million headlines


def with_standing(numbers: list[int]) -> list[Story]:
    """The stories of a page with what the columns show: names, home placement and its editions. One query."""
    editions = Edition.objects.filter(placement=OuterRef("pk"))
    saved = Revision.objects.once_current().filter(story=OuterRef("story")).order_by("-number")
    homes = (
        Placement.objects.filter(home=True, story__in=numbers)
        .with_publication()
        .annotate(
            opens_at=Subquery(editions.coming().values("live_from")[:1]),
            frozen_at=Subquery(editions.live().values("created_at")[:1]),
            saved_at=Subquery(saved.values("created_at")[:1]),
        )
        .select_related("section")
    )
    names = Byline.objects.filter(story=OuterRef("pk")).order_by("position").values("name")
    stories = (
        Story.objects.filter(pk__in=numbers)
        .defer("body")
        .annotate(names=ArraySubquery(names), now=PublishedClock())
        .select_related("station", "lead_picture", "created_by")
    )
    rows, places = fetch_together(stories, homes)
    home_of = {home.story_id: home for home in places}
    by_number = {story.pk: story for story in rows if story.pk in home_of}
    for story in by_number.values():
        story.home = home_of[story.pk]
    return [by_number[number] for number in numbers if number in by_number]


def search(stories: QuerySet[Story], typed: str) -> QuerySet[Story]:
    """By story number, by an old address or one of ours, by the name of the file it came from, or by
    headlines with all the words; one or two digits alone are a number and nothing else.

    `~*` is what the trigram index answers.
    """
    typed = clean_line(typed)
    number = typed.lstrip("#")
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    if is_number and len(number) < SHORTEST_INDEXED:
        return stories.filter(pk=int(number))
    words = Q()
    for word in typed.split():
        words &= Q(headline__iregex=re.escape(word))
    if OLD_ADDRESS.fullmatch(typed):
        words |= Q(pk__in=stories_at(typed))
    if FILE_NAME.search(typed):
        words |= Q(pk__in=stories_of_file(typed))
    if is_number:
        return stories.filter(Q(pk=int(number)) | words)
    return stories.filter(words)


def stories_at(typed: str) -> list[int]:
    """Numbers of the stories that an address leads to, or led to, on any host where it names none."""
    try:
        parts = urlsplit(typed)
    except ValueError:  # such as http://[
        return []
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    addresses = Address.objects.filter(path__in={path, parts.path}, story__isnull=False)
    if parts.hostname:
        addresses = addresses.filter(host__name=parts.hostname)
    found = [number for number in addresses.values_list("story", flat=True)[:100] if number]
    own = OWN_ADDRESS.fullmatch(parts.path)
    return [*found, int(own["number"])] if own else found
