"""What a picture's files look like, and what they no longer tell: every file, master and renditions."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import ExifTags, Image

from articles.models import Asset
from articles.picture_sizes import file_names
from articles.services.assets import change_picture, take_in_picture
from articles.services.picture_making import make_renditions
from articles.services.picture_rights import SOURCE_TYPES, read_rights
from tests.cast import make_admin
from tests.pictures import (
    QUARTERS,
    SECRETS,
    NamedFile,
    as_file,
    exif_with_everything,
    iptc_block,
    jpeg,
    photo,
    telling_jpeg,
    wide_gamut_profile,
    xmp_packet,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

COLOUR_MARK = b"P3-PROFILE"


def take_in(file: NamedFile):
    return take_in_picture(file=file, title="Ferry", alt="A ferry", by=None)


def outputs(media: Path) -> Iterator[Path]:
    return (path for path in media.rglob("*.*") if "pending" not in path.parts)


def corners(picture: Image.Image) -> list[tuple[int, int, int]]:
    """The middle of each quarter: top left, top right, bottom left, bottom right."""
    rgb, (width, height) = picture.convert("RGB"), picture.size
    return [rgb.getpixel((width * x // 4, height * y // 4)) for y in (1, 3) for x in (1, 3)]


def close(found: list[tuple[int, int, int]], expected: list[tuple[int, int, int]], by: int = 12) -> bool:
    pairs = zip(found, expected, strict=True)
    return all(abs(a - b) <= by for one, other in pairs for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_no_file_tells_where_with_what_or_by_whom_it_was_taken(media, ending):
    xmp = xmp_packet("", 'aux:OwnerName="OWNER-LEE" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"')
    secrets = {"exif": exif_with_everything(), "xmp": xmp}
    if ending == "jpg":
        file = telling_jpeg(xmp=secrets["xmp"], extra=iptc_block({90: [b"OWNER-LEE"]}))
    else:
        file = as_file(photo(900, 600), f"ferry.{ending}", **secrets)
    assert b"OWNER-LEE" in file.getvalue()
    asset = take_in(file).asset
    files = list(outputs(media))
    assert len(files) == 4
    make_renditions(asset.pk)
    files += outputs(media)
    assert {path.suffix for path in files} == {".jpg", ".webp", ".avif"}
    for path in files:
        data = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in data]
        assert data.count(b"\xff\xd8\xff") == (path.suffix == ".jpg")  # no thumbnail inside
        with Image.open(path) as picture:
            assert dict(picture.getexif()) == {}
            assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
            assert not picture.info.keys() & {"exif", "xmp", "photoshop", "comment", "icc_profile"}


RIGHTS = {
    "credit": "Ana Ruiz/Coast News",
    "copyright": "© 2026 Coast News",
    "licence": "One use",
    "digital_source": "digitalCapture",
}


def test_every_file_says_whose_the_picture_is(media):
    file = jpeg(900, 600, xmp=xmp_packet("", 'photoshop:Credit="Coast &amp; Sea"'))
    asset = take_in(file).asset
    for path in (path for path in outputs(media) if "renditions" in path.parts):
        with Image.open(path) as picture:
            assert read_rights(picture) == {"credit": "Coast & Sea"}
    change_picture(asset=asset, by=make_admin(), **RIGHTS)
    make_renditions(asset.pk)
    files = [path for path in outputs(media) if "2" in path.parts]
    assert len(files) == len(file_names(900, 600, complete=True))
    for path in files:
        with Image.open(path) as picture:
            assert read_rights(picture) == RIGHTS | {"digital_source": SOURCE_TYPES + "digitalCapture"}


# What exiftool says of a file's form; of what stands in it, the rest.
FORM = {"ExifTool", "System", "File", "JFIF", "RIFF", "QuickTime", "Meta", "Composite"}


def read_by_exiftool(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """What each file holds beside its picture, by its group and name."""
    run = subprocess.run(["exiftool", "-json", "-a", "-G1", *paths], capture_output=True, check=True)
    return {
        found.pop("SourceFile"): {
            name: said
            for name, said in found.items()
            if name.partition(":")[0] not in FORM or name.endswith((":Comment", "Image", "GPSPosition"))
        }
        for found in json.loads(run.stdout)
    }


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is missing (see .ci/run)")
def test_exiftool_finds_the_rights_in_every_file_and_nothing_else(media, tmp_path):
    telling = tmp_path / "telling.jpg"
    telling.write_bytes(telling_jpeg(extra=iptc_block({90: [b"OWNER-LEE"]})).getvalue())
    told = read_by_exiftool([telling])[str(telling)]
    assert told.keys() >= {
        *("ExifIFD:SerialNumber", "ExifIFD:OwnerName", "GPS:GPSLatitude", "Composite:GPSPosition"),
        *("IFD1:ThumbnailImage", "IPTC:City", "File:Comment"),
    }
    asset = take_in(NamedFile(telling.read_bytes(), "ferry.jpg")).asset
    change_picture(asset=asset, by=make_admin(), **RIGHTS)
    make_renditions(asset.pk)
    found = read_by_exiftool(outputs(media))
    complete = [name for name in found if "/2/" in name]
    assert len(complete) == len(file_names(900, 600, complete=True))
    rights = {
        "XMP-photoshop:Credit": RIGHTS["credit"],
        "XMP-dc:Rights": RIGHTS["copyright"],
        "XMP-xmpRights:UsageTerms": RIGHTS["licence"],
        "XMP-iptcExt:DigitalSourceType": SOURCE_TYPES + RIGHTS["digital_source"],
    }
    assert {name: said for name, said in found.items() if said} == dict.fromkeys(complete, rights)


@pytest.mark.parametrize(
    ("orientation", "quarters"),
    [(1, "0123"), (2, "1032"), (3, "3210"), (4, "2301"), (5, "0213"), (6, "2031"), (7, "3120"), (8, "1302")],
)
def test_every_orientation_comes_out_upright(media, orientation, quarters):
    asset = take_in(telling_jpeg(orientation=orientation, quality=95)).asset
    assert (asset.width, asset.height) == ((900, 600) if orientation < 5 else (600, 900))
    for path in outputs(media):
        with Image.open(path) as picture:
            assert close(corners(picture), [QUARTERS[int(quarter)] for quarter in quarters])


@pytest.mark.parametrize("ending", ["png", "webp", "avif"])
def test_other_formats_are_turned_too(media, ending):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    asset = take_in(as_file(photo(900, 600), f"ferry.{ending}", exif=exif)).asset
    assert (asset.width, asset.height) == (600, 900)


def test_a_large_picture_is_turned_after_it_was_scaled(media):
    asset = take_in(telling_jpeg(6200, 4000, orientation=8)).asset
    assert (asset.width, asset.height) == (1935, 3000)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
def test_colours_of_a_wide_gamut_are_converted_to_srgb(media, ending):
    quality = {} if ending == "png" else {"quality": 95}
    plain = Image.new("RGB", (400, 300), (100, 200, 100))
    take_in(as_file(plain, f"sea.{ending}", icc_profile=wide_gamut_profile(), **quality))
    for path in outputs(media):
        with Image.open(path) as picture:
            assert close([picture.convert("RGB").getpixel((200, 150))], [(43, 204, 85)], by=4)


def test_a_profile_that_is_none_is_said_and_left_out(media):
    taken = take_in(as_file(photo(), icc_profile=b"no profile" * 20))
    assert taken.notes == (
        "The colour profile in ferry.jpg cannot be used, so its colours may be off. Compare them.",
    )


@pytest.mark.parametrize(
    ("mode", "name"),
    [("1", "a.png"), ("L", "a.png"), ("L", "a.jpg"), ("P", "a.png"), ("P", "a.gif"), ("CMYK", "a.jpg")],
)
def test_every_kind_of_pixel_comes_out_as_rgb(media, mode, name):
    before = photo(400, 300).quantize(8) if mode == "P" else photo(400, 300, mode)
    file = as_file(before, name)
    take_in(file)
    expected = corners(Image.open(file))
    for path in outputs(media):
        with Image.open(path) as picture:
            assert picture.mode == "RGB"
            assert mode == "1" or close(corners(picture), expected)


def test_16_bits_of_grey_keep_their_tone(media):
    take_in(as_file(Image.new("I;16", (400, 300), 40000), "x-ray.png"))
    for path in outputs(media):
        with Image.open(path) as picture:
            assert close([picture.convert("RGB").getpixel((9, 9))], [(156, 156, 156)], by=2)


@pytest.mark.parametrize(("mode", "name"), [("RGBA", "a.png"), ("RGBA", "a.webp"), ("LA", "a.png")])
def test_what_is_transparent_becomes_white(media, mode, name):
    picture = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), (0, 0, 200, 300))
    take_in(as_file(picture.convert(mode), name))
    for path in outputs(media):
        with Image.open(path) as made:
            assert close(corners(made), [(0, 0, 0), (255, 255, 255)] * 2)


def test_a_transparent_colour_of_a_palette_becomes_white(media):
    picture = Image.new("P", (400, 300), 1)
    picture.putpalette([0, 0, 0, 200, 0, 0])
    take_in(as_file(picture, "a.gif", transparency=1))
    for path in outputs(media):
        with Image.open(path) as made:
            assert close(corners(made), [(255, 255, 255)] * 4)


@pytest.mark.parametrize("name", ["wave.gif", "wave.webp", "wave.png", "wave.avif"])
def test_of_an_animation_the_first_frame_is_taken_and_that_is_said(media, name):
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue", "lime")]
    taken = take_in(as_file(frames[0], name, save_all=True, append_images=frames[1:], duration=100))
    assert taken.notes == (f"{name} is animated; its first frame was taken.",)
    for path in outputs(media):
        with Image.open(path) as picture:
            assert getattr(picture, "n_frames", 1) == 1
            assert close(corners(picture), [(255, 0, 0)] * 4)


def test_a_phones_picture_with_more_behind_it_is_a_jpeg(media):
    file = as_file(photo(400, 300), "phone.mpo", save_all=True, append_images=[photo(40, 30)])
    taken = take_in(file)
    assert (taken.asset.format, taken.notes) == ("jpeg", ())
    assert b"MPF\0" not in b"".join(path.read_bytes() for path in outputs(media))


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 1), (40, 16000)])
def test_odd_shapes_have_at_least_a_pixel_each_way(media, size):
    take_in(as_file(Image.new("RGB", size, "navy"), "line.png"))
    asset = Asset.objects.get()
    assert min(asset.width, asset.height) >= 1
    for path in outputs(media):
        with Image.open(path) as picture:
            assert min(picture.size) >= 1
