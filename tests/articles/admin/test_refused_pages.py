"""What the desk answers where there is nothing."""

import pytest
from django.test import Client

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
