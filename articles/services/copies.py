"""A second story out of a first one."""

from django.db import transaction

from articles.errors import StoryIsKilled
from articles.models import Byline, Placement, Story, User
from articles.services.drafting import Credit, create_story


@transaction.atomic
def duplicate_story(*, story: Story, by: User) -> Story:
    """A draft with the same words, names, tags and filing; the embargo and the hold come along.

    The date shown does not: the copy gets its own when it goes live. Raises NotAllowed, and StoryIsKilled:
    a copy would be a way around the kill.
    """
    if story.placements.filter(down_kind=Placement.Down.KILLED).exists():
        raise StoryIsKilled
    home = Placement.objects.select_related("section").get(story=story, home=True)
    names = Byline.objects.filter(story=story).order_by("position")
    return create_story(
        section=home.section,
        by=by,
        tags=story.tags.names(),
        credits=[Credit(row.name, row.title, row.person_id) for row in names],
        slug=home.slug,
        headline=story.headline,
        deck=story.deck,
        body=story.body,
        language=story.language,
        dateline=story.dateline,
        source=story.source,
        lead_picture=story.lead_picture,
        gallery=story.gallery,
        label=story.label,
        ai_use=story.ai_use,
        related=story.related,
        embargo_until=story.embargo_until,
        on_hold=story.on_hold,
    )
