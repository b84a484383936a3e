"""Renditions that nobody waits for: made by a job, shown when all are there, made anew when they must be."""

import errno
import os

import pytest

from articles.models import PageChange, PublishedEdition
from articles.picture_sizes import file_names
from articles.renditions import version_folder
from articles.services import picture_files, picture_making
from articles.services.assets import change_picture, replace_picture
from articles.services.picture_killing import kill_picture
from articles.services.picture_making import make_overdue, make_renditions
from articles.services.publishing import publish_story
from tests.articles.services.taken_in import jobs, standing, take_in
from tests.cast import home, make_admin, make_section, make_station, make_story
from tests.pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def never() -> bool:
    return False


def test_all_renditions_are_made_and_shown_at_once(commit):
    asset = take_in()
    assert jobs(asset) == 1
    with commit():
        assert make_renditions(asset.pk)
    assert standing(asset) == (2, True, False)
    names = {path.name for path in version_folder(asset.token, 2).iterdir()}
    assert names == file_names(900, 600, complete=True)
    assert not version_folder(asset.token, 1).exists()
    assert not make_renditions(asset.pk)


def test_pages_that_show_it_hear_of_it():
    asset = take_in()
    story = make_story(make_section(make_station()), lead_picture=asset)
    publish_story(placement=home(story), by=None)
    last = PageChange.objects.latest("pk")
    make_renditions(asset.pk)
    row = PublishedEdition.objects.get()
    assert (row.picture_version, row.picture_complete) == (2, True)
    change = PageChange.objects.latest("pk")
    assert change.pk > last.pk
    assert {f"picture:{asset.pk}", f"story:{story.pk}"} <= set(change.keys)


def test_a_new_focus_makes_the_files_anew_and_the_former_ones_stay_until_then(commit):
    with commit():
        asset = take_in()
    with commit():
        make_renditions(asset.pk)
    with commit():
        change_picture(asset=asset, by=make_admin(), focal_x=0.0)
    assert standing(asset) == (2, True, True)
    assert jobs(asset) == 2
    before = version_folder(asset.token, 2) / "1x1-1280.jpg"
    assert before.exists()
    left = before.read_bytes()
    with commit():
        make_renditions(asset.pk)
    assert standing(asset) == (3, True, False)
    assert (version_folder(asset.token, 3) / "1x1-1280.jpg").read_bytes() != left
    assert not before.exists()


def test_other_words_need_no_other_files():
    asset = take_in()
    make_renditions(asset.pk)
    change_picture(asset=asset, by=make_admin(), caption="The 6:10 boat", alt="A boat")
    assert standing(asset) == (2, True, False)
    assert jobs(asset) == 1


def test_what_changes_meanwhile_is_due_again(monkeypatch):
    asset = take_in()
    real = picture_making.make_shapes

    def while_somebody_changes_it(work, row, master, **asked):
        real(work, row, master, **asked)
        change_picture(asset=asset, by=make_admin(), credit="Ana Ruiz")

    monkeypatch.setattr(picture_making, "make_shapes", while_somebody_changes_it)
    assert make_renditions(asset.pk)
    assert standing(asset) == (2, True, True)


@pytest.mark.parametrize("how", ["killed", "replaced"])
def test_a_picture_that_is_killed_or_replaced_meanwhile_shows_nothing_of_it(monkeypatch, commit, how):
    with commit():
        asset = take_in()
    real, admin = picture_making.make_shapes, make_admin()

    def meanwhile(work, row, master, **asked):
        real(work, row, master, **asked)
        if how == "killed":
            kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
        else:
            replace_picture(asset=asset, file=jpeg(901, 600), by=admin)

    monkeypatch.setattr(picture_making, "make_shapes", meanwhile)
    with commit():
        assert not make_renditions(asset.pk)
    folder = version_folder(asset.token, 2)
    if how == "killed":
        assert not folder.parent.exists()
    else:
        assert {path.name for path in folder.iterdir()} == file_names(901, 600, complete=False)


def test_a_full_disk_leaves_it_due_and_the_next_look_makes_it(monkeypatch, caplog, media):
    first, second = take_in(), take_in(901)

    def full(self, version, sha256):
        monkeypatch.undo()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(picture_files.Workplace, "put_in_place", full)
    assert make_overdue(stop=never) == 1
    assert "No space left on device" in caplog.text
    assert sorted([standing(first), standing(second)]) == [(1, False, True), (2, True, False)]
    assert make_overdue(stop=never) == 1
    assert (standing(first)[1], standing(second)[1]) == (True, True)


def test_clearing_up_leaves_what_another_is_about_to_show():
    token = take_in().token
    version_folder(token, 3).mkdir()
    picture_files.remove_former(token, 2)
    assert [path.name for path in version_folder(token, 0).iterdir()] == ["3"]


def test_what_a_crash_left_of_a_version_goes_with_the_next_picture(commit, media):
    with commit():
        asset = take_in()
    stray = version_folder(asset.token, 2)
    stray.mkdir()
    (media / "masters" / f"{asset.token}-{'0' * 16}.jpg").write_bytes(b"of a file that never came in")
    left = picture_files.open_pending(asset.token)
    os.utime(left, (0, 0))
    take_in(901)
    assert not stray.exists()
    assert not left.exists()
    assert version_folder(asset.token, 1).exists()
    masters = [path.name for path in (media / "masters").glob(f"{asset.token}*")]
    assert masters == [f"{asset.token}-{asset.sha256[:16]}.jpg"]


def test_the_look_for_what_is_due_ends_when_it_is_told_to():
    asset = take_in()
    assert make_overdue(stop=lambda: True) == 0
    assert standing(asset) == (1, False, True)
