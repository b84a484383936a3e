"""A button that is pressed again and again makes one row."""

import re
import threading
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse

from articles.models import Person, ReceivedForm, Section, Story, User
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, fields_of, said, url
from tests.cast import make_admin, make_section, make_station


def token_of(page: HttpResponse) -> str:
    (found,) = re.findall(r'name="once" value="([^"]+)"', page.content.decode())
    return str(found)


def story_page(user: User, **fields: Any) -> dict[str, Any]:
    page = desk(user).get(url("story_add"))
    return fields_of(page) | {"headline": "Ferry returns", "once": token_of(page)} | fields


def test_three_posts_of_one_form_make_one_story(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    sent = story_page(newsroom.editor, section=newsroom.local.pk)
    answers = [
        client.post(url("story_add"), sent | button) for button in ({"_save": "1"}, {"_save": "1"}, {})
    ]
    story = Story.objects.get()
    assert {answer["Location"] for answer in answers} == {url("story_change", story.pk)}
    assert said(answers[1])[-1:] == ["This was saved already: the form was sent twice."]
    assert story.revisions.count() == 1


def test_three_posts_of_one_form_make_one_row_of_any_table(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    token = token_of(client.get(url("section_add")))
    sent = {
        "station": newsroom.kmia.pk,
        "name": "Arts",
        "slug": "",
        "parent": "",
        "aliases": "",
        "once": token,
    }
    places = {client.post(url("section_add"), sent)["Location"] for _ in range(3)}
    assert places == {url("station_change", newsroom.kmia.pk)}
    assert Section.objects.filter(name="Arts").count() == 1


def test_who_goes_back_and_types_something_else_makes_another_row(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    token = token_of(client.get(url("person_add")))
    for name in ("Ana Ruiz", "Theo Marchetti"):
        client.post(url("person_add"), {"name": name, "once": token})
    assert list(Person.objects.values_list("name", flat=True)) == ["Ana Ruiz", "Theo Marchetti"]


def test_a_form_that_was_refused_is_not_taken_in(newsroom: Newsroom) -> None:
    client = desk(newsroom.editor)
    sent = story_page(newsroom.editor, section=newsroom.local.pk)
    refused = client.post(url("story_add"), sent | {"headline": ""})
    assert token_of(refused) == sent["once"]
    assert not ReceivedForm.objects.exists()
    assert client.post(url("story_add"), sent).status_code == 302
    assert Story.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_three_posts_at_the_same_moment_make_one_story() -> None:
    gia, section = make_admin(), make_section(make_station())
    sent, places = story_page(gia, section=section.pk), list[str]()
    together = threading.Barrier(3)

    def press(client: Any) -> None:
        together.wait()
        places.append(client.post(url("story_add"), sent)["Location"])
        connections.close_all()

    presses = [threading.Thread(target=press, args=[desk(gia)]) for _ in range(3)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert places == [url("story_change", Story.objects.get().pk)] * 3
