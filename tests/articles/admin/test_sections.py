"""Sections, as a station's manager sets them: names, parents, order and old addresses."""

from typing import Any

import pytest
from django.test import Client

from articles.errors import NotAllowed
from articles.models import Role, Section, Station
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, errors_of, url
from tests.cast import make_story, make_user


def section_page(station: Station, name: str, **fields: Any) -> dict[str, Any]:
    return {
        "station": station.pk,
        "name": name,
        "slug": "",
        "parent": "",
        "aliases": "",
    } | fields


def test_a_manager_adds_sections_to_their_station_alone(newsroom: Newsroom) -> None:
    client = desk(newsroom.manager)
    client.post(url("section_add"), section_page(newsroom.kmia, "Arts & Culture", aliases="Arts, Culture"))
    section = Section.objects.get(name="Arts & Culture")
    assert (section.slug, section.aliases) == ("arts-culture", ["Arts", "Culture"])
    client.post(url("section_add"), section_page(newsroom.kmia, "Archive"))
    assert Section.objects.get(name="Archive").slug == "archive-section"
    refused: Any = client.post(url("section_add"), section_page(newsroom.kzvn, "Mine"))
    assert list(refused.context["adminform"].form.errors) == ["station"]


@pytest.mark.parametrize("slug", ["admin", "2024", "With Space", "tag"])
def test_a_section_takes_no_address_from_the_site(newsroom: Newsroom, slug: str) -> None:
    refused: Any = desk(newsroom.manager).post(
        url("section_add"), section_page(newsroom.kmia, "News", slug=slug)
    )
    assert list(refused.context["adminform"].form.errors) == ["slug"]


def test_a_section_does_not_change_stations(newsroom: Newsroom) -> None:
    page = section_page(newsroom.kzvn, "Sports", slug="sports")
    desk(newsroom.gia).post(url("section_change", newsroom.sports.pk), page)
    newsroom.sports.refresh_from_db()
    assert newsroom.sports.station == newsroom.kmia


def test_a_parent_is_another_section_of_the_same_station(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    form = client.get(url("section_change", newsroom.sports.pk)).context["adminform"].form  # type: ignore[index]
    assert [*form.fields["parent"].queryset] == [newsroom.local]
    for parent in (newsroom.desert, newsroom.sports):
        page = section_page(newsroom.kmia, "Sports", slug="sports", parent=parent.pk)
        assert list(errors_of(client.post(url("section_change", newsroom.sports.pk), page))) == ["parent"]
    refused = client.post(url("section_add"), section_page(newsroom.kmia, "Games", parent=newsroom.desert.pk))
    assert errors_of(refused) == {"parent": ["Water & Land is a section of another station."]}


def test_a_new_section_goes_to_the_end_of_its_station(newsroom: Newsroom) -> None:
    client = desk(newsroom.gia)
    for station in (newsroom.kmia, newsroom.kzvn):
        client.post(url("section_add"), section_page(station, "Arts", position=0))
    assert [(s.name, s.position) for s in newsroom.kmia.sections.all()] == [
        ("Local News", 0),
        ("Sports", 1),
        ("Arts", 2),
    ]
    assert Section.objects.get(station=newsroom.kzvn, name="Arts").position == 1


def test_a_station_is_chosen_where_there_are_several(newsroom: Newsroom) -> None:
    for user, initial, empty in (
        (newsroom.manager, newsroom.kmia.pk, None),
        (newsroom.gia, None, "---------"),
    ):
        page: Any = desk(user).get(url("section_add"))
        field = page.context["adminform"].form.fields["station"]
        assert (field.initial, field.empty_label) == (initial, empty)


def test_only_an_empty_section_can_be_deleted(newsroom: Newsroom) -> None:
    make_story(newsroom.local)
    client = desk(newsroom.manager)
    assert client.post(url("section_delete", newsroom.local.pk), {"post": "yes"}).status_code == 403
    assert client.post(url("section_delete", newsroom.sports.pk), {"post": "yes"}).status_code == 302
    assert [section.name for section in newsroom.kmia.sections.all()] == ["Local News"]


def test_who_manages_one_section_changes_that_one_only(newsroom: Newsroom) -> None:
    head = make_user("sam", Role.MANAGER, newsroom.kmia, section=newsroom.sports)
    client = desk(head)
    page = section_page(newsroom.kmia, "Sport", slug="sports")
    assert client.post(url("section_change", newsroom.sports.pk), page).status_code == 302
    assert client.get(url("section_change", newsroom.local.pk)).status_code == 302
    refused: Any = client.post(url("section_add"), section_page(newsroom.kmia, "More"))
    assert refused.context["adminform"].form.errors == {"__all__": [str(NotAllowed())]}


def test_a_renamed_section_is_still_found_under_its_old_address(newsroom: Newsroom) -> None:
    client, reader = desk(newsroom.manager), Client(headers={"host": "kmia.localhost"})
    for slug in ("games", "sport"):
        page = section_page(newsroom.kmia, "Sports", slug=slug)
        assert client.post(url("section_change", newsroom.sports.pk), page).status_code == 302
    newsroom.sports.refresh_from_db()
    assert (newsroom.sports.slug, newsroom.sports.former_slugs) == ("sport", ["sports", "games"])
    for former in ("/sports/", "/Games/?before=1"):
        moved = reader.get(former)
        assert (moved.status_code, moved["location"]) == (301, "/sport/" + "".join(former.partition("?")[1:]))
    client.post(url("section_add"), section_page(newsroom.kmia, "Video games", slug="games"))
    assert reader.get("/games/").status_code == 200
    client.post(
        url("section_change", newsroom.sports.pk), section_page(newsroom.kmia, "Sports", slug="sports")
    )
    assert reader.get("/sports/").status_code == 200
    assert reader.get("/sport/")["location"] == "/sports/"
