"""Every address that takes a post, sent every field of every table: no more happens than without them.

`posts.POSTS` has a good post for each address that writes; `posts.NOTHING` names the others, with why.
A new address is in neither, and fails; a new field of a table is sent by itself.
`posts.txt` is reviewed: for each address that writes, the least role and every field that its form takes.
"""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import models, transaction
from pytest_django.plugin import DjangoDbBlocker

from articles import models as nouns
from articles.models import Role
from articles.services.breaking import break_news
from articles.services.previewing import share_preview
from articles.services.publishing import publish_story
from tests.articles.duties import FILLED, LONG_AGO
from tests.articles.posting import Post, Sent, nothing_before
from tests.articles.posts import NOTHING, POSTS
from tests.articles.snapshots import TABLES, Change, Rows, changes, numbering, snapshot
from tests.articles.test_matrix import ADMIN_HOST, is_of_a_story, path_of, table
from tests.articles.world import ROLES, World, build_world, soon
from tests.cast import make_section, make_story, make_user

pytestmark = pytest.mark.django_db
STAFF = ROLES[3:]
Keys = dict[type[models.Model], set[Any]]
# Every address of the desk's host that the matrix knows; most of the rest of it takes no post.
TAKING = list(dict.fromkeys(route for host, route, method, _ in table() if host == ADMIN_HOST))
STILL = {
    why: [route for route in TAKING if any(re.fullmatch(pattern, route) for pattern in patterns)]
    for why, patterns in NOTHING.items()
}
# What fields that name a row are called, and rows of which table they name.
NAMED: dict[str, type[models.Model]] = {
    "station": nouns.Station,
    "stations": nouns.Station,
    "section": nouns.Section,
    "parent": nouns.Section,
    "host": nouns.Host,
    "story": nouns.Story,
    "row": nouns.Story,
    "edition": nouns.Edition,
    "note_id": nouns.StoryNote,
    "link_id": nouns.PreviewLink,
    "assigned_to": nouns.User,
    "note_to": nouns.User,
    "person": nouns.User,
    "imprint": nouns.Imprint,
    "correction": nouns.Correction,
    "listed_on": nouns.Station,
}


REVIEWED = {
    tuple(line.split()[:2]): line.split()[2:]
    for line in Path(__file__).with_name("posts.txt").read_text().splitlines()
    if not line.startswith("#")
}
# Address, and each field of its form that names a row; a group administrator is of every station.
NAMING = {
    route: {field: NAMED[name] for field in fields if (name := field.rpartition("-")[2]) in NAMED}
    for (route, role), fields in REVIEWED.items()
    if role != "group" and any(field.rpartition("-")[2] in NAMED for field in fields)
}


class Done(NamedTuple):
    status: int
    changed: set[Change]
    sent: Sent


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator["Walk"]:
    """The world of the matrix, with rows of the other station; undone after the module."""
    whole = transaction.atomic()
    whole._from_testcase = True  # so that the readers share it
    with django_db_blocker.unblock(), whole:
        world = build_world()
        world.objects["breakingnews"] = break_news(
            stations=[world.station], words="Bridge closed", by=world.users["publisher"]
        )[0]
        make_abroad(world)
        yield Walk(world)
        transaction.set_rollback(True)


def make_abroad(world: World) -> None:
    """What nobody of KMIA may touch, or point at."""
    station = nouns.Station.objects.get(callsign="KZVN")
    story = make_story(make_section(station, "Water & Land", "water-land"), "The river is low")
    publish_story(placement=story.placements.get(), by=None)
    story.notes.create(author=world.users["other"], text="How low?")
    nouns.Correction.objects.create(
        story=story, kind="correction", text="It is high.", made_at=LONG_AGO, made_by=world.users["other"]
    )
    nouns.Imprint.objects.create(station=station, **FILLED)
    make_user("zed", Role.REPORTER, station)
    share_preview(story=story, by=world.users["other"])
    nouns.Contest.objects.create(station=station, name="Rain", announced_at=LONG_AGO, ends_at=soon())


def least(route: str, state: str) -> str:
    """Who may open it with the least role."""
    letters = table()[ADMIN_HOST, route, "POST", state]
    return next((role for role, found in zip(STAFF, letters[3:], strict=True) if found in "yr"), "group")


def sender(route: str) -> str:
    return POSTS[route].role or least(route, POSTS[route].state)


def state_of(route: str) -> str:
    return "live" if is_of_a_story(route) else "-"


class Walk:
    """The world, and how it stands before each post."""

    def __init__(self, world: World) -> None:
        self.world, self.rows, self.renumber = world, snapshot(), numbering()
        self.abroad = of_abroad(self.rows)

    def post(self, route: str, found: Post, more: Sent, instead: Sent | None = None) -> Done:
        """The answer and what it changed, in a savepoint that is rolled back; numbers begin anew.

        `more` is sent beside the good post, and `instead` in the place of its fields.
        """
        self.renumber()
        with transaction.atomic():
            found.before(self.world)
            before = self.rows if found.before is nothing_before else snapshot()
            answer, sent = self.send(route, found, more, instead or {})
            changed = changes(before, snapshot())
            transaction.set_rollback(True)
        return Done(answer.status_code, {change for change in changed if change[1] not in found.aside}, sent)

    def send(self, route: str, found: Post, more: Sent, instead: Sent) -> tuple[Any, Sent]:
        """Whoever it signs out is signed in again."""
        client = self.world.clients[ADMIN_HOST, found.role or least(route, found.state)]
        cookies, path = copy.deepcopy(client.cookies), path_of(route, found.state, self.world)
        sent = found.sent(self.world, client.get(path) if found.shows else None)
        answer = client.post(path + found.query(self.world), more | sent | instead)
        client.cookies = cookies
        return answer, sent


def everything(route: str, abroad: Keys) -> Sent:
    """Every field of every table under its name; those of the address's own table last.

    Without `version`: with it, a story's buttons save the story's form, which has a post of its own.
    """
    name = route.split("/")[2] if route.count("/") > 1 else ""
    own = [model for model in TABLES if model._meta.model_name == name]
    fields = [field for model in (*TABLES, *own) for field in model._meta.get_fields()]
    sent = {name: dear(field, abroad) for field in fields for name in (field.name, f"{field.name}_id")}
    del sent["version"]
    return sent


def dear(field: Any, abroad: Keys) -> str:
    """A value that would cost something if it got through: of the other station, where there is one."""
    if field.is_relation:
        return str(min(abroad.get(field.related_model) or {1}))
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return "2020-01-01T00:00"
        case models.DateField():
            return "2020-01-01"
        case models.CharField() | models.TextField():
            return str(field.choices[-1][0]) if field.choices else "Poisoned"
    return "77"


def of_abroad(rows: Rows) -> Keys:
    """Primary keys of what belongs to the other station, by table."""
    station = nouns.Station.objects.get(callsign="KZVN").pk
    stories = {key for key, row in rows[nouns.Story].items() if row["station_id"] == station}
    found: Keys = {
        model: {
            key
            for key, row in rows[model].items()
            if row.get("station_id") == station or row.get("story_id") in stories
        }
        for model in TABLES
    }
    people = {rows[nouns.Membership][key]["user_id"] for key in found[nouns.Membership]}
    return found | {nouns.Station: {station}, nouns.User: people}


def reaches(abroad: Keys, change: Change) -> bool:
    """Whether it is of a row of the other station, or points at one."""
    kind, name, key, column, value = change
    model = next(model for model in TABLES if model.__name__ == name)
    if key in abroad[model] or not column:
        return key in abroad[model]
    field: Any = next(field for field in model._meta.concrete_fields if field.attname == column)
    target = field.related_model if field.is_relation else {"story_id": nouns.Story}.get(column)
    return value.isdecimal() and int(value) in abroad.get(target, ())


def test_every_address_has_a_good_post_or_is_named_with_a_reason() -> None:
    named = [route for routes in STILL.values() for route in routes] + list(POSTS)
    assert sorted(named) == sorted(TAKING)
    assert REVIEWED.keys() == {(route, sender(route)) for route in POSTS}


@pytest.mark.parametrize("route", POSTS)
def test_a_form_takes_the_fields_that_were_reviewed_and_no_more(
    walk: Walk, django_db_blocker: DjangoDbBlocker, route: str
) -> None:
    with django_db_blocker.unblock():
        good = walk.post(route, POSTS[route], {})
        assert good.status in (200, 302)
        assert good.changed or POSTS[route].aside
        fields = {re.sub(r"-\d+(?=-|$)", "-0", field) for field in good.sent}
        assert REVIEWED[route, sender(route)] == sorted(fields)
        more = walk.post(route, POSTS[route], everything(route, walk.abroad))
        assert (more.status, more.changed) == (good.status, good.changed)


@pytest.mark.parametrize(("route", "names"), NAMING.items())
def test_no_field_reaches_another_station(
    walk: Walk, django_db_blocker: DjangoDbBlocker, route: str, names: dict[str, type[models.Model]]
) -> None:
    with django_db_blocker.unblock():
        for field, model in names.items():
            found = walk.post(route, POSTS[route], {}, {field: min(walk.abroad[model])})
            assert [change for change in found.changed if reaches(walk.abroad, change)] == [], field


@pytest.mark.parametrize("why", NOTHING)
def test_nothing_changes_where_nothing_is_to(
    walk: Walk, django_db_blocker: DjangoDbBlocker, why: str
) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        for route in STILL[why]:
            quiet = Post(lambda world, page: {}, state_of(route), shows=False)
            walk.send(route, quiet, everything(route, walk.abroad), {})
        found = changes(walk.rows, snapshot())
        transaction.set_rollback(True)
    assert found == set(), STILL[why]
