"""Corrections go out with the edition that carries them, stay for good, and name what they correct."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from articles.errors import NotAllowed, NothingToCorrect
from articles.models import (
    Correction,
    CorrectionPlacement,
    Edition,
    PageChange,
    Placement,
    PublishedCorrection,
    PublishedEdition,
    Role,
    Story,
    StoryEvent,
    User,
)
from articles.services.correcting import NewCorrection
from articles.services.drafting import settle_waiting_edition
from articles.services.publishing import cancel_scheduled, publish_story, revert_story
from articles.services.redaction import redact_story
from articles.services.taking_down import withdraw_story
from articles.services.verification import verify_editions
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
NOTE = NewCorrection("correction", "The fare is four dollars, not five.")


@pytest.fixture
def gia() -> User:
    return make_admin()


@pytest.fixture
def placement() -> Placement:
    """Live in its first edition."""
    place = home(make_story(make_section(make_station())))
    publish_story(placement=place, by=None)
    return place


def rewrite(placement: Placement, deck: str) -> None:
    Story.objects.filter(pk=placement.story_id).update(deck=deck)


def told() -> list[tuple[str, str, int, int]]:
    """Kind, text, the edition corrected and the one that carries it, as the public gets them."""
    rows = PublishedCorrection.objects.order_by("-corrected_at")
    return list(rows.values_list("kind", "text", "corrected_edition", "edition_number"))


def in_story(placement: Placement) -> list[str]:
    (found,) = PublishedEdition.objects.filter(number=placement.story_id).values_list(
        "corrections", flat=True
    )
    return [correction["text"] for correction in found]


def test_it_goes_out_with_the_edition_that_carries_it(placement: Placement, gia: User) -> None:
    rewrite(placement, "Right now")
    edition = publish_story(placement=placement, by=gia, correction=NOTE)
    assert told() == [("correction", NOTE.text, 1, 2)]
    row = PublishedCorrection.objects.get()
    assert (row.corrected_at, row.headline, row.slug, row.section_slug) == (
        edition.live_from,
        edition.headline,
        edition.slug,
        "local-news",
    )
    assert in_story(placement) == [NOTE.text]
    correction = Correction.objects.get()
    assert (correction.made_by, correction.made_at) == (gia, edition.live_from)
    assert StoryEvent.objects.filter(verb="corrected", edition_id=edition.pk).count() == 1
    assert f"story:{placement.story_id}" in PageChange.objects.latest("pk").keys


def test_it_may_be_all_that_is_new(placement: Placement, gia: User) -> None:
    edition = publish_story(placement=placement, by=gia, correction=NOTE)
    first = placement.editions.get(number=1)
    assert (edition.number, edition.content_sha256) == (2, first.content_sha256)
    assert in_story(placement) == [NOTE.text]
    assert list(verify_editions()) == []


def test_later_editions_keep_showing_it_the_newest_first(placement: Placement, gia: User) -> None:
    publish_story(placement=placement, by=gia, correction=NOTE)
    rewrite(placement, "More")
    publish_story(placement=placement, by=gia, correction=NewCorrection("update", "Adds the timetable."))
    rewrite(placement, "And more")
    publish_story(placement=placement, by=gia)
    revert_story(placement=placement, by=gia)
    assert in_story(placement) == ["Adds the timetable.", NOTE.text]
    assert told() == [("update", "Adds the timetable.", 2, 3), ("correction", NOTE.text, 1, 2)]


def test_what_nobody_saw_cannot_be_corrected(gia: User, clock: Clock) -> None:
    place = home(make_story(make_section(make_station())))
    with pytest.raises(NothingToCorrect):
        publish_story(placement=place, by=gia, correction=NOTE)
    publish_story(placement=place, by=gia, at=clock.now() + HOUR)
    with pytest.raises(NothingToCorrect):
        publish_story(placement=place, by=gia, correction=NOTE, waiting="cancel")
    assert not Correction.objects.exists()


def test_after_a_withdrawal_it_corrects_what_readers_saw_last(placement: Placement, gia: User) -> None:
    withdraw_story(placement=placement, by=gia)
    publish_story(placement=placement, by=gia, correction=NOTE)
    assert told() == [("correction", NOTE.text, 1, 2)]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_it_needs_its_words(placement: Placement, gia: User, text: str) -> None:
    with pytest.raises(NothingToCorrect, match="needs its words"):
        publish_story(placement=placement, by=gia, correction=NewCorrection("update", text))


def test_only_a_publisher_corrects(placement: Placement) -> None:
    editor = make_user("edna", Role.EDITOR, placement.station)
    with pytest.raises(NotAllowed):
        publish_story(placement=placement, by=editor, correction=NOTE)
    with pytest.raises(NothingToCorrect, match="Only a person"):
        publish_story(placement=placement, by=None, correction=NOTE)


# --- At a time ------------------------------------------------------------------------------------------


def test_a_scheduled_one_is_public_when_its_edition_is(placement: Placement, gia: User, clock: Clock) -> None:
    rewrite(placement, "Tonight")
    publish_story(placement=placement, by=gia, at=clock.now() + HOUR, correction=NOTE)
    assert (told(), in_story(placement)) == ([], [])
    clock.advance(2 * HOUR)
    assert in_story(placement) == [NOTE.text]


def test_it_goes_with_the_edition_frozen_in_place_of_its_own(
    placement: Placement, gia: User, clock: Clock
) -> None:
    rewrite(placement, "Tonight")
    publish_story(placement=placement, by=gia, at=clock.now() + HOUR, correction=NOTE)
    rewrite(placement, "Tonight, with one more word")
    settle_waiting_edition(placement=placement, by=gia, choice="refreeze")
    clock.advance(2 * HOUR)
    assert told() == [("correction", NOTE.text, 1, 3)]
    assert CorrectionPlacement.objects.count() == 2


def test_publishing_at_once_in_its_place_carries_it_too(
    placement: Placement, gia: User, clock: Clock
) -> None:
    publish_story(placement=placement, by=gia, at=clock.now() + HOUR, correction=NOTE)
    publish_story(placement=placement, by=gia, waiting="cancel")
    assert told() == [("correction", NOTE.text, 1, 3)]


def test_cancelled_with_its_edition_it_never_comes(placement: Placement, gia: User, clock: Clock) -> None:
    rewrite(placement, "Tonight")
    publish_story(placement=placement, by=gia, at=clock.now() + HOUR, correction=NOTE)
    cancel_scheduled(placement=placement, by=gia)
    publish_story(placement=placement, by=gia)
    clock.advance(2 * HOUR)
    assert (told(), in_story(placement)) == ([], [])


# --- Elsewhere, and for good ----------------------------------------------------------------------------


def test_a_sister_station_carries_it_with_its_own_next_edition(placement: Placement, gia: User) -> None:
    sister = make_section(make_station("KZVN"), "Water")
    there = Placement.objects.create(
        story=placement.story, station=sister.station, section=sister, slug="ferry"
    )
    publish_story(placement=there, by=gia)
    rewrite(placement, "Right")
    publish_story(placement=placement, by=gia, correction=NOTE)
    assert {row.station_id for row in PublishedCorrection.objects.all()} == {placement.station_id}
    publish_story(placement=there, by=gia)
    assert {row.station_id for row in PublishedCorrection.objects.all()} == {
        placement.station_id,
        sister.station_id,
    }
    rewrite(placement, "Newer")
    publish_story(placement=there, by=gia)
    assert PublishedCorrection.objects.count() == 2


def test_of_a_story_that_is_gone_nothing_is_told(placement: Placement, gia: User) -> None:
    publish_story(placement=placement, by=gia, correction=NOTE)
    withdraw_story(placement=placement, by=gia)
    assert told() == []


STATEMENTS = {
    "update articles_correction set text = 'x'": "A correction never changes",
    "update articles_correction set kind = 'update'": "A correction never changes",
    "update articles_correction set text = '', redacted_at = now(), kind = 'update'": "never changes",
    "delete from articles_correctionplacement": "What was recorded stays",
    "update articles_correctionplacement set corrects_id = carried_by_id": "What was recorded stays",
    "delete from articles_correction": "A correction is never deleted",
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_stays_as_it_was_made(placement: Placement, gia: User, statement: str) -> None:
    publish_story(placement=placement, by=gia, correction=NOTE)
    with (
        pytest.raises(IntegrityError, match=STATEMENTS[statement]),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_redaction_takes_its_words(placement: Placement, gia: User) -> None:
    publish_story(placement=placement, by=gia, correction=NOTE)
    redact_story(story=placement.story, by=gia, reason="Court order.")
    correction = Correction.objects.get()
    assert (correction.text, correction.kind, correction.redacted_at is None) == ("", "correction", False)
    assert Edition.objects.count() == 2
