"""Where the files of pictures lie, and how pages name them."""

from pathlib import Path
from typing import Any, NamedTuple, NotRequired, TypedDict

from django.conf import settings

from articles.links import rendition_path
from articles.picture_sizes import FLOOR, ICON, SHAPES, WHOLE, file_name, shape_size, steps

# By file name extension; a browser takes the first that it knows.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
# cv.iptc.org/newscodes/digitalsourcetype, as `Asset.DigitalSource` has it.
GENERATED = "trainedAlgorithmicMedia"
# What a browser without `srcset`, a feed reader or a mail shows.
PLAIN_WIDTH = 960


class PictureFile(TypedDict):
    """The files of a picture as they are now. `complete` is False while there are only whole JPEGs.

    `source` is its IPTC digital source type; `icons` says that there are those of a station's logo.
    """

    token: str
    width: int
    height: int
    version: int
    complete: bool
    source: str
    icons: NotRequired[bool]


class Source(TypedDict):
    type: str
    srcset: str


class PictureSources(TypedDict):
    """For `<picture>`: a `<source>` for each format, and `src`, `width`, `height` of the `<img>`.

    `by_ai` asks for a word to readers beside the credit.
    """

    sources: list[Source]
    src: str
    width: int
    height: int
    by_ai: bool


class MachinePicture(TypedDict):
    """A file for those that take a single one: search engines, social networks."""

    path: str
    width: int
    height: int


class Rendition(NamedTuple):
    """One file: a shape and a width of the lists, and the extension of a format."""

    shape: str
    width: int
    extension: str


def picture_file(row: Any) -> PictureFile:
    """Of an Asset, or a row of `published_asset`."""
    return {
        "token": row.token,
        "width": row.width,
        "height": row.height,
        "version": row.version,
        "complete": row.is_complete,
        "source": row.digital_source,
        "icons": row.has_icons,
    }


def rendition_folder(token: str) -> Path:
    return Path(settings.MEDIA_ROOT, "renditions", token)


def version_folder(token: str, version: int) -> Path:
    """Version 0 is of the time before there were versions."""
    return rendition_folder(token) / str(version) if version else rendition_folder(token)


def rendition_file(file: PictureFile, rendition: Rendition) -> Path:
    """Give it a token and version from the database and a rendition from the lists, never a request's."""
    return version_folder(file["token"], file["version"]) / file_name(*rendition)


def nearest(file: PictureFile, asked: Rendition) -> Rendition:
    """What comes nearest to a rendition of the lists among those that there are: never a hole."""
    if asked.extension == ICON and file.get("icons"):
        return asked
    if not file["complete"]:
        asked = Rendition(WHOLE, asked.width, FLOOR)
    shape = SHAPES[asked.shape]
    there = steps(shape_size(file["width"], file["height"], asked.shape)[0], shape.widths)
    width = next((step for step in there if step >= asked.width), there[-1])
    extension = asked.extension if asked.extension in shape.formats else FLOOR
    return Rendition(asked.shape, width, extension)


def picture_sources(file: PictureFile, shape: str = WHOLE) -> PictureSources:
    """What there is now; until the crops are there, the whole picture stands in for them."""
    if not file["complete"]:
        shape = WHOLE
    width, height = shape_size(file["width"], file["height"], shape)
    names = steps(width, SHAPES[shape].widths)
    shown = min(width, names[-1])
    formats = [name for name in SHAPES[shape].formats if file["complete"] or name == FLOOR]
    plain = max((name for name in names if name <= PLAIN_WIDTH), default=names[0])
    return {
        "sources": [
            {
                "type": FORMATS[extension],
                # With the widths that the files really have.
                "srcset": ", ".join(
                    f"{_path(file, shape, name, extension)} {min(name, width)}w" for name in names
                ),
            }
            for extension in formats
        ],
        "src": _path(file, shape, plain, FLOOR),
        "width": shown,
        "height": max(1, round(height * shown / width)),
        "by_ai": file["source"] == GENERATED,
    }


def machine_pictures(file: PictureFile) -> list[MachinePicture]:
    """One JPEG of each shape that search engines ask for; the plain one until there are any."""
    if not file["complete"]:
        plain = picture_sources(file)
        shown = min(plain["width"], PLAIN_WIDTH)
        height = max(1, round(plain["height"] * shown / plain["width"]))
        return [{"path": plain["src"], "width": shown, "height": height}]
    found: list[MachinePicture] = []
    for shape in ("16x9", "4x3", "1x1"):
        width, height = shape_size(file["width"], file["height"], shape)
        name = steps(width, SHAPES[shape].widths)[-1]
        shown = min(name, width)
        high = max(1, round(height * shown / width))
        found.append({"path": _path(file, shape, name, FLOOR), "width": shown, "height": high})
    return found


def desk_path(file: PictureFile, width: int = 320, shape: str = WHOLE) -> str:
    """One file for the admin, whatever there is by then."""
    return _path(file, shape, width, "webp")


def _path(file: PictureFile, shape: str, width: int, extension: str) -> str:
    return rendition_path(file["token"], file["version"], file_name(shape, width, extension))
