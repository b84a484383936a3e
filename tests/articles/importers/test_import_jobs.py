"""Several processes bring in the same files to the same end."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import ImportRun, Station, Story
from tests.articles.importers.canonical import canonical, rows_of
from tests.articles.importers.desk import BODY, Desk, copy
from tests.articles.importers.hard import hard_file


def stored() -> list[str]:
    """All that imports have written but for the ledger's runs."""
    return [row for row in canonical(rows_of) if not row.startswith(("item", "run"))]


def outcomes(report: dict[str, Any]) -> dict[str, str]:
    return {item["path"]: item["outcome"] for item in report["items"]}


@pytest.mark.django_db(transaction=True)
def test_two_processes_end_as_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In batches of ten, with twins that two processes have at the same time."""
    monkeypatch.setattr("articles.importers.pipeline.finding.BATCH_FILES", 10)
    for number in range(60):
        desk.file(f"{number:03}.txt", hard_file(number))
    for number in range(60, 100):
        desk.file(f"{number:03}.txt", copy(f"Twin {number % 20}", BODY, "Tags: bay, pier"))
    trial = desk.run("--dry-run", "--create-missing", "--publish")
    report = desk.run("--create-missing", "--publish", "--jobs", "2")
    assert report["totals"] == trial["totals"]
    assert Story.objects.filter(headline__startswith="Twin ").count() == 20
    assert {path: made for path, made in outcomes(report).items() if path < "060"} == {
        path: made for path, made in outcomes(trial).items() if path < "060"
    }
    assert "is new and open" in capsys.readouterr().out
    assert ImportRun.objects.get().finished_at is not None
    assert Station.objects.count() == 3
    before = stored()
    again = desk.run("--publish", "--jobs", "2")
    assert again["totals"]["created"] == again["totals"]["updated"] == 0
    assert stored() == before


@pytest.mark.django_db
def test_too_many_processes(desk: Desk) -> None:
    with pytest.raises(CommandError, match="At most 32 processes"):
        call_command("import_stories", str(desk.folder), "--jobs", "33")
