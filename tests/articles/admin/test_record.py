"""Editions, events and import runs: there to be read by whom they concern, and for nobody to change."""

import re
from typing import Any

import pytest

from articles.models import ImportItem, ImportRun, ImportSource, Role, StoryEvent, User
from articles.services.publishing import publish_story
from articles.services.redaction import redact_story
from tests.articles.admin.conftest import Newsroom
from tests.articles.admin.desks import desk, url
from tests.cast import home, make_story, make_user


def rows(user: User, name: str) -> list[Any]:
    listing: Any = desk(user).get(url(f"{name}_changelist"))
    assert listing.status_code == 200
    return list(listing.context["cl"].result_list)


@pytest.mark.parametrize("name", ["edition", "storyevent", "importrun", "revision"])
def test_nobody_adds_changes_or_deletes_what_is_on_the_record(newsroom: Newsroom, name: str) -> None:
    story = make_story(newsroom.local)
    edition = publish_story(placement=home(story), by=None)
    run = ImportRun.objects.create(options={}, started_by=newsroom.gia)
    found = {
        "edition": edition.pk,
        "storyevent": StoryEvent.objects.latest("pk").pk,
        "importrun": run.pk,
        "revision": story.revisions.get().pk,
    }
    client = desk(newsroom.gia)
    assert client.get(url(f"{name}_change", found[name])).status_code == 200
    assert client.post(url(f"{name}_change", found[name]), {"headline": "x"}).status_code == 403
    assert client.get(url(f"{name}_add")).status_code == 403
    assert client.post(url(f"{name}_delete", found[name]), {"post": "yes"}).status_code == 403


def test_editions_and_events_are_those_of_ones_stations(newsroom: Newsroom) -> None:
    here, there = make_story(newsroom.local), make_story(newsroom.desert)
    for story in (here, there):
        publish_story(placement=home(story), by=None)
    assert [edition.story_id for edition in rows(newsroom.reporter, "edition")] == [here.pk]
    assert {event.story_id for event in rows(newsroom.reporter, "storyevent")} == {here.pk}
    assert len(rows(newsroom.gia, "edition")) == 2
    theirs = there.editions.get()
    assert desk(newsroom.reporter).get(url("edition_change", theirs.pk)).status_code == 302


def test_a_redacted_edition_shows_who_and_why_and_no_word(newsroom: Newsroom) -> None:
    story = make_story(newsroom.local, "Sealed by a court")
    edition = publish_story(placement=home(story), by=None)
    redact_story(story=story, by=newsroom.gia, reason="Order of the county court")
    page = desk(newsroom.gia).get(url("edition_change", edition.pk))
    assert b"Order of the county court" in page.content
    assert b"Sealed" not in page.content
    story.refresh_from_db()
    for path in (
        url("story_change", story.pk),
        url("story_history", story.pk),
        url("revision_change", story.revisions.latest("pk").pk),
    ):
        answer = desk(newsroom.gia).get(path)
        assert answer.status_code == 200
        assert b"Sealed" not in answer.content


@pytest.fixture
def run(newsroom: Newsroom) -> ImportRun:
    """Two stories of KMIA, and a file that was refused."""
    run = ImportRun.objects.create(
        options={"paths": ["/archive"], "station": "KMIA"},
        totals={"found": 3, "created": 2, "updated": 0, "unchanged": 0, "duplicate": 0, "refused": 1},
    )
    source = ImportSource.objects.create(name="disk")
    for name in ("one", "two"):
        ImportItem.objects.create(
            run=run,
            source=source,
            argument="/archive",
            path=f"{name}.txt",
            outcome="created",
            warnings=["A warning"],
            story=make_story(newsroom.local, f"Story {name}"),
        )
    ImportItem.objects.create(
        run=run,
        source=source,
        argument="/archive",
        path="secret-three.txt",
        outcome="refused",
        reason="there is no date",
        station=newsroom.kmia,
    )
    return run


def test_a_run_shows_what_became_of_each_file(newsroom: Newsroom, run: ImportRun) -> None:
    page = desk(newsroom.editor).get(url("importrun_change", run.pk)).content.decode()
    for words in ("one.txt", "Story one", "A warning", "secret-three.txt", "there is no date"):
        assert words in page
    assert "3 found, 2 created, 0 updated, 0 unchanged, 0 duplicate, 1 refused" in page


def test_a_run_is_shown_to_the_stations_it_concerns(newsroom: Newsroom, run: ImportRun) -> None:
    assert rows(newsroom.editor, "importrun") == [run]
    assert rows(newsroom.zoe, "importrun") == []
    assert desk(newsroom.reporter).get(url("importrun_changelist")).status_code == 403
    assert desk(newsroom.zoe).get(url("importrun_change", run.pk)).status_code == 302


def test_of_a_mixed_run_one_sees_ones_own_files(newsroom: Newsroom, run: ImportRun) -> None:
    theirs = make_story(newsroom.desert, "A story of the desert")
    ImportItem.objects.create(
        run=run,
        source=ImportSource.objects.get(),
        argument="/archive",
        path="desert.txt",
        outcome="created",
        story=theirs,
    )
    page = desk(newsroom.zoe).get(url("importrun_change", run.pk)).content.decode()
    assert "A story of the desert" in page
    assert "1 of this run's files are of your stations and are listed. The other 3 are" in page
    for words in ("one.txt", "Story one", "secret-three.txt"):
        assert words not in page


def test_what_led_to_no_story_is_for_the_station_that_it_names(newsroom: Newsroom, run: ImportRun) -> None:
    """Of a story that was deleted since, too; what names none is the group's, and the starter's."""
    source = ImportSource.objects.get()
    for path, station in (("theirs.txt", newsroom.kzvn), ("nobodys.txt", None)):
        ImportItem.objects.create(
            run=run, source=source, argument="/archive", path=path, outcome="refused", reason="empty",
            station=station,
        )  # fmt: skip
    ImportItem.objects.filter(path="two.txt").update(story=None, station=newsroom.kmia)
    wes = make_user("wes", Role.MANAGER, newsroom.kmia, section=newsroom.local)
    address = url("importrun_change", run.pk)
    seen = {
        user.username: {item.path for item, *__ in page.context["items"].rows}
        for user in (newsroom.editor, newsroom.zoe, wes, newsroom.gia)
        if (page := desk(user).get(address))
    }
    assert seen == {
        "edna": {"one.txt", "two.txt", "secret-three.txt"},
        "zoe": {"theirs.txt"},
        "wes": {"one.txt"},
        "gia": {"one.txt", "two.txt", "secret-three.txt", "theirs.txt", "nobodys.txt"},
    }
    ImportRun.objects.update(started_by=newsroom.zoe)
    assert len(paths_on(desk(newsroom.zoe), address)) == 5


def paths_on(client: Any, address: str) -> list[str]:
    return [item.path for item, *__ in client.get(address).context["items"].rows]


def test_a_long_run_is_read_to_its_end(newsroom: Newsroom, run: ImportRun) -> None:
    source = ImportSource.objects.get()
    ImportItem.objects.bulk_create(
        ImportItem(
            run=run, source=source, argument="/archive", path=f"{n:03}.txt", outcome="refused", reason="empty"
        )
        for n in range(210)
    )
    client, address = desk(newsroom.gia), url("importrun_change", run.pk)
    found, query = list[str](), "?"
    for _ in range(3):
        page: Any = client.get(address + query)
        found += [item.path for item, *__ in page.context["items"].rows]
        query = page.context["items"].next
    assert found == ["one.txt", "two.txt", "secret-three.txt", *(f"{n:03}.txt" for n in range(210))]
    assert query == ""
    choices: Any = client.get(address).context["items"].choices
    assert [(c.words, c.count) for c in choices] == [("All", 213), ("Refused", 211), ("Created", 2)]
    assert paths_on(client, address + choices[2].query) == ["one.txt", "two.txt"]
    refused: Any = client.get(address + choices[1].query).context["items"]
    assert len(refused.rows) == 100
    assert paths_on(client, address + refused.next)[0] == "099.txt"
    for odd in ("?after=x", "?after=99999999999999999999", "?outcome=nothing"):
        assert paths_on(client, address + odd)[0] == "one.txt"


def test_the_arguments_of_a_run_are_told_in_words(newsroom: Newsroom) -> None:
    options = {
        "paths": ["/archive/2009", "/archive/2010"],
        "places": ["/archive/2009", "/archive/2010"],
        "publish": True,
        "max_bytes": 2_000_000,
        "limit": 5_000,
        "sections": {"Wrld": "World News"},
        "published_at": "2009-05-01T12:00:00-04:00",
        "station": "",
    }
    run = ImportRun.objects.create(options=options, started_by=newsroom.editor)
    page = desk(newsroom.editor).get(url("importrun_change", run.pk)).content.decode()
    told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert told == [
        ("Files and folders", "/archive/2009, /archive/2010"),
        ("Section lines", "“Wrld” means World News"),
        ("Publishing", "At once"),
        ("Date of all stories", "12:00 p.m. EDT, May 1, 2009"),
        ("Most files", "5,000"),
    ]


def test_a_story_says_where_it_came_from(newsroom: Newsroom, run: ImportRun) -> None:
    item = run.items.filter(story__isnull=False).first()
    assert item is not None
    page = desk(newsroom.editor).get(url("story_change", item.story_id)).content.decode()
    assert "Came in from disk, one.txt" in page
    assert url("importrun_change", run.pk) in page
    page = desk(newsroom.reporter).get(url("story_change", item.story_id)).content.decode()
    assert url("importrun_change", run.pk) not in page
