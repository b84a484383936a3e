"""Archives brought in without unpacking them: each member is a file of the run."""

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from articles.importers.pipeline import committing
from articles.models import ImportedFile, ImportItem, ImportRun, Section, Story
from tests.articles.importers.desk import BODY, Desk, copy

pytestmark = pytest.mark.django_db
settle = committing.settle


def write_zip(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def write_tar(path: Path, members: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return path


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {item["member"] or item["path"]: item["outcome"] for item in report["items"]}


@pytest.mark.parametrize(("write", "name"), [(write_zip, "old.zip"), (write_tar, "old.tar.gz")])
def test_members_are_files_of_the_run(desk: Desk, section: Section, write, name: str) -> None:
    members = {"1998/a.txt": copy("One"), "1998/b.txt": "", "c.txt": copy("Two")}
    write(desk.folder / name, members)
    report = desk.run("--publish")
    assert [(item["path"], item["member"], item["outcome"]) for item in report["items"]] == [
        (name, "1998/a.txt", "created"),
        (name, "1998/b.txt", "refused"),
        (name, "c.txt", "created"),
    ]
    assert outcomes(desk.run("--publish")) == {
        "1998/a.txt": "unchanged", "1998/b.txt": "refused", "c.txt": "unchanged",
    }  # fmt: skip
    members["c.txt"] = copy("Two", BODY + "\n\nMore.")
    write(desk.folder / name, members)
    assert outcomes(desk.run("--publish"))["c.txt"] == "updated"
    row = ImportedFile.objects.get(member="c.txt")
    assert (row.source.name, row.path, Story.objects.count()) == ("disk", name, 2)


def test_the_same_text_in_and_beside_an_archive(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    write_zip(desk.folder / "b.zip", {"a.txt": copy(), "b.txt": copy("Another")})
    assert outcomes(desk.run()) == {"a.txt": "duplicate", "b.txt": "created"}
    assert Story.objects.count() == 2


def test_what_is_wrong_with_an_archive_harms_no_other(desk: Desk, section: Section) -> None:
    whole = write_zip(desk.folder / "a.zip", {"a.txt": copy("One"), "../b.txt": copy("Two")})
    (desk.folder / "b.zip").write_bytes(whole.read_bytes()[:-30])
    desk.file("c.txt", copy("Three"))
    report = desk.run()
    assert [(item["path"], item["outcome"]) for item in report["items"]] == [
        ("a.zip", "created"), ("a.zip", "refused"), ("b.zip", "refused"), ("c.txt", "created"),
    ]  # fmt: skip
    assert desk.code == 1
    assert ImportItem.objects.count() == 4


def test_limits_can_be_raised_and_lowered(desk: Desk, section: Section) -> None:
    write_zip(desk.folder / "a.zip", {"a.txt": copy("One"), "b.txt": copy("Two")})
    assert outcomes(desk.run("--max-members", "1")) == {"a.txt": "created", "a.zip": "refused"}
    assert outcomes(desk.run("--max-members", "2")) == {"a.txt": "unchanged", "b.txt": "created"}


@pytest.mark.parametrize(("write", "name"), [(write_zip, "old.zip"), (write_tar, "old.tgz")])
def test_a_stopped_run_goes_on_within_an_archive(
    desk: Desk, section: Section, monkeypatch: pytest.MonkeyPatch, write, name: str
) -> None:
    monkeypatch.setattr("articles.importers.pipeline.finding.BATCH_FILES", 2)
    write(desk.folder / name, {f"{number}.txt": copy(f"Story {number}") for number in range(5)})

    def settle_first(candidates: Any, *arguments: Any) -> None:
        if Story.objects.count():
            raise KeyboardInterrupt
        settle(candidates, *arguments)

    monkeypatch.setattr(committing, "settle", settle_first)
    with pytest.raises(CommandError, match="Stopped midway: as you asked. The same command goes on"):
        desk.run()
    monkeypatch.setattr(committing, "settle", settle)
    assert desk.run()["totals"]["created"] == Story.objects.count() == 5
    assert ImportRun.objects.count() == 1


def test_only_what_was_refused_of_an_archive(desk: Desk, section: Section) -> None:
    write_zip(desk.folder / "a.zip", {"a.txt": copy(), "b.txt": ""})
    run = desk.run()["run"]
    write_zip(desk.folder / "a.zip", {"a.txt": copy(), "b.txt": copy("Mended")})
    assert outcomes(desk.run("--only-refused", str(run), paths=())) == {"b.txt": "created"}


def test_a_trial_of_an_archive(desk: Desk, section: Section) -> None:
    write_tar(desk.folder / "a.tgz", {"a.txt": copy(), "b.txt": copy(), "c.txt": copy("Two")})
    assert outcomes(desk.run("--dry-run")) == outcomes(desk.run()) == {
        "a.txt": "created", "b.txt": "duplicate", "c.txt": "created",
    }  # fmt: skip
