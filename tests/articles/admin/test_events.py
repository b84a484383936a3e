"""The record of stories: found by person, station and date, and saved as CSV, as far as one may see it."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language

from articles.admin import saving_csv
from articles.models import StoryEvent, User
from articles.services.assets import take_in_picture
from articles.services.assigning import assign_story
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.cast import home, make_story
from tests.pictures import jpeg

Asked = dict[str, str]


def listed(user: User, asked: Asked) -> list[tuple[int, str]]:
    page: Any = desk(user).get(url("storyevent_changelist"), asked)
    assert page.status_code == 200
    return [(event.story_id, event.verb) for event in page.context["cl"].result_list]


def saved(user: User, asked: Asked) -> list[dict[str, str]]:
    answer: Any = desk(user).get(url("storyevent_export"), asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="story-events.csv"'
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def told(newsroom: Newsroom) -> tuple[int, int]:
    """A story of KMIA that Paul published, and one of KZVN that Zoe did."""
    here, there = make_story(newsroom.local), make_story(newsroom.desert)
    User.objects.filter(pk=newsroom.publisher.pk).update(first_name="Paul", last_name="Ortega")
    publish_story(placement=home(here), by=newsroom.publisher)
    publish_story(placement=home(there), by=newsroom.gia)
    return here.pk, there.pk


@pytest.mark.parametrize(
    "asked",
    [{"by": "Paul"}, {"by": "paul ortega"}, {"q": "ortega"}, {"q": "paul"}, {"q": "Paul Ort"}],
    ids=str,
)
def test_events_are_found_by_who_did_it(newsroom: Newsroom, told: tuple[int, int], asked: Asked) -> None:
    assert listed(newsroom.gia, asked) == [(told[0], "published")]
    assert listed(newsroom.zoe, asked) == []


def test_a_part_of_a_name_is_searched_and_not_filtered(newsroom: Newsroom, told: tuple[int, int]) -> None:
    assert listed(newsroom.gia, {"by": "Orteg"}) == []
    assert listed(newsroom.gia, {"q": "nobody of that name"}) == []
    assert listed(newsroom.gia, {"q": "9" * 30}) == []
    assert {number for number, __ in listed(newsroom.gia, {"q": str(told[1])})} == {told[1]}


def test_events_are_found_by_station_and_date(newsroom: Newsroom, told: tuple[int, int]) -> None:
    event = StoryEvent.objects.get(story_id=told[1], verb="published")
    day = event.at.astimezone(newsroom.kmia.zone)
    theirs = {"station": str(newsroom.kzvn.pk), "verb": "published"}
    assert listed(newsroom.gia, theirs) == [(told[1], "published")]
    for span in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        assert listed(newsroom.gia, theirs | {"dated": span}) == [(told[1], "published")]
    assert listed(newsroom.gia, theirs | {"dated": f"{day.year - 1}"}) == []
    assert listed(newsroom.gia, theirs | {"dated": "yesterday"}) == []


def test_no_filter_leads_to_another_station(newsroom: Newsroom, told: tuple[int, int]) -> None:
    for asked in ({}, {"station": str(newsroom.kzvn.pk)}, {"q": str(told[1])}, {"by": "gia"}):
        assert told[1] not in {number for number, __ in listed(newsroom.reporter, asked)}
        assert str(told[1]) not in {row["story"] for row in saved(newsroom.reporter, asked)}
    assert {row["station"] for row in saved(newsroom.reporter, {})} == {"KMIA"}
    assert {row["station"] for row in saved(newsroom.gia, {})} == {"KMIA", "KZVN"}


def test_what_is_saved_is_what_is_listed_and_no_cell_is_a_formula(
    newsroom: Newsroom, told: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving_csv, "CHUNK", 2)
    User.objects.filter(pk=newsroom.publisher.pk).update(username="=paul")
    rows = saved(newsroom.gia, {})
    assert [int(row["story"]) for row in rows] == [number for number, __ in listed(newsroom.gia, {})]
    (row,) = saved(newsroom.gia, {"by": "=paul"})
    assert (row["what"], row["story"], row["who"]) == ("Published", str(told[0]), "'=paul")


def test_it_is_saved_in_the_language_of_the_desk(newsroom: Newsroom, told: tuple[int, int]) -> None:
    before = get_language()
    User.objects.filter(pk=newsroom.gia.pk).update(language="es")
    answer: Any = desk(User.objects.get(pk=newsroom.gia.pk)).get(
        url("storyevent_export"), {"verb": "published", "by": "gia"}
    )
    head, row = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert head[1:6] == ["qué", "noticia", "quién", "emisora", "campos"]
    assert row[1:5] == ["Publicada", str(told[1]), "gia", "KZVN"]
    assert get_language() == before


def test_an_assignment_tells_from_whom_to_whom(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    for to in (newsroom.reporter, newsroom.editor, None):
        assign_story(story=story, to=to, by=newsroom.editor)
    for page in (url("storyevent_changelist"), url("story_history", story.pk)):
        words = desk(newsroom.editor).get(page).content.decode()
        for told in ("nobody → rita", "rita → edna", "edna → nobody"):
            assert told in words
    rows = saved(newsroom.editor, {"q": str(story.pk), "by": "edna"})
    assert [(row["before"], row["after"]) for row in rows] == [("edna", ""), ("rita", "edna"), ("", "rita")]


def test_why_a_picture_was_killed_is_saved_too(newsroom: Newsroom) -> None:
    asset = take_in_picture(file=jpeg(640, 480), title="Pier", by=newsroom.reporter, alt="The pier").asset
    make_story(newsroom.local, lead_picture=asset)
    kill_picture(asset=asset, by=newsroom.gia, reason="+1 of the sitter")
    (row,) = saved(newsroom.gia, {"verb": "picture_killed"})
    assert (row["picture"], row["why"]) == (asset.title, "'+1 of the sitter")


@pytest.mark.parametrize("asked", [{}, {"q": "a"}, {"by": "edna", "dated": "2026"}], ids=str)
def test_the_page_costs_the_same_however_many_events_there_are(newsroom: Newsroom, asked: Asked) -> None:
    client, counts = desk(newsroom.editor), []
    for _ in range(2):
        for _ in range(5):
            make_story(newsroom.local, by=newsroom.editor)
        with CaptureQueriesContext(connection) as queries:
            client.get(url("storyevent_changelist"), asked)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 10
