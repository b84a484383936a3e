"""What a page says to search engines: one graph, with nothing in it that the page does not show."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Asset, Person, Section, Story
from articles.services.correcting import NewCorrection
from articles.services.drafting import Credit
from articles.services.publishing import publish_story
from tests.articles.duties import add_policy, complete
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
BASE = "http://kmia.localhost:8000"
OCTOBER = dt.datetime(2025, 10, 8, 13, 14, tzinfo=dt.UTC)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


def published(section: Section, headline: str = "Ferry returns", **fields: Any) -> Story:
    fields.setdefault("published_at", OCTOBER)
    story = make_story(section, headline, **fields)
    publish_story(placement=home(story), by=None)
    return story


def things(path: str) -> dict[str, dict[str, Any]]:
    """By type, of the one graph of a page."""
    html = Client(headers={"host": "kmia.localhost"}).get(path, follow=True).content.decode()
    [data] = [part.split("</script>")[0] for part in html.split('<script type="application/ld+json">')[1:]]
    graph = json.loads(data)
    assert graph["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in graph["@graph"]}


def test_a_story(section: Section) -> None:
    story = published(
        section,
        deck="Four dollars",
        dateline="MIAMI",
        tags=["Transit"],
        credits=[Credit("Ana Ruiz", "City Hall reporter")],
    )
    found = things(f"/local-news/{story.pk}/")
    address = f"{BASE}/local-news/ferry-returns-{story.pk}/"
    assert found["NewsArticle"] == {
        "@type": "NewsArticle",
        "@id": f"{address}#story",
        "headline": "Ferry returns",
        "description": "Four dollars",
        "url": address,
        "mainEntityOfPage": address,
        "isPartOf": {"@id": f"{BASE}/#website"},
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "articleSection": "Local News",
        "dateline": "MIAMI",
        "keywords": ["Transit"],
        "datePublished": "2025-10-08T09:14:00-04:00",
        "dateModified": found["NewsArticle"]["dateModified"],
        "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {"@id": f"{BASE}/#organization"},
    }
    assert [part["name"] for part in found["BreadcrumbList"]["itemListElement"]] == [
        "Miami News", "Local News", "Ferry returns",
    ]  # fmt: skip
    assert found["NewsMediaOrganization"]["name"] == "Miami News"
    assert found["NewsMediaOrganization"]["alternateName"] == "KMIA"


def test_a_picture_in_the_shapes_that_search_engines_choose_from(section: Section) -> None:
    token = "a" * 32
    lead = Asset.objects.create(
        token=token, sha256="1" * 64, format="jpeg", width=3000, height=2000, title="Ferry", alt="A ferry",
        credit="Ana Ruiz", version=2, is_complete=True, is_due=False,
    )  # fmt: skip
    story = published(section, lead_picture=lead)
    assert things(f"/local-news/{story.pk}/")["NewsArticle"]["image"] == [
        {
            "@type": "ImageObject",
            "url": f"{BASE}/media/{token}/2/{name}.jpg",
            "width": width,
            "height": height,
            "creditText": "Ana Ruiz",
        }
        for name, width, height in (
            ("16x9-1600", 1600, 900),
            ("4x3-1280", 1280, 960),
            ("1x1-1280", 1280, 1280),
        )
    ]


def test_a_date_that_nobody_knows_is_not_said(section: Section) -> None:
    story = published(section, published_at_estimated=True)
    assert "datePublished" not in things(f"/local-news/{story.pk}/")["NewsArticle"]


def test_a_day_alone_is_said_as_a_day(section: Section) -> None:
    story = published(section, published_at_day_only=True)
    assert things(f"/local-news/{story.pk}/")["NewsArticle"]["datePublished"] == "2025-10-08"


def test_a_story_without_names_is_the_newsroom_s(section: Section) -> None:
    story = published(section)
    assert things(f"/local-news/{story.pk}/")["NewsArticle"]["author"] == [{"@id": f"{BASE}/#organization"}]


def test_a_correction(section: Section) -> None:
    story = published(section)
    Story.objects.filter(pk=story.pk).update(deck="Four dollars")
    note = NewCorrection("correction", "The fare was wrong.")
    edition = publish_story(placement=home(story), by=make_admin(), correction=note)
    [said] = things(f"/local-news/{story.pk}/")["NewsArticle"]["correction"]
    assert (said["@type"], said["text"]) == ("CorrectionComment", "The fare was wrong.")
    assert dt.datetime.fromisoformat(said["datePublished"]) == edition.live_from.replace(microsecond=0)


def test_words_cannot_end_the_block(section: Section) -> None:
    story = published(section, "</script><script>alert(1)</script><!-- & ]]>")
    found = things(f"/local-news/{story.pk}/")
    assert found["NewsArticle"]["headline"] == "</script><script>alert(1)</script><!-- & ]]>"


def test_the_front_and_lists(section: Section) -> None:
    published(section, tags=["Transit"])
    assert things("/")["WebSite"]["name"] == "Miami News"
    assert things("/local-news/")["BreadcrumbList"]["itemListElement"][1] == {
        "@type": "ListItem",
        "position": 2,
        "name": "Local News",
        "item": f"{BASE}/local-news/",
    }
    assert "NewsMediaOrganization" in things("/tag/transit/")


def test_a_station_is_who_it_says_it_is(section: Section) -> None:
    before = things("/")["NewsMediaOrganization"]
    assert before.keys() == {"@type", "@id", "name", "alternateName", "url", "contactPoint"}
    complete(section.station)
    add_policy(section.station, "sources", "We name them.")
    assert things("/")["NewsMediaOrganization"] == before | {
        "legalName": "Biscayne Licence LLC",
        "foundingDate": "1961",
        "parentOrganization": [{"@type": "Organization", "name": "Bay Media Inc."}],
        "contactPoint": {
            "@type": "ContactPoint",
            "contactType": "newsroom",
            "url": f"{BASE}/contact/",
            "email": "desk@miami.example",
            "telephone": "+1 305 555 0100",
        },
        "masthead": f"{BASE}/about/masthead/",
        "publishingPrinciples": f"{BASE}/about/ethics/",
        "ethicsPolicy": f"{BASE}/about/ethics/",
        "correctionsPolicy": f"{BASE}/about/corrections/",
        "verificationFactCheckingPolicy": f"{BASE}/about/verification/",
        "ownershipFundingInfo": f"{BASE}/about/ownership/",
        "unnamedSourcesPolicy": f"{BASE}/about/sources/",
    }


def test_every_page_is_part_of_the_site_and_says_where_it_stands(section: Section) -> None:
    story = published(section, tags=["Transit"], published_at=OCTOBER)
    complete(section.station)
    way = {
        "/?before=1-1": ("CollectionPage", ["Miami News", "Older stories"]),
        "/corrections/": ("CollectionPage", ["Miami News", "Corrections"]),
        "/archive/": ("CollectionPage", ["Miami News", "Archive"]),
        "/archive/2025/": ("CollectionPage", ["Miami News", "Archive", "2025"]),
        "/archive/2025/10/": ("CollectionPage", ["Miami News", "Archive", "2025", "October 2025"]),
        "/search/": ("SearchResultsPage", ["Miami News", "Search"]),
        "/about/": ("AboutPage", ["Miami News", "About us"]),
        "/contact/": ("ContactPage", ["Miami News", "Contact"]),
        f"/local-news/{story.pk}/history/": ("WebPage", ["Miami News", "Ferry returns", "History"]),
    }
    for path, (kind, names) in way.items():
        found = things(path)
        assert found[kind]["isPartOf"] == {"@id": found["WebSite"]["@id"]} == {"@id": f"{BASE}/#website"}
        assert [part["name"] for part in found["BreadcrumbList"]["itemListElement"]] == names
        assert found["BreadcrumbList"]["itemListElement"][-1]["item"] == found[kind]["url"]


def test_a_person_has_a_place_too(section: Section) -> None:
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    published(section, credits=[Credit("Ana Ruiz", "", ana.pk)])
    found = things("/person/ana-ruiz/")
    assert found["ProfilePage"]["mainEntity"] == {"@id": found["Person"]["@id"]}
    assert found["BreadcrumbList"]["itemListElement"][-1]["name"] == "Ana Ruiz"
