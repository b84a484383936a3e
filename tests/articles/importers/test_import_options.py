"""What the command can be told, and the reports that it writes."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import PageChange, Placement, Section, Station, Story
from tests.articles.importers.desk import BODY, Desk, copy
from tests.cast import make_section

pytestmark = pytest.mark.django_db


def wrong(desk: Desk, *arguments: str) -> str:
    """The sentence that refuses the arguments."""
    with pytest.raises(CommandError) as refused:
        call_command("import_stories", str(desk.folder), *arguments)
    return str(refused.value)


def test_only_the_first_files(desk: Desk, section: Section) -> None:
    for name in ("a", "b", "c"):
        desk.file(f"{name}.txt", copy(f"Story {name}"))
    assert list(desk.outcomes("--limit", "2")) == ["a.txt", "b.txt"]
    assert desk.run("--limit", "9")["totals"]["found"] == 3
    assert "no number of at least 1" in wrong(desk, "--limit", "0")


def test_what_section_lines_mean(desk: Desk, section: Section, tmp_path: Path) -> None:
    world = make_section(section.station, "World News")
    desk.file("a.txt", copy("One").replace("Local News", "WRLD"))
    desk.file("b.txt", copy("Two").replace("Local News", "City \u00a0 desk"))
    pairs = tmp_path / "sections.txt"
    pairs.write_text("# of the old system\n\nCity Desk = Local News\n")
    assert set(desk.outcomes("--map", "Wrld=World News", "--map-file", str(pairs)).values()) == {"created"}
    assert list(Placement.objects.order_by("pk").values_list("section", flat=True)) == [world.pk, section.pk]


def test_another_meaning_moves_the_story(desk: Desk, section: Section) -> None:
    """The bytes are the same, what the run says about them is not."""
    world = make_section(section.station, "World News")
    desk.file("a.txt", copy().replace("Local News", "Wrld"))
    desk.run("--map", "Wrld=Local News")
    assert desk.item("--map", "Wrld=Local News")["outcome"] == "unchanged"
    assert desk.item("--map", "Wrld=World News")["outcome"] == "updated"
    assert Placement.objects.get().section == world


def test_maps_that_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    assert "“Wrld” is no pair of sections" in wrong(desk, "--map", "Wrld")
    pairs = tmp_path / "sections.txt"
    pairs.write_text("Wrld=World News\nLcl\n")
    assert "Line 2: “Lcl” is no pair" in wrong(desk, "--map-file", str(pairs))
    pairs.write_bytes("Wrld=Wörld".encode("cp1252"))
    assert "is not in UTF-8" in wrong(desk, "--map-file", str(pairs))
    assert "cannot be read" in wrong(desk, "--map-file", str(tmp_path / "nowhere"))
    assert "at most 60 characters" in wrong(desk, "--map", f"a={'b' * 61}")


def test_stations_are_made_in_their_zone_and_language(desk: Desk) -> None:
    desk.file("a.txt", copy("Ferry", BODY, "Published: May 1, 2009, 3:30 p.m."))
    desk.run("--create-missing", "--zone", "America/Denver", "--language", "es")
    station, story = Station.objects.get(), Story.objects.get()
    assert (station.timezone, station.language, story.language) == ("America/Denver", "es", "es")
    assert story.published_at.isoformat() == "2009-05-01T21:30:00+00:00"
    assert "is no time zone" in wrong(desk, "--create-missing", "--zone", "Mars")
    assert "add --create-missing" in wrong(desk, "--zone", "America/Denver")
    assert "add --publish" in wrong(desk, "--revive")


def test_a_section_that_an_import_makes_changes_the_menu_on_every_page(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy().replace("Local News", "Harbor", 1))
    desk.run("--create-missing", "--dry-run")
    assert not PageChange.objects.exists()
    desk.run("--create-missing")
    assert Section.objects.filter(name="Harbor").exists()
    assert PageChange.objects.get().keys == [f"station:{section.station_id}"]


def test_a_date_given_later_takes_the_place_of_an_estimate_and_not_the_other_way(
    desk: Desk, section: Section
) -> None:
    desk.file("a.txt", copy())
    desk.run()
    dated = ("--published-at", "2009-05-01T12:00:00-04:00")
    assert desk.item(*dated)["outcome"] == "updated"
    assert desk.item(*dated)["outcome"] == "unchanged"
    assert desk.item()["outcome"] == "unchanged"
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    assert desk.item()["outcome"] == "updated"
    story = Story.objects.get()
    assert (story.published_at.isoformat(), story.published_at_estimated) == (
        "2009-05-01T16:00:00+00:00",
        False,
    )


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_report_for_a_spreadsheet(desk: Desk, section: Section, tmp_path: Path) -> None:
    desk.file("a.txt", copy(station="Miami Nightly, KMIA"))
    desk.file("=cmd|' /C calc'!A0.txt", "")
    report = tmp_path / "report.csv"
    desk.run("--report", str(report), "--publish")
    bad, good = rows(report)
    assert bad["path"] == "'=cmd|' /C calc'!A0.txt"
    assert (bad["outcome"], bad["reason"], bad["story"]) == ("refused", "the file is empty", "")
    assert good["warnings"] == "the file calls KMIA “Miami Nightly”, not “Miami News”"
    assert good["story"] == str(Story.objects.get().pk)
    assert good["url"].startswith("http://kmia.localhost:8000/local-news/ferry-returns-")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])  # noqa: RUF001
def test_no_cell_is_a_formula(desk: Desk, section: Section, tmp_path: Path, sign: str) -> None:
    desk.file(f"{sign}1.txt", "")
    report = tmp_path / "report.csv"
    desk.run("--dry-run", "--report", str(report))
    assert rows(report)[0]["path"] == f"'{sign}1.txt"


def test_a_disk_without_room_for_the_report(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    sentence = wrong(desk, "--report", "/dev/full")
    assert sentence.startswith("The report /dev/full could not be written: No space left on device.")
    assert Story.objects.count() == 1


def test_bytes_are_known_again_without_what_an_earlier_run_said(desk: Desk, section: Section) -> None:
    """A later run that only publishes must not read old files in the wrong encoding."""
    desk.file("a.txt", "Café\n\nOlé.\n".encode("cp850"))
    told = ("--station", "KMIA", "--section", "Local News", "--encoding", "cp850")
    desk.run(*told)
    assert desk.item("--publish")["outcome"] == "updated"
    assert desk.item(*told)["outcome"] == "unchanged"
    assert Story.objects.get().headline == "Café"
