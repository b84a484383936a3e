"""A trial tells what the real run will do, and leaves nothing behind."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import ImportRun, Section, Station, Story
from articles.services.taking_down import withdraw_story
from tests.articles.importers.desk import BODY, Desk, copy, everything_stored
from tests.cast import home

pytestmark = pytest.mark.django_db
MORE = BODY + "\n\nThe last boat leaves at ten."


def without_stories(report: dict[str, Any]) -> dict[str, Any]:
    """What a trial cannot know: the number of the run, and of stories."""
    items = [{**item, "story": None, "url": None} for item in report["items"]]
    return {**report, "run": None, "dry_run": None, "items": items}


def assert_tells_the_truth(desk: Desk, *arguments: str) -> dict[str, Any]:
    """The trial writes nothing; the real run after it ends alike. Returns the real report."""
    before = everything_stored()
    trial = desk.run("--dry-run", *arguments)
    assert everything_stored() == before
    assert (trial["dry_run"], trial["run"]) == (True, None)
    assert {(item["story"], item["url"]) for item in trial["items"]} <= {(None, None)}
    code = desk.code
    real = desk.run(*arguments)
    assert without_stories(trial) == without_stories(real)
    assert code == desk.code
    return real


def write_all_sorts(desk: Desk) -> None:
    desk.file("a.txt", copy("Ferry returns", BODY, "Tags: bay", "Source: Gulf Coast Wire", "By Ana Ruiz"))
    desk.file("b.txt", copy("Ferry returns", BODY.replace(" ", "  ")))
    desk.file("c.txt", copy("Ferry leaves", MORE, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    desk.file("d.txt", copy("Ferry waits", MORE, "HOLD FOR RELEASE"))
    desk.file("e.txt", copy("Elsewhere", station="High Desert Today, KZVN"))
    desk.file("f.txt", copy("Elsewhere", station="High Desert Today, KZVN"))
    desk.file("g.txt", "")


def test_a_first_run(desk: Desk) -> None:
    write_all_sorts(desk)
    assert_tells_the_truth(desk)
    real = assert_tells_the_truth(desk, "--create-missing", "--publish")
    assert [item["outcome"] for item in real["items"]] == [
        "created", "duplicate", "created", "created", "created", "duplicate", "refused",
    ]  # fmt: skip
    assert Station.objects.count() == 2


def test_a_second_run(desk: Desk, section: Section) -> None:
    write_all_sorts(desk)
    desk.run("--create-missing")
    assert_tells_the_truth(desk, "--publish")
    desk.file("a.txt", copy("Ferry returns", MORE))
    desk.file("c.txt", copy("Council votes", "Seven members said yes.\n\nTwo were absent."))
    real = assert_tells_the_truth(desk, "--publish")
    outcomes = {item["path"]: item["outcome"] for item in real["items"]}
    assert (outcomes["a.txt"], outcomes["c.txt"], outcomes["d.txt"]) == ("updated", "created", "unchanged")


def test_it_remembers_what_it_would_have_made(desk: Desk, section: Section, monkeypatch) -> None:
    """In batches of one: a duplicate of a file of an earlier batch, and copy that an update gave up."""
    monkeypatch.setattr("articles.importers.pipeline.finding.BATCH_FILES", 1)
    desk.file("a.txt", copy())
    desk.run()
    desk.file("a.txt", copy(body=MORE))
    desk.file("b.txt", copy(body=MORE))
    desk.file("c.txt", copy())
    desk.file("d.txt", copy())
    real = assert_tells_the_truth(desk)
    assert [item["outcome"] for item in real["items"]] == ["updated", "duplicate", "created", "duplicate"]


def test_the_size_of_a_batch_changes_no_outcome(desk: Desk, section: Section, monkeypatch) -> None:
    desk.file("a.txt", copy())
    desk.run()
    desk.file("a.txt", copy(body=MORE))
    desk.file("b.txt", copy(body=MORE))
    desk.file("c.txt", copy())
    whole = desk.outcomes("--dry-run")
    monkeypatch.setattr("articles.importers.pipeline.finding.BATCH_FILES", 1)
    assert desk.outcomes("--dry-run") == desk.outcomes() == whole


def test_what_would_be_revived(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    withdraw_story(placement=home(Story.objects.get()), by=None)
    assert_tells_the_truth(desk, "--publish")
    assert assert_tells_the_truth(desk, "--publish", "--revive")["totals"]["updated"] == 1


def test_the_command_says_that_it_was_a_trial(desk: Desk, capsys) -> None:
    desk.file("a.txt", copy())
    desk.file("b.txt", "")
    desk.file("c.txt", copy("Mayor's letter", BODY, "HOLD FOR RELEASE"))
    with pytest.raises(SystemExit):
        call_command("import_stories", str(desk.folder), "--dry-run", "--create-missing")
    told = capsys.readouterr().out
    assert "Dry run: nothing was written" in told
    assert "refused b.txt: the file is empty\n" in told
    assert "1 file would come in with a warning: a report (--report) says which." in told
    assert "Miami News, KMIA would be made" in told
    assert not ImportRun.objects.exists()


def test_a_path_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(CommandError, match="does not exist"):
        call_command("import_stories", str(desk.folder / "nowhere"), "--dry-run")
