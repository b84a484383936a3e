"""Which sizes and shapes of a picture are made. Pure: the picture's child process reads it too."""

from typing import NamedTuple


class Shape(NamedTuple):
    """A crop, or the whole picture where there is no ratio; `formats` are file name extensions."""

    ratio: tuple[int, int] | None
    widths: tuple[int, ...]
    formats: tuple[str, ...]


WHOLE = ""
# Every picture has these from the moment it is taken in, the whole of it and nothing else.
FLOOR = "jpg"
ALL = ("avif", "webp", FLOOR)
SHAPES = {
    WHOLE: Shape(None, (320, 640, 960, 1280, 1920), ALL),
    # Cards of fronts and lists; the first card of a front.
    "3x2": Shape((3, 2), (320, 640, 960), ALL),
    "16x9": Shape((16, 9), (640, 960, 1600), ALL),
    # With 16x9 what search engines ask of a story; no page shows them.
    "4x3": Shape((4, 3), (1280,), (FLOOR,)),
    "1x1": Shape((1, 1), (1280,), (FLOOR,)),
}


def steps(width: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    """What is made of something `width` pixels wide: all narrower sizes and the next, not scaled up.

    So a picture of 700 pixels has 320, 640 and 960, and the last is 700 pixels wide. None is left without.
    """
    narrower = sum(name < width for name in widths)
    return widths[: narrower + 1]


def crop(width: int, height: int, shape: str, x: float = 0.5, y: float = 0.5) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the largest part of that shape, as near around the focus as it can be.

    `x` and `y` go from 0 to 1.
    """
    ratio = SHAPES[shape].ratio
    if ratio is None:
        return 0, 0, width, height
    across, down = ratio
    wide = max(1, min(width, round(height * across / down)))
    high = max(1, min(height, round(width * down / across)))
    left = min(max(round(x * width - wide / 2), 0), width - wide)
    top = min(max(round(y * height - high / 2), 0), height - high)
    return left, top, left + wide, top + high


def shape_size(width: int, height: int, shape: str) -> tuple[int, int]:
    """Of the crop, which is the same wherever the focus lies."""
    left, top, right, bottom = crop(width, height, shape)
    return right - left, bottom - top


def file_name(shape: str, width: int, extension: str) -> str:
    return f"{shape}-{width}.{extension}" if shape else f"{width}.{extension}"


def file_names(width: int, height: int, *, complete: bool) -> set[str]:
    """All files of a picture; until it is complete, its floor alone."""
    return {
        file_name(name, step, extension)
        for name, shape in SHAPES.items()
        if complete or name == WHOLE
        for step in steps(shape_size(width, height, name)[0], shape.widths)
        for extension in shape.formats
        if complete or extension == FLOOR
    }
