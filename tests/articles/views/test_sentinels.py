"""Nothing unpublished is in any public answer, whatever is asked."""

import datetime as dt

import pytest
from django.test import Client

from articles.models import Person, Section, Source, Story, Tag
from articles.services.deleting import bin_story
from articles.services.drafting import Credit
from articles.services.publishing import cancel_scheduled, publish_story
from articles.services.taking_down import kill_story, withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
FEEDS = ("", "section/local-news/", "section/outdoors/", "corrections/")


def word(number: int) -> str:
    return f"zq{number:03d}sentinel"


def secret_story(section: Section, number: int) -> Story:
    """A story with a word of its own in every field that holds words."""
    mine = word(number)
    person = Person.objects.create(name=f"Person {mine}", slug=f"person-{mine}", bio=mine)
    source = Source.objects.create(name=f"Agency {mine}", kind="wire", label=f"From {mine}")
    return make_story(
        section,
        f"Headline {mine}",
        deck=f"Deck {mine}",
        body=f"<p>Body {mine}</p>",
        dateline=mine,
        slug=f"slug-{mine}",
        source=source,
        tags=[f"Tag {mine}"],
        credits=[Credit(f"Byline {mine}", f"Title {mine}", person.pk)],
    )


def unpublish(story: Story, kind: int, clock) -> None:
    """Leave the story in one of the states that readers must not see."""
    placement = home(story)
    match kind % 6:
        case 1:
            publish_story(placement=placement, by=None, at=clock.now() + HOUR)
        case 2:
            publish_story(placement=placement, by=None, at=clock.now() + HOUR)
            cancel_scheduled(placement=placement, by=None)
        case 3:
            publish_story(placement=placement, by=None)
            withdraw_story(placement=placement, by=None)
        case 4:
            publish_story(placement=placement, by=None)
            kill_story(story=story, by=None)
        case 5:
            bin_story(story=story, by=make_admin(f"gia{story.pk}"))


def test_a_hundred_unpublished_stories_leave_no_word(clock) -> None:
    station = make_station()
    section, other = make_section(station), make_section(make_station("KZVN"), "Outdoors")
    stories = [secret_story(section, number) for number in range(90)]
    for kind, story in enumerate(stories):
        unpublish(story, kind, clock)
    # A live draft change, and stories live on another station only.
    shown = make_story(section, "Ferry returns")
    publish_story(placement=home(shown), by=None)
    Story.objects.filter(pk=shown.pk).update(deck=f"Changed {word(90)}", body=f"<p>{word(91)}</p>")
    foreign = [secret_story(other, number) for number in range(92, 100)]
    for story in foreign:
        publish_story(placement=home(story), by=None)

    client = Client(headers={"host": "kmia.localhost"})
    everything = [*stories, *foreign]
    addresses = [
        "/",
        "/local-news/",
        "/outdoors/",
        "/robots.txt",
        "/nothing/",
        "/tag/",
        "/person/",
        "/search",
        "/search/?q=headline",
        "/corrections/",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/news-sitemap.xml",
        *("/trust.txt", "/ads.txt", "/.well-known/security.txt", "/manifest.webmanifest"),
        *(f"/sitemap-{number // 1000}.xml" for number in (stories[0].pk, foreign[-1].pk)),
        *(f"/feed/{of}{name}" for of in FEEDS for name in ("rss.xml", "atom.xml", "feed.json")),
        *(f"/search/?q={word(number)}" for number in (0, 1, 2, 3, 4, 90, 91, 95)),
    ]
    addresses += [f"/tag/{tag.slug}/" for tag in Tag.objects.all()]
    addresses += [f"/feed/tag/{tag.slug}/rss.xml" for tag in Tag.objects.all()]
    addresses += [f"/person/{person.slug}/" for person in Person.objects.all()]
    addresses += [f"/feed/person/{person.slug}/feed.json" for person in Person.objects.all()]
    addresses += [f"/local-news/{story.pk}/" for story in everything]
    addresses += [f"/oembed?url=http://kmia.localhost:8000/local-news/{story.pk}/" for story in everything]
    addresses += [f"/local-news/x-{number}/" for number in range(shown.pk - 100, shown.pk + 110)]
    for address in addresses:
        answer = client.get(address)
        said = answer.content.decode() + str(answer.headers)
        # An unknown address and a search may be repeated to whoever typed them.
        typed = address.partition("?q=")[2]
        assert "sentinel" not in said.replace(address, "").replace(typed or address, ""), address


def test_numbers_of_drafts_answer_like_numbers_that_never_existed(clock) -> None:
    section = make_section(make_station())
    client = Client(headers={"host": "kmia.localhost"})
    never = client.get("/local-news/x-987654321/")
    for kind in (0, 1, 2, 5):
        story = secret_story(section, kind)
        unpublish(story, kind, clock)
        answer = client.get(f"/local-news/x-{story.pk}/")
        same = answer.content.decode().replace(f"x-{story.pk}", "x-987654321")
        assert (answer.status_code, answer.headers, same) == (404, never.headers, never.content.decode())


def test_kept_words_of_a_withdrawn_story_are_in_no_answer(clock) -> None:
    section = make_section(make_station())
    story = secret_story(section, 1)
    publish_story(placement=home(story), by=None)
    withdraw_story(placement=home(story), by=None)
    answer = Client(headers={"host": "kmia.localhost"}).get(f"/local-news/{story.pk}/")
    assert answer.status_code == 410
    assert "sentinel" not in answer.content.decode()
