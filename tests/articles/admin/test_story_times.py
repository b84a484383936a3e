"""Times on the story form: typed and shown on the station's clock, stored as instants."""

import datetime as dt

import pytest

from articles.models import Story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, save, send, url
from tests.cast import make_story


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_times_are_read_on_the_stations_clock(newsroom: Newsroom) -> None:
    miami, desert = make_story(newsroom.local), make_story(newsroom.desert)
    for story in (miami, desert):
        save(desk(newsroom.gia), story, embargo_until="2027-07-01T18:00", published_at="2027-01-01T06:30")
        story.refresh_from_db()
    assert (miami.embargo_until, miami.published_at) == (utc("2027-07-01T22:00"), utc("2027-01-01T11:30"))
    assert (desert.embargo_until, desert.published_at) == (utc("2027-07-02T00:00"), utc("2027-01-01T13:30"))


def test_times_are_shown_on_the_stations_clock_with_its_name(newsroom: Newsroom) -> None:
    story = make_story(newsroom.desert, published_at=utc("2027-01-01T13:30:41"))
    page = desk(newsroom.zoe).get(url("story_change", story.pk))
    assert fields_of(page)["published_at"] == "2027-01-01T06:30"
    assert b"America/Denver" in page.content
    assert b"America/New_York" not in page.content


@pytest.mark.parametrize(
    ("clock", "embargo"),
    [
        ("America/New_York", "2027-07-01T22:00"),
        ("America/Denver", "2027-07-02T00:00"),
        # No station's: the section's, as where a page names none.
        ("Asia/Tokyo", "2027-07-02T00:00"),
        ("Mars/Olympus", "2027-07-02T00:00"),
        ("", "2027-07-02T00:00"),
    ],
)
def test_a_new_storys_times_are_read_in_the_zone_that_its_page_named(
    newsroom: Newsroom, clock: str, embargo: str
) -> None:
    client = desk(newsroom.gia)
    page = client.get(url("story_add"))
    assert b'name="clock" value="America/New_York"' in page.content
    sent = fields_of(page) | {"headline": "A", "section": newsroom.desert.pk, "clock": clock}
    client.post(url("story_add"), sent | {"embargo_until": "2027-07-01T18:00"})
    assert Story.objects.get().embargo_until == utc(embargo)


def test_a_new_story_that_comes_back_still_names_the_zone_of_what_was_typed(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    sent = fields_of(client.get(url("story_add"))) | {"section": newsroom.desert.pk}
    sent |= {"headline": "", "clock": "America/New_York", "embargo_until": "2027-07-01T18:00"}
    page = client.post(url("story_add"), sent)
    assert (fields_of(page)["embargo_until"], page.context["zone"].key) == (
        "2027-07-01T18:00",
        "America/New_York",
    )
    assert b'name="clock" value="America/New_York"' in page.content


def test_a_day_alone_is_that_day_at_the_station_of_the_section(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    sent = fields_of(client.get(url("story_add"))) | {"headline": "A", "section": newsroom.desert.pk}
    sent |= {"clock": "America/New_York", "published_at": "2027-07-01T00:00", "published_at_day_only": "on"}
    client.post(url("story_add"), sent)
    story = Story.objects.get()
    assert (story.published_at, story.published_at_day_only) == (utc("2027-07-01T06:00"), True)


@pytest.mark.parametrize(
    ("wall", "sentence"),
    [
        (
            "2027-03-14T02:30",
            "2:30 a.m. on March 14, 2027 does not exist in America/New_York: the clocks skip it. "
            "Say which time you mean.",
        ),
        (
            "2027-11-07T01:30",
            "1:30 a.m. on Nov. 7, 2027 comes twice in America/New_York, as the clocks go back. "
            "Say which of the two you mean.",
        ),
        ("next Tuesday", "Write a date and a time: 2026-10-08T18:00."),
        ("2027-03-14T12:00+05:00", "Write a date and a time: 2026-10-08T18:00."),
    ],
)
def test_a_time_that_names_no_instant_is_told_at_its_field(
    newsroom: Newsroom, wall: str, sentence: str
) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.publisher)
    refused = save(client, story, embargo_until=wall, deck="Kept")
    assert errors(refused) == {"embargo_until": [sentence]}
    assert b"Kept" in refused.content
    refused = send(client, url("story_schedule", story.pk), story, at=wall)
    assert errors(refused) == {"at": [sentence]}
    assert not story.editions.exists()


def test_the_choice_at_the_field_is_the_answer(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.publisher)
    refused = save(client, story, embargo_until="2027-11-07T01:30")
    assert b"1:30 a.m. EST, the second time" in refused.content
    answer = {"embargo_until": "2027-11-07T01:30", "embargo_until-means": "2027-11-07T06:30Z"}
    assert save(client, story, **answer).status_code == 302
    story.refresh_from_db()
    assert story.embargo_until == utc("2027-11-07T06:30")
    answer = {"at": "2027-11-07T01:45", "at-means": "2027-11-07T06:45Z"}
    send(client, url("story_schedule", story.pk), story, **answer)
    assert story.editions.get().live_from == utc("2027-11-07T06:45")


@pytest.mark.parametrize("wall", ["2027-03-14T01:59", "2027-03-14T03:00", "2027-11-07T02:00"])
def test_the_minutes_around_a_change_of_clocks_are_plain_times(newsroom: Newsroom, wall: str) -> None:
    story = make_story(newsroom.local)
    assert save(desk(newsroom.editor), story, embargo_until=wall).status_code == 302


def test_the_twin_hour_of_an_imported_story_survives_a_save(newsroom: Newsroom) -> None:
    second_time_round = utc("2026-11-01T06:30:12")
    story = make_story(newsroom.local, published_at=second_time_round)
    assert save(desk(newsroom.editor), story, deck="Something else").status_code == 302
    story.refresh_from_db()
    assert story.published_at == second_time_round
