"""Bringing legacy files in, as a member of staff does: by the command, and looking at what comes out."""

import json
import os
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import (
    Edition,
    ImportBlob,
    ImportItem,
    ImportRun,
    Person,
    Placement,
    Revision,
    Role,
    SearchEntry,
    Section,
    Source,
    Station,
    Story,
)
from articles.services.drafting import claim_version, keep_revision
from articles.services.publishing import publish_story
from articles.services.taking_down import withdraw_story
from tests.cast import home, make_section, make_station, make_user

pytestmark = pytest.mark.django_db
BODY = "The ferry runs again from Monday.\n\nTickets cost four dollars, the port said."


def copy(
    headline: str = "Ferry returns", body: str = BODY, *lines: str, station: str = "Miami News, KMIA"
) -> str:
    meta = "".join(f"{line}\n" for line in lines)
    return f"{station}\nLocal News\n\n{headline}\n{meta}\n{body}\n"


class Desk:
    """A folder of files and the command, with its report."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "disk"
        self.folder.mkdir()
        self.code = 0

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run(self, *arguments: str, paths: tuple[str, ...] = ()) -> dict[str, Any]:
        report = self.folder.parent / "report.json"
        self.code = 0
        try:
            call_command(
                "import_stories", *(paths or (str(self.folder),)), *arguments, "--report", str(report)
            )
        except SystemExit as stop:
            self.code = stop.code
        return json.loads(report.read_text())

    def outcomes(self, *arguments: str) -> dict[str, str]:
        return {item["path"]: item["outcome"] for item in self.run(*arguments)["items"]}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def section() -> Section:
    return make_section(make_station())


def test_a_file_becomes_a_page(desk: Desk) -> None:
    desk.file("1998/ferry.txt", copy())
    report = desk.run("--create-missing", "--publish")
    assert desk.code == 0
    item = report["items"][0]
    assert report["totals"] == {
        "found": 1, "created": 1, "updated": 0, "unchanged": 0, "duplicate": 0, "refused": 0,
    }  # fmt: skip
    assert (item["path"], item["member"], item["outcome"]) == ("1998/ferry.txt", None, "created")
    assert (item["encoding"], item["reason"], report["dry_run"]) == ("utf-8", None, False)
    assert item["url"] == f"http://kmia.localhost:8000/local-news/ferry-returns-{item['story']}/"
    text = Client(headers={"host": "kmia.localhost"}).get(item["url"].split(":8000")[1]).content.decode()
    assert "<p>The ferry runs again from Monday.</p>" in text
    assert "From the archive of Miami News" in text
    station = Station.objects.get()
    assert (station.callsign, station.brand, station.opened_at is not None) == ("KMIA", "Miami News", True)


def test_again_changes_nothing(desk: Desk, section: Section) -> None:
    desk.file("ferry.txt", copy())
    desk.run("--publish")
    before = (list(Story.objects.values()), list(Edition.objects.values()), Revision.objects.count())
    assert desk.outcomes("--publish") == {"ferry.txt": "unchanged"}
    assert (list(Story.objects.values()), list(Edition.objects.values()), Revision.objects.count()) == before
    assert ImportRun.objects.count() == 2
    assert ImportBlob.objects.count() == 1


def test_the_bytes_are_kept(desk: Desk, section: Section) -> None:
    path = desk.file("ferry.txt", copy().replace("\n", "\r\n"))
    desk.run()
    blob = ImportItem.objects.get().blob
    assert zlib.decompress(blob.data) == path.read_bytes()
    assert blob.size == path.stat().st_size


def test_without_publish_stories_are_drafts_and_a_second_run_publishes_them(
    desk: Desk, section: Section
) -> None:
    desk.file("ferry.txt", copy())
    assert desk.run()["items"][0]["url"] is None
    assert home(Story.objects.get()).publication == "unpublished"
    assert desk.outcomes("--publish") == {"ferry.txt": "updated"}
    assert home(Story.objects.get()).publication == "live"
    assert desk.outcomes("--publish") == {"ferry.txt": "unchanged"}


def test_what_the_lines_say_stands_on_the_story(desk: Desk, section: Section) -> None:
    ana = Person.objects.create(name="Ana Ruiz", slug="ana-ruiz")
    desk.file(
        "ferry.txt",
        copy(
            "Ferry returns",
            BODY,
            "By Ana Ruiz and Sam Okoro",
            "Published: Oct. 8, 2025, 9:14 a.m.",
            "Tags: Transit, bay",
            "Source: Gulf Coast Wire",
        ),
    )
    desk.run("--publish")
    story = Story.objects.get()
    assert [(b.name, b.person) for b in story.bylines.all()] == [("Ana Ruiz", ana), ("Sam Okoro", None)]
    assert story.published_at.isoformat() == "2025-10-08T13:14:00+00:00"
    assert story.published_at_estimated is False
    assert sorted(tag.name for tag in story.tags.all()) == ["Transit", "bay"]
    assert story.source == Source.objects.get(name="Gulf Coast Wire", kind="other")


def test_a_file_without_a_date_has_an_estimate_that_is_not_shown(desk: Desk, section: Section) -> None:
    os.utime(desk.file("ferry.txt", copy()), (915_148_800, 915_148_800))
    report = desk.run("--publish")
    story = Story.objects.get()
    assert (story.published_at.year, story.published_at_estimated) == (1999, True)
    text = Client(headers={"host": "kmia.localhost"}).get(report["items"][0]["url"].split(":8000")[1])
    assert "1999" not in text.content.decode()


def test_the_runs_date_is_taken_as_said(desk: Desk, section: Section) -> None:
    desk.file("ferry.txt", copy())
    desk.run("--published-at", "2009-05-01T12:00:00-04:00")
    story = Story.objects.get()
    assert (story.published_at.isoformat(), story.published_at_estimated) == (
        "2009-05-01T16:00:00+00:00",
        False,
    )


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
    for number in range(3):
        desk.file(f"{number}.txt", copy(f"Story {number}", station="Boise Herald, KBOI"))
    desk.run()
    assert capsys.readouterr().out.count("unknown station KBOI: 3 files") == 1


def test_sections_match_by_alias_case_and_spacing(desk: Desk, section: Section) -> None:
    Section.objects.filter(pk=section.pk).update(aliases=["City Desk"])
    desk.file("a.txt", copy("One").replace("Local News", "LOCAL\u00a0 news"))
    desk.file("b.txt", copy("Two").replace("Local News", "city desk"))
    assert desk.outcomes() == {"a.txt": "created", "b.txt": "created"}
    assert set(Placement.objects.values_list("section", flat=True)) == {section.pk}


def test_another_brand_is_a_warning(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy(station="Miami Nightly, KMIA"))
    assert desk.run()["items"][0]["warnings"] == ["the file calls KMIA “Miami Nightly”, not “Miami News”"]


def test_the_run_names_what_the_file_does_not(desk: Desk, section: Section) -> None:
    desk.file("a.txt", f"Ferry returns\n\n{BODY}\n")
    assert desk.outcomes() == {"a.txt": "refused"}
    assert desk.outcomes("--station", "KMIA", "--section", "Local News") == {"a.txt": "created"}
    assert Story.objects.get().headline == "Ferry returns"


def test_the_same_story_twice_is_one(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.file("b.txt", copy().replace("Monday.", "Monday.  "))
    assert desk.outcomes() == {"a.txt": "created", "b.txt": "duplicate"}
    assert desk.outcomes() == {"a.txt": "unchanged", "b.txt": "duplicate"}
    desk.file("c.txt", copy())
    assert desk.outcomes()["c.txt"] == "duplicate"
    assert Story.objects.count() == 1


def test_the_same_copy_on_another_station_is_its_own(desk: Desk, section: Section) -> None:
    make_section(make_station("KZVN"))
    desk.file("a.txt", copy())
    desk.file("b.txt", copy(station="High Desert Today, KZVN"))
    assert desk.outcomes() == {"a.txt": "created", "b.txt": "created"}


def test_newer_copy_updates_what_nobody_touched(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    first = desk.run("--publish")["items"][0]
    desk.file("a.txt", copy(body=BODY + "\n\nThe last boat leaves at ten."))
    second = desk.run("--publish")["items"][0]
    assert (second["outcome"], second["url"]) == ("updated", first["url"])
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]
    assert Edition.objects.live().get().plain_text.endswith("The last boat leaves at ten.")
    assert Revision.objects.count() == 2


def test_newer_copy_never_overwrites_an_editor(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    story = Story.objects.get()
    editor = make_user("edna", Role.EDITOR, section.station)
    claim_version(story=story, version=story.version)
    Story.objects.filter(pk=story.pk).update(deck="Edna was here")
    keep_revision(story=Story.objects.get(), by=editor)
    desk.file("a.txt", copy(body=BODY + "\n\nThe last boat leaves at ten."))
    item = desk.run("--publish")["items"][0]
    assert (item["outcome"], item["warnings"]) == ("updated", ["held for an editor"])
    story.refresh_from_db()
    assert (story.deck, "last boat" in story.body) == ("Edna was here", False)
    held = Revision.objects.get(kind="held")
    assert "last boat" in held.content["body"]
    assert Edition.objects.count() == 1
    assert desk.outcomes("--publish") == {"a.txt": "unchanged"}


def test_what_was_taken_down_stays_down(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run("--publish")
    withdraw_story(placement=home(Story.objects.get()), by=None)
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    assert desk.outcomes("--publish") == {"a.txt": "unchanged"}
    assert not Edition.objects.live().exists()


def test_another_text_under_the_same_name_is_another_story(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    desk.file("a.txt", copy("Council votes", "Seven members said yes.\n\nTwo were absent."))
    item = desk.run()["items"][0]
    assert item["outcome"] == "created"
    assert "is kept too" in item["warnings"][0]
    assert Story.objects.count() == 2
    assert desk.outcomes() == {"a.txt": "unchanged"}


@pytest.mark.parametrize(
    ("line", "state", "warned"),
    [
        ("HOLD FOR RELEASE", "unpublished", "on hold"),
        ("EMBARGOED UNTIL some day soon", "unpublished", "cannot be read"),
        ("EMBARGOED UNTIL Jan. 5, 2090, 6 a.m.", "scheduled", ""),
        ("EMBARGOED UNTIL Jan. 5, 2009, 6 a.m.", "live", ""),
        ("Published: Jan. 5, 2090", "unpublished", "lies ahead"),
    ],
)
def test_a_doubt_about_the_time_never_publishes(
    desk: Desk, section: Section, line: str, state: str, warned: str
) -> None:
    desk.file("a.txt", copy("Ferry returns", BODY, line))
    item = desk.run("--publish")["items"][0]
    assert home(Story.objects.get()).publication == state
    assert warned in " ".join(item["warnings"])
    assert desk.outcomes("--publish") == {"a.txt": "unchanged"}


@pytest.mark.parametrize(
    ("line", "waits"),
    [
        ("", True),
        ("EMBARGOED UNTIL Jan. 4, 2090, 6 a.m.", True),
        ("EMBARGOED UNTIL Jan. 6, 2090, 6 a.m.", True),
        ("HOLD FOR RELEASE", False),
    ],
)
def test_newer_copy_never_lifts_an_embargo(desk: Desk, section: Section, line: str, waits: bool) -> None:
    desk.file("a.txt", copy("Ferry returns", BODY, "EMBARGOED UNTIL Jan. 5, 2090, 6 a.m."))
    desk.run("--publish")
    before = Story.objects.get().embargo_until
    desk.file(
        "a.txt", copy("Ferry returns", BODY + "\n\nThe last boat leaves at ten.", *filter(None, [line]))
    )
    item = desk.run("--publish")["items"][0]
    story = Story.objects.get()
    assert item["outcome"] == "updated"
    assert before is not None
    assert story.embargo_until is not None
    assert story.embargo_until >= before
    assert [e.live_from for e in story.editions.coming()] == ([story.embargo_until] if waits else [])
    kept = "its earlier embargo is kept: a publisher can lift it"
    assert (kept in item["warnings"]) is (story.embargo_until == before)


def test_markup_in_the_copy_is_copy(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy("Tags <b>& such", 'Use <script>alert(1)</script> & "quotes".\n\nYes.'))
    url = desk.run("--publish")["items"][0]["url"].split(":8000")[1]
    text = Client(headers={"host": "kmia.localhost"}).get(url).content.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in text
    assert Story.objects.get().headline == "Tags <b>& such"


def test_a_station_made_in_production_is_closed(desk: Desk, settings, capsys) -> None:
    settings.DEMO = False
    desk.file("a.txt", copy())
    item = desk.run("--create-missing", "--publish")["items"][0]
    station = Station.objects.get()
    assert (station.opened_at, item["url"]) == (None, None)
    assert f"/admin/articles/station/{station.pk}/change/" in capsys.readouterr().out


def test_order_does_not_depend_on_the_disk(desk: Desk, section: Section) -> None:
    for name in ("b/1.txt", "a.txt", "b.txt", "A.txt", "é.txt"):
        desk.file(name, copy(f"Headline {name}"))
    assert list(desk.outcomes()) == ["A.txt", "a.txt", "b/1.txt", "b.txt", "é.txt"]


def test_names_that_are_no_unicode(desk: Desk, section: Section) -> None:
    with open(os.fsencode(desk.folder) + b"/caf\xe9.txt", "wb") as file:
        file.write(copy().encode())
    assert desk.outcomes() == {"caf\\xe9.txt": "created"}
    assert desk.outcomes() == {"caf\\xe9.txt": "unchanged"}


def test_wrong_usage(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(CommandError) as missing:
        call_command("import_stories", str(tmp_path / "nowhere"))
    assert missing.value.returncode == 2
    with pytest.raises(CommandError) as nothing:
        call_command("import_stories", str(desk.folder))
    assert nothing.value.returncode == 2
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_stories", str(desk.folder), "--report", str(tmp_path / "no/such/report.json"))


def test_an_editors_publication_counts_as_touching(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy())
    desk.run()
    publisher = make_user("paul", Role.PUBLISHER, section.station)
    publish_story(placement=home(Story.objects.get()), by=publisher)
    desk.file("a.txt", copy(body=BODY + "\n\nMore."))
    assert desk.run("--publish")["items"][0]["warnings"] == ["held for an editor"]


def test_the_delivered_file_comes_in_to_the_letter() -> None:
    """A real file, where it lies beside the checkout."""
    folder = Path(__file__).parents[4] / "shared" / "legacy"
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        pytest.skip("no delivered file beside this checkout")
    call_command("import_stories", str(files[0]), "--create-missing", "--publish")
    lines = [line for line in files[0].read_text().splitlines() if line.strip()]
    story = Story.objects.get()
    assert (story.station.callsign, story.station.brand) == ("KMIA", "Miami News")
    path = f"/world-news/{home(story).slug}-{story.pk}/"
    text = Client(headers={"host": "kmia.localhost"}).get(path).content.decode()
    body = text.split('class="story-body"')[1].split("</div>")[0]
    assert body.count("<p>") == len(lines) - 3 == 22
    for line in lines[2:]:
        assert line in text.replace("&#x27;", "'").replace("&amp;", "&")


def test_copy_that_escaping_makes_too_large_is_refused_alone(desk: Desk, section: Section) -> None:
    desk.file("large.txt", copy(body="&" * 1_900_000))
    desk.file("good.txt", copy())
    report = desk.run("--publish")
    assert {item["path"]: item["outcome"] for item in report["items"]} == {
        "good.txt": "created",
        "large.txt": "refused",
    }


def test_a_section_named_like_a_route_gets_another_address(desk: Desk) -> None:
    desk.file("a.txt", copy().replace("Local News", "Archive"))
    assert desk.run("--create-missing", "--publish")["items"][0]["outcome"] == "created"
    assert Section.objects.get().slug != "archive"


@pytest.mark.django_db(transaction=True)
def test_every_live_story_of_a_run_can_be_searched(desk: Desk) -> None:
    """Outside a test's transaction the entries are made beside the import, on a connection of their own."""
    make_section(make_station())
    for number in range(3):
        desk.file(f"{number}.txt", copy(f"Story {number}", BODY.replace("ferry", f"ferry {number}")))
    desk.run("--publish")
    assert SearchEntry.objects.count() == Edition.objects.count() == 3
    SearchEntry.objects.all().delete()  # as a kill between commit and entries leaves it
    desk.run("--publish")
    assert SearchEntry.objects.count() == 3


def test_the_same_path_twice_is_one_argument(desk: Desk, section: Section) -> None:
    path = str(desk.file("a.txt", copy()))
    assert desk.run(paths=(path, path))["totals"]["found"] == 1


def test_an_encoding_can_be_named(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy("Café").encode("cp850"))
    desk.run("--encoding", "cp850")
    assert Story.objects.get().headline == "Café"
    with pytest.raises(CommandError, match="no encoding"):
        desk.run("--encoding", "klingon")
