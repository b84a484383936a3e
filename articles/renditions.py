"""Which sizes of a picture there are, where their files lie, and how pages name them."""

from pathlib import Path
from typing import TypedDict

from django.conf import settings

from articles.links import rendition_path

WIDTHS = (320, 640, 960, 1280, 1920)
# By file name extension; a browser takes the first that it knows.
FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}
# What a browser without `srcset`, a feed reader or a mail shows.
PLAIN_WIDTH = 960


class Source(TypedDict):
    type: str
    srcset: str


class PictureSources(TypedDict):
    """For `<picture>`: a `<source>` for each format, and `src`, `width`, `height` of the `<img>`."""

    sources: list[Source]
    src: str
    width: int
    height: int


def rendition_widths(width: int) -> tuple[int, ...]:
    """What is made of a picture `width` pixels wide: all narrower sizes and the next, which is not scaled up.

    So a picture of 700 pixels has 320, 640 and 960, and the last is 700 pixels wide. None is left without.
    """
    narrower = sum(name < width for name in WIDTHS)
    return WIDTHS[: narrower + 1]


def rendition_folder(token: str) -> Path:
    return Path(settings.MEDIA_ROOT, "renditions", token)


def rendition_file(token: str, width: int, extension: str) -> Path:
    """Give it a token from the database and a width and extension from the lists above, never a request's."""
    return rendition_folder(token) / f"{width}.{extension}"


def picture_sources(token: str, width: int, height: int) -> PictureSources:
    """`width` and `height` are the stored picture's; the result's are those of its largest rendition."""
    names = rendition_widths(width)
    shown = min(width, names[-1])
    return {
        "sources": [
            {"type": mime, "srcset": _srcset(token, width, extension)} for extension, mime in FORMATS.items()
        ],
        "src": rendition_path(token, min(names[-1], PLAIN_WIDTH), "jpg"),
        "width": shown,
        "height": max(1, round(height * shown / width)),
    }


def _srcset(token: str, width: int, extension: str) -> str:
    """With the widths that the files really have."""
    return ", ".join(
        f"{rendition_path(token, name, extension)} {min(name, width)}w" for name in rendition_widths(width)
    )
