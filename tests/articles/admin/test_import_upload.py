"""Files sent through the admin: kept whole, tried, brought in once, or left."""

import datetime as dt
import io
import json
import os
import re
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.importers.pipeline import sending
from articles.importers.pipeline.upload_work import run_upload, try_upload
from articles.models import Autosave, ImportRun, ImportUpload, Story, User
from articles.services.import_files import original_bytes
from tests.articles.admin.conftest import Newsroom
from tests.articles.importers.desk import copy

ADD = "/admin/articles/importupload/add/"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.NEWSROOM_DATA = tmp_path


def signed_in(user: User) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def post(user: User, *files: tuple[str, bytes], **answers: Any) -> HttpResponse:
    chosen = [SimpleUploadedFile(name, data) for name, data in files]
    data = {"source": "Disk 7", "publish": "drafts", "chosen": chosen, **answers}
    return signed_in(user).post(ADD, data)


def send(user: User, *files: tuple[str, bytes], **answers: Any) -> ImportUpload:
    answer = post(user, *files, **answers)
    assert answer.status_code == 302, re.findall(r"<li>.*?</li>", answer.content.decode())
    number = re.search(r"/importupload/(\d+)/change/", answer["Location"])
    assert number
    return ImportUpload.objects.get(pk=number[1])


def tried(user: User, *files: tuple[str, bytes], **answers: Any) -> ImportUpload:
    upload = send(user, *files, **answers)
    try_upload(upload.pk)
    upload.refresh_from_db()
    return upload


def press(user: User, upload: ImportUpload, act: str, **data: str) -> HttpResponse:
    return signed_in(user).post(f"/admin/articles/importupload/{upload.pk}/{act}/", data)


def page(user: User, upload: ImportUpload) -> str:
    answer = signed_in(user).get(f"/admin/articles/importupload/{upload.pk}/change/")
    return answer.content.decode()


def packed(members: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def jobs() -> list[tuple[str, dict[str, int]]]:
    return list(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "args"))


def kept() -> list[str]:
    folder = settings.NEWSROOM_DATA / "uploads"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


GOOD = copy("Ferry returns").encode()
FOREIGN = (
    copy("Reservoir fills", station="High Desert Today, KZVN").replace("Local News", "Water & Land").encode()
)
BAD = b"Miami News, KMIA\n\x00<script>\n"


def test_a_trial_is_told_and_writes_no_story(newsroom: Newsroom) -> None:
    upload = send(newsroom.manager, ("ferry.txt", GOOD), ("broken.txt", BAD))
    assert jobs() == [("articles.tasks.try_files", {"upload": upload.pk})]
    assert "Trial under way" in page(newsroom.manager, upload)
    try_upload(upload.pk)
    html = page(newsroom.manager, upload)
    assert 'aria-label="1 created, 0 updated, 0 unchanged, 0 duplicate, 1 refused"' in html
    assert "␀&lt;script&gt;␊" in html
    assert "Bring 1 file in, as a draft" in html
    assert (Story.objects.count(), ImportRun.objects.count()) == (0, 0)
    assert kept() == ["broken.txt", "ferry.txt"]


def test_a_trial_tells_what_may_not_be_as_it_was_meant(newsroom: Newsroom) -> None:
    other_name = copy("Ferry returns", station="Miami Today, KMIA").encode()
    upload = tried(newsroom.manager, ("ferry.txt", other_name), ("boat.txt", copy("Boat leaves").encode()))
    [[warning, count]] = upload.trial["doubts"]
    [row] = upload.trial["doubtful"]
    assert ("Miami Today" in warning, count, row["name"]) == (True, 1, "ferry.txt")
    assert "may not be as it was meant" in page(newsroom.manager, upload)


def test_two_presses_are_one_run_and_the_files_go(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD), ("broken.txt", BAD))
    for _ in range(2):
        assert press(newsroom.manager, upload, "bring").status_code == 302
    assert jobs()[1:] == [("articles.tasks.bring_in_files", {"upload": upload.pk})]
    # A job may be delivered twice.
    run_upload(upload.pk)
    run_upload(upload.pk)
    run = ImportRun.objects.get()
    assert run.totals == {
        "found": 2, "created": 1, "updated": 0, "unchanged": 0, "duplicate": 0, "refused": 1,
    }  # fmt: skip
    assert run.started_by == newsroom.manager
    item = run.items.get(outcome="created")
    assert (item.source.name, item.path, original_bytes(item)) == ("Disk 7", "ferry.txt", GOOD)
    story = Story.objects.get()
    assert (story.headline, story.editions.count()) == ("Ferry returns", 0)
    assert kept() == []
    html = page(newsroom.manager, upload)
    assert f'<a href="/admin/articles/importrun/{run.pk}/change/">Run {run.pk}</a>' in html
    assert (
        "ferry.txt"
        in signed_in(newsroom.manager).get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    )


def test_an_archive_comes_in_live_if_so_said(newsroom: Newsroom) -> None:
    data = packed({"1998/ferry.txt": copy("Ferry returns"), "1999/pier.txt": copy("Pier opens")})
    upload = tried(newsroom.manager, ("old.zip", data), publish="publish")
    assert "Bring 2 files in, live for readers" in page(newsroom.manager, upload)
    press(newsroom.manager, upload, "bring")
    run_upload(upload.pk)
    assert sorted(ImportRun.objects.get().items.values_list("path", "member")) == [
        ("old.zip", "1998/ferry.txt"),
        ("old.zip", "1999/pier.txt"),
    ]
    assert [story.editions.live().count() for story in Story.objects.all()] == [1, 1]


def test_files_without_a_date_get_the_one_that_was_typed(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD), published_at="2009-05-01T12:00")
    html = page(newsroom.manager, upload)
    assert '<input type="datetime-local" name="published_at" value="2009-05-01T12:00"' in html
    assert "On the clock of America/New_York." in html
    press(newsroom.manager, upload, "bring")
    run_upload(upload.pk)
    story = Story.objects.get()
    assert story.published_at == dt.datetime(2009, 5, 1, 16, tzinfo=dt.UTC)
    assert not story.published_at_estimated


def test_a_date_typed_before_a_sign_in_ended_comes_back(newsroom: Newsroom) -> None:
    row = Autosave.objects.create(
        user=newsroom.manager, key=uuid.uuid4(), tab=uuid.uuid4(), path=ADD, typed_at=timezone.now(),
        data="source=Disk+7&published_at=1999-05-01T10%3A00",
    )  # fmt: skip
    back = signed_in(newsroom.manager).get(ADD, {"_restore": row.pk}).content.decode()
    assert 'name="published_at" value="1999-05-01T10:00"' in back
    assert 'value="Disk 7"' in back


def test_a_folder_keeps_its_paths_and_times(newsroom: Newsroom) -> None:
    folder = [SimpleUploadedFile("ferry.txt", GOOD), SimpleUploadedFile("ferry.txt", GOOD + b"\nMore.\n")]
    told = {"folder": [["1998/ferry.txt", 912345678.5], ["1999/ferry.txt", None]]}
    upload = tried(newsroom.manager, chosen=[], folder=folder, told=json.dumps(told))
    assert upload.files == ["1998/ferry.txt", "1999/ferry.txt"]
    assert os.stat(upload.path / "1998/ferry.txt").st_mtime == 912345678.5
    assert upload.totals["found"] == 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ([["../../etc/passwd", None]], "No file can be called ../../etc/passwd here."),
        ([["/etc/passwd", None]], "No file can be called /etc/passwd here."),
        ([["a/" * 40 + "b", None]], "here. Give it another name."),
        ([["x" * 256, None]], "here. Give it another name."),
        ([["nul\0.txt", None]], "here. Give it another name."),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(newsroom: Newsroom, told: Any, sentence: str) -> None:
    folder = [SimpleUploadedFile("a.txt", GOOD)]
    answer = post(newsroom.manager, chosen=[], folder=folder, told=json.dumps({"folder": told}))
    assert sentence in answer.content.decode()
    assert (ImportUpload.objects.count(), kept()) == (0, [])


def test_two_files_of_one_name_are_refused_in_words(newsroom: Newsroom) -> None:
    answer = post(newsroom.manager, ("ferry.txt", GOOD), ("ferry.txt", BAD))
    assert "Two of these files are called ferry.txt. Send their folder as a .zip" in answer.content.decode()
    assert kept() == []


def test_what_is_missing_is_said(newsroom: Newsroom) -> None:
    html = post(newsroom.manager, source="", sections="Wrld").content.decode()
    for sentence in ("Choose files, an archive or a folder.", "Line 1: “Wrld” is no pair of sections"):
        assert sentence in html
    assert ImportUpload.objects.count() == 0


def test_other_answers_are_tried_with_the_same_files(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD.replace(b"Local News", b"Lcl")))
    assert upload.totals["refused"] == 1
    html = page(newsroom.manager, upload)
    todo = "create it, name it as an alias of another, or have missing ones made, below"
    assert f"KMIA has no section “Lcl”: {todo}" in html
    assert "Bring" not in re.findall(r"<button.*?</button>", html)[-2]
    wrong = press(newsroom.manager, upload, "again", source="Disk 7", publish="drafts", sections="Lcl")
    assert "Line 1: “Lcl” is no pair of sections" in wrong.content.decode()
    press(newsroom.manager, upload, "again", source="Disk 7", publish="drafts", sections="Lcl=Local News")
    try_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.totals["created"] == 1
    assert "“Lcl” means Local News" in page(newsroom.manager, upload)


def test_the_button_counts_what_would_make_or_change_a_story(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD), ("again.txt", GOOD), ("broken.txt", BAD))
    assert "Bring 1 file in, as a draft" in page(newsroom.manager, upload)
    press(newsroom.manager, upload, "bring")
    run_upload(upload.pk)
    second = tried(newsroom.manager, ("other.txt", GOOD))
    assert "Keep the record: nothing of this is new" in page(newsroom.manager, second)


def test_files_for_others_stations_are_refused_as_in_the_run(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("water.txt", FOREIGN))
    assert upload.trial["refused"][0]["reason"].startswith("you may not bring stories to")


def test_only_managers_send_and_only_the_sender_goes_on(newsroom: Newsroom) -> None:
    assert post(newsroom.publisher, ("ferry.txt", GOOD)).status_code == 403
    upload = tried(newsroom.manager, ("ferry.txt", GOOD))
    answer = signed_in(newsroom.zoe).get(f"/admin/articles/importupload/{upload.pk}/change/")
    assert answer.status_code == 302
    assert press(newsroom.zoe, upload, "bring").status_code == 404
    press(newsroom.gia, upload, "bring")
    upload.refresh_from_db()
    assert upload.stage == "tried"
    press(newsroom.gia, upload, "leave")
    upload.refresh_from_db()
    assert (upload.stage, upload.left_by) == ("left", newsroom.gia)


def test_a_sender_who_lost_the_role_brings_nothing_in(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD))
    press(newsroom.manager, upload, "bring")
    newsroom.manager.memberships.all().delete()
    run_upload(upload.pk)
    upload.refresh_from_db()
    assert (
        upload.problem == "Your role does not allow this here. Ask a publisher or a manager of the station."
    )
    assert Story.objects.count() == 0


def test_left_files_are_removed_and_stay_on_the_record(newsroom: Newsroom) -> None:
    upload = tried(newsroom.manager, ("ferry.txt", GOOD))
    press(newsroom.manager, upload, "leave")
    assert kept() == []
    assert "nothing of them came in" in page(newsroom.manager, upload)
    press(newsroom.manager, upload, "bring")
    upload.refresh_from_db()
    assert (upload.stage, len(jobs())) == ("left", 1)


def test_forgotten_files_are_removed_and_others_stay(newsroom: Newsroom, monkeypatch: Any) -> None:
    old = tried(newsroom.manager, ("old.txt", GOOD))
    under_way = send(newsroom.manager, ("new.txt", GOOD))
    stray = settings.NEWSROOM_DATA / "uploads" / "stray"
    stray.mkdir()
    (stray / "x.txt").write_text("x")
    os.utime(stray, (0, 0))
    monkeypatch.setattr(sending, "KEPT_FOR", -sending.KEPT_FOR)
    assert sending.remove_forgotten() == 1
    old.refresh_from_db()
    assert (old.stage, old.left_by) == ("left", None)
    assert "Nobody went on with these files" in page(newsroom.manager, old)
    assert kept() == ["new.txt"]
    under_way.refresh_from_db()
    assert under_way.stage == "trying"


def test_a_full_disk_is_told_and_keeps_nothing(newsroom: Newsroom, monkeypatch: Any) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sending, "keep", full)
    html = post(newsroom.manager, ("ferry.txt", GOOD)).content.decode()
    assert "the server&#x27;s disk is full or closed" in html
    assert (list((settings.NEWSROOM_DATA / "uploads").iterdir()), ImportUpload.objects.count()) == ([], 0)


def test_a_disk_that_fills_while_the_form_arrives_is_told_too(newsroom: Newsroom, monkeypatch: Any) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.spooling.tempfile.SpooledTemporaryFile", lambda max_size: Full())
    html = post(newsroom.manager, ("ferry.txt", GOOD)).content.decode()
    assert "the server&#x27;s disk is full or closed" in html
    assert ImportUpload.objects.count() == 0


def test_a_thousand_files_at_once(newsroom: Newsroom) -> None:
    """Together above what Django keeps in memory, and more than a process may have open."""
    text = copy("Story {}", "The ferry runs. " * 200)
    files = [(f"{number}.txt", text.replace("{}", str(number)).encode()) for number in range(1000)]
    upload = tried(newsroom.manager, *files)
    assert (upload.totals["found"], upload.totals["created"]) == (1000, 1000)


def test_more_than_the_form_takes_is_said(newsroom: Newsroom) -> None:
    html = post(newsroom.manager, *((f"{number}.txt", b"x") for number in range(2001))).content.decode()
    assert "These are more than 2,000 files. Send their folder as a .zip." in html
    assert kept() == []


def test_hostile_archives_end_in_refusals(newsroom: Newsroom) -> None:
    bomb = packed({"bomb.txt": b"a" * 5_000_000})
    up = packed({"../../evil.txt": GOOD, "good.txt": GOOD})
    upload = tried(newsroom.manager, ("bomb.zip", bomb), ("up.zip", up), ("cut.zip", up[:60]))
    assert (upload.totals["created"], upload.totals["refused"]) == (1, 3)
    assert not (settings.NEWSROOM_DATA.parent / "evil.txt").exists()
    assert {row["name"].split(" ")[0] for row in upload.trial["refused"]} == {"bomb.zip", "up.zip", "cut.zip"}


def test_a_trial_that_stops_says_so_and_can_be_tried_again(newsroom: Newsroom, monkeypatch: Any) -> None:
    upload = send(newsroom.manager, ("ferry.txt", GOOD))

    def gone(path: str) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("articles.importers.pipeline.upload_work.count_files", gone)
    try_upload(upload.pk)
    html = page(newsroom.manager, upload)
    assert "It stopped midway: [Errno 5] Input/output error." in html
    monkeypatch.undo()
    settings.NEWSROOM_DATA = upload.path.parent.parent
    press(newsroom.manager, upload, "again")
    upload.refresh_from_db()
    assert (upload.stage, upload.problem, len(jobs())) == ("trying", "", 2)


def test_a_fault_of_ours_leaves_nothing_under_way(newsroom: Newsroom, monkeypatch: Any) -> None:
    upload = send(newsroom.manager, ("ferry.txt", GOOD))

    def broken(*arguments: Any, **options: Any) -> None:
        raise KeyError("x")

    monkeypatch.setattr("articles.importers.pipeline.upload_work.run_import", broken)
    with pytest.raises(KeyError):
        try_upload(upload.pk)
    assert "It stopped at a fault of ours" in page(newsroom.manager, upload)
