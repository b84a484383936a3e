"""What readers are told of a story's versions: each one they had, what changed, and nothing else."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from articles.models import Section, Station, Story
from articles.services.correcting import NewCorrection
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from articles.services.taking_down import kill_story, revive_story, withdraw_story
from tests.cast import home, make_admin, make_section, make_station, make_story

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "kmia.localhost"})


def published(story: Story, **changes: Any) -> Story:
    Story.objects.filter(pk=story.pk).update(**changes)
    correction = changes.pop("correction", None)
    publish_story(placement=home(story), by=None, correction=correction)
    story.refresh_from_db()
    return story


def page(reader: Client, story: Story, edition: int | None = None) -> Any:
    answer = reader.get(f"/local-news/{story.pk}/history/{f'{edition}/' if edition else ''}", follow=True)
    assert answer.status_code == 200
    return answer


def words(runs: Any) -> list[tuple[str, str]]:
    return [(run.kind, run.text) for run in runs]


def test_every_version_and_what_changed(section: Section, reader: Client, clock: Any) -> None:
    story = published(
        make_story(section, "Ferry returns", body="<p>Tickets cost four dollars.</p><p>It runs.</p>")
    )
    clock.advance(HOUR)
    published(
        story, headline="Ferry returns to the bay", body="<p>Tickets cost six dollars.</p><p>It runs.</p>"
    )
    listed = page(reader, story)
    assert [version["number"] for version in listed.context["versions"]] == [2, 1]
    assert listed.context["hash"] == home(story).editions.latest("number").chain_sha256
    assert listed.context["hash"] in listed.content.decode()
    found = page(reader, story, 2).context["differs"]
    assert words(found["headline"]) == [("same", "Ferry returns"), ("added", " to the bay")]
    assert [block.change for block in found["body"]] == ["changed", ""]
    assert ("removed", "four") in words(found["body"][0].runs)
    assert ("added", "six") in words(found["body"][0].runs)
    first = page(reader, story, 1).content.decode()
    assert "Tickets cost four dollars." in first


def test_the_list_says_what_each_version_changed(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section, "Ferry returns", body="<p>It runs.</p>"))
    clock.advance(HOUR)
    published(story, headline="Ferry is back", body="<p>It runs again.</p>", label="analysis")
    clock.advance(HOUR)
    published(story, body="<p>It <strong>runs</strong> again.</p>")
    listed = page(reader, story)
    assert [version["parts"] for version in listed.context["versions"]] == [
        [],
        ["label", "headline", "text"],
        None,
    ]
    assert "Changed: label, headline, text" in listed.content.decode()
    assert "The words of the text stayed as they were." in listed.content.decode()


def test_a_version_of_a_few_minutes_is_left_out(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section, body="<p>A typo hre.</p>"))
    clock.advance(4 * MINUTE)
    published(story, body="<p>A typo here.</p>")
    clock.advance(HOUR)
    published(story, body="<p>No typo here.</p>")
    assert [row["url"][-2:] for row in page(reader, story).context["versions"]] == ["3/", "2/"]
    assert "typo hre" not in page(reader, story, 2).content.decode()
    assert reader.get(f"/local-news/{story.pk}/history/1/", follow=True).status_code == 404


def test_a_correction_is_never_left_out(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section))
    clock.advance(HOUR)
    Story.objects.filter(pk=story.pk).update(deck="Four dollars")
    note = NewCorrection("correction", "The fare was wrong.")
    publish_story(placement=home(story), by=make_admin(), correction=note)
    clock.advance(MINUTE)
    published(story, deck="Four dollars a ride")
    versions = page(reader, story).context["versions"]
    assert [version["number"] for version in versions] == [3, 2, 1]
    assert versions[1]["corrections"] == [{"label": "Correction", "text": "The fare was wrong."}]


def test_what_a_correction_put_right_within_minutes_stands_beside_it(
    section: Section, reader: Client, clock: Any
) -> None:
    story = published(make_story(section, deck="Six dollars"))
    clock.advance(MINUTE)
    Story.objects.filter(pk=story.pk).update(deck="Four dollars")
    note = NewCorrection("correction", "The fare was wrong.")
    publish_story(placement=home(story), by=make_admin(), correction=note)
    assert [version["number"] for version in page(reader, story).context["versions"]] == [2, 1]
    assert words(page(reader, story, 2).context["differs"]["deck"]) == [
        ("removed", "Six"),
        ("added", "Four"),
        ("same", " dollars"),
    ]


def test_a_station_may_keep_its_history(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section))
    clock.advance(HOUR)
    published(story, deck="New")
    address = f"/local-news/{story.pk}/"
    assert "What changed" in reader.get(address, follow=True).content.decode()
    Station.objects.update(history_shown=False)
    assert reader.get(f"{address}history/", follow=True).status_code == 404
    assert "What changed" not in reader.get(address, follow=True).content.decode()


def test_a_redaction_leaves_a_gap_that_is_seen(section: Section, reader: Client, clock: Any) -> None:
    """Published anew without the words that a court took out."""
    story = published(make_story(section, body="<p>A name that a court forbids.</p>"))
    clock.advance(HOUR)
    redact_story(story=story, by=make_admin(), reason="Court order")
    assert reader.get(f"/local-news/{story.pk}/history/", follow=True).status_code == 410
    revive_story(story=story, by=None)
    published(story, headline="Ferry", body="<p>No name.</p>")
    listed = page(reader, story)
    assert [version["parts"] for version in listed.context["versions"]] == [None, None]
    assert "taken out for legal reasons" in listed.content.decode()
    changed = page(reader, story, 2)
    assert changed.context["hidden"] == "redacted"
    assert "court forbids" not in (listed.content + changed.content).decode()


def test_a_kill_takes_back_the_words_for_good(section: Section, reader: Client, clock: Any) -> None:
    """Also when the story lives again, and on the versions before the one that was killed."""
    story = published(make_story(section, "Libel", body="<p>A false claim.</p>"))
    clock.advance(HOUR)
    published(story, deck="A claim in the deck")
    clock.advance(HOUR)
    kill_story(story=story, by=None)
    clock.advance(HOUR)
    revive_story(story=story, by=None)
    published(story, headline="Ferry", deck="", body="<p>What is true.</p>")
    listed = page(reader, story)
    assert [version["withheld"] for version in listed.context["versions"]] == [False, True, True]
    assert "taken from the site for good" in listed.content.decode()
    pages = [page(reader, story, number) for number in (1, 2, 3)]
    assert [shown.context["hidden"] for shown in pages] == ["withheld"] * 3
    for shown in (listed, *pages):
        assert not {"Libel", "claim"} & set(shown.content.decode().replace(".", " ").split())
    clock.advance(HOUR)
    published(story, deck="Since then")
    assert words(page(reader, story, 4).context["differs"]["deck"]) == [("added", "Since then")]


def test_a_kill_takes_back_the_corrections_until_then(section: Section, reader: Client, clock: Any) -> None:
    """From the story, its structured data, the page of corrections and its feed; later ones are told."""
    admin, story = make_admin(), published(make_story(section, "Libel"))
    note = NewCorrection("correction", "We named zqperson; it was nobody.")
    publish_story(placement=home(story), by=admin, correction=note)
    clock.advance(HOUR)
    kill_story(story=story, by=None)
    clock.advance(HOUR)
    revive_story(story=story, by=None)
    published(story, headline="Ferry")
    pages = (
        f"/local-news/{story.pk}/",
        "/corrections/",
        "/feed/corrections/rss.xml",
        "/feed/corrections/feed.json",
    )
    for address in pages:
        assert "zqperson" not in reader.get(address, follow=True).content.decode(), address
    clock.advance(HOUR)
    later = NewCorrection("correction", "The zqpier is at Third Avenue.")
    publish_story(placement=home(story), by=admin, correction=later)
    for address in pages:
        html = reader.get(address, follow=True).content.decode()
        assert ("zqpier" in html, "zqperson" in html) == (True, False), address


def test_very_long_versions_are_not_compared(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section, body=f"<p>{'word ' * 9_000}</p>"))
    clock.advance(HOUR)
    published(story, body=f"<p>{'other ' * 9_000}</p>")
    shown = page(reader, story, 2)
    assert shown.context["too_long"] is True
    assert "too long to be compared" in shown.content.decode()
    assert shown.context["whole"].plain_text in shown.content.decode()


def test_what_is_not_live_has_no_history(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section))
    clock.advance(HOUR)
    published(story, deck="New")
    draft = make_story(section)
    assert reader.get(f"/local-news/x-{draft.pk}/history/").status_code == 404
    withdraw_story(placement=home(story), by=None)
    assert reader.get(f"/local-news/x-{story.pk}/history/").status_code == 410


def test_a_coming_version_is_in_no_history(section: Section, reader: Client, clock: Any) -> None:
    story = published(make_story(section))
    Story.objects.filter(pk=story.pk).update(deck="Comes tomorrow")
    publish_story(placement=home(story), by=None, at=clock.now() + HOUR)
    assert [version["number"] for version in page(reader, story).context["versions"]] == [1]
    assert reader.get(f"/local-news/{story.pk}/history/2/", follow=True).status_code == 404


@pytest.mark.parametrize("count", [2, 9])
def test_queries_do_not_grow(
    section: Section, reader: Client, clock: Any, count: int, django_assert_num_queries: Any
) -> None:
    story = make_story(section)
    for number in range(count):
        published(story, deck=f"Deck {number}")
        clock.advance(HOUR)
    path = page(reader, story).request["PATH_INFO"]
    for address in (path, f"{path}2/"):
        with django_assert_num_queries(3):
            assert reader.get(address).status_code == 200
