"""Whatever lies on the disk: each file gets its reason, and harms no other."""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import (
    ImportItem,
    Section,
)
from tests.articles.importers.desk import BODY, Desk, copy

pytestmark = pytest.mark.django_db


def test_refused_files_say_why_and_harm_no_other(desk: Desk, section: Section) -> None:
    desk.file("good.txt", copy())
    desk.file("empty.txt", "")
    desk.file("other.txt", copy(station="Boise Herald, KBOI"))
    desk.file("section.txt", copy().replace("Local News", "Wrld"))
    desk.file("zero.txt", copy().encode().replace(b"Monday", b"Mon\x00day"))
    desk.file("large.txt", copy(body="word " * 500_000))
    os.symlink(desk.folder / "good.txt", desk.folder / "link.txt")
    os.mkfifo(desk.folder / "pipe.txt")
    report = desk.run()
    assert desk.code == 1
    refused = {item["path"]: item["reason"] for item in report["items"] if item["outcome"] == "refused"}
    assert refused.keys() == {
        "empty.txt", "other.txt", "section.txt", "zero.txt", "large.txt", "link.txt", "pipe.txt",
    }  # fmt: skip
    assert "KBOI" in refused["other.txt"]
    assert "“Wrld”" in refused["section.txt"]
    assert "link" in refused["link.txt"]
    assert "2,000,000 bytes" in refused["large.txt"]
    assert report["totals"]["created"] == 1
    assert ImportItem.objects.count() == 8


def test_unknown_names_are_listed_once_with_counts(desk: Desk, section: Section, capsys) -> None:
    for number in range(12):
        desk.file(f"{number:02}.txt", copy(f"Story {number}", station="Boise Herald, KBOI"))
    desk.file("x.txt", copy().replace("Local News", "Wrld"))
    desk.file("y.txt", copy("Mayor's letter", BODY, "HOLD FOR RELEASE"))
    desk.run()
    told = capsys.readouterr().out
    assert told.count("12 refused: there is no station KBOI: create it") == 1
    assert told.count("1 refused: KMIA has no section “Wrld”") == 1
    assert "\n1 file came in with a warning: a report (--report) and the run's page say which.\n" in told


def test_only_what_a_run_refused_is_looked_at_where_that_run_looked(desk: Desk, section: Section) -> None:
    desk.file("good.txt", copy())
    run = str(desk.run()["run"])
    with pytest.raises(CommandError, match=f"Run {run} refused no file that is there now, below what you"):
        call_command("import_stories", "--only-refused", run)
    desk.folder.rename(desk.folder.with_name("moved"))
    with pytest.raises(CommandError, match=f"The files of run {run} are not at .*disk any more: name where"):
        call_command("import_stories", "--only-refused", run)


def test_a_station_of_the_run_that_is_not_there(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy().replace("Miami News, KMIA\n", ""))
    with pytest.raises(
        CommandError, match="There is no station WXYZ: create it first, or correct --station."
    ):
        call_command("import_stories", str(desk.folder), "--station", "WXYZ")
    reason = desk.item("--station", "WXYZ", "--create-missing")["reason"]
    assert reason == "there is no station WXYZ, and no brand to make it from: create it"
    desk.file("1.txt", copy(station="Valley News, WXYZ"))
    assert desk.outcomes("--station", "WXYZ", "--create-missing") == {
        "1.txt": "created",
        "a.txt": "duplicate",
    }


def test_a_report_says_in_its_name_what_it_is(desk: Desk) -> None:
    with pytest.raises(CommandError, match="“trial.xls” ends neither in .json nor in .csv"):
        call_command("import_stories", str(desk.folder), "--report", "trial.xls")


def test_copy_that_escaping_makes_too_large_is_refused_alone(desk: Desk, section: Section) -> None:
    desk.file("large.txt", copy(body="&" * 1_900_000))
    desk.file("good.txt", copy())
    report = desk.run("--publish")
    assert {item["path"]: item["outcome"] for item in report["items"]} == {
        "good.txt": "created",
        "large.txt": "refused",
    }


def test_names_that_are_no_unicode(desk: Desk, section: Section) -> None:
    with open(os.fsencode(desk.folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(copy().encode())
    assert desk.outcomes() == {"caf\\xe9.txt": "created"}
    assert desk.outcomes() == {"caf\\xe9.txt": "unchanged"}


def test_order_does_not_depend_on_the_disk(desk: Desk, section: Section) -> None:
    for name in ("b/1.txt", "a.txt", "b.txt", "A.txt", "é.txt"):
        desk.file(name, copy(f"Headline {name}"))
    assert list(desk.outcomes()) == ["A.txt", "a.txt", "b/1.txt", "b.txt", "é.txt"]


def test_wrong_usage(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as missing:
        call_command("import_stories", str(tmp_path / "nowhere"))
    assert missing.value.returncode == 2
    with pytest.raises(CommandError) as nothing:
        call_command("import_stories", str(desk.folder))
    assert nothing.value.returncode == 2
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_stories", str(desk.folder), "--report", str(tmp_path / "no/such/report.json"))


def test_the_same_path_twice_is_one_argument(desk: Desk, section: Section) -> None:
    path = str(desk.file("a.txt", copy()))
    assert desk.run(paths=(path, path))["totals"]["found"] == 1
