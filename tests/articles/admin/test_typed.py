"""What is typed and not saved: kept for its writer alone, offered again, gone once it is saved."""

import datetime as dt
import json
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Autosave, Presence, Story, User
from articles.services.autosaves import Fate, Typed, keep_typed, settle_typed
from articles.services.presence import GONE_AFTER
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, fields_of, said, save, url
from tests.cast import home, make_story
from tests.conftest import Clock

TAB, OTHER_TAB = uuid.UUID(int=1), uuid.UUID(int=2)


def keep(client: Client, story: Story | None, user: User, sent: dict[str, Any], **given: Any) -> Any:
    """As the page's script does; answers what the server said."""
    query = {"key": uuid.UUID(int=7), "tab": TAB, "turn": 1, "after": 0, "ago": 0, "user": user.pk} | given
    to = url("story_autosave", story.pk) if story else url("story_autosave_new")
    answer = client.post(
        f"{to}?{urlencode(query)}",
        urlencode(sent),
        content_type="application/x-www-form-urlencoded",
        headers={"accept": "application/json"},
    )
    return answer.json() | {"status": answer.status_code}


def opened(client: Client, story: Story) -> dict[str, Any]:
    return fields_of(client.get(url("story_change", story.pk)))


# --- Kept and brought back ------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_changes_nothing(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    before = Story.objects.filter(pk=story.pk).values().get()
    client = desk(newsroom.editor)
    answer = keep(client, story, newsroom.editor, opened(client, story) | {"deck": "Half a sent"}, ago=4000)
    row = Autosave.objects.get()
    assert answer == {"fate": "kept", "typed": row.pk, "turn": row.turn, "status": 200}
    assert (row.user, row.story, row.version, row.path) == (
        newsroom.editor,
        story,
        1,
        url("story_change", story.pk),
    )
    assert "deck=Half+a+sent" in row.data
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert story.revisions.count() == 1


def test_it_is_offered_to_its_writer_alone_and_comes_back_whole(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, tags=["Harbor"])
    client = desk(newsroom.editor)
    typed = opened(client, story) | {
        "headline": "",
        "deck": "Half a sent",
        "body": "<p>New words</p>",
        "tags": "Harbor, Bo",
        "embargo_until": "2031-01-01T06:00",
        "bylines-0-name": "Ana Ruiz",
        "note": "For later",
    }
    keep(client, story, newsroom.editor, typed)
    row = Autosave.objects.get()
    link = f"?_restore={row.pk}".encode()
    assert link in client.get(url("story_change", story.pk)).content
    assert link not in desk(newsroom.publisher).get(url("story_change", story.pk)).content

    back = client.get(url("story_change", story.pk), {"_restore": row.pk})
    assert b"This is what you had typed" in back.content
    again = fields_of(back)
    assert again.pop("draft") == str(row.key)
    assert {name: str(again.get(name, "")) for name in typed} == {n: str(value) for n, value in typed.items()}


def test_what_comes_back_is_not_what_the_story_is(newsroom: Newsroom) -> None:
    """Beside words that are not saved stand the headline, the state and the buttons of what is."""
    story = make_story(newsroom.local, deck="D")
    publish_story(placement=home(story), by=None)
    client = desk(newsroom.publisher)
    typed = opened(client, story) | {"headline": "Unsaved", "deck": "", "embargo_until": "2031-01-01T06:00"}
    keep(client, story, newsroom.publisher, typed)
    plain = client.get(url("story_change", story.pk)).context
    back = client.get(url("story_change", story.pk), {"_restore": Autosave.objects.get().pk}).context
    for name in ("title", "states", "acts", "findings"):
        assert back[name] == plain[name], name
    assert not back["standing"].changed
    assert not back["standing"].is_embargoed


def test_bringing_back_never_saves(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    before = Story.objects.filter(pk=story.pk).values().get()
    client = desk(newsroom.editor)
    keep(client, story, newsroom.editor, opened(client, story) | {"deck": "New", "_save": "1"})
    row = Autosave.objects.get()
    assert client.get(url("story_change", story.pk), {"_restore": row.pk}).status_code == 200
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert story.revisions.count() == 1


def test_a_new_story_comes_back_too(newsroom: Newsroom) -> None:
    client = desk(newsroom.reporter)
    form = fields_of(client.get(url("story_add")))
    begun = form | {"headline": "Not yet a story", "section": newsroom.sports.pk}
    keep(client, None, newsroom.reporter, begun)
    row = Autosave.objects.get()
    back = client.get(url("story_add"), {"_restore": row.pk})
    assert back.context["form"]["headline"].value() == "Not yet a story"
    answer = client.post(url("story_add"), fields_of(back))
    assert Story.objects.get().headline == "Not yet a story"
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.data, row.settled_at is None) == ("", False)


def test_a_save_settles_what_was_typed_and_an_old_copy_is_not_taken_again(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    typed = opened(client, story) | {"deck": "New", "draft": str(uuid.UUID(int=7))}
    keep(client, story, newsroom.editor, typed)
    assert client.post(url("story_change", story.pk), typed).status_code == 302
    assert keep(client, story, newsroom.editor, typed, turn=2)["fate"] == "settled"
    assert client.get(url("story_change", story.pk)).context["offers"] == []
    assert Autosave.objects.get().data == ""


def test_a_save_that_was_quicker_than_the_first_keeping_settles_as_well(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    typed = opened(client, story) | {"deck": "New", "draft": str(uuid.UUID(int=7))}
    client.post(url("story_change", story.pk), typed)
    assert keep(client, story, newsroom.editor, typed)["fate"] == "settled"


def test_a_refused_save_settles_nothing(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    typed = opened(client, story) | {"headline": " ", "draft": str(uuid.UUID(int=7))}
    keep(client, story, newsroom.editor, typed)
    refused = client.post(url("story_change", story.pk), typed)
    assert refused.context["form"]["draft"].value() == str(uuid.UUID(int=7))
    assert Autosave.objects.get().settled_at is None


def test_text_on_an_older_version_says_so_and_is_merged_when_it_is_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    keep(client, story, newsroom.editor, opened(client, story) | {"deck": "Mine"})
    save(desk(newsroom.publisher), story, dateline="BAYFRONT")
    back = client.get(url("story_change", story.pk), {"_restore": Autosave.objects.get().pk})
    assert b"both are brought together" in back.content
    late = client.post(url("story_change", story.pk), fields_of(back))
    assert late.context["proposal"] is not None
    assert client.post(url("story_change", story.pk), fields_of(late)).status_code == 302
    story.refresh_from_db()
    assert (story.deck, story.dateline) == ("Mine", "BAYFRONT")


def test_whoever_lost_the_right_to_save_can_still_copy_their_words(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, by=newsroom.reporter)
    client = desk(newsroom.reporter)
    keep(client, story, newsroom.reporter, opened(client, story) | {"deck": "Mine alone"})
    Story.objects.filter(pk=story.pk).update(created_by=newsroom.editor)
    back = client.get(url("story_change", story.pk), {"_restore": Autosave.objects.get().pk})
    assert b"Copy what you need" in back.content
    assert b"Mine alone" in back.content
    assert keep(client, story, newsroom.reporter, {"deck": "More"}, turn=2)["fate"] == "kept"


def test_thrown_away_is_gone(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    keep(client, story, newsroom.editor, {"deck": "Never mind"})
    row = Autosave.objects.get()
    sent = {"typed": row.pk, "path": row.path}
    assert desk(newsroom.publisher).post(url("story_discard"), sent).status_code == 404
    answer = client.post(url("story_discard"), sent)
    assert (answer.headers["Location"], said(answer)) == (url("story_change", story.pk), ["Thrown away."])
    row.refresh_from_db()
    assert row.data == ""
    gone = client.get(url("story_change", story.pk), {"_restore": row.pk})
    assert b"saved or thrown away meanwhile" in gone.content


@pytest.mark.parametrize("number", ["x", "0", "9" * 40, "", "²"])
def test_other_numbers_bring_nothing_back(newsroom: Newsroom, number: str) -> None:
    story = make_story(newsroom.local)
    page = desk(newsroom.editor).get(url("story_change", story.pk), {"_restore": number})
    assert page.status_code == 200
    assert page.context["restored"] is None


def test_another_stations_story_takes_no_words(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.zoe)
    answer = client.post(url("story_autosave", story.pk), {})
    assert answer.status_code == 404
    assert client.post(url("story_presence", story.pk), {}).status_code == 404
    assert not Presence.objects.exists()


@pytest.mark.parametrize("change", [{"key": "x"}, {"turn": "-1"}, {"tab": ""}, {"turn": "1" * 20}])
def test_what_no_script_of_ours_sends_is_refused(newsroom: Newsroom, change: dict[str, Any]) -> None:
    answer = keep(desk(newsroom.editor), None, newsroom.editor, {"deck": "x"}, **change)
    assert (answer["status"], answer["fate"]) == (400, "unreadable")
    assert not Autosave.objects.exists()


def test_words_are_never_kept_for_somebody_else(newsroom: Newsroom) -> None:
    """Another person has signed in at the same browser; the page is still the first one's."""
    answer = keep(desk(newsroom.publisher), None, newsroom.editor, {"deck": "Mine"})
    assert answer["fate"] == "other_user"
    assert not Autosave.objects.exists()


# --- Tabs and turns -------------------------------------------------------------------------------------


def typed(user: User, data: str, **given: Any) -> Fate:
    fate, _ = keep_typed(
        user=user,
        typed=Typed(**({"key": uuid.UUID(int=7), "tab": TAB, "turn": 1, "data": data, "path": "/"} | given)),
    )
    return fate


def test_late_and_repeated_sendings_never_put_older_text_over_newer(newsroom: Newsroom) -> None:
    editor = newsroom.editor
    assert typed(editor, "one") == Fate.KEPT
    assert typed(editor, "three", turn=3) == Fate.KEPT
    assert typed(editor, "two", turn=2) == Fate.KEPT
    assert Autosave.objects.get().data == "three"


def test_a_tab_that_brought_the_text_back_goes_on_and_the_one_before_gets_a_key_of_its_own(
    newsroom: Newsroom,
) -> None:
    editor = newsroom.editor
    typed(editor, "first tab", turn=5)
    assert typed(editor, "second tab", tab=OTHER_TAB, turn=6, after=5) == Fate.KEPT
    assert typed(editor, "first tab goes on", turn=6) == Fate.OTHER
    assert typed(editor, "third tab, from before", tab=uuid.UUID(int=3), turn=6, after=5) == Fate.OTHER
    assert Autosave.objects.get().data == "second tab"


def test_old_text_is_forgotten_in_time(newsroom: Newsroom, clock: Clock) -> None:
    typed(newsroom.editor, "old", key=uuid.uuid4())
    settle_typed(user=newsroom.editor, key=uuid.uuid4())
    clock.advance(dt.timedelta(days=20))
    typed(newsroom.editor, "newer", key=uuid.uuid4())
    call_command("prune_autosaves")
    assert sorted(Autosave.objects.values_list("data", flat=True)) == ["newer", "old"]
    clock.advance(dt.timedelta(days=11))
    call_command("prune_autosaves")
    assert list(Autosave.objects.values_list("data", flat=True)) == ["newer"]


# --- Who is here ----------------------------------------------------------------------------------------


def here(client: Client, story: Story, **sent: Any) -> Any:
    return json.loads(client.post(url("story_presence", story.pk), sent).content)


def names(found: Any) -> list[tuple[str, bool]]:
    return [(one["name"], one["types"]) for one in found["others"]]


def test_everybody_sees_who_else_has_the_story_open(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    edna, paul = desk(newsroom.editor), desk(newsroom.publisher)
    assert here(edna, story, typing="1") == {"others": [], "version": 1, "saved_by": ""}
    clock.advance(dt.timedelta(seconds=9))
    seen = here(paul, story)
    assert names(seen) == [("edna", True)]
    assert seen["others"][0]["seconds"] >= 9
    assert b"edna is writing" in paul.get(url("story_change", story.pk)).content
    clock.advance(dt.timedelta(seconds=16))
    here(edna, story)
    assert names(here(paul, story)) == [("edna", False)]
    assert save(paul, story, deck="Nobody is locked out").status_code == 302
    seen = here(edna, story)
    assert (names(seen), seen["version"], seen["saved_by"]) == ([("paul", False)], 2, "paul")


def test_whoever_leaves_or_falls_silent_is_gone(newsroom: Newsroom, clock: Clock) -> None:
    story = make_story(newsroom.local)
    edna, paul = desk(newsroom.editor), desk(newsroom.publisher)
    here(edna, story)
    assert len(here(paul, story)["others"]) == 1
    here(edna, story, left="1")
    assert here(paul, story)["others"] == []
    here(edna, story)
    clock.advance(GONE_AFTER + dt.timedelta(seconds=1))
    assert here(paul, story)["others"] == []
