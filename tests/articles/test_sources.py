"""Whose copy a story is: in words on the page, in feeds and for machines, and as it was in old editions."""

import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Edition, Section, Source, Station, Story
from articles.pages import source_words
from articles.services.content import page_source
from articles.services.publishing import publish_story
from articles.structured_data import source_organization
from tests.cast import home, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
FEEDS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def agency(**fields: Any) -> Source:
    given = {"name": "Norland State News", "kind": "wire", "owner_type": "state_owned", "country": "NO"}
    return Source.objects.create(**given | {"label": "From Norland State News"} | fields)


def published(section: Section, source: Source) -> Story:
    story = make_story(section, source=source)
    publish_story(placement=home(story), by=None)
    return story


def graph_of(reader: Client, story: Story) -> dict[str, Any]:
    page = reader.get(f"/local-news/{story.pk}/", follow=True).content.decode()
    data = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    found: dict[str, Any] = next(
        thing for thing in json.loads(data)["@graph"] if thing["@type"] == "NewsArticle"
    )
    return found


def test_a_state_owned_agency_is_called_that_everywhere(reader: Client, section: Section) -> None:
    story = published(section, agency())
    words = "From Norland State News, a state-owned agency"
    assert (
        f'<p class="source">{words}</p>'
        in reader.get(f"/local-news/{story.pk}/", follow=True).content.decode()
    )
    for feed in FEEDS:
        assert words in reader.get(f"/feed/{feed}").content.decode()
    assert words in reader.get("/local-news/").content.decode()
    organisation = {
        "@type": "NewsMediaOrganization",
        "name": "Norland State News",
        "description": "a state-owned agency",
        "address": {"@type": "PostalAddress", "addressCountry": "NO"},
    }
    said = graph_of(reader, story)
    assert said["creditText"] == words
    assert said["sourceOrganization"] == organisation
    assert said["isBasedOn"] == {"@type": "CreativeWork", "creditText": words, "publisher": organisation}


@pytest.mark.parametrize(
    ("label", "owner", "words"),
    [
        ("From TASS, a state-owned agency", "state_owned", "From TASS, a state-owned agency"),
        ("De Norlandia, agencia estatal", "state_owned", "De Norlandia, agencia estatal"),
        ("From Norland", "state_affiliated", "From Norland, a state-affiliated agency"),
        ("From Gulf Coast Wire", "independent", "From Gulf Coast Wire"),
        ("From the BBC", "public", "From the BBC"),
        ("", "state_owned", ""),
    ],
)
def test_the_words_are_added_where_the_label_lacks_them(label: str, owner: str, words: str) -> None:
    assert source_words({"label": label, "kind": "wire", "owner_type": owner}) == words


def test_in_the_language_of_the_station(reader: Client, section: Section) -> None:
    story = published(section, agency(label="De Norland"))
    Station.objects.update(language="es")
    assert (
        "De Norland, una agencia estatal"
        in reader.get(f"/local-news/{story.pk}/", follow=True).content.decode()
    )


def test_a_story_in_spanish_has_the_label_in_spanish(reader: Client, section: Section) -> None:
    """A state owns the agency in those words already, and in ours where the label leaves it out."""
    de_norland = agency(label_es="De Norland State News, agencia de propiedad estatal")
    english, spanish = (
        make_story(section, source=de_norland),
        make_story(section, source=de_norland, language="es"),
    )
    for story in (english, spanish):
        publish_story(placement=home(story), by=None)
    labels = [Edition.objects.get(story=story).page["source"]["label"] for story in (english, spanish)]
    assert labels == ["From Norland State News", de_norland.label_es]
    assert page_source(agency(name="TASS"), "es")["label"] == "From Norland State News"  # type: ignore[index]


def test_an_edition_from_before_names_nobody_to_machines_and_stays_valid(
    reader: Client, section: Section
) -> None:
    before = {"label": "From Norland", "kind": "wire", "owner_type": "state_owned"}
    assert source_organization(before) is None
    assert source_words(before) == "From Norland, a state-owned agency"
    story = published(section, agency())
    assert Edition.objects.get(story=story).page["source"].keys() == {*before, "name", "country"}


def test_the_newsroom_s_own_copy_is_frozen_as_ever() -> None:
    own = agency(name="Miami News", kind="staff", owner_type="independent", label="Reported by Miami News")
    assert page_source(own, "en") == {
        "label": "Reported by Miami News", "kind": "staff", "owner_type": "independent",
    }  # fmt: skip
