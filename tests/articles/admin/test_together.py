"""Many stories at once: what would happen is shown for each, each is asked about, and refusals are told."""

from typing import Any

import pytest

from articles.models import Asset, Story, User
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from articles.services.together import mark_of
from articles.workflow import Publication
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, publication, said, url, verbs
from tests.cast import home, make_picture, make_story

TOGETHER = "story_together"


def look(user: User, act: str, *stories: Story) -> Any:
    """The page that tells what would happen."""
    return desk(user).post(url(TOGETHER), {"act": act, "row": [story.pk for story in stories]})


def press(user: User, page: Any, **given: Any) -> Any:
    """Its button, with everything that the page carries."""
    rows = page.context["prospects"]
    marks = {f"mark-{row.story.pk}": row.mark for row in rows if not row.refusals}
    sent = {"act": page.context["verb"], "asked": "1", "row": [row.story.pk for row in rows]}
    return desk(user).post(url(TOGETHER), sent | marks | given)


def refusals(page: Any) -> dict[str, list[str]]:
    return {row.story.headline: row.refusals for row in page.context["prospects"]}


@pytest.fixture
def two(newsroom: Newsroom) -> list[Story]:
    return [make_story(newsroom.local, headline) for headline in ("Ferry", "Bridge")]


def test_publishing_shows_what_stands_in_the_way_and_does_the_rest(
    newsroom: Newsroom, two: list[Story]
) -> None:
    held = make_story(newsroom.local, "Held", on_hold=True)
    killed = make_picture()
    Asset.objects.filter(pk=killed.pk).update(killed_at="2026-01-01T00:00Z")
    unfit = make_story(newsroom.local, "Unfit", lead_picture=killed)
    page = look(newsroom.publisher, "publish", *two, held, unfit)
    assert refusals(page) == {
        "Ferry": [],
        "Bridge": [],
        "Held": ["The story is held for release."],
        "Unfit": ["The picture “Bay” was killed."],
    }
    assert b"There is no deck." in page.content
    answer = press(newsroom.publisher, page)
    assert said(answer) == [
        f"{unfit.pk}, “Unfit”: The picture “Bay” was killed.",
        f"{held.pk}, “Held”: The story is held for release.",
        "2 of 4 published.",
    ]
    assert [publication(story) for story in (*two, held, unfit)] == [Publication.LIVE] * 2 + [
        Publication.UNPUBLISHED
    ] * 2


@pytest.mark.parametrize("act", ["publish", "withdraw", "move", "tag", "assign"])
def test_every_row_asks_for_its_own_permission(newsroom: Newsroom, two: list[Story], act: str) -> None:
    """Also where the page is made up by hand, mark and all."""
    foreign = make_story(newsroom.desert, "Reservoir")
    rows = [*two, foreign]
    marks = {f"mark-{story.pk}": mark_of(story, home(story)) for story in rows}
    sent = {"act": act, "asked": "1", "row": [story.pk for story in rows], "tags": "x"} | marks
    sent |= {"section": newsroom.sports.pk, "person": newsroom.reporter.pk}
    before = [verbs(story) for story in two]
    for user in (newsroom.reporter, newsroom.zoe):
        desk(user).post(url(TOGETHER), sent)
        assert [verbs(story) for story in two] == before
    desk(newsroom.publisher).post(url(TOGETHER), sent | {"act": "tag"})
    assert [list(story.tags.names()) for story in rows[:2]] == [["x"], ["x"]]


def test_a_reporter_and_another_stations_editor_get_only_their_own(newsroom: Newsroom) -> None:
    mine = make_story(newsroom.local, "Mine", by=newsroom.reporter)
    other = make_story(newsroom.local, "A colleague's", by=newsroom.editor)
    assert refusals(look(newsroom.reporter, "tag", mine, other)) == {
        "Mine": [],
        "A colleague's": ["Your role does not allow this here. Ask a publisher or a manager of the station."],
    }
    assert look(newsroom.reporter, "publish", mine).status_code == 403
    strangers = look(newsroom.zoe, "tag", mine, other)
    assert said(strangers) == ["Choose stories, and what to do with them."]
    assert press(newsroom.reporter, look(newsroom.reporter, "tag", mine, other), tags="Harbor").url == url(
        "story_changelist"
    )
    assert [list(story.tags.names()) for story in (mine, other)] == [["Harbor"], []]


def test_what_changed_between_looking_and_acting_is_left_alone(newsroom: Newsroom, two: list[Story]) -> None:
    first, second = two
    page = look(newsroom.publisher, "publish", *two)
    publish_story(placement=home(first), by=newsroom.publisher)
    withdraw_story(placement=home(first), by=newsroom.publisher)
    answer = press(newsroom.publisher, page)
    assert sorted(said(answer)) == [
        "1 of 2 published.",
        f"{first.pk}, “Ferry”: Somebody changed it meanwhile, so it was left alone. Look at it again.",
    ]
    assert publication(first) == Publication.WITHDRAWN
    assert publication(second) == Publication.LIVE


def test_what_was_refused_when_it_was_shown_is_not_done_unseen(newsroom: Newsroom, two: list[Story]) -> None:
    held = make_story(newsroom.local, "Held", on_hold=True)
    page = look(newsroom.publisher, "publish", *two, held)
    Story.objects.filter(pk=held.pk).update(on_hold=False)
    assert said(press(newsroom.publisher, page)) == [
        f"{held.pk}, “Held”: Somebody changed it meanwhile, so it was left alone. Look at it again.",
        "2 of 3 published.",
    ]
    assert publication(held) == Publication.UNPUBLISHED


def test_a_button_pressed_twice_acts_once(newsroom: Newsroom, two: list[Story]) -> None:
    page = look(newsroom.publisher, "publish", *two)
    first, again = (press(newsroom.publisher, page, once="the same") for _ in range(2))
    assert said(first) == ["2 of 2 published."]
    assert said(again) == ["This was saved already: the form was sent twice."]
    assert [story.editions.count() for story in two] == [1, 1]


def test_withdrawing_moving_and_assigning(newsroom: Newsroom, two: list[Story]) -> None:
    first, second = two
    publish_story(placement=home(first), by=None)
    page = look(newsroom.publisher, "withdraw", *two)
    assert refusals(page)["Bridge"] == ["This story is not live here, and nothing is scheduled."]
    press(newsroom.publisher, page, reason="Being checked")
    assert home(first).down_reason == "Being checked"
    press(newsroom.editor, look(newsroom.editor, "move", *two), section=newsroom.sports.pk)
    assert [home(story).section for story in two] == [newsroom.sports] * 2
    assert second.revisions.count() == 2
    press(newsroom.editor, look(newsroom.editor, "assign", *two), person=newsroom.reporter.pk)
    assert set(Story.objects.values_list("assigned_to", flat=True)) == {newsroom.reporter.pk}


def test_a_section_of_another_station_is_not_on_offer(newsroom: Newsroom, two: list[Story]) -> None:
    page = look(newsroom.gia, "move", *two)
    answer = press(newsroom.gia, page, section=newsroom.desert.pk)
    assert "section" in answer.context["form"].errors
    foreign = make_story(newsroom.desert, "Reservoir")
    both = look(newsroom.gia, "move", two[0], foreign)
    assert sorted(said(press(newsroom.gia, both, section=newsroom.desert.pk))) == [
        "1 of 2 moved.",
        f"{two[0].pk}, “Ferry”: That section belongs to another station.",
    ]
    assert home(two[0]).section == newsroom.local
