"""The server is killed while people save and publish: what was answered is there, and nothing in halves."""

import random
import time
import urllib.request
from collections.abc import Iterator

import pytest
from django.core.management import call_command

from articles.forms.story_merging import working_copy
from articles.models import Edition, EditionKey, PageChange, Revision, SearchEntry, Story, StoryEvent, User
from tests.cast import HOSTS, make_admin, make_section, make_station, make_story
from tests.drills.working import Answered, Editor, Server, at_work

SEED = 20261124


def wait_until_busy(editors: list[Editor]) -> None:
    """A fresh server is slow at first: a moment counts once everybody has saved and somebody published."""
    end = time.monotonic() + 120
    while not (
        all(editor.answered.saved for editor in editors)
        and any(editor.answered.published for editor in editors)
    ):
        assert time.monotonic() < end, "nobody gets an answer"
        time.sleep(0.05)


def kill_at_work(server: Server, users: list[User], stories: list[int], seed: int) -> Answered:
    """One round: everybody works, and at some moment within a second and a half the server is gone."""
    told = Answered()
    with at_work(server, users, stories, seed) as editors:
        try:
            wait_until_busy(editors)
            time.sleep(random.Random(seed).uniform(0, 1.5))
        finally:
            server.kill()
    for editor in editors:
        told.add(editor.answered)
    return told


def wrong_with(stories: list[int], told: Answered) -> Iterator[str]:
    """Everything in the database that must not be, given what was answered."""
    for pk, word in told.saved:
        if not Revision.objects.filter(story=pk, content__body=f"<p>{word}</p>").exists():
            yield f"lost: {word} of story {pk}"
    for pk, word in told.published:
        if not Edition.objects.filter(story=pk, body=f"<p>{word}</p>").exists():
            yield f"never published: {word} of story {pk}"
    for story in Story.objects.filter(pk__in=stories):
        yield from wrong_with_story(story)
        for edition in story.editions.all():
            yield from wrong_with_edition(edition)


def wrong_with_story(story: Story) -> Iterator[str]:
    versions = story.revisions.once_current()
    newest = versions.latest("number")
    if newest.content != working_copy(story):
        yield f"story {story.pk} is not its newest revision {newest.number}"
    if story.version != versions.count():
        yield f"story {story.pk} has version {story.version} and {versions.count()} revisions"
    aside = story.revisions.filter(kind=Revision.Kind.ASIDE)
    told = StoryEvent.objects.filter(story_id=story.pk)
    for verbs, rows in ((("created", "saved"), versions), (("set_aside",), aside)):
        if told.filter(verb__in=verbs).count() != rows.count():
            yield f"story {story.pk}: its revisions and its events of {verbs} differ"
    live = story.editions.live().count()
    if live != (1 if story.editions.exists() else 0):
        yield f"story {story.pk}: {live} editions are live"


def wrong_with_edition(edition: Edition) -> Iterator[str]:
    if StoryEvent.objects.filter(edition_id=edition.pk, verb="published").count() != 1:
        yield f"edition {edition.pk} has no event of its own"
    told = PageChange.objects.filter(keys__contains=[f"story:{edition.story_id}"])
    if not told.filter(effective_at=edition.live_from).exists():
        yield f"edition {edition.pk}: no page was told"
    if Edition.objects.live().filter(pk=edition.pk).exists():
        for table in (EditionKey, SearchEntry):
            if not table.objects.filter(edition=edition).exists():
                yield f"edition {edition.pk} is live and has no {table.__name__}"


def prove(kills: int) -> Answered:
    """The whole story: `kills` rounds, each judged, with readers asked after every restart."""
    station = make_station("KMIA")
    section = make_section(station)
    users = [make_admin(name) for name in ("gia", "edna", "paul", "rita")]
    User.objects.filter(username__in=("edna", "rita")).update(language="es")
    stories = [
        make_story(section, f"{word} of the night", by=users[0], deck="A deck").pk
        for word in ("Ferry", "Storm", "Bridge", "Market", "School")
    ]
    whole = Answered()
    server = Server()
    for round_number in range(kills):
        whole.add(kill_at_work(server, users, stories, SEED + round_number))
        assert list(wrong_with(stories, whole)) == [], f"round {round_number}"
        call_command("verify_editions")
        server = Server()
        assert list(unlike_readers_page(server, stories)) == [], f"round {round_number}"
    server.kill()
    return whole


def unlike_readers_page(server: Server, stories: list[int]) -> Iterator[str]:
    """Readers get the edition that is live, whole, from a server that has just come up."""
    for edition in Edition.objects.live().filter(story__in=stories).select_related("section"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.port}/{edition.section.slug}/{edition.slug}-{edition.story_id}/",
            headers={"Host": f"{HOSTS['KMIA']}:{server.port}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            if edition.body not in answer.read().decode():
                yield f"readers do not get edition {edition.pk}"


@pytest.mark.django_db(transaction=True)
def test_two_kills_of_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    told = prove(kills=2)
    assert len(told.saved) >= 8
    assert capsys.readouterr().out.count("Every edition is what it was.") == 2


@pytest.mark.drill
@pytest.mark.django_db(transaction=True)
def test_twenty_kills_of_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    """The server killed at 20 moments of saving and publishing by four people: nothing that was answered is
    lost, nothing is half-published, every chain of editions is whole.
    """
    told = prove(kills=20)
    assert len(told.saved) >= 80
    assert len(told.published) >= 20
    assert len(told.unanswered) >= 20
    assert capsys.readouterr().out.count("Every edition is what it was.") == 20
