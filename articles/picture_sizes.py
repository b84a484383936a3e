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


# Of a station's logo alone, in PNG and of exactly these edges, also where that scales it up: in a browser's
# tab, on the first screen of a phone (of one make, of the others), and while what lies there starts.
SQUARE, ICON = "1x1", "png"
ICONS = TAB, TOUCH, PHONE, LARGE = (32, 180, 192, 512)


def steps(width: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    """What is made of something `width` pixels wide: all narrower sizes and the next, not scaled up.

    So a picture of 700 pixels has 320, 640 and 960, and the last is 700 pixels wide. None is left without.
    """
    narrower = sum(name < width for name in widths)
    return widths[: narrower + 1]


def widths_of(shape: str, extension: str) -> tuple[int, ...]:
    """Of the lists; none where they have no such shape in that format, whatever was asked for."""
    if extension == ICON:
        return ICONS if shape == SQUARE else ()
    return SHAPES[shape].widths if shape in SHAPES and extension in ALL else ()


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


def file_names(width: int, height: int, *, complete: bool, icons: bool = False) -> set[str]:
    """All files of a picture; until it is complete, its floor alone."""
    return {file_name(SQUARE, edge, ICON) for edge in ICONS if icons} | {
        file_name(name, step, extension)
        for name, shape in SHAPES.items()
        if complete or name == WHOLE
        for step in steps(shape_size(width, height, name)[0], shape.widths)
        for extension in shape.formats
        if complete or extension == FLOOR
    }
