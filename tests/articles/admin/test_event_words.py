"""The record speaks of everything that the services write into it, in one table's words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import articles.services
from articles.admin.verbs import WORDS
from articles.models import Placement
from articles.services.deleting import bin_story, empty_bin
from articles.services.publishing import publish_story
from articles.workflow import DESK
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, save, tonight, url, verbs, wall
from tests.cast import home, make_story
from tests.conftest import Clock

WRITE = {"story_event", "tell_stories", "note", "_set_binned", "_event"}


def written() -> Iterator[str]:
    """Every verb that stands in a call which writes an event, also where one of two is chosen there."""
    for path in Path(articles.services.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITE:
                for argument in node.args:
                    chosen = (
                        [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                    )
                    yield from (
                        c.value for c in chosen if isinstance(c, ast.Constant) and isinstance(c.value, str)
                    )


def test_every_verb_of_the_record_has_its_words() -> None:
    steps = {move.verb for move in DESK} - {"edit_story"}
    kinds = {str(kind) for kind in Placement.Down if kind}
    # Chosen before the call.
    saved, held = {"created", "saved"}, {"took_held_copy", "left_held_copy"}
    assert WORDS.keys() == {*written(), *steps, *kinds, *saved, *held}


def test_a_new_story_is_created_and_then_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.editor)
    save(desk(newsroom.editor), story, deck="From Monday")
    assert verbs(story) == ["created", "saved"]
    page = desk(newsroom.editor).get(url("storyevent_changelist")).content.decode()
    assert ">Created<" in page
    assert ">Saved<" in page


def test_why_an_embargo_was_passed_is_read_in_the_history(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local, embargo_until=tonight(clock))
    publish_story(
        placement=home(story), by=newsroom.publisher, override_embargo="The ministry has published it."
    )
    save(
        desk(newsroom.publisher),
        story,
        embargo_until=wall(tonight(clock, hours=1)),
        embargo_reason="They moved it.",
    )
    for name in ("story_change", "story_history"):
        page = desk(newsroom.reporter).get(url(name, story.pk)).content.decode()
        assert "Published despite the embargo: “The ministry has published it.”" in page
        assert "Embargo lifted or brought forward: “They moved it.”" in page


def test_events_are_found_by_what_they_are_called(newsroom: Newsroom) -> None:
    publish_story(placement=home(make_story(newsroom.local)), by=newsroom.publisher)
    client = desk(newsroom.editor)
    found = client.get(f"{url('storyevent_changelist')}?verb=published").context["cl"].result_list  # type: ignore[index]
    assert [event.verb for event in found] == ["published"]


def test_what_the_bin_loses_is_the_work_of_a_command_and_not_of_the_importer(newsroom: Newsroom) -> None:
    bin_story(story=make_story(newsroom.local), by=newsroom.editor)
    empty_bin(days=0)
    asked = f"{url('storyevent_changelist')}?verb=deleted"
    page = desk(newsroom.editor).get(asked).content.decode()
    assert ">A command<" in page
    assert "The importer" not in page
