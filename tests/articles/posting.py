"""How a good post is described, and what it needs of the world; `posts` has one for every address."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from articles.models import Notice, PreviewLink, Revision, Section, Station, Story, StoryNote, Tag
from articles.services.publishing import publish_story
from tests.articles.admin.desks import forms_on, shown
from tests.articles.world import World
from tests.cast import home, make_user
from tests.pictures import NamedFile, jpeg

Sent = dict[str, Any]
NOW = timezone.now().replace(second=0, microsecond=0)
TOMORROW, NEXT_WEEK = (f"{NOW + dt.timedelta(days=days):%Y-%m-%dT%H:%M}" for days in (1, 7))


def nothing_before(world: World) -> None:
    """The world as it stands."""


@dataclasses.dataclass(frozen=True)
class Post:
    """`sent` makes the fields, of the world and of the page at the address; `before` sets the scene.

    `state` is that of the story in the address. What happens to the tables `aside` is not looked at.
    `role` is who sends it, where the matrix, which sends nothing, does not tell the least.
    `shows` says that its page is read first.
    """

    sent: Callable[[World, Any], Sent]
    state: str = "-"
    before: Callable[[World], object] = nothing_before
    query: Callable[[World], str] = lambda world: ""
    aside: frozenset[str] = frozenset()
    role: str = ""
    shows: bool = True


def as_shown(page: Any) -> Sent:
    """Every field of a page's form, also the empty ones: no other value takes their place."""
    sent = {bound.html_name: shown(bound) for form in forms_on(page) for bound in form}
    return {name: "" if value is None or value is False else value for name, value in sent.items()}


def form(**fields: Any) -> Post:
    """The form as its page shows it, with some fields filled."""
    return Post(
        lambda world, page: as_shown(page) | {name: value_of(value, world) for name, value in fields.items()}
    )


def act(
    state: str = "-", before: Callable[[World], object] = nothing_before, role: str = "", **fields: Any
) -> Post:
    """A button, and what its own page asks."""
    return Post(
        lambda world, page: {name: value_of(value, world) for name, value in fields.items()},
        state,
        before,
        role=role,
        shows=False,
    )


def value_of(value: Any, world: World) -> Any:
    return value(world) if callable(value) else value


# --- What stands in the world -------------------------------------------------------------------------


def station(world: World) -> int:
    return world.station.pk


def section(world: World) -> int:
    return world.section.pk


def live(world: World) -> Story:
    return world.stories["live"]


def number(state: str) -> Callable[[World], int]:
    return lambda world: world.stories[state].pk


def reporter(world: World) -> int:
    return world.objects["user"].pk


def close_it(world: World) -> None:
    Station.objects.filter(pk=world.station.pk).update(opened_at=None)


def add_a_note(world: World) -> None:
    StoryNote.objects.create(story=world.stories["draft"], author=world.users["editor"], text="Who says so?")


def note(world: World) -> int:
    return StoryNote.objects.get(story=world.stories["draft"]).pk


def hold_a_revision(world: World) -> None:
    story = world.stories["draft"]
    first = story.revisions.get(number=1)
    Revision.objects.create(
        story=story,
        number=2,
        kind=Revision.Kind.HELD,
        waits=True,
        content=first.content | {"headline": "Held"},
    )


def publish_again(world: World) -> None:
    story = live(world)
    Story.objects.filter(pk=story.pk).update(headline="A second headline")
    publish_story(placement=home(story), by=None)


def earlier(world: World) -> int:
    return live(world).editions.get(number=1).pk


def standing_news(world: World) -> int:
    return world.objects["breakingnews"].pk


def another_tag(world: World) -> None:
    Tag.objects.create(name="Buses", slug="buses")


def words(world: World) -> Any:
    return NamedFile(b"Miami News, KMIA\nLocal News\n\nFerry\n\nIt runs again.\n", "a.txt")


def tell_the_reporter(world: World) -> None:
    Notice.objects.create(
        user=world.users["reporter"], kind="assigned", story=live(world), by=world.users["editor"]
    )


def make_nora(world: World) -> None:
    make_user("nora")


def another_section(world: World) -> None:
    Section.objects.create(station=world.station, name="Sports", slug="sports", position=1)


def sections(world: World) -> list[int]:
    return list(world.station.sections.order_by("-position", "-name").values_list("pk", flat=True))


def sections_seen(world: World) -> str:
    return ",".join(str(row.pk) for row in world.station.sections.all())


def picture(world: World) -> Any:
    return jpeg(900, 600)


def shared_link(world: World) -> int:
    return PreviewLink.objects.get(story=world.stories["draft"]).pk


def as_a_script(world: World) -> str:
    return f"?user={reporter(world)}&key={uuid.uuid4()}&tab={uuid.uuid4()}&turn=1"
