"""The child process of pictures: decode what came in, strip it, write it; scale, crop and encode it later.

Started as `python -m articles.services.picture_process` with a job as JSON on standard input; it prints its
verdict as JSON. Imports nothing that imports Django: a hostile picture meets Pillow alone, under
limits of memory and processor time, without a database connection or a secret in reach.
"""

import dataclasses
import errno
import io
import json
import os
import re
import resource
import sys
import warnings
from pathlib import Path
from typing import Any

# By name, since Pillow would otherwise load every decoder it has as soon as it meets an unknown file.
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,  # noqa: F401
    Image,
    ImageCms,
    JpegImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
)
from PIL.ImageFile import ImageFile

from articles.picture_sizes import FLOOR, ICON, ICONS, SHAPES, SQUARE, WHOLE, crop, file_name, steps
from articles.services.picture_rights import DAMAGED, orientation_of, read_rights, rights_packet

OPENED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
BEGINNINGS = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP|GIF8[79]a|....ftyp(avi[fs]|m[is]f1)", re.S
)

# The stored picture fits into a square of this edge, which bounds memory. An upright 3:2 picture still fills
# the widest rendition, and one of 24 megapixels lying down is decoded at half its size.
MASTER_EDGE = 3000
MASTER = {"format": "JPEG", "quality": 92, "subsampling": 0}
# Chosen by bench/bench_pictures.py: AVIF of this quality is as near to the original as WebP of 78, and a
# speed below 8 takes three times as long for next to nothing.
ENCODED: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "avif": {"format": "AVIF", "quality": 63, "speed": 8, "max_threads": 1},
}
MAX_PROFILE = 4 * 1024 * 1024
SRGB = ImageCms.createProfile("sRGB")
# Exif 2.32, tag 0x0112: how to turn the stored pixels upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Refused(Exception):
    """The picture is not taken in; the argument is a code that the parent has a sentence for."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a file says beside its pixels. `kind` is its format; `notes` are codes, and grow."""

    kind: str
    orientation: int
    profile: bytes | None
    rights: dict[str, str]
    notes: list[str]

    @classmethod
    def of(cls, opened: ImageFile) -> "Found":
        # A phone's MPO is a JPEG with more pictures behind it, which are no animation.
        kind = "jpeg" if opened.format == "MPO" else str(opened.format).lower()
        return cls(
            kind=kind,
            orientation=orientation_of(opened),
            profile=opened.info.get("icc_profile"),
            rights=read_rights(opened),
            notes=["animated"] if kind != "jpeg" and getattr(opened, "is_animated", False) else [],
        )


def main() -> None:
    job = json.load(sys.stdin)
    confine(job["memory"], job["seconds"])
    sys.stdout.buffer.write(json.dumps(verdict(job), ensure_ascii=False).encode("utf-8", "replace"))


def confine(memory: int, seconds: int) -> None:
    """Bytes of address space, seconds of processor time; no core dump; no file past the memory limit."""
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: memory,
        resource.RLIMIT_NOFILE: 64,
    }
    if sys.platform != "darwin":  # macOS refuses to lower it
        limits[resource.RLIMIT_AS] = memory
    for name, limit in limits.items():
        resource.setrlimit(name, (limit, limit))


def verdict(job: dict[str, Any]) -> dict[str, Any]:
    """What was made, or `{"refused": code}`. Whatever else Pillow raises on damage ends the process."""
    Image.MAX_IMAGE_PIXELS = job["pixels"]
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread's stack would count against the limit
    try:
        return make(job)
    except Refused as refused:
        return {"refused": str(refused)}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "pixels"}
    except MemoryError:
        return {"refused": "effort"}
    except OSError as error:
        return {"refused": "room" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "damaged"}


def make(job: dict[str, Any]) -> dict[str, Any]:
    """With `master` given, take the source in; without, the source is a master, and all is made of it."""
    if "master" not in job:
        # Whoever waits for a page goes first.
        os.nice(10)
        with Image.open(job["source"], formats=("JPEG",)) as master:
            write_shapes(master, Path(job["renditions"]), job["focus"], rights_packet(job["rights"]))
            if job["icons"]:
                write_icons(master, Path(job["renditions"]), job["focus"])
        return {}
    with open(job["source"], "rb") as file:
        beginning = file.read(16)
        if not BEGINNINGS.match(beginning):
            raise Refused("format")
        picture, found = decode(Image.open(file, formats=OPENED))
    picture = finish(picture, found)
    save(picture, Path(job["master"]), MASTER)
    Path(job["renditions"]).mkdir()
    write_steps(picture, Path(job["renditions"]), WHOLE, (FLOOR,), rights_packet(found.rights))
    return {
        "format": found.kind,
        "width": picture.width,
        "height": picture.height,
        "rights": found.rights,
        "notes": found.notes,
    }


def decode(opened: ImageFile) -> tuple[Image.Image, Found]:
    """The first frame, scaled down to the master's size; the full one is let go with `opened`.

    A JPEG is decoded at half its size or less where that is enough. Pillow does that only if no axis of the
    size asked for exceeds half the source, and otherwise does nothing without a word.
    """
    target = fit(opened.size, MASTER_EDGE)
    opened.draft(None, target)
    opened.load()
    # Only now, since a PNG may carry its texts behind its pixels.
    found = Found.of(opened)
    picture = plain_mode(opened)
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.LANCZOS)
    return picture, found


def finish(picture: Image.Image, found: Found) -> Image.Image:
    """Upright, on white where it was transparent, in sRGB, without any metadata."""
    if found.orientation in TURNS:
        picture = picture.transpose(TURNS[found.orientation])
    picture = to_srgb(on_white(picture), found.profile, found.notes)
    # The encoders take comments, profiles and more from here.
    picture.info = {}
    return picture


def fit(size: tuple[int, int], edge: int) -> tuple[int, int]:
    longest = max(size)
    if longest <= edge:
        return size
    return max(1, round(size[0] * edge / longest)), max(1, round(size[1] * edge / longest))


def plain_mode(opened: ImageFile) -> Image.Image:
    """As L, RGB, RGBA or CMYK, which can be scaled; no copy where it is one of them already."""
    if opened.mode.startswith("I"):  # 16-bit grey: Pillow's own conversion cuts at 255 rather than scales
        return opened.point(lambda value: value * (1 / 256)).convert("L")
    if opened.has_transparency_data:
        return opened if opened.mode == "RGBA" else opened.convert("RGBA")
    if opened.mode == "1":
        return opened.convert("L")
    return opened if opened.mode in ("L", "RGB", "CMYK") else opened.convert("RGB")


def on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def to_srgb(picture: Image.Image, profile: bytes | None, notes: list[str]) -> Image.Image:
    """In sRGB by the picture's own profile; one that cannot be used is noted and left out."""
    if not profile:
        return picture.convert("RGB")
    try:
        if len(profile) > MAX_PROFILE:
            raise ValueError("a profile larger than any colour space needs")
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode == "L" and source.profile.xcolor_space.strip() == "RGB":
            picture = picture.convert("RGB")
        converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, *DAMAGED):
        notes.append("profile")
        return picture.convert("RGB")
    return converted or picture.convert("RGB")


def write_shapes(picture: Image.Image, folder: Path, focus: tuple[float, float], packet: bytes) -> None:
    """Every file of a picture; crops lie round the focus."""
    folder.mkdir()
    picture.load()
    # What it says of itself was read at intake, and people may have changed it since.
    picture.info = {}
    for name, shape in SHAPES.items():
        box = crop(*picture.size, name, *focus)
        part = picture if name == WHOLE else picture.crop(box)
        write_steps(part, folder, name, shape.formats, packet)


def write_steps(
    picture: Image.Image, folder: Path, shape: str, formats: tuple[str, ...], packet: bytes
) -> None:
    """From the widest down, each made from the one before; never wider than the picture."""
    full = picture.size
    for step in reversed(steps(full[0], SHAPES[shape].widths)):
        width = min(step, full[0])
        size = width, max(1, round(full[1] * width / full[0]))
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        for extension in formats:
            said = {"xmp": packet} if packet else {}
            save(picture, folder / file_name(shape, step, extension), ENCODED[extension] | said)


def write_icons(picture: Image.Image, folder: Path, focus: tuple[float, float]) -> None:
    """Beside the shapes, which have emptied what the picture says of itself; nobody reads rights in a tab."""
    square = picture.crop(crop(*picture.size, SQUARE, *focus))
    for edge in ICONS:
        # 256 colours halve a mark's bytes and look the same: a browser loads two of these with a station's
        # first page, before its lead picture.
        icon = square.resize((edge, edge), Image.Resampling.LANCZOS).quantize()
        save(icon, folder / file_name(SQUARE, edge, ICON), {"format": "PNG", "optimize": True})


def save(picture: Image.Image, path: Path, options: dict[str, Any]) -> None:
    """Written through to the disk, so that a power cut after the rename leaves no empty file."""
    with open(path, "xb") as file:
        picture.save(file, **options)
        file.flush()
        os.fsync(file.fileno())


if __name__ == "__main__":
    main()
