"""From an import run to its files: original bytes, the first of them, a corrected file, the story."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.importers.pipeline.options import ImportOptions
from articles.importers.pipeline.run import run_import
from articles.models import ImportItem, ImportRun, Story, User
from tests.articles.admin.conftest import Newsroom

GOOD = b"Miami News, KMIA\nLocal News\n\nKeys bridge opens\n\nIt opened <b>on</b> Friday.\n"
BAD = b"Miami News, KMIA\n\x00<script>\n"


@pytest.fixture
def run(newsroom: Newsroom, tmp_path: Path) -> ImportRun:
    """One file in, one refused, of a folder that the shell brought in."""
    folder = tmp_path / "disk" / "1998"
    folder.mkdir(parents=True)
    (folder / "bridge.txt").write_bytes(GOOD)
    (folder / "broken.txt").write_bytes(BAD)
    found = run_import(ImportOptions(paths=(str(tmp_path / "disk"),))).run
    assert found
    return found


def refused(run: ImportRun) -> ImportItem:
    return run.items.get(outcome="refused")


def page(user: User, path: str) -> str:
    return signed_in(user).get(path).content.decode()


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def correct(user: User, item: ImportItem, data: bytes) -> ImportRun:
    """The run that the corrected file led to."""
    answer = signed_in(user).post(
        f"/admin/articles/importrun/{item.run_id}/files/{item.pk}/correct/",
        {"file": SimpleUploadedFile("../../etc/anything.sh", data)},
    )
    number = re.search(r"/importrun/(\d+)/change/", answer["Location"])
    assert number
    return ImportRun.objects.get(pk=number[1])


def test_a_refused_file_shows_its_reason_and_its_first_bytes_harmlessly(
    newsroom: Newsroom, run: ImportRun
) -> None:
    html = page(newsroom.manager, f"/admin/articles/importrun/{run.pk}/change/")
    assert "1998/broken.txt" in html
    assert "␀&lt;script&gt;␊" in html
    assert 'aria-label="1 created, 0 updated, 0 unchanged, 0 duplicate, 1 refused"' in html


def test_reasons_name_what_the_desk_has_and_no_option_of_the_command(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(b"Miami News, KMIA\n\nKeys bridge opens\n\nOn Friday.\n")
    (tmp_path / "b.txt").write_bytes(b"Miami News, KMIA\nWrld\n\nKeys bridge opens\n\nOn Friday.\n")
    (tmp_path / "c.txt").write_bytes("Miami News, KMIA\nLocal News\n\nCanción\n\nShe sang.\n".encode("cp850"))
    run = run_import(ImportOptions(paths=(str(tmp_path),))).run
    assert run
    html = page(newsroom.manager, f"/admin/articles/importrun/{run.pk}/change/")
    section = "no section line: the second line is blank; name the section as “Section”, under “Files sent”"
    assert html.count(section) == 2
    assert html.count("or have missing ones made, under “Files sent”") == 2
    assert html.count("if so, name it as “Encoding”, under “Files sent”") == 1
    assert not re.search(r"\s--[a-z]", re.sub(r"<!--.*?-->|<script.*?</script>", "", html, flags=re.S))


def test_original_bytes_come_as_they_were_and_are_only_to_be_saved(
    newsroom: Newsroom, run: ImportRun
) -> None:
    item = run.items.get(outcome="created")
    answer = signed_in(newsroom.editor).get(f"/admin/articles/importrun/{run.pk}/files/{item.pk}/")
    assert answer.content == GOOD
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''bridge.txt"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_of_another_stations_files_are_not_found(newsroom: Newsroom, run: ImportRun) -> None:
    item = run.items.get(outcome="created")
    answer = signed_in(newsroom.zoe).get(f"/admin/articles/importrun/{run.pk}/files/{item.pk}/")
    assert answer.status_code == 404


def test_a_corrected_file_takes_the_place_of_the_refused_one(newsroom: Newsroom, run: ImportRun) -> None:
    again = correct(newsroom.manager, refused(run), GOOD.replace(b"Keys", b"Bay"))
    item = again.items.get()
    assert (item.source.name, item.path, item.outcome) == ("disk", "1998/broken.txt", "created")
    assert item.story
    assert item.story.headline == "Bay bridge opens"
    assert again.started_by == newsroom.manager
    assert list((settings.NEWSROOM_DATA / "uploads").iterdir()) == []
    html = page(newsroom.manager, f"/admin/articles/importrun/{again.pk}/change/")
    assert "<dt>Files and folders</dt><dd>1998/broken.txt, corrected</dd>" in html
    assert "/uploads/" not in html


def test_a_corrected_file_for_a_station_of_others_is_refused_in_words(
    newsroom: Newsroom, run: ImportRun
) -> None:
    data = b"High Desert Today, KZVN\nWater & Land\n\nReservoir fills\n\nIt is full.\n"
    item = correct(newsroom.manager, refused(run), data).items.get()
    assert item.outcome == "refused"
    assert item.reason == "you may not bring stories to “Water & Land” at KZVN: ask a manager of the station"
    assert not Story.objects.filter(headline="Reservoir fills").exists()


def test_only_managers_bring_files_in(newsroom: Newsroom, run: ImportRun) -> None:
    item = refused(run)
    address = f"/admin/articles/importrun/{run.pk}/files/{item.pk}/correct/"
    answer = signed_in(newsroom.publisher).post(address, {"file": SimpleUploadedFile("a.txt", GOOD)})
    assert answer.status_code == 403
    assert ImportRun.objects.count() == 1


def test_a_story_shows_where_it_came_in_and_is_found_by_its_file(newsroom: Newsroom, run: ImportRun) -> None:
    story = Story.objects.get(headline="Keys bridge opens")
    item = story.import_items.get()
    html = page(newsroom.editor, f"/admin/articles/story/{story.pk}/change/")
    assert "Came in from disk, 1998/bridge.txt" in html
    original = f"/admin/articles/importrun/{run.pk}/files/{item.pk}/"
    assert original in html
    assert original not in page(newsroom.reporter, f"/admin/articles/story/{story.pk}/change/")
    for typed, found in (("bridge.txt", True), ("1998/bridge.txt", True), ("ridge.txt", False)):
        listed = page(newsroom.editor, f"/admin/articles/story/?q={typed}")
        assert ("Keys bridge opens" in listed) is found, typed


@pytest.mark.parametrize(
    ("data", "station", "seen_by"),
    [
        (b"High Desert Today, KZVN\n\x00", "", ["zoe"]),
        (b"High Desert Today, KZVN\nNo Such Section\n\nDam\n\nIt holds.\n", "KMIA", ["zoe"]),
        (b"\n \xef\xbb\xbf\x00", "KMIA", ["edna"]),
        ("\ufeffHigh Desert Today, KZVN\n".encode("utf-16-le"), "", ["zoe"]),
        (b"Elsewhere, WXYZ\nLocal News\n\nDam\n\nIt holds.\n", "KMIA", []),
        (b"\x00", "", []),
    ],
    ids=["broken", "no section", "the run's", "utf-16", "unknown station", "nobody's"],
)
def test_bytes_of_a_refused_file_are_for_the_station_that_it_names(
    newsroom: Newsroom, tmp_path: Path, data: bytes, station: str, seen_by: list[str]
) -> None:
    (tmp_path / "good.txt").write_bytes(GOOD)
    (tmp_path / "bad.txt").write_bytes(data)
    # Both have stories of this run.
    (tmp_path / "theirs.txt").write_bytes(b"High Desert Today, KZVN\nWater & Land\n\nDam\n\nIt holds.\n")
    run = run_import(ImportOptions(paths=(str(tmp_path),), station=station)).run
    assert run
    item = refused(run)
    address = f"/admin/articles/importrun/{run.pk}/files/{item.pk}/"
    answers = {user.username: signed_in(user).get(address).status_code
               for user in (newsroom.editor, newsroom.zoe, newsroom.gia)}  # fmt: skip
    assert [name for name, status in answers.items() if status == 200] == [*seen_by, "gia"]
    assert {status for status in answers.values() if status != 200} <= {404}
