"""A person's page: who it is, how to reach them, their picture as long as its rights hold."""

from typing import Any

import pytest
from django.test import Client

from articles.models import Asset, Person, PublishedAsset, Station
from articles.services.drafting import Credit
from articles.services.picture_killing import kill_picture
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
HANDLE = "@ana@social.example"


@pytest.fixture
def station() -> Station:
    return make_station()


@pytest.fixture
def photo() -> Asset:
    return Asset.objects.create(
        token="a" * 32,
        sha256="a" * 64,
        format="jpeg",
        width=600,
        height=800,
        title="Ana",
        alt="Ana Ruiz laughing",
    )


@pytest.fixture
def ana(photo: Asset) -> Person:
    return Person.objects.create(
        name="Ana Ruiz",
        slug="ana-ruiz",
        bio="Writes.",
        email="ana@kmia.example",
        fediverse=HANDLE,
        photo=photo,
    )


def get(path: str) -> Any:
    return Client(headers={"host": "kmia.localhost"}).get(path, follow=True)


def test_contact_and_picture(
    station: Station, ana: Person, photo: Asset, django_assert_num_queries: Any
) -> None:
    assert get("/person/ana-ruiz/").status_code == 404
    assert not PublishedAsset.objects.exists()
    ana.listed_on.add(station)
    with django_assert_num_queries(3):
        page = get("/person/ana-ruiz/").content.decode()
    assert '<a href="mailto:ana@kmia.example">ana@kmia.example</a>' in page
    assert f"<li>{HANDLE}</li>" in page
    assert 'alt="Ana Ruiz laughing"' in page
    assert list(PublishedAsset.objects.values_list("token", flat=True)) == [photo.token]
    kill_picture(asset=photo, by=make_admin(), reason="The sitter asked for it.")
    assert "Ana Ruiz laughing" not in get("/person/ana-ruiz/").content.decode()
    assert not PublishedAsset.objects.exists()


def test_a_story_names_the_handle_of_its_author_as_it_is_now(
    station: Station, ana: Person, django_assert_num_queries: Any
) -> None:
    story = make_story(make_section(station), credits=[Credit("Ana Ruiz", "", ana.pk), Credit("Wes Harmon")])
    publish_story(placement=home(story), by=None)
    path = get(f"/local-news/{story.pk}/").redirect_chain[-1][0]
    with django_assert_num_queries(3):
        page = get(path).content.decode()
    assert page.count(f'<meta name="fediverse:creator" content="{HANDLE}">') == 1
    Person.objects.update(fediverse="")
    assert "fediverse:creator" not in get(path).content.decode()


def test_the_picture_goes_with_the_page(station: Station, ana: Person) -> None:
    story = make_story(make_section(station), credits=[Credit("Ana Ruiz", "", ana.pk)])
    publish_story(placement=home(story), by=None)
    assert PublishedAsset.objects.exists()
    withdraw_story(placement=home(story), by=None)
    assert not PublishedAsset.objects.exists()
