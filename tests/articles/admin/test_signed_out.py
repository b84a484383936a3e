"""A sign-in that ended, a token that is old, a fault of ours: the form comes back with everything in it."""

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from articles.admin.keeping import BROUGHT_BACK
from articles.admin.waiting import desk_lines
from articles.forms.typed import form_of, words_in
from articles.models import Autosave, BreakingNews, Front, Story
from articles.services.publishing import publish_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, fields_of, url
from tests.cast import home, make_story

SIGN_IN = "/admin/login/"


def typed_into(client: Client, story: Story, **changes: Any) -> dict[str, Any]:
    return fields_of(client.get(url("story_change", story.pk))) | changes


def hidden_words(page: Any) -> str:
    words: str = page.context["typed"]
    assert b'form="login-form" name="typed"' in page.content
    return words


def sign_in(client: Client, page: Any, name: str, password: str = "correct horse") -> Any:
    """Fill in the sign-in page as it stands."""
    sent = {"username": name, "password": password, "next": page.context["next"], "typed": hidden_words(page)}
    return client.post(SIGN_IN, sent)


def test_signed_out_while_writing_the_form_comes_back_after_signing_in(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, tags=["Harbor"])
    client = desk(newsroom.editor)
    sent = typed_into(client, story, headline="New headline", body="<p>New & long.</p>", tags="Harbor, Boats")
    Session.objects.all().delete()
    page = client.post(url("story_change", story.pk), sent)
    assert page.status_code == 200
    assert b"You were signed out while you were writing." in page.content
    wrong = sign_in(client, page, "edna", "wrong")
    answer = sign_in(client, wrong, "edna")
    row = Autosave.objects.get()
    assert answer.headers["Location"] == f"{url('story_change', story.pk)}?_restore={row.pk}"
    story.refresh_from_db()
    assert story.headline == "Ferry returns to the bay"

    back = client.get(answer.headers["Location"])
    again = fields_of(back)
    assert (again["headline"], again["body"], again["tags"]) == (
        "New headline",
        "<p>New & long.</p>",
        "Harbor, Boats",
    )
    assert client.post(url("story_change", story.pk), again).status_code == 302
    story.refresh_from_db()
    assert story.headline == "New headline"
    assert Autosave.objects.get().data == ""


def test_a_button_pressed_while_signed_out_leads_back_to_the_form_and_does_nothing(
    newsroom: Newsroom,
) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.publisher)
    sent = typed_into(client, story, deck="New")
    client.cookies.clear()
    page = client.post(url("story_publish", story.pk), sent)
    answer = sign_in(client, page, "paul")
    assert client.get(answer.headers["Location"]).context["form"]["deck"].value() == "New"
    assert not story.editions.exists()


def test_a_new_story_comes_back_as_well(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    sent = fields_of(client.get(url("story_add"))) | {"headline": "Not yet", "section": newsroom.local.pk}
    client.cookies.clear()
    answer = sign_in(client, client.post(url("story_add"), sent), "edna")
    assert client.get(answer.headers["Location"]).context["form"]["headline"].value() == "Not yet"


def test_words_go_to_their_writer_and_not_to_whoever_signs_in_next(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    sent = typed_into(client, story, deck="Edna's", draft="00000000-0000-0000-0000-000000000007")
    Autosave.objects.create(
        user=newsroom.editor,
        key=sent["draft"],
        tab=sent["draft"],
        turn=3,
        data="deck=Older",
        path=url("story_change", story.pk),
        typed_at=story.created_at,
    )
    client.cookies.clear()
    answer = sign_in(client, client.post(url("story_change", story.pk), sent), "paul")
    assert answer.headers["Location"] == url("story_change", story.pk)
    row = Autosave.objects.get()
    assert row.user == newsroom.editor
    assert "deck=Edna%27s" in row.data


def test_a_script_is_told_in_its_own_language(newsroom: Newsroom) -> None:
    client = Client(headers={"host": "localhost", "accept": "application/json"})
    answer = client.post(url("story_autosave_new"), {})
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_passwords_are_never_carried_along(newsroom: Newsroom) -> None:
    client = Client(headers={"host": "localhost"})
    sent = {"username": "new", "password1": "correct horse", "password2": "correct horse"}
    answer = client.post(url("user_add"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{SIGN_IN}?next={url('user_add')}")


# --- An old token, and a fault of ours ------------------------------------------------------------------


def strict(newsroom: Newsroom) -> Client:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(newsroom.editor)
    return client


def test_a_form_older_than_the_sign_in_is_kept_and_not_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = strict(newsroom)
    sent = typed_into(client, story, deck="New", csrfmiddlewaretoken="x" * 64)
    page = client.post(url("story_change", story.pk), sent, headers={"sec-fetch-site": "same-origin"})
    assert page.status_code == 403
    row = Autosave.objects.get()
    assert f'href="{url("story_change", story.pk)}?_restore={row.pk}"' in page.content.decode()
    assert "csrfmiddlewaretoken" not in row.data
    story.refresh_from_db()
    assert story.deck == ""


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.example"}, {}])
def test_another_site_can_leave_no_words_with_anybody(newsroom: Newsroom, headers: dict[str, str]) -> None:
    story = make_story(newsroom.local)
    client = strict(newsroom)
    sent = typed_into(client, story, deck="Theirs", csrfmiddlewaretoken="x" * 64)
    page = client.post(url("story_change", story.pk), sent, headers=headers)
    assert page.status_code == 403
    assert not Autosave.objects.exists()
    told = client.post(url("story_autosave_new"), {}, headers=headers | {"accept": "application/json"})
    assert b"token" not in told.content.replace(b"csrfmiddlewaretoken", b"")


def test_a_script_gets_the_token_of_the_new_sign_in(newsroom: Newsroom) -> None:
    client = strict(newsroom)
    headers = {"sec-fetch-site": "same-origin", "accept": "application/json"}
    told = client.post(url("story_autosave_new"), {}, headers=headers)
    assert told.status_code == 403
    token = told.json()["token"]
    again = client.post(url("story_autosave_new"), {}, headers=headers | {"x-csrftoken": token})
    assert again.status_code == 200


def test_a_fault_of_ours_keeps_the_words(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    client.raise_request_exception = False
    sent = typed_into(client, story, deck="New")
    with patch("articles.admin.stories.save_story", side_effect=RuntimeError("a fault")):
        page = client.post(url("story_change", story.pk), sent)
    assert page.status_code == 500
    row = Autosave.objects.get()
    assert f"?_restore={row.pk}" in page.content.decode()
    assert "deck=New" in row.data


def test_without_a_database_the_page_of_the_fault_still_comes(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    client = desk(newsroom.editor)
    client.raise_request_exception = False
    sent = typed_into(client, story, deck="New")
    with (
        patch("articles.admin.stories.save_story", side_effect=OperationalError("away")),
        patch("articles.views.kept.keep_words", side_effect=OperationalError("away")),
    ):
        page = client.post(url("story_change", story.pk), sent)
    assert page.status_code == 500
    assert b"_restore" not in page.content


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/admin/articles/story/12/change/", "/admin/articles/story/12/change/"),
        ("/admin/articles/story/12/publish/?x=1", "/admin/articles/story/12/change/"),
        ("/admin/articles/story/add/", "/admin/articles/story/add/"),
        ("/admin/articles/section/add/?station=3", "/admin/articles/section/add/"),
        ("/admin/articles/story/", None),
        ("/admin/", None),
        ("/admin/logout/", None),
        ("/nothing/", None),
    ],
)
def test_each_address_belongs_to_one_form(address: str, form: str | None) -> None:
    assert form_of(address) == form


def test_words_above_what_a_form_can_hold_are_not_carried(rf: Any) -> None:
    request = rf.post("/", {"body": "x" * (13 * 1024 * 1024)})
    assert words_in(request.POST) == ""


def test_what_belongs_to_one_page_alone_is_not_carried(rf: Any) -> None:
    sent = {"headline": "New", "once": "a", "_changelist_filters": "mine=1", "csrfmiddlewaretoken": "b"}
    assert words_in(rf.post("/", sent).POST) == "headline=New"


def test_an_arrangement_of_a_front_comes_back_and_is_not_saved(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local)
    publish_story(placement=home(story), by=None)
    client, address = desk(newsroom.editor), reverse("admin:section_front", args=[newsroom.local.pk])
    page = client.get(address)
    sent = {
        "seen": page.context["seen"],
        **{"slot-TOTAL_FORMS": "1", "slot-INITIAL_FORMS": "0", "slot-0-place": "2"},
        **{"slot-0-story": story.pk, "slot-0-ends_at": "tomorrow, late"},
    }
    client.cookies.clear()
    back = sign_in(client, client.post(address, sent | {"save": "1"}), "edna")
    row = Autosave.objects.get()
    assert back.headers["Location"] == f"{address}?_restore={row.pk}"
    page = client.get(back.headers["Location"])
    (slot,) = page.context["form"].forms
    assert (slot["place"].value(), slot["ends_at"].value()) == ("2", "tomorrow, late")
    assert [str(said) for said in page.context["messages"]] == [str(BROUGHT_BACK)]
    assert f'name="_typed" value="{row.pk}"' in page.content.decode()
    assert not Front.objects.exists()
    assert desk_lines(newsroom.editor, newsroom.kmia.zone).typed[0].headline == "Front"

    again = sent | {"slot-0-ends_at": "", "save": "1", "_typed": row.pk}
    assert client.post(address, again).status_code == 302
    assert Front.objects.get().version == 1
    assert Autosave.objects.get().data == ""


def test_breaking_news_come_back_and_are_not_published(newsroom: Newsroom) -> None:
    client, address = desk(newsroom.publisher), reverse("admin:breaking")
    sent = {"words": "Bridge closed & flooded", "lasts": "4", "stations": newsroom.kmia.pk}
    client.cookies.clear()
    back = sign_in(client, client.post(address, sent), "paul")
    page = client.get(back.headers["Location"])
    assert page.context["form"]["words"].value() == "Bridge closed & flooded"
    assert page.context["form"]["lasts"].value() == "4"
    assert not BreakingNews.objects.exists()
    assert client.post(address, sent | {"_typed": Autosave.objects.get().pk}).status_code == 302
    assert BreakingNews.objects.get().words == "Bridge closed & flooded"
    assert Autosave.objects.get().data == ""
