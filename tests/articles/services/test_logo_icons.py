"""The icons of a station's logo: their sizes, their focus, and when they are due."""

from pathlib import Path

import pytest
from PIL import Image

from articles.errors import NotAllowed
from articles.models import Asset, Role, Station
from articles.picture_sizes import ICONS
from articles.renditions import version_folder
from articles.services import picture_making
from articles.services.assets import change_picture, take_in_picture
from articles.services.picture_making import make_renditions
from articles.services.stations import set_logo
from tests.articles.services.taken_in import jobs, standing, take_in
from tests.cast import make_admin, make_station, make_user
from tests.pictures import SECRETS, jpeg, telling_jpeg, xmp_packet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


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
        icon = icons_of(asset)[192].convert("RGB")
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
