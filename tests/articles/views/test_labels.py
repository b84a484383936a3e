"""What readers and machines are told of the kind of work that a story is, and of software's part in it."""

import json
from typing import Any

import pytest
from django.test import Client

from articles.models import Section, Station, Story
from articles.services.breaking import break_news, end_breaking
from articles.services.publishing import publish_story
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def published(section: Section, **fields: Any) -> Story:
    story = make_story(section, "A bridge too far", **fields)
    publish_story(placement=home(story), by=None)
    return story


def page(reader: Client, story: Story) -> str:
    return reader.get(f"/local-news/{story.pk}/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("label", "words", "types"),
    [
        ("news", "", "NewsArticle"),
        ("analysis", "Analysis", ["NewsArticle", "AnalysisNewsArticle"]),
        ("opinion", "Opinion", ["NewsArticle", "OpinionNewsArticle"]),
        ("review", "Review", ["NewsArticle", "ReviewNewsArticle"]),
        ("explainer", "Explainer", ["NewsArticle", "BackgroundNewsArticle"]),
        ("fact_check", "Fact check", "NewsArticle"),
        ("obituary", "Obituary", "NewsArticle"),
        ("press_release", "Press release", "Article"),
        ("sponsored", "Sponsored", "AdvertiserContentArticle"),
        ("satire", "Satire", "SatiricalArticle"),
    ],
)
def test_a_label_is_seen_and_said(
    section: Section, reader: Client, label: str, words: str, types: str | list[str]
) -> None:
    html = page(reader, published(section, label=label))
    assert (f'<span class="kind">{words}</span>' in html) == bool(words)
    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["@graph"][0]["@type"] == types
    of_section = reader.get("/local-news/").content.decode()
    assert (f'<p class="kind">{words}</p>' in of_section) == bool(words)


def test_a_label_is_seen_in_a_text_that_points_there_and_in_the_banner(
    section: Section, reader: Client
) -> None:
    paid = published(section, label="sponsored")
    gia = make_admin()
    pointing = published(section, body=f'<p>a</p><aside data-kind="related" data-story="{paid.pk}"></aside>')
    aside = page(reader, pointing).split('<aside class="see-also">')[1].split("</aside>")[0]
    assert '<p class="kind">Sponsored</p>' in aside
    for story, words in ((paid, "Sponsored"), (pointing, "")):
        (news,) = break_news(stations=[section.station], words="Look", story_id=story.pk, by=gia)
        banner = reader.get("/").content.decode().split('class="breaking"')[1].split("</div>")[0]
        assert (f'<span class="breaking-kind">{words}</span>' in banner) == bool(words)
        end_breaking(news=news, by=gia)


def test_a_label_is_seen_among_the_latest_and_in_a_search(section: Section, reader: Client) -> None:
    """The front's latest have a time and a headline only, and still say what is no plain news."""
    for __ in range(9):
        published(section, label="opinion")
    latest = reader.get("/").content.decode().split('<ol class="latest')[1].split("</ol>")[0]
    found = reader.get("/search/?q=bridge").content.decode()
    for html in (latest, found):
        assert html.count('<p class="kind">Opinion</p>') == html.count("A bridge too far") > 0


@pytest.mark.parametrize(
    ("label", "is_news"), [("news", True), ("opinion", True), ("sponsored", False), ("satire", False)]
)
def test_what_is_paid_for_or_not_meant_is_in_no_news_sitemap(
    section: Section, reader: Client, label: str, is_news: bool
) -> None:
    published(section, label=label)
    assert ("<news:title>" in reader.get("/news-sitemap.xml").content.decode()) == is_news


@pytest.mark.parametrize(
    ("label", "language", "title"),
    [
        ("news", "en", "A bridge too far"),
        ("analysis", "en", "A bridge too far"),
        ("opinion", "en", "Opinion: A bridge too far"),
        ("sponsored", "en", "Sponsored: A bridge too far"),
        ("satire", "es", "Sátira: A bridge too far"),
    ],
)
def test_a_title_alone_is_not_taken_for_news(
    section: Section, reader: Client, label: str, language: str, title: str
) -> None:
    Station.objects.update(language=language)
    story = published(section, label=label)
    address = f"/local-news/a-bridge-too-far-{story.pk}/"
    assert f"<title>{title}</title>" in reader.get("/feed/rss.xml").content.decode()
    [item] = reader.get("/feed/feed.json").json()["items"]
    assert (item["title"], item["url"]) == (title, f"http://kmia.localhost:8000{address}")
    shown = reader.get("/oembed", {"url": f"http://kmia.localhost:8000{address}"}).json()
    assert shown["title"] == title
    assert f">{title}</a>" in shown["html"]


@pytest.mark.parametrize(
    ("use", "sentence"),
    [
        ("", ""),
        ("assisted", "A journalist answers for every word."),
        ("generated", "Software wrote this story."),
    ],
)
def test_software_s_part_is_said_in_a_sentence(
    section: Section, reader: Client, use: str, sentence: str
) -> None:
    story = published(section, ai_use=use)
    assert ('class="ai-note"' in page(reader, story)) == bool(use)
    assert sentence in page(reader, story)
    assert sentence in reader.get("/feed/rss.xml").content.decode()


def test_a_page_without_either_is_hashed_as_before(section: Section) -> None:
    edition = home(published(section)).editions.get()
    assert edition.page.keys() == {"bylines", "tags", "source", "picture"}


def test_another_label_is_another_edition(section: Section) -> None:
    story = published(section)
    Story.objects.filter(pk=story.pk).update(label="opinion")
    edition = publish_story(placement=home(story), by=None)
    assert (edition.number, edition.page["label"]) == (2, "opinion")
