"""A full disk, a rollback, a crash, two at once: never a row without files, never files without a row."""

import errno
import io
import logging
import os
import time
from pathlib import Path

import pytest
from django.db import transaction

from articles.errors import NoRoomForPicture
from articles.models import Asset
from articles.services import assets, picture_files, picture_job
from articles.services.assets import take_in_picture
from articles.services.picture_killing import kill_picture
from tests.cast import make_admin
from tests.pictures import NamedFile, jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NO_ROOM = (
    "There is no room on the server's disk for ferry.jpg. Nothing of it was kept: "
    "ask whoever runs the server to make room, then upload it again."
)
LONG_AGO = time.time() - 2 * 3600


def pending(media: Path, token: str) -> list[Path]:
    return list((media / "pending").glob(f"{token}*"))


def grow_old(media: Path, token: str) -> None:
    for folder in pending(media, token):
        os.utime(folder, (LONG_AGO, LONG_AGO))


def take_in(file: NamedFile | None = None):
    return take_in_picture(file=file or jpeg(), title="Ferry", alt="A ferry", by=None)


def files_in(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def no_space(*args: object, **kwargs: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("nth", [1, 2])
def test_a_disk_full_at_either_rename_leaves_neither_row_nor_file(media, monkeypatch, nth):
    calls = []

    def rename(*args: object) -> None:
        calls.append(args)
        if len(calls) == nth:
            no_space()
        os.replace(*args)

    monkeypatch.setattr(picture_files.os, "rename", rename)
    with pytest.raises(NoRoomForPicture) as refused:
        take_in()
    assert str(refused.value) == NO_ROOM
    assert len(calls) == nth
    assert (Asset.objects.count(), files_in(media)) == (0, set())
    monkeypatch.undo()
    assert take_in().created


def test_a_disk_full_while_the_upload_is_copied_leaves_nothing(media, monkeypatch):
    class FullDisk(io.BytesIO):
        write = no_space

    monkeypatch.setattr(assets, "open", lambda *args: FullDisk(), raising=False)
    with pytest.raises(NoRoomForPicture):
        take_in()
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_a_disk_full_in_the_child_leaves_nothing(media, monkeypatch):
    monkeypatch.setattr(picture_job, "_ask_child", lambda job, wall: {"refused": "room"})
    with pytest.raises(NoRoomForPicture) as refused:
        take_in()
    assert str(refused.value) == NO_ROOM
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_a_disk_that_fails_otherwise_is_no_sentence_but_leaves_nothing(media, monkeypatch):
    def broken(*args: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(picture_files.os, "rename", broken)
    with pytest.raises(OSError, match="Input/output error"):
        take_in()
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_an_upload_that_is_cut_off_leaves_nothing(media):
    class CutOff(NamedFile):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise ConnectionResetError("The browser went away")
            return super().read(100)

    with pytest.raises(ConnectionResetError):
        take_in(CutOff(jpeg().getvalue(), "ferry.jpg"))
    assert (Asset.objects.count(), files_in(media)) == (0, set())


def test_of_two_who_send_the_same_file_at_once_the_second_gets_the_firsts(media, monkeypatch, commit):
    real = picture_job.make_picture

    def while_another_is_first(work, *, name):
        monkeypatch.setattr(assets, "make_picture", real)
        take_in()
        return real(work, name=name)

    monkeypatch.setattr(assets, "make_picture", while_another_is_first)
    with commit():
        second = take_in()
    asset = Asset.objects.get()
    assert (second.asset, second.created) == (asset, False)
    assert {Path(name).parts[1][:32] for name in files_in(media)} == {asset.token}


def test_files_that_a_rollback_further_out_left_go_with_the_next_picture(media):
    with transaction.atomic():
        lost = take_in().asset
        transaction.set_rollback(True)
    assert not Asset.objects.exists()
    grow_old(media, lost.token)
    kept = take_in(jpeg(91)).asset
    assert not [name for name in files_in(media) if lost.token in name]
    assert f"masters/{kept.token}-{kept.sha256[:16]}.jpg" in files_in(media)


def test_what_a_crash_left_while_a_picture_was_made_goes_with_the_next(media):
    left = picture_files.open_pending("a" * 32)
    (left / "source").write_bytes(b"half a picture")
    take_in()
    assert left.exists()  # it might still be at work
    os.utime(left, (LONG_AGO, LONG_AGO))
    take_in(jpeg(91))
    assert not left.exists()


def test_a_crash_after_the_commit_costs_no_picture(media):
    asset = take_in().asset  # its commit never runs here, as after a crash
    grow_old(media, asset.token)
    before = {name for name in files_in(media) if not name.startswith("pending/")}
    take_in(jpeg(91))
    assert before <= files_in(media)
    assert pending(media, asset.token) == []


def test_a_kill_whose_files_could_not_be_removed_is_finished_later(media, monkeypatch, commit, caplog):
    with commit():
        asset = take_in().asset

    def denied(*args: object, **kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(picture_files.shutil, "rmtree", denied)
    with commit():
        kill_picture(asset=asset, by=make_admin(), reason="The sitter asked for it.")
    assert caplog.records[-1].levelno == logging.ERROR
    monkeypatch.undo()
    assert Asset.objects.get().killed_at
    assert files_in(media) != set()
    grow_old(media, asset.token)
    take_in(jpeg(91))
    assert not [name for name in files_in(media) if asset.token in name]


def test_the_child_makes_the_sizes_that_pages_name(media, monkeypatch):
    monkeypatch.setattr(picture_job, "file_names", lambda *size, complete: {"320.jpg", "640.jpg"})
    with pytest.raises(RuntimeError, match="are not what pages expect"):
        take_in()
    assert (Asset.objects.count(), files_in(media)) == (0, set())
