"""Every word of the structured data is one of schema.org's, and is said of a thing that may have it.

`tests/standards/schemaorg.json` has the types that a newsroom may speak of: their parents and properties.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pyld.jsonld import JsonLdError

from articles.models import Asset, Person, Station, Story
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from articles.structured_data import TYPES
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.standards.json_ld import VOCABULARY as WORDS
from tests.standards.json_ld import things

pytestmark = pytest.mark.django_db
VOCABULARY = json.loads((Path(__file__).parents[1] / "standards/schemaorg.json").read_text())
KINDS = sorted({"news", "fact_check", "obituary", *TYPES})


def properties(name: str) -> set[str]:
    found = VOCABULARY[name]
    return set(found["properties"]).union(*(properties(parent) for parent in found["parents"]))


def graph(path: str) -> list[dict[str, Any]]:
    answer = Client(headers={"host": "kmia.localhost"}).get(path, follow=True)
    assert answer.status_code == 200, path
    return things(answer.content.decode(), f"http://kmia.localhost{answer.request['PATH_INFO']}")


def types(thing: dict[str, Any]) -> list[str]:
    return [name.removeprefix(WORDS) for name in thing.get("@type", ())]


def unknown(found: list[dict[str, Any]]) -> list[str]:
    """What schema.org has no word for."""
    wrong = []
    for thing in found:
        names = types(thing)
        wrong += [name for name in names if name not in VOCABULARY]
        known = set().union(*(properties(name) for name in names if name in VOCABULARY))
        words = [word.removeprefix(WORDS) for word in thing if word[0] != "@"]
        wrong += [f"{'/'.join(names)}.{word}" for word in words if word not in known]
    return wrong


@pytest.fixture
def story() -> Story:
    """With everything that a story can say of itself."""
    section = make_section(make_station())
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", job_title="City Hall", bio="Writes.")
    picture = Asset.objects.create(
        token="a" * 32, sha256="0" * 64, format="jpeg", width=1600, height=900, title="Bay", alt="A bay",
        caption="The bay", credit="J. Doe", has_icons=True,
    )  # fmt: skip
    Station.objects.update(tagline="All of it", logo=picture)
    story = make_story(
        section, deck="Four dollars", dateline="MIAMI", tags=["Transit"], lead_picture=picture,
        credits=[Credit("Ana Ruiz", "City Hall reporter", ana.pk)],
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
    assert {path: unknown(found) for path, found in said.items()} == {path: [] for path in pages}
    [station] = [thing for thing in said["/"] if f"{WORDS}logo" in thing]
    [logo] = [thing for thing in said["/"] if thing["@id"] == station[f"{WORDS}logo"][0]["@id"]]
    assert types(logo) == ["ImageObject"]
    assert {name for found in said.values() for thing in found for name in types(thing)} >= {
        *("NewsArticle", "Person", "ImageObject", "CorrectionComment"),
        *("BreadcrumbList", "ListItem", "NewsMediaOrganization", "WebSite"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_work(story: Story, kind: str) -> None:
    Story.objects.filter(pk=story.pk).update(label=kind, deck=f"As {kind}")
    publish_story(placement=home(story), by=None)
    found = graph(f"/local-news/{story.pk}/")
    assert unknown(found) == []
    [article] = [thing for thing in found if f"{WORDS}headline" in thing]
    is_news = "NewsArticle" in types(article)
    assert is_news is (kind not in ("press_release", "sponsored", "satire"))


def page(*graphs: str) -> list[dict[str, Any]]:
    html = "".join(f'<script type="application/ld+json">{graph}</script>' for graph in graphs)
    return things(html, "http://a.example/")


def test_this_check_can_fail() -> None:
    said = '{{"@context": "https://schema.org", "@graph": [{}]}}'
    two = said.format(
        '{"@type": "NewsArticle", "head": 1}, {"@type": ["NewsArticle", "Story"]}, {"name": "x"}'
    )
    assert unknown(page(two)) == ["NewsArticle.head", "Story", ".name"]
    with pytest.raises(ValueError, match="too many values to unpack"):
        page(two, two)
    with pytest.raises(JsonLdError):
        page(said.format('{"@type": "NewsArticle", "@id": 5}'))
