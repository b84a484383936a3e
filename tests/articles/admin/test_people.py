"""Assignments, notes and "waiting for you", as people meet them at the desk."""

import datetime as dt

import pytest

from articles.models import Notice, StoryNote, User
from articles.services.assigning import add_note, assign_story
from articles.services.publishing import publish_story
from articles.services.reviewing import move_stage
from articles.services.taking_down import kill_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import buttons, desk, errors, press, said, send, url
from tests.cast import home, make_story
from tests.conftest import Clock

INDEX = "/admin/"


def waiting(user: User) -> dict[str, list[str]]:
    """Group by group, the headlines of what waits for a person."""
    page = desk(user).get(INDEX)
    groups = {group.title: [item.headline for item in group.items] for group in page.context["waiting"]}
    news = [item.words for item in page.context["news"]]
    return groups | ({"News": news} if news else {})


def test_a_story_is_given_to_somebody_of_the_desk(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    page = desk(newsroom.editor).get(url("story_change", story.pk))
    offered = [label for _, label in page.context["assign_form"].fields["assigned_to"].choices]
    assert offered == ["nobody", "edna", "mia", "paul", "rita"]
    answer = press(newsroom.editor, "assign", story, assigned_to=newsroom.reporter.pk)
    assert said(answer) == ["The story is with rita."]
    story.refresh_from_db()
    assert story.assigned_to == newsroom.reporter
    assert press(newsroom.reporter, "assign", story, assigned_to="").status_code == 403
    assert b"With rita" in desk(newsroom.reporter).get(url("story_change", story.pk)).content
    assert said(press(newsroom.editor, "assign", story, assigned_to="")) == ["The story is with nobody."]
    stranger = press(newsroom.editor, "assign", story, assigned_to=newsroom.zoe.pk)
    assert said(stranger)[0].startswith("Select a valid choice.")


def test_a_note_is_added_with_the_form_and_saves_it_first(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = send(
        desk(newsroom.editor),
        url("story_note", story.pk),
        story,
        deck="Typed meanwhile",
        note_text="Since when?",
        note_quote="from Monday",
        note_to=newsroom.reporter.pk,
    )
    assert said(answer) == ["Saved.", "The note is on the story."]
    story.refresh_from_db()
    note = StoryNote.objects.get()
    assert (story.deck, note.text, note.quote, note.to) == (
        "Typed meanwhile",
        "Since when?",
        "from Monday",
        newsroom.reporter,
    )


def test_a_script_gets_the_box_and_saves_nothing(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.reporter)
    headers = {"X-Requested-With": "fetch"}
    sent = {"note_text": "Since when?", "note_quote": "from Monday", "deck": "Not saved", "version": "1"}
    box = client.post(url("story_note", story.pk), sent, headers=headers)
    assert (box.status_code, box.content.count(b"Since when?")) == (200, 1)
    assert b"<html" not in box.content
    story.refresh_from_db()
    assert story.deck == ""
    refused = client.post(url("story_note", story.pk), {"note_text": " "}, headers=headers)
    assert (refused.status_code, refused.content.decode()) == (
        422,
        "A note needs its words. Write what is to be done, then add it.",
    )
    note = StoryNote.objects.get()
    box = client.post(url("story_resolve", story.pk), {"note_id": note.pk}, headers=headers)
    assert b"Since when?" not in box.content
    note.refresh_from_db()
    assert note.resolved_by == newsroom.reporter


def test_the_box_says_what_became_of_the_words(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    add_note(story=story, by=newsroom.editor, text="Check", quote="Tickets cost four dollars.")
    page = desk(newsroom.publisher).get(url("story_change", story.pk))
    (shown,) = page.context["notes"]
    assert (shown.passage, shown.is_exact) == ("Tickets cost four dollars.", True)
    type(story).objects.update(body="<p>Tickets cost nearly five dollars.</p>")
    page = desk(newsroom.publisher).get(url("story_change", story.pk))
    assert b"It reads now: Tickets cost nearly five dollars." in page.content
    type(story).objects.update(body="<p>Nothing of it.</p>")
    page = desk(newsroom.publisher).get(url("story_change", story.pk))
    assert b"These words are no longer in the text." in page.content


@pytest.mark.parametrize("number", ["", "0", "x", "99999999999999999999"])
def test_no_such_note(newsroom: Newsroom, number: str) -> None:
    story = make_story(newsroom.local)
    assert press(newsroom.editor, "resolve", story, note_id=number).status_code == 404


def test_a_note_of_another_story_is_not_settled_here(newsroom: Newsroom) -> None:
    story, other = make_story(newsroom.local), make_story(newsroom.desert, "Dam")
    note = add_note(story=other, by=newsroom.zoe, text="Mine")
    assert press(newsroom.editor, "resolve", story, note_id=note.pk).status_code == 404


def test_a_return_asks_what_should_change(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    move_stage(story=story, verb="submit_story", by=newsroom.reporter)
    asked = press(newsroom.editor, "return", story)
    assert (asked.status_code, errors(asked)) == (200, {})
    story.refresh_from_db()
    assert story.stage == "in_review"
    press(newsroom.editor, "return", story, asked="1", words="Ask the port as well.")
    story.refresh_from_db()
    assert story.stage == "draft"
    assert StoryNote.objects.get().text == "Ask the port as well."
    assert waiting(newsroom.reporter) == {"News": ["Returned to draft by edna"]}


# --- Waiting for you ------------------------------------------------------------------------------------


def test_what_waits_for_whom(newsroom: Newsroom) -> None:
    theirs = make_story(newsroom.local, "Assigned")
    assign_story(story=theirs, to=newsroom.reporter, by=newsroom.editor)
    noted = make_story(newsroom.local, "Noted")
    add_note(story=noted, by=newsroom.editor, text="Since when?", to=newsroom.reporter)
    review, ready = make_story(newsroom.local, "In review"), make_story(newsroom.sports, "Ready")
    move_stage(story=review, verb="submit_story", by=newsroom.editor)
    move_stage(story=ready, verb="make_ready", by=newsroom.editor)
    make_story(newsroom.desert, "Elsewhere")
    assert waiting(newsroom.reporter) == {
        "Assigned to you": ["Assigned"],
        "Notes to you": ["Noted"],
        "News": ["A note to you by edna", "Assigned to you by edna"],
    }
    assert waiting(newsroom.editor) == {"To review": ["In review"]}
    assert waiting(newsroom.publisher) == {"To review": ["In review"], "Ready to go out": ["Ready"]}
    assert waiting(newsroom.zoe) == {}


def test_what_is_done_waits_no_more(newsroom: Newsroom, clock: Clock) -> None:
    mine, ready, coming = (make_story(newsroom.local, headline) for headline in ("Mine", "Ready", "Coming"))
    assign_story(story=mine, to=newsroom.reporter, by=newsroom.editor)
    for story in (ready, coming):
        move_stage(story=story, verb="make_ready", by=newsroom.editor)
    publish_story(placement=home(mine), by=newsroom.publisher)
    publish_story(placement=home(ready), by=newsroom.publisher)
    publish_story(placement=home(coming), by=newsroom.publisher, at=clock.now() + dt.timedelta(hours=1))
    desk(newsroom.reporter).post("/admin/news/read/")
    assert waiting(newsroom.reporter) == {}
    assert waiting(newsroom.publisher) == {}
    assert not Notice.objects.filter(user=newsroom.reporter, read_at__isnull=True).exists()


def test_the_killed_wait_for_nobody(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    move_stage(story=story, verb="submit_story", by=newsroom.editor)
    kill_story(story=story, by=newsroom.gia)
    assert waiting(newsroom.editor) == {}


def test_what_waits_costs_a_constant_number_of_queries(
    newsroom: Newsroom, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        story = make_story(newsroom.local, f"Story {number}")
        assign_story(story=story, to=newsroom.publisher, by=newsroom.editor)
        add_note(story=story, by=newsroom.editor, text="Look", to=newsroom.publisher)
        move_stage(story=story, verb="submit_story", by=newsroom.editor)
    client = desk(newsroom.publisher)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        page = client.get(INDEX)
    assert [len(group.items) for group in page.context["waiting"]] == [8, 8, 8]


# --- One's own page -------------------------------------------------------------------------------------


def test_ones_own_zone_stands_beside_the_stations(newsroom: Newsroom, clock: Clock) -> None:
    client = desk(newsroom.publisher)
    answer = client.post("/admin/you/", {"timezone": "America/Los_Angeles", "language": "en"})
    assert answer.headers["Location"] == INDEX
    newsroom.publisher.refresh_from_db()
    assert (newsroom.publisher.timezone, newsroom.publisher.mail_notices) == ("America/Los_Angeles", False)
    story = make_story(newsroom.local)
    publish_story(
        placement=home(story), by=None, at=dt.datetime(clock.now().year + 1, 7, 1, 22, tzinfo=dt.UTC)
    )
    page = client.get(url("story_change", story.pk)).content.decode()
    year = clock.now().year + 1
    assert f"6:00 p.m. EDT, July 1, {year} (3:00 p.m. PDT, July 1, {year} for you)" in page
    assert "for you)" not in desk(newsroom.manager).get(url("story_change", story.pk)).content.decode()


def test_a_zone_that_does_not_exist_is_refused(newsroom: Newsroom) -> None:
    answer = desk(newsroom.editor).post("/admin/you/", {"timezone": "Mars/Olympus", "language": "en"})
    assert list(errors(answer)) == ["timezone"]


def test_nobody_sets_more_than_that_for_themselves(newsroom: Newsroom) -> None:
    desk(newsroom.reporter).post("/admin/you/", {"is_superuser": "on", "username": "boss", "timezone": ""})
    newsroom.reporter.refresh_from_db()
    assert (newsroom.reporter.is_superuser, newsroom.reporter.username) == (False, "rita")


def test_buttons_are_as_many_as_before(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    assert not {"note", "assign", "resolve"} & buttons(newsroom.editor, story).keys()
