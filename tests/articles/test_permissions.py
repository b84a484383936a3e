"""Who may what: the table of roles, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.models import Asset, Placement, Role, Story, User
from articles.permissions import LEAST, may, parts_for, stations_for, stories_for
from articles.services.publishing import publish_story
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user

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
        "view_import",
    },
    Role.PUBLISHER: {
        "publish", "schedule", "cancel", "expire", "revert", "correct", "withdraw", "override_embargo",
        "bypass_review",
    },
    Role.MANAGER: {
        "kill", "kill_asset", "edit_section", "edit_rules", "edit_person", "edit_source",
        "edit_membership", "edit_address", "open_station", "close_station", "run_import",
    },
}  # fmt: skip
GROUP_ONLY = {"edit_station", "edit_host", "edit_user", "revive", "redact", "undo_import"}


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


def test_a_picture_is_for_those_whose_stories_use_it(story: Story) -> None:
    asset = Asset.objects.create(
        token="0" * 32, sha256="0" * 64, format="JPEG", width=640, height=427, title="Harbor", alt="A harbor"
    )
    here = make_user("mia", Role.MANAGER, story.station)
    there = make_user("zoe", Role.MANAGER, make_station("KZVN"))
    assert may(there, "edit_asset", asset)
    Story.objects.filter(pk=story.pk).update(lead_picture=asset)
    assert [may(user, verb, asset) for user in (here, there) for verb in ("edit_asset", "kill_asset")] == [
        True, True, False, False,
    ]  # fmt: skip
    make_story(make_section(there.memberships.get().station), "Dam", lead_picture=asset)
    assert not may(here, "kill_asset", asset)
    assert may(make_admin(), "kill_asset", asset)
