"""Files that do not come in: a sentence says why, nothing stays, and the caller's memory does not grow."""

import io
import logging
import resource
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from articles.errors import NotAPicture, PictureTooLarge
from articles.models import Asset
from articles.services import assets, picture_job
from articles.services.assets import take_in_picture
from tests.pictures import NamedFile, as_file, jpeg, photo, png_chunks, png_of_size

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

NOT_ONE = "{} is no JPEG, PNG, WebP, GIF or AVIF. Save it as one of these and upload it again."
DAMAGED = (
    "{} cannot be read: it is damaged or cut off. "
    "Export it again, smaller if it is very large, and upload that."
)
PIXELS = "{} has more than 80 million pixels. Save it smaller and upload it again."
SCRIPT = b"<script>document.title='run'</script>"


def take_in(data: bytes, name: str):
    return take_in_picture(file=NamedFile(data, name), title="Ferry", alt="A ferry", by=None)


def everything(media: Path) -> bytes:
    return b"".join(
        path.read_bytes() for path in media.rglob("*") if path.is_file() and path.name != "source"
    )


def gif(width: int, height: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
        + b"\0\0\0\xff\xff\xff"
        + b"\x2c"
        + (struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\0;")
    )


def blp() -> bytes:
    """A Blizzard texture that claims 16384 by 16384 pixels: a few bytes for hundreds of megabytes."""
    return b"BLP2" + struct.pack("<lBBBBLL", 1, 1, 0, 0, 0, 16384, 16384) + struct.pack("<32L", *[148] * 32)


FIVE = [
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x10\0\0\0WEBPVP8 ",
    b"GIF89a",
    b"\0\0\0\x20ftypavif",
]
REFUSED = {
    "empty.jpg": (b"", "{} is empty. Export it again and upload that."),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>', NOT_ONE),
    "page.jpg": (b"<!doctype html><html>" + SCRIPT + b"</html>", NOT_ONE),
    "texture.jpg": (blp(), NOT_ONE),
    "scan.tif": (b"II*\0\x08\0\0\0" + bytes(40), NOT_ONE),
    "paper.jpg": (b"%PDF-1.7\n" + SCRIPT, NOT_ONE),
    "post.jpg": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NOT_ONE),
    "window.bmp": (b"BM" + bytes(60), NOT_ONE),
    "one-byte.png": (b"\x89", NOT_ONE),
    "cut-off.jpg": (jpeg(900, 600, quality=95).getvalue()[:9000], DAMAGED),
    "cut-off.png": (as_file(photo(900, 600), "a.png").getvalue()[:300], DAMAGED),
    "cut-off.webp": (as_file(photo(900, 600), "a.webp").getvalue()[:300], DAMAGED),
    "cut-off.avif": (as_file(photo(900, 600), "a.avif").getvalue()[:300], DAMAGED),
    "bomb.png": (png_of_size(60000, 60000), PIXELS),
    "bomb-65535.png": (png_of_size(65535, 65535), PIXELS),
    "bomb.gif": (gif(65535, 65535), PIXELS),
    "no-pixels.png": (png_of_size(0, 0), DAMAGED),
    "page.gif": (b"GIF89a/*" + SCRIPT, DAMAGED),
    **{f"head-{number}.jpg": (head, DAMAGED) for number, head in enumerate(FIVE)},
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_sentence_says_why_and_nothing_stays(media, name):
    data, sentence = REFUSED[name]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises((NotAPicture, PictureTooLarge)) as refused:
        take_in(data, name)
    assert str(refused.value) == sentence.format(name)
    assert Asset.objects.count() == 0
    assert list(media.rglob("*")) == [media / "pending"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 10 * 1024  # KiB


def test_a_file_over_30_mb_is_refused_before_it_is_all_read(media):
    class Endless(io.RawIOBase):
        name = "film.jpg"
        sent = 0

        def read(self, size: int = -1) -> bytes:
            self.sent += size
            return b"\xff" * size

    file = Endless()
    with pytest.raises(PictureTooLarge) as refused:
        take_in_picture(file=file, title="Film", alt="A film", by=None)
    assert str(refused.value) == "film.jpg is larger than 30 MB. Save it smaller and upload it again."
    assert file.sent <= assets.MAX_BYTES + assets.CHUNK
    assert list(media.rglob("*")) == [media / "pending"]


def test_a_colour_profile_of_50_mb_in_50_kb_is_not_unpacked(media, caplog):
    profile = b"bomb\0\0" + zlib.compress(bytes(50 * 1024 * 1024), 9)
    header = struct.pack(">LLBBBBB", 2, 2, 8, 2, 0, 0, 0)
    data = png_chunks((b"IHDR", header), (b"iCCP", profile), (b"IDAT", zlib.compress(bytes(14))))
    assert len(data) < 60_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotAPicture) as refused:
        take_in(data, "profile.png")
    assert str(refused.value) == DAMAGED.format("profile.png")
    assert "Decompressed data too large" in caplog.text
    assert list(media.rglob("*")) == [media / "pending"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 10 * 1024  # KiB


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tail.gif", as_file(photo(), "a.gif").getvalue() + SCRIPT),
        ("tail.jpg", jpeg().getvalue() + SCRIPT),
        ("comment.jpg", jpeg(comment=SCRIPT + b"/*").getvalue()),
        ("phar.jpg", jpeg().getvalue() + b"<?php system('id'); __HALT_COMPILER(); ?>"),
        ("tail.png", as_file(photo(), "a.png").getvalue() + SCRIPT),
    ],
)
def test_of_a_file_that_is_two_things_only_the_picture_comes_in(media, name, data):
    assert take_in(data, name).created
    stored = everything(media)
    assert b"<script" not in stored
    assert b"<?php" not in stored


def test_a_picture_that_needs_too_much_memory_is_refused(media, monkeypatch, caplog):
    monkeypatch.setattr(picture_job, "MAX_MEMORY", 150 * 1024 * 1024)
    flat = Image.new("RGB", (8000, 8000), "navy")
    with pytest.raises(PictureTooLarge) as refused:
        take_in(as_file(flat, "flat.png", compress_level=1).getvalue(), "flat.png")
    assert str(refused.value) == (
        "flat.png takes too much memory or time to open. Save it smaller, or as JPEG, and upload it again."
    )
    assert list(media.rglob("*")) == [media / "pending"]


def test_a_picture_that_takes_too_long_is_refused(media, monkeypatch, caplog):
    monkeypatch.setattr(picture_job, "WALL_SECONDS", 0.01)
    with pytest.raises(PictureTooLarge, match=r"slow\.jpg takes too much memory or time"):
        take_in(jpeg().getvalue(), "slow.jpg")
    assert caplog.record_tuples == [
        ("articles.services.picture_job", logging.WARNING, "A picture was not done after 0.01 seconds.")
    ]
    assert list(media.rglob("*")) == [media / "pending"]


def test_the_processor_time_is_limited_by_the_kernel(monkeypatch, caplog):
    monkeypatch.setattr(picture_job, "CPU_SECONDS", 0)
    with pytest.raises(PictureTooLarge):
        take_in(jpeg(3000, 2000).getvalue(), "slow.jpg")


def test_the_child_knows_no_secret_and_no_database(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert picture_job._plain_environment().keys() <= {
        *("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE")
    }


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "a\nb\u202egpj.exe", "x" * 300, ""])
def test_a_strange_file_name_is_only_ever_quoted(media, name):
    with pytest.raises(NotAPicture) as refused:
        take_in(b"no picture", name)
    said = str(refused.value).partition(" is no JPEG")[0]
    assert said in {"passwd", "boot.ini", "a bgpj.exe", "x" * 80, "Ferry"}
    assert list(media.rglob("*")) == [media / "pending"]
