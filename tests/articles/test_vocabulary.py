"""Every word of the structured data is one of schema.org's, and is said of a thing that may have it.

`tests/standards/schemaorg.json` has the types that a newsroom may speak of: their parents and properties.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Asset, Person, Station, Story
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.structured_data import TYPES
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
VOCABULARY = json.loads((Path(__file__).parents[1] / "standards/schemaorg.json").read_text())
KINDS = sorted({"news", "fact_check", "obituary", *TYPES})


def properties(name: str) -> set[str]:
    found = VOCABULARY[name]
    return set(found["properties"]).union(*(properties(parent) for parent in found["parents"]))


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing with a type, however deep it stands."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes(part)


def graph(path: str) -> list[dict[str, Any]]:
    html = Client(headers={"host": "kmia.localhost"}).get(path, follow=True).content.decode()
    found = html.split('<script type="application/ld+json">')[1:]
    return [thing for part in found for thing in nodes(json.loads(part.split("</script>")[0]))]


def unknown(things: list[dict[str, Any]]) -> list[str]:
    """What schema.org has no word for."""
    found = []
    for thing in things:
        names = thing["@type"] if isinstance(thing["@type"], list) else [thing["@type"]]
        found += [name for name in names if name not in VOCABULARY]
        known = set().union(*(properties(name) for name in names if name in VOCABULARY))
        found += [f"{names[0]}.{word}" for word in thing if word[0] != "@" and word not in known]
    return found


@pytest.fixture
def story() -> Story:
    """With everything that a story can say of itself."""
    section = make_section(make_station())
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", job_title="City Hall", bio="Writes.")
    picture = Asset.objects.create(
        token="a" * 32, sha256="0" * 64, format="jpeg", width=1600, height=900, title="Bay", alt="A bay",
        caption="The bay", credit="J. Doe", has_icons=True,
    )  # fmt: skip
    Station.objects.update(tagline="All of it", logo=picture)
    story = make_story(
        section, deck="Four dollars", dateline="MIAMI", tags=["Transit"], lead_picture=picture,
        credits=[Credit("Ana Ruiz", "City Hall reporter")],
    )  # fmt: skip
    publish_story(placement=home(story), by=None)
    Story.objects.filter(pk=story.pk).update(deck="Six dollars")
    publish_story(
        placement=home(story), by=make_admin(), correction=NewCorrection("correction", "The fare was wrong.")
    )
    return story


def test_every_page(story: Story) -> None:
    pages = ["/", "/local-news/", "/tag/transit/", "/person/ana-ruiz/", f"/local-news/{story.pk}/"]
    said = {path: graph(path) for path in pages}
    assert {path: unknown(things) for path, things in said.items()} == {path: [] for path in pages}
    assert [thing["logo"]["@type"] for thing in said["/"] if "logo" in thing] == ["ImageObject"]
    types = {str(thing["@type"]) for things in said.values() for thing in things}
    assert types >= {
        *("NewsArticle", "Person", "ImageObject", "CorrectionComment"),
        *("BreadcrumbList", "ListItem", "NewsMediaOrganization", "WebSite"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_work(story: Story, kind: str) -> None:
    Story.objects.filter(pk=story.pk).update(label=kind, deck=f"As {kind}")
    publish_story(placement=home(story), by=None)
    things = graph(f"/local-news/{story.pk}/")
    assert unknown(things) == []
    [article] = [thing for thing in things if thing.get("headline")]
    is_news = "NewsArticle" in article["@type"]
    assert is_news is (kind not in ("press_release", "sponsored", "satire"))


def test_this_check_can_fail() -> None:
    assert unknown([{"@type": "NewsArticle", "head": 1}, {"@type": ["NewsArticle", "Story"]}]) == [
        "NewsArticle.head", "Story"
    ]  # fmt: skip
