"""A station that asks for a second pair of eyes gets them, or a reason on the record."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.errors import NotAllowed, SecondEyesNeeded
from articles.models import Edition, ReviewBypass, Role, Station, Story, StoryEvent, User
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from tests.cast import home, make_section, make_station, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return make_station(second_eyes=True)


@pytest.fixture
def paul(station: Station) -> User:
    return make_user("paul", Role.PUBLISHER, station)


@pytest.fixture
def pia(station: Station) -> User:
    return make_user("pia", Role.PUBLISHER, station, first_name="Pia", last_name="Lund")


@pytest.fixture
def story(station: Station, paul: User) -> Story:
    """Written by paul."""
    return make_story(make_section(station), by=paul)


def save(story: Story, by: User, deck: str) -> None:
    story.refresh_from_db()
    claim_version(story=story, version=story.version)
    story.deck = deck
    story.save()
    keep_revision(story=story, by=by)


def test_a_draft_is_not_published(story: Story, paul: User) -> None:
    with pytest.raises(SecondEyesNeeded):
        publish_story(placement=home(story), by=paul)
    assert not Edition.objects.exists()


def test_nobody_approves_what_they_saved(story: Story, paul: User) -> None:
    with pytest.raises(SecondEyesNeeded, match="paul saved this text and cannot be the second pair of eyes"):
        move_stage(story=story, verb="make_ready", by=paul)


def test_what_another_made_ready_is_published_by_either(story: Story, paul: User, pia: User) -> None:
    move_stage(story=story, verb="make_ready", by=pia)
    assert publish_story(placement=home(story), by=paul).number == 1
    save(story, paul, "Newer")
    move_stage(story=story, verb="make_ready", by=pia)
    assert publish_story(placement=home(story), by=pia).number == 2


def test_a_save_lifts_the_approval(story: Story, paul: User, pia: User) -> None:
    move_stage(story=story, verb="make_ready", by=pia)
    save(story, pia, "One more word")
    with pytest.raises(SecondEyesNeeded, match="Nobody but its writer"):
        publish_story(placement=home(story), by=paul)
    with pytest.raises(SecondEyesNeeded, match="Pia Lund saved this text"):
        move_stage(story=story, verb="make_ready", by=pia)


def test_an_approval_from_before_the_rule_is_looked_at_again(story: Story, paul: User) -> None:
    Station.objects.update(second_eyes=False)
    move_stage(story=story, verb="make_ready", by=paul)
    Station.objects.update(second_eyes=True)
    with pytest.raises(SecondEyesNeeded, match="paul saved this text"):
        publish_story(placement=home(story), by=paul)


def test_copy_that_nobody_saved_may_be_approved_by_anybody(station: Station, paul: User) -> None:
    wire = make_story(station.sections.first() or make_section(station))
    move_stage(story=wire, verb="make_ready", by=paul)
    publish_story(placement=home(wire), by=paul)


def test_a_bypass_takes_a_publisher_and_a_reason_and_is_kept(story: Story, station: Station) -> None:
    editor = make_user("edna", Role.EDITOR, station)
    publisher = make_user("petra", Role.PUBLISHER, station)
    with pytest.raises(NotAllowed):
        publish_story(placement=home(story), by=editor, bypass_review="Fire in the building.")
    edition = publish_story(placement=home(story), by=publisher, bypass_review="Fire in the building.")
    bypass = ReviewBypass.objects.get()
    assert (bypass.edition_id, bypass.by, bypass.reason) == (edition.pk, publisher, "Fire in the building.")
    assert StoryEvent.objects.filter(verb="review_bypassed", edition_id=edition.pk).count() == 1


def test_a_bypass_is_not_written_where_none_was_needed(story: Story, paul: User, pia: User) -> None:
    move_stage(story=story, verb="make_ready", by=pia)
    publish_story(placement=home(story), by=paul, bypass_review="To be sure.")
    assert not ReviewBypass.objects.exists()


def test_a_bypass_stays_as_it_was_written(story: Story, paul: User) -> None:
    publish_story(placement=home(story), by=paul, bypass_review="Flood.")
    for statement in ("update articles_reviewbypass set reason = 'x'", "delete from articles_reviewbypass"):
        with (
            pytest.raises(IntegrityError, match="What was recorded stays"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_another_station_is_not_asked(paul: User) -> None:
    elsewhere = make_station("KZVN")
    pia = make_user("zoe", Role.PUBLISHER, elsewhere)
    publish_story(placement=home(make_story(make_section(elsewhere), by=pia)), by=pia)
