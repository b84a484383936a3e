"""Who may what: the table of roles, as a table."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.errors import NotAllowed
from articles.models import Asset, Membership, Person, Placement, Role, Section, Station, Story, Tag, User
from articles.permissions import LEAST, may, parts_for, stations_for, stories_for, who_may
from articles.services.assets import change_picture
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.cast import home, make_admin, make_picture, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db

# What each role may do to another's draft at its station, and to the station; each adds to those above.
ADDED = {
    Role.REPORTER: {
        "enter", "view_story", "create_story", "edit_own_story", "submit_own_story", "add_asset", "view_desk",
        "note_story",
    },
    Role.EDITOR: {
        "edit_story", "submit_story", "return_story", "make_ready", "assign_story", "resolve_note",
        "share_preview", "bin_story", "edit_tag", "edit_asset",
        "view_import", "arrange_front", "answer_request",
    },
    Role.PUBLISHER: {
        "publish", "schedule", "cancel", "expire", "revert", "correct", "withdraw", "override_embargo",
        "bypass_review", "break_news",
    },
    Role.MANAGER: {
        "kill", "kill_asset", "edit_section", "edit_rules", "list_person", "edit_person", "edit_source",
        "edit_membership", "edit_address", "open_station", "close_station", "run_import",
        "edit_duties", "edit_organisation",
    },
}  # fmt: skip
GROUP_ONLY = {
    "edit_station",
    "edit_host",
    "edit_group_policy",
    "edit_user",
    "revive",
    "redact",
    "undo_import",
}


@pytest.fixture
def story() -> Story:
    return make_story(make_section(make_station()))


def allowed(user: User, story: Story) -> set[str]:
    return {verb for verb in LEAST if may(user, verb, story)}


def test_the_table_of_roles(story: Story) -> None:
    expected: set[str] = set()
    for role, added in ADDED.items():
        expected |= added
        assert allowed(make_user(role, role, story.station), story) == expected
    assert expected | GROUP_ONLY == LEAST.keys() == allowed(make_admin(), story)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_ends_at_its_station(story: Story, role: Role) -> None:
    assert allowed(make_user("zoe", role, make_station("KZVN")), story) == set()


def test_strangers_and_the_deactivated_may_nothing(story: Story) -> None:
    assert allowed(AnonymousUser(), story) == set()  # type: ignore[arg-type]
    assert allowed(make_user("nora"), story) == set()
    assert allowed(make_user("dan", Role.MANAGER, story.station, is_active=False), story) == set()
    admin = make_admin()
    admin.is_active = False
    assert allowed(admin, story) == set()
    assert not stations_for(admin, "enter").exists()
    assert not stories_for(admin, Story.objects.all()).exists()


def test_a_membership_of_a_section_ends_there(story: Story) -> None:
    weather = make_section(story.station, "Weather")
    other = make_story(weather, "Rain")
    user = make_user("wes", Role.MANAGER, story.station, section=weather)
    assert may(user, "kill", other)
    assert allowed(user, story) == set()
    assert not may(user, "open_station", story.station)
    assert list(stories_for(user, Story.objects.all())) == [other]


def test_a_reporter_edits_what_is_theirs_until_it_is_live(story: Story) -> None:
    section = home(story).section
    reporter = make_user("rita", Role.REPORTER, story.station)
    own = make_story(section, "Mine", by=reporter)
    assert may(reporter, "edit_story", own)
    assert may(reporter, "submit_story", own)
    assert not may(reporter, "make_ready", own)
    assert not may(reporter, "edit_story", story)
    publish_story(placement=home(own), by=None)
    assert not may(reporter, "edit_story", own)


def test_a_placement_asks_for_the_role_at_its_own_station(story: Story) -> None:
    sister = make_section(make_station("KZVN"))
    placed = Placement.objects.create(story=story, station=sister.station, section=sister, slug="ferry")
    here = make_user("paul", Role.PUBLISHER, story.station)
    there = make_user("pia", Role.PUBLISHER, sister.station)
    assert (may(here, "publish", placed), may(there, "publish", placed)) == (False, True)
    assert may(here, "publish", home(story))
    assert may(here, "publish", story)
    assert not may(there, "publish", story)


def test_the_parts_of_what_one_sees_are_all_of_it(story: Story) -> None:
    sister = make_section(make_station("KZVN"))
    Placement.objects.create(story=story, station=sister.station, section=sister, slug="ferry")
    weather = make_section(story.station, "Weather")
    for headline in ("Rain", "Wind"):
        make_story(weather, headline)
    make_story(make_section(make_station("KQAA")), "Elsewhere")
    everywhere = make_user("eve", Role.EDITOR, story.station)
    everywhere.memberships.create(station=sister.station, role=Role.EDITOR)
    users = (
        make_user("wes", Role.EDITOR, story.station, section=weather),
        make_user("zoe", Role.EDITOR, sister.station),
        everywhere,
        make_user("nora"),
        make_admin(),
    )
    seen = [{found.headline for found in stories_for(user, Story.objects.all())} for user in users]
    parts = [{s.headline for part in parts_for(user, Story.objects.all()) for s in part} for user in users]
    assert parts == seen
    assert [len(found) for found in seen] == [2, 1, 3, 0, 4]


def test_an_unknown_verb_is_a_mistake_of_ours(story: Story) -> None:
    with pytest.raises(KeyError):
        may(make_admin(), "publsh", story)


@pytest.fixture
def asset() -> Asset:
    return make_picture()


@pytest.fixture
def here(story: Story) -> User:
    return make_user("mia", Role.MANAGER, story.station)


@pytest.fixture
def there(db: None) -> User:
    return make_user("zoe", Role.MANAGER, make_station("KZVN"))


def section_of(user: User) -> Section:
    return make_section(user.memberships.get().station, "Elsewhere")


def may_edit_and_kill(asset: Asset, *users: User) -> list[bool]:
    return [may(user, verb, asset) for user in users for verb in ("edit_asset", "kill_asset")]


def test_nobodys_picture_is_everybodys_and_drafts_do_not_change_that(
    story: Story, asset: Asset, here: User, there: User
) -> None:
    assert may_edit_and_kill(asset, here, there) == [True] * 4
    Story.objects.filter(pk=story.pk).update(lead_picture=asset, gallery=[asset.pk])
    make_story(section_of(there), "Dam", lead_picture=asset)
    assert may_edit_and_kill(asset, here, there) == [True] * 4


BODY = '<p>a</p><figure data-kind="picture" data-asset="{}" data-alt="A harbor" data-credit=""></figure>'


@pytest.mark.parametrize("use", ["lead", "gallery", "body", "photo", "listed photo", "logo"])
@pytest.mark.parametrize("scheduled", [False, True])
def test_a_picture_that_readers_have_or_will_is_for_their_station(
    story: Story, asset: Asset, here: User, there: User, use: str, scheduled: bool, clock: Clock
) -> None:
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", photo=asset if "photo" in use else None)
    made = make_story(
        home(story).section,
        "Harbor",
        lead_picture=asset if use == "lead" else None,
        gallery=[asset.pk] if use == "gallery" else [],
        body=BODY.format(asset.pk) if use == "body" else "<p>a</p>",
        credits=[Credit("Ana Ruiz", "", ana.pk)] if use == "photo" else [],
    )
    if use == "logo":
        Station.objects.filter(pk=story.station_id).update(logo=asset)
    if use == "listed photo":
        ana.listed_on.add(story.station)
    at = clock.now() + dt.timedelta(hours=1) if scheduled else None
    publish_story(placement=home(made), by=None, at=at)
    assert may_edit_and_kill(asset, here, there, make_admin()) == [True, True, False, False, True, True]
    assert who_may("kill_asset", asset) == (
        "Readers of KMIA have it, or will. "
        "Only a manager of that station may do this, or a group administrator."
    )
    with pytest.raises(NotAllowed, match="Readers of KMIA"):
        change_picture(asset=asset, by=there, title="Mine")


def test_a_picture_on_two_stations_is_for_whoever_works_at_both(
    story: Story, asset: Asset, here: User, there: User
) -> None:
    for section in (home(story).section, section_of(there)):
        publish_story(placement=home(make_story(section, "Harbor", lead_picture=asset)), by=None)
    assert may_edit_and_kill(asset, here, there) == [False] * 4
    both = make_user("bea", Role.EDITOR, story.station)
    Membership.objects.create(user=both, station=there.memberships.get().station, role=Role.MANAGER)
    assert may_edit_and_kill(asset, both) == [True, False]
    assert who_may("edit_asset", asset) == (
        "Readers of KMIA, KZVN have it, or will. "
        "Only an editor of each of the stations may do this, or a group administrator."
    )


def test_an_edition_that_ended_by_itself_holds_nothing(
    story: Story, asset: Asset, there: User, clock: Clock
) -> None:
    made = home(make_story(home(story).section, "Harbor", lead_picture=asset, gallery=[asset.pk]))
    publish_story(placement=made, by=None, until=clock.now() + dt.timedelta(hours=1))
    assert not may(there, "edit_asset", asset)
    clock.advance(dt.timedelta(hours=2))
    assert may(there, "edit_asset", asset)


def test_a_picture_is_for_the_stations_of_whoever_took_it_in(
    story: Story, asset: Asset, here: User, there: User
) -> None:
    weather = make_section(story.station, "Weather")
    asset.uploaded_by = make_user("wes", Role.EDITOR, story.station, section=weather)
    asset.save()
    assert may_edit_and_kill(asset, asset.uploaded_by, here, there) == [True, False, True, True, False, False]
    assert who_may("edit_asset", asset).startswith("Somebody of KMIA took it in. Only an editor of that")
    # Readers of the other station having it does not take it from the first.
    publish_story(placement=home(make_story(section_of(there), "Dam", lead_picture=asset)), by=None)
    assert may_edit_and_kill(asset, here, there) == [False] * 4
    asset.uploaded_by.memberships.all().delete()
    assert may_edit_and_kill(asset, here, there) == [False, False, True, True]


def test_people_and_subjects_are_for_the_stations_whose_readers_have_them(
    story: Story, here: User, there: User, clock: Clock
) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    made = make_story(
        home(story).section, "Harbor", tags=["Boats"], credits=[Credit("Ana Ruiz", "", person.pk)]
    )
    tag = Tag.objects.get()
    asked = [(user, verb, row) for user in (here, there)
             for verb, row in (("edit_person", person), ("edit_tag", tag))]  # fmt: skip
    assert all(may(*question) for question in asked)
    publish_story(placement=home(made), by=None, at=clock.now() + dt.timedelta(hours=1))
    assert [may(*question) for question in asked] == [True, True, False, False]
    assert may(there, "list_person", person)
    assert may(there, "edit_tag")
    assert not may(make_user("edna", Role.EDITOR, story.station), "edit_person", person)
    assert may(make_admin(), "edit_person", person)
    old = Tag.objects.create(name="Ships", slug="ships", merged_into=tag)
    assert not may(there, "edit_tag", old)


def test_a_person_whom_a_station_lists_is_its_own(story: Story, here: User, there: User) -> None:
    person = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    person.listed_on.add(story.station)
    assert [may(user, "edit_person", person) for user in (here, there)] == [True, False]
