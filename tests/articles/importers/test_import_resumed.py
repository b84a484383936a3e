"""A run that was stopped goes on where it was; two at once do nothing twice."""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError, connections

from articles.importers.pipeline import committing, ledger
from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import run_import
from articles.models import Edition, ImportItem, ImportRun, Section, Story
from tests.articles.importers.desk import BODY, Desk, copy
from tests.cast import make_section, make_station

pytestmark = pytest.mark.django_db
settle = committing.settle


class Power(BaseException):
    """It went off."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importers.pipeline.finding.BATCH_FILES", 2)


def stop_after(batches: int) -> Callable[..., None]:
    """In the place of `settle`: the power goes off when that many are in."""
    left = [batches]

    def settle_until(*arguments: Any) -> None:
        if not left[0]:
            raise Power
        left[0] -= 1
        settle(*arguments)

    return settle_until


@pytest.mark.usefixtures("small_batches")
def test_the_same_command_goes_on_with_the_run_that_was_stopped(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    for number in range(7):
        desk.file(f"{number}.txt", copy(f"Story {number}"))
    desk.file("3.txt", "")
    monkeypatch.setattr(committing, "settle", stop_after(2))
    with pytest.raises(Power):
        desk.run("--publish")
    run = ImportRun.objects.get()
    assert (run.finished_at, run.items.count(), ledger.is_under_way(run)) == (None, 4, False)
    monkeypatch.setattr(committing, "settle", settle)
    desk.file("0.txt", copy("Not read again"))
    report = desk.run("--publish")
    assert report["run"] == run.pk
    assert report["totals"] == {
        "found": 7, "created": 6, "updated": 0, "unchanged": 0, "duplicate": 0, "refused": 1,
    }  # fmt: skip
    told = capsys.readouterr().out
    assert f"Going on with run {run.pk}, which was stopped after 4 files." in told
    assert "refused 3.txt: the file is empty" in told
    assert sorted(Story.objects.values_list("headline", flat=True))[0] == "Story 0"
    assert desk.run("--publish")["run"] != run.pk


@pytest.mark.usefixtures("small_batches")
def test_other_arguments_are_another_run(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        desk.file(f"{number}.txt", copy(f"Story {number}"))
    monkeypatch.setattr(committing, "settle", stop_after(1))
    with pytest.raises(Power):
        desk.run()
    monkeypatch.setattr(committing, "settle", settle)
    assert desk.run("--publish")["totals"] == {
        "found": 4, "created": 2, "updated": 2, "unchanged": 0, "duplicate": 0, "refused": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("small_batches")
def test_a_run_that_stopped_long_ago_is_left_alone_once_another_was_whole(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        desk.file(f"{number}.txt", copy(f"Story {number}"))
    first = ImportRun.objects.create(options=ImportOptions(paths=(str(desk.folder),)).as_json())
    ImportRun.objects.filter(pk=first.pk).update(finished_at=None)
    second = desk.run()["run"]
    assert second == first.pk
    assert desk.run()["run"] > second


def refused(error: type[Exception], state: type[Exception]) -> Exception:
    made = error("what the database says\nmore")
    made.__cause__ = state()
    return made


def test_a_deadlock_is_tried_again(desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("a.txt", copy())
    errors = [refused(OperationalError, psycopg.errors.DeadlockDetected) for _ in range(2)]

    def settle_at_last(*arguments: Any) -> None:
        if errors:
            raise errors.pop()
        settle(*arguments)

    monkeypatch.setattr(committing, "settle", settle_at_last)
    assert desk.outcomes() == {"a.txt": "created"}


def test_what_the_database_refuses_harms_no_other(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        desk.file(f"{number}.txt", copy(f"Story {number}"))

    def settle_but_one(candidates: Any, *arguments: Any) -> None:
        settle(candidates, *arguments)
        if any(candidate.found.path == "6.txt" for candidate in candidates):
            raise refused(DataError, psycopg.errors.NumericValueOutOfRange)

    monkeypatch.setattr(committing, "settle", settle_but_one)
    report = desk.run()
    assert {item["reason"] for item in report["items"]} == {
        None,
        "the database refused it: what the database says",
    }
    assert report["totals"]["created"] == Story.objects.count() == 8


def test_a_database_that_gives_out_is_told_in_a_sentence(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.file("a.txt", copy())

    def no_room(*arguments: Any) -> None:
        raise refused(OperationalError, psycopg.errors.DiskFull)

    monkeypatch.setattr(committing, "settle", no_room)
    with pytest.raises(CommandError) as stop:
        call_command("import_stories", str(desk.folder))
    assert str(stop.value) == (
        "Stopped midway: what the database says. The same command goes on where it was."
    )
    assert stop.value.returncode == 3
    assert not ImportItem.objects.exists()


def test_only_what_a_run_refused(desk: Desk, section: Section) -> None:
    desk.file("good.txt", copy())
    desk.file("bad.txt", "")
    desk.file("worse.txt", "")
    first = desk.run("--source", "archive")["run"]
    desk.file("bad.txt", copy("Mended"))
    desk.file("new.txt", copy("New"))
    report = desk.run("--only-refused", str(first), paths=())
    assert {item["path"]: item["outcome"] for item in report["items"]} == {
        "bad.txt": "created",
        "worse.txt": "refused",
    }
    assert Story.objects.get(headline="Mended").imported_files.get().source.name == "archive"
    with pytest.raises(CommandError, match="There is no run 999999"):
        call_command("import_stories", "--only-refused", "999999")
    with pytest.raises(CommandError, match="Name a file or a folder"):
        call_command("import_stories")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("small_batches")
def test_two_at_once_do_nothing_twice(desk: Desk) -> None:
    """Two threads with connections of their own, over the same files in opposite order."""
    make_section(make_station())
    for number in range(24):
        desk.file(f"{number % 2}/{number:02}.txt", copy(f"Story {number // 2}", BODY, "Tags: bay, pier"))
    orders = [("0", "1"), ("1", "0")]
    failures = []

    def bring_in(order: tuple[str, str]) -> None:
        paths = tuple(str(desk.folder / name) for name in order)
        try:
            run_import(ImportOptions(paths=paths, publish=True))
        except Exception as error:  # noqa: BLE001 - a thread's failure is the test's
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=bring_in, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Story.objects.count() == Edition.objects.count() == 12
    assert ImportItem.objects.count() == 48
    assert not ImportItem.objects.filter(outcome="refused").exists()
    totals = [run.totals for run in ImportRun.objects.all()]
    assert sum(total["created"] for total in totals) == 12
