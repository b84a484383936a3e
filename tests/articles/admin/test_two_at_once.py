"""Two editors in one story: nobody's words are lost, and nobody saves over the other unawares."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from articles.forms.story_saving import save_story
from articles.models import Revision, Role, Source, Story, StoryEvent
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors, fields_of, save, send, url
from tests.cast import home, make_section, make_station, make_story, make_user

BODY = (
    "<p>The ferry runs again from Monday.</p><p>Tickets cost four dollars.</p>"
    "<p>The pier was closed for weeks after a storm.</p>"
)


def opened(client: Client, story: Story) -> dict[str, Any]:
    """What the form of somebody who has the story open would send."""
    return fields_of(client.get(url("story_change", story.pk)))


def post(client: Client, story: Story, sent: dict[str, Any]) -> Any:
    return client.post(url("story_change", story.pk), sent)


def aside(story: Story) -> Revision:
    return story.revisions.get(kind=Revision.Kind.ASIDE)


def test_changes_in_different_places_come_together_ready_to_save(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY, tags=["Harbor"], credits=[Credit("Ana Ruiz")])
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {
        "body": BODY.replace("four", "five"),
        "tags": "Harbor, Fares",
        "bylines-0-title": "Staff Writer",
    }
    save(
        desk(newsroom.publisher),
        story,
        body=BODY.replace("Monday", "Tuesday"),
        deck="Their deck",
        tags="Harbor, Boats",
        section=newsroom.sports.pk,
    )

    late = post(mine, story, sent)
    assert late.status_code == 200
    assert not errors(late)
    proposal = late.context["proposal"]
    assert proposal.title == "paul saved this story while you were writing"
    assert [change.label for change in proposal.taken] == ["Deck", "Text", "Tags", "Section"]
    assert (proposal.disputed, proposal.conflicts) == ([], [])
    story.refresh_from_db()
    assert (story.body, story.deck) == (BODY.replace("Monday", "Tuesday"), "Their deck")

    assert post(mine, story, fields_of(late)).status_code == 302
    story.refresh_from_db()
    assert story.body == BODY.replace("Monday", "Tuesday").replace("four", "five")
    assert (story.deck, home(story).section) == ("Their deck", newsroom.sports)
    assert sorted(story.tags.names()) == ["Boats", "Fares", "Harbor"]
    assert [(byline.name, byline.title) for byline in story.bylines.all()] == [("Ana Ruiz", "Staff Writer")]


def test_what_both_changed_is_shown_twice_and_decided_by_a_person(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {"headline": "My headline", "body": BODY.replace("four", "five")}
    save(desk(newsroom.publisher), story, headline="Their headline", body=BODY.replace("four", "six"))

    late = post(mine, story, sent)
    page = late.content.decode()
    proposal = late.context["proposal"]
    assert [change.label for change in proposal.disputed] == ["Headline"]
    assert "Their" in page
    assert late.context["form"]["headline"].value() == "My headline"
    both = "<p>Tickets cost six dollars.</p><p>Tickets cost five dollars.</p>"
    assert late.context["form"].cleaned_data["body"] == BODY.replace(
        "<p>Tickets cost four dollars.</p>", both
    )
    assert len(proposal.conflicts) == 1
    assert "Both of you wrote here." in page


def test_both_texts_stay_in_the_history_whatever_is_chosen(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {"headline": "My headline", "body": "<p>All mine.</p>"}
    save(desk(newsroom.publisher), story, headline="Their headline", body="<p>All theirs.</p>")
    post(mine, story, sent)
    post(mine, story, sent)  # pressed again in the old tab: kept once

    kept = [
        (r.kind, r.content["headline"], r.content["body"], r.created_by)
        for r in story.revisions.order_by("number")
    ]
    assert kept == [
        ("saved", "Ferry returns to the bay", BODY, None),
        ("saved", "Their headline", "<p>All theirs.</p>", newsroom.publisher),
        ("aside", "My headline", "<p>All mine.</p>", newsroom.editor),
    ]
    assert aside(story).begun_from == 1
    assert StoryEvent.objects.filter(story_id=story.pk, verb="set_aside", actor=newsroom.editor).count() == 1
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Their headline", 2)


def test_a_third_save_while_one_looks_at_the_merge_is_merged_as_well(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {"body": BODY.replace("four", "five")}
    save(desk(newsroom.publisher), story, body=BODY.replace("Monday", "Tuesday"))
    late = post(mine, story, sent)
    save(desk(newsroom.manager), story, deck="From the manager")
    later = post(mine, story, fields_of(late))
    assert later.context["proposal"].title == "mia saved this story while you were writing"
    assert post(mine, story, fields_of(later)).status_code == 302
    story.refresh_from_db()
    assert story.body == BODY.replace("Monday", "Tuesday").replace("four", "five")
    assert story.deck == "From the manager"


def test_whoever_changed_nothing_gets_the_newer_story_and_leaves_no_revision(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.editor)
    sent = opened(mine, story)
    save(desk(newsroom.publisher), story, deck="Their deck")
    late = post(mine, story, sent)
    assert late.context["form"]["deck"].value() == "Their deck"
    assert [change.label for change in late.context["proposal"].taken] == ["Deck"]
    assert story.revisions.count() == 2


def test_a_button_pressed_on_an_old_page_shows_the_merge_and_does_nothing_else(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.publisher)
    sent = opened(mine, story)
    save(desk(newsroom.editor), story, body=BODY.replace("four", "forty"))
    late = mine.post(url("story_publish", story.pk), sent)
    assert late.context["proposal"].title == "edna saved this story while you were writing"
    assert not story.editions.exists()


def test_an_old_page_with_a_mistake_in_it_is_mended_first_and_merged_then(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {"headline": " ", "deck": "Mine"}
    save(desk(newsroom.publisher), story, dateline="BAYFRONT")
    refused = post(mine, story, sent)
    assert list(errors(refused)) == ["headline"]
    late = post(mine, story, fields_of(refused) | {"headline": "Better"})
    assert late.context["proposal"] is not None
    assert post(mine, story, fields_of(late)).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.deck, story.dateline) == ("Better", "Mine", "BAYFRONT")


def test_an_embargo_that_came_meanwhile_is_not_lifted_by_an_old_page(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    mine = desk(newsroom.reporter)
    Story.objects.filter(pk=story.pk).update(created_by=newsroom.reporter)
    sent = opened(mine, story) | {"deck": "Mine"}
    save(desk(newsroom.publisher), story, embargo_until="2031-01-01T06:00")
    late = post(mine, story, sent)
    assert not errors(late)
    assert late.context["form"]["embargo_until"].value() == "2031-01-01T06:00"
    assert post(mine, story, fields_of(late)).status_code == 302
    story.refresh_from_db()
    assert story.embargo_until is not None
    assert story.deck == "Mine"


def test_an_edition_that_waits_is_asked_about_after_the_merge(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    mine = desk(newsroom.publisher)
    sent = opened(mine, story) | {"deck": "Mine"}
    publish_story(placement=home(story), by=None, at=in_an_hour())
    save(desk(newsroom.publisher), story, dateline="BAYFRONT", waiting="keep")
    late = post(mine, story, sent)
    assert late.context["proposal"] is not None
    asked = post(mine, story, fields_of(late))
    assert "waiting" in errors(asked)
    assert post(mine, story, fields_of(asked) | {"waiting": "keep"}).status_code == 302


def in_an_hour() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("select published_clock() + interval '1 hour'")
        return cursor.fetchone()[0]


def test_a_save_that_loses_the_race_after_its_form_was_read_is_merged_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = make_story(newsroom.local)

    def after_another(**given: Any) -> bool:
        Story.objects.filter(pk=story.pk).update(version=2, deck="Quicker")
        return save_story(**given)

    monkeypatch.setattr("articles.admin.stories.save_story", after_another)
    late = save(desk(newsroom.editor), story, headline="Slower")
    assert late.context["form"]["headline"].value() == "Slower"
    assert late.context["form"]["deck"].value() == "Quicker"


def test_a_save_without_a_version_or_a_base_saves_nothing_and_loses_nothing(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, body=BODY)
    late = save(
        desk(newsroom.editor), story, deck="From nowhere", body="<p>New.</p>", version=None, base=None
    )
    story.refresh_from_db()
    assert (story.deck, story.body) == ("", BODY)
    assert aside(story).content["deck"] == "From nowhere"
    merged = late.context["form"].cleaned_data["body"]
    assert BODY in merged
    assert "<p>New.</p>" in merged


def test_names_without_a_page_stay_without_one_through_a_merge(newsroom: Newsroom) -> None:
    """A person of that name was added since; the byline was printed without."""
    source = Source.objects.create(name="AW", kind="wire", label="From AW")
    story = make_story(newsroom.local, credits=[Credit("Bo Lind"), Credit("Ana Ruiz")], source=source)
    mine = desk(newsroom.editor)
    sent = opened(mine, story) | {"deck": "Mine"}
    desk(newsroom.gia).post(url("person_add"), {"name": "Ana Ruiz"})
    save(desk(newsroom.publisher), story, **{"bylines-0-DELETE": "on"})
    late = post(mine, story, sent)
    assert post(mine, story, fields_of(late)).status_code == 302
    assert [(byline.name, byline.person) for byline in story.bylines.all()] == [("Ana Ruiz", None)]
    story.refresh_from_db()
    assert story.source == source


def test_a_reader_of_another_station_gets_nothing_of_a_merge(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    answer = send(desk(newsroom.editor), url("story_restore", story.pk), story, revision="1")
    assert answer.status_code == 302
    assert desk(newsroom.zoe).post(url("story_restore", story.pk), {"revision": "1"}).status_code == 404


# --- Fifty ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_savers_at_once_and_every_text_is_found_again() -> None:
    station = make_station("KMIA")
    section = make_section(station)
    story = make_story(section, body=BODY)
    clients = [desk(make_user(f"editor{n}", Role.EDITOR, station)) for n in range(50)]
    sent = opened(clients[0], story)
    together = threading.Barrier(50)

    def press_save(number: int) -> int:
        body = f"{BODY}<p>Paragraph of editor {number}.</p>"
        try:
            together.wait()
            fields = sent | {"body": body, "deck": f"Deck {number}"}
            return int(clients[number].post(url("story_change", story.pk), fields).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(press_save, range(50)))

    assert sorted(answers) == [200] * 49 + [302]
    kept = list(story.revisions.values_list("kind", "content__deck", "content__body"))
    assert len(kept) == 51
    for number in range(50):
        text = f"{BODY}<p>Paragraph of editor {number}.</p>"
        assert [deck for _, deck, body in kept if body == text] == [f"Deck {number}"]
    assert sorted(kind for kind, _, _ in kept) == ["aside"] * 49 + ["saved"] * 2
