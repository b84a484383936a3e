"""Bringing legacy files in, as a member of staff does: by the command, and looking at what comes out."""

import os
import zlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import (
    Edition,
    ImportItem,
    Person,
    Placement,
    SearchEntry,
    Section,
    Source,
    Station,
    Story,
)
from articles.services.verification import verify_editions
from tests.articles.importers.desk import BODY, Desk, copy
from tests.cast import home, make_section, make_station

pytestmark = pytest.mark.django_db


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


def test_the_bytes_are_kept(desk: Desk, section: Section) -> None:
    path = desk.file("ferry.txt", copy().replace("\n", "\r\n"))
    desk.run()
    blob = ImportItem.objects.get().blob
    assert zlib.decompress(blob.data) == path.read_bytes()
    assert blob.size == path.stat().st_size


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


def test_a_day_without_an_hour_is_shown_as_a_day(desk: Desk, section: Section) -> None:
    desk.file("ferry.txt", copy("Ferry returns", BODY, "Published: 2025-11-20"))
    report = desk.run("--publish")
    story = Story.objects.get()
    assert (story.published_at.isoformat(), story.published_at_day_only) == (
        "2025-11-20T05:00:00+00:00",
        True,
    )
    client = Client(headers={"host": "kmia.localhost"})
    page = client.get(report["items"][0]["url"].split(":8000")[1]).content.decode()
    assert '<time datetime="2025-11-20">Nov.\N{NO-BREAK SPACE}20, 2025</time>' in page
    assert '<meta property="article:published_time" content="2025-11-20">' in page
    for text in (page, client.get("/local-news/").content.decode(), client.get("/").content.decode()):
        assert 'datetime="2025-11-20"' in text
        assert "12:00" not in text
    assert list(verify_editions()) == []


def test_newer_copy_with_an_hour_shows_it(desk: Desk, section: Section) -> None:
    desk.file("ferry.txt", copy("Ferry returns", BODY, "Published: 2025-11-20"))
    desk.run("--publish")
    desk.file("ferry.txt", copy("Ferry returns", BODY, "Published: 2025-11-20 9:14 a.m."))
    desk.run("--publish")
    story = Story.objects.get()
    assert (story.published_at.isoformat(), story.published_at_day_only) == (
        "2025-11-20T14:14:00+00:00",
        False,
    )
    assert "day_only" not in story.editions.latest("number").page


def test_a_byline_is_never_credited_to_a_person_of_another_station(desk: Desk, section: Section) -> None:
    ours, theirs = (
        Person.objects.create(name=name, slug=name[:3].lower()) for name in ("Ana Ruiz", "Sam Okoro")
    )
    ours.listed_on.add(section.station)
    theirs.listed_on.add(make_station("KZVN"))
    Person.objects.create(name="Ana Ruiz", slug="another-ana")
    desk.file("ferry.txt", copy("Ferry returns", BODY, "By Ana Ruiz and Sam Okoro"))
    desk.run()
    assert [(b.name, b.person) for b in Story.objects.get().bylines.all()] == [
        ("Ana Ruiz", ours),
        ("Sam Okoro", None),
    ]


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


def test_an_encoding_can_be_named(desk: Desk, section: Section) -> None:
    desk.file("a.txt", copy("Café", "It opens at noon.\n\nAgain.").encode("cp850"))
    desk.run("--encoding", "cp850")
    assert Story.objects.get().headline == "Café"
    with pytest.raises(CommandError, match="no encoding"):
        desk.run("--encoding", "klingon")
