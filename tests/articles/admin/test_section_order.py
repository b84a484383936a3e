"""The order of a station's sections: who may set it, and two who set it at once."""

from typing import Any

import pytest
from django.test import Client

from articles.errors import NotAllowed, SectionsWereChanged
from articles.models import PageChange, Role, Section, Station
from articles.services.stations import order_sections
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, said, url
from tests.cast import make_section, make_user


@pytest.fixture
def arts(newsroom: Newsroom) -> Section:
    return make_section(newsroom.kmia, "Arts", position=2)


def names(station: Station) -> list[str]:
    return [section.name for section in station.sections.all()]


def sent(*sections: Section, seen: Any, **pressed: str) -> dict[str, Any]:
    return {"section": [s.pk for s in sections], "seen": ",".join(str(s.pk) for s in seen)} | pressed


def test_buttons_move_and_save_saves(newsroom: Newsroom, arts: Section) -> None:
    client, address = desk(newsroom.manager), url("station_sections", newsroom.kmia.pk)
    local, sports = newsroom.local, newsroom.sports
    page: Any = client.post(address, sent(local, sports, arts, seen=(local, sports, arts), up="3"))
    assert [section.name for section in page.context["sections"]] == ["Local News", "Arts", "Sports"]
    assert names(newsroom.kmia) == ["Local News", "Sports", "Arts"]
    page = client.post(address, sent(local, arts, sports, seen=(local, sports, arts), down="1"))
    assert [section.name for section in page.context["sections"]] == ["Arts", "Local News", "Sports"]
    saved = client.post(address, sent(arts, local, sports, seen=(local, sports, arts), save="1"))
    assert said(saved) == ["Readers of Miami News find the sections in this order."]
    assert names(newsroom.kmia) == ["Arts", "Local News", "Sports"]
    assert [change.keys for change in PageChange.objects.all()] == [[f"station:{newsroom.kmia.pk}"]]
    front = Client(headers={"host": "kmia.localhost"}).get("/").content.decode()
    menu = front[front.index('<nav class="sections"') : front.index("</nav>")]
    assert menu.index("Arts") < menu.index("Local News") < menu.index("Sports")


def test_a_button_at_the_end_or_of_no_place_moves_nothing(newsroom: Newsroom) -> None:
    client, address = desk(newsroom.manager), url("station_sections", newsroom.kmia.pk)
    both = (newsroom.local, newsroom.sports)
    for pressed in ({"up": "1"}, {"down": "2"}, {"up": "0"}, {"down": "9"}, {"up": "x"}):
        page: Any = client.post(address, sent(*both, seen=both, **pressed))
        assert page.context["sections"] == list(both)


def test_the_second_of_two_is_shown_both_orders(newsroom: Newsroom, arts: Section) -> None:
    address = url("station_sections", newsroom.kmia.pk)
    local, sports = newsroom.local, newsroom.sports
    seen = (local, sports, arts)
    desk(newsroom.gia).post(address, sent(sports, local, arts, seen=seen, save="1"))
    client = desk(newsroom.manager)
    late: Any = client.post(address, sent(arts, local, sports, seen=seen, save="1"))
    assert names(newsroom.kmia) == ["Sports", "Local News", "Arts"]
    assert late.context["changed"].startswith("gia changed the sections at ")
    assert late.context["theirs"] == [sports, local, arts]
    assert late.context["sections"] == [arts, local, sports]
    over = sent(arts, local, sports, seen=seen, save="over") | {"over": late.context["current"]}
    assert client.post(address, over).status_code == 302
    assert names(newsroom.kmia) == ["Arts", "Local News", "Sports"]


def test_a_section_that_came_meanwhile_is_not_lost(newsroom: Newsroom, arts: Section) -> None:
    seen = (newsroom.local, newsroom.sports)
    late: Any = desk(newsroom.manager).post(
        url("station_sections", newsroom.kmia.pk), sent(*reversed(seen), seen=seen, save="1")
    )
    assert late.context["error"] == str(SectionsWereChanged())
    assert late.context["sections"] == [newsroom.sports, newsroom.local, arts]
    assert names(newsroom.kmia) == ["Local News", "Sports", "Arts"]


def test_no_section_of_another_station_gets_in(newsroom: Newsroom) -> None:
    seen = [newsroom.local.pk, newsroom.sports.pk]
    with pytest.raises(SectionsWereChanged):
        order_sections(
            station=newsroom.kmia, order=[*seen, newsroom.desert.pk], seen=seen, by=newsroom.manager
        )
    with pytest.raises(NotAllowed):
        order_sections(station=newsroom.kmia, order=seen, seen=seen, by=newsroom.publisher)


def test_who_manages_the_whole_station_orders_its_sections(newsroom: Newsroom) -> None:
    address = url("station_sections", newsroom.kmia.pk)
    head = make_user("sam", Role.MANAGER, newsroom.kmia, section=newsroom.sports)
    answers = {
        user.username: desk(user).get(address).status_code
        for user in (newsroom.gia, newsroom.manager, newsroom.publisher, newsroom.zoe, head)
    }
    assert answers == {"gia": 200, "mia": 200, "paul": 404, "zoe": 404, "sam": 404}
