"""What the desk answers where there is nothing, and where a form cannot be believed."""

import pytest
from django.test import Client

from articles.models import Story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url

POLICY = "script-src 'self'"


@pytest.mark.parametrize("path", ["/admin/nothing/", "/nothing", "/admin/articles/nothing/"])
def test_an_unknown_address_is_a_page_of_the_desk(newsroom: Newsroom, path: str) -> None:
    answer = desk(newsroom.editor).get(path)
    assert answer.status_code == 404
    assert "<h1>There is nothing at this address</h1>" in answer.content.decode()
    assert url("story_changelist") in answer.content.decode()  # the menu
    assert POLICY in answer["Content-Security-Policy"]


def test_an_unknown_address_tells_a_stranger_nothing_of_the_desk(newsroom: Newsroom) -> None:
    answer = Client(headers={"host": "localhost"}).get("/nothing")
    assert answer.status_code == 404
    assert url("story_changelist") not in answer.content.decode()


def test_a_form_without_its_token_saves_nothing_and_gives_the_words_back(newsroom: Newsroom) -> None:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.force_login(newsroom.editor)
    sent = {
        "headline": "Ferry returns to the bay",
        "body": "<p>It runs <b>again</b>.</p>",
        "section": newsroom.local.pk,
        "bylines-TOTAL_FORMS": "1",
        "csrfmiddlewaretoken": "x" * 64,
        "once": "a token of twenty characters",
    }
    answer = client.post(url("story_add"), sent)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert not Story.objects.exists()
    assert "<h1>Nothing was saved</h1>" in page
    assert ">Ferry returns to the bay</textarea>" in page
    assert "&lt;p&gt;It runs &lt;b&gt;again&lt;/b&gt;.&lt;/p&gt;</textarea>" in page
    assert page.count("<textarea") == 2
    assert f'href="{url("story_add")}"' in page
    assert POLICY in answer["Content-Security-Policy"]


def test_a_password_is_not_shown_again(newsroom: Newsroom) -> None:
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"username": "edna", "password": "correct horse battery staple"})
    assert answer.status_code == 403
    assert b"battery" not in answer.content
