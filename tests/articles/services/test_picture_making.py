"""Renditions that nobody waits for: made by a job, shown when all are there, made anew when they must be."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.errors import NotAllowed, NotAPicture, PictureIsHere, PictureIsKilled
from articles.models import Asset, PageChange, PublishedEdition, Role, Station, StoryEvent
from articles.picture_sizes import ICONS, file_names
from articles.renditions import version_folder
from articles.services import assets, picture_files, picture_making
from articles.services.assets import change_picture, replace_picture, take_in_picture
from articles.services.picture_files import master_file
from articles.services.picture_killing import kill_picture
from articles.services.picture_making import make_overdue, make_renditions
from articles.services.publishing import publish_story
from articles.services.stations import set_logo
from tests.cast import home, make_admin, make_section, make_station, make_story, make_user
from tests.pictures import SECRETS, NamedFile, jpeg, telling_jpeg, xmp_packet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def take_in(width: int = 900, **fields) -> Asset:
    return take_in_picture(file=jpeg(width, 600), title="Ferry", alt="A ferry", by=None, **fields).asset


def standing(asset: Asset) -> tuple[int, bool, bool]:
    asset.refresh_from_db()
    return asset.version, asset.is_complete, asset.is_due


def jobs(asset: Asset) -> int:
    return ProcrastinateJob.objects.filter(
        task_name="articles.tasks.make_picture", args={"asset": asset.pk}
    ).count()


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


# --- Another file -----------------------------------------------------------------------------------


def test_another_file_keeps_the_words_and_the_uses(commit):
    with commit():
        asset = take_in(caption="The 6:10 boat")
    story = make_story(make_section(make_station()), lead_picture=asset)
    publish_story(placement=home(story), by=None)
    token, sha256 = asset.token, asset.sha256
    with commit():
        assert replace_picture(asset=asset, file=jpeg(500, 400, "sharper.jpg"), by=make_admin()) == ()
    assert (asset.token, asset.width, asset.height, asset.caption) == (token, 500, 400, "The 6:10 boat")
    assert standing(asset) == (2, False, True)
    assert not master_file(token, sha256).exists()
    assert master_file(token, asset.sha256).exists()
    assert not version_folder(token, 1).exists()
    row = PublishedEdition.objects.get()
    assert (row.picture_token, row.picture_width, row.picture_version) == (token, 500, 2)
    assert PageChange.objects.latest("pk").hard


def test_another_file_for_a_picture_that_was_complete_is_made_too():
    asset = take_in()
    make_renditions(asset.pk)
    replace_picture(asset=asset, file=jpeg(500, 400), by=make_admin())
    assert standing(asset) == (3, False, True)
    assert make_renditions(asset.pk)
    assert standing(asset) == (4, True, False)


def test_every_story_that_shows_it_has_another_file_on_record():
    section, asset, other, admin = make_section(make_station()), take_in(), take_in(901), make_admin()
    leading = make_story(section, "Leading", lead_picture=asset)
    in_gallery = make_story(section, "In the gallery", gallery=[asset.pk])
    make_story(section, "With another", lead_picture=other)
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    events = StoryEvent.objects.filter(verb="picture_replaced").order_by("story_id")
    assert [(event.story_id, event.actor, event.asset_id) for event in events] == [
        (leading.pk, admin, asset.pk),
        (in_gallery.pk, admin, asset.pk),
    ]


def test_another_file_fills_what_nobody_has_said():
    asset = take_in(credit="Ana Ruiz")
    said = 'photoshop:Credit="Coast News"'
    file = jpeg(500, 400, xmp=xmp_packet("<dc:rights>Coast News 2026</dc:rights>", said))
    replace_picture(asset=asset, file=file, by=make_admin())
    assert (asset.credit, asset.copyright) == ("Ana Ruiz", "Coast News 2026")


def test_a_file_that_is_here_already_replaces_nothing():
    asset, other = take_in(), take_in(901)
    with pytest.raises(PictureIsHere, match=f"^same.jpg is here already, as “{other.title}”") as refused:
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=make_admin())
    assert refused.value.picture == other.pk
    assert standing(asset) == (1, False, True)


def test_a_picture_s_own_file_does_not_replace_it():
    asset = take_in(901)
    with pytest.raises(PictureIsHere, match=f"^same.jpg is the file that “{asset.title}” has already."):
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=make_admin())
    assert standing(asset) == (1, False, True)


def test_a_kill_keeps_the_files_out_that_were_replaced_before():
    asset, other, admin = take_in(), take_in(901), make_admin()
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    for file in (jpeg(900, 600, "first.jpg"), jpeg(500, 400, "second.jpg")):
        with pytest.raises(PictureIsKilled, match=f"^{file.name} was killed on "):
            take_in_picture(file=file, title="Again", by=None, alt="A ferry")
        file.seek(0)
        with pytest.raises(PictureIsKilled, match=f"^{file.name} was killed on "):
            replace_picture(asset=other, file=file, by=admin)


def test_a_file_that_was_replaced_may_come_back_while_nothing_is_killed():
    asset, admin = take_in(), make_admin()
    replace_picture(asset=asset, file=jpeg(500, 400), by=admin)
    again = take_in_picture(file=jpeg(900, 600), title="Again", by=None, alt="A ferry")
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    assert again.created
    assert take_in_picture(file=jpeg(900, 600), title="Again", by=None).asset == again.asset


def meanwhile(monkeypatch, name, act):
    """The next call of that function in `assets` waits until `act` is done, on a connection of its own."""
    real = getattr(assets, name)

    def on_its_own():
        try:
            act()
        finally:
            connection.close()

    def waits(*args, **kwargs):
        monkeypatch.setattr(assets, name, real)
        with ThreadPoolExecutor(1) as other:
            other.submit(on_its_own).result()
        return real(*args, **kwargs)

    monkeypatch.setattr(assets, name, waits)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["make_picture", "tell_stories"])
def test_of_two_pictures_that_get_the_same_file_at_once_one_has_it(media, monkeypatch, step):
    asset, other, admin = take_in(), take_in(901), make_admin()

    def send(to):
        replace_picture(asset=to, file=jpeg(500, 400, "same.jpg"), by=admin)

    meanwhile(monkeypatch, step, lambda: send(other))
    with pytest.raises(PictureIsHere, match=f"^same.jpg is here already, as “{other.title}”") as refused:
        send(asset)
    assert refused.value.picture == other.pk
    assert (standing(asset)[0], standing(other)[0]) == (1, 2)
    assert all(master_file(row.token, row.sha256).exists() for row in (asset, other))


@pytest.mark.django_db(transaction=True)
def test_the_same_file_sent_twice_at_once_replaces_a_picture_once_and_stays(media, monkeypatch):
    asset, admin = take_in(), make_admin()

    def send():
        replace_picture(asset=asset, file=jpeg(500, 400, "same.jpg"), by=admin)

    meanwhile(monkeypatch, "make_picture", send)
    with pytest.raises(PictureIsHere, match="^same.jpg is the file that “Ferry” has already."):
        send()
    assert standing(asset)[0] == 2
    assert master_file(asset.token, asset.sha256).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_in_the_same_file_at_once_both_get_the_same_picture(media, monkeypatch):
    first = []
    meanwhile(monkeypatch, "fill_from_file", lambda: first.append(take_in()))
    assert [take_in()] == first == list(Asset.objects.all())


def test_a_killed_file_replaces_nothing():
    asset, killed, admin = take_in(), take_in(901), make_admin()
    kill_picture(asset=killed, by=admin, reason="The sitter asked for it.")
    with pytest.raises(PictureIsKilled, match="same.jpg was killed"):
        replace_picture(asset=asset, file=jpeg(901, 600, "same.jpg"), by=admin)


def test_a_file_that_is_none_leaves_everything_as_it_was(media):
    asset = take_in()
    before = {path for path in media.rglob("*") if "pending" not in path.parts}
    with pytest.raises(NotAPicture):
        replace_picture(asset=asset, file=NamedFile(b"<svg/>", "logo.svg"), by=make_admin())
    assert {path for path in media.rglob("*") if "pending" not in path.parts} == before
    assert standing(asset) == (1, False, True)


def test_a_killed_picture_gets_no_other_file():
    asset, admin = take_in(), make_admin()
    kill_picture(asset=asset, by=admin, reason="The sitter asked for it.")
    with pytest.raises(PictureIsKilled, match="Ferry was killed"):
        replace_picture(asset=asset, file=jpeg(901, 600), by=admin)


def test_whoever_may_not_change_it_may_not_replace_it():
    with pytest.raises(NotAllowed):
        replace_picture(asset=take_in(), file=jpeg(901), by=make_user("rita", Role.REPORTER, make_station()))


# --- The icons of a logo ----------------------------------------------------------------------------


def icons_of(asset: Asset) -> dict[int, Image.Image]:
    asset.refresh_from_db()
    folder, found = version_folder(asset.token, asset.version), {}
    for edge in ICONS if asset.has_icons else ():
        with Image.open(folder / f"1x1-{edge}.png") as icon:
            icon.load()
        found[edge] = icon
    return found


def test_a_logo_gets_icons_of_exactly_their_size_and_without_a_word(commit):
    station, admin = make_station(), make_admin()
    file = telling_jpeg(400, 300, xmp=xmp_packet("", 'photoshop:Credit="Coast News"'))
    asset = take_in_picture(file=file, title="Wave", alt="A wave", by=None).asset
    make_renditions(asset.pk)
    assert (icons_of(asset), jobs(asset)) == ({}, 1)
    set_logo(station=station, logo=asset, by=admin)
    assert standing(asset) == (2, True, True)
    assert jobs(asset) == 2
    with commit():
        make_renditions(asset.pk)
    assert standing(asset) == (3, True, False)
    found = icons_of(asset)
    assert {edge: icon.size for edge, icon in found.items()} == {edge: (edge, edge) for edge in ICONS}
    for icon in found.values():
        assert (icon.info, dict(icon.getexif())) == ({}, {})
        data = Path(icon.filename).read_bytes()
        assert not [secret for secret in (*SECRETS, b"Coast News", b"tEXt", b"eXIf") if secret in data]


def test_icons_lie_round_the_focus(commit):
    station, admin = make_station(), make_admin()
    asset = take_in_picture(file=jpeg(1200, 400), title="Wave", alt="A wave", focal_x=0.0, by=None).asset
    set_logo(station=station, logo=asset, by=admin)
    corners = []
    for focus in (0.0, 1.0):
        change_picture(asset=asset, by=admin, focal_x=focus)
        with commit():
            make_renditions(asset.pk)
        icon = icons_of(asset)[192]
        corners.append([max(range(3), key=icon.getpixel((x, 8)).__getitem__) for x in (8, 183)])
    # Above, the picture is red to the left and green to the right; a square of it has one of them.
    assert corners == [[0, 0], [1, 1]]


def test_one_that_has_its_icons_is_not_made_again_for_a_second_station():
    admin, asset = make_admin(), take_in()
    for callsign in ("KMIA", "KZVN"):
        set_logo(station=make_station(callsign), logo=asset, by=admin)
        make_renditions(asset.pk)
    assert standing(asset) == (2, True, False)
    assert jobs(asset) == 2


def test_one_that_becomes_a_logo_meanwhile_is_due_again(monkeypatch):
    asset, station = take_in(), make_station()
    real = picture_making.make_shapes

    def meanwhile(work, row, master, **asked):
        real(work, row, master, **asked)
        Station.objects.filter(pk=station.pk).update(logo=asset)

    monkeypatch.setattr(picture_making, "make_shapes", meanwhile)
    make_renditions(asset.pk)
    assert (standing(asset), icons_of(asset)) == ((2, True, True), {})
    monkeypatch.undo()
    make_renditions(asset.pk)
    assert standing(asset) == (3, True, False)
    assert len(icons_of(asset)) == 4


def test_only_whoever_may_change_the_look_chooses_a_logo():
    station = make_station()
    with pytest.raises(NotAllowed):
        set_logo(station=station, logo=take_in(), by=make_user("mia", Role.MANAGER, station))
