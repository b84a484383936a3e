"""The marks of the two stations, flat as a mark must be that is read at 32 pixels."""

from collections.abc import Callable

from PIL import Image, ImageDraw

EDGE = 1024
# Drawn four times as large, so that what is round has no steps.
FINE = 4


def _sheet(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (EDGE * FINE, EDGE * FINE), colour)
    return picture, ImageDraw.Draw(picture)


def _points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * EDGE * FINE, y * EDGE * FINE) for x, y in pairs]


def bay() -> Image.Image:
    """Half a sun over two swells."""
    deep, shallow, foam = "#0a5a78", "#8fd6ea", "#ffffff"
    picture, draw = _sheet(deep)
    draw.ellipse(_points((0.24, 0.2), (0.76, 0.72)), fill="#ffd27a")
    for top, colour in ((0.5, deep), (0.55, shallow), (0.66, deep), (0.71, foam), (0.82, deep)):
        swell = [(step / 60, top + 0.035 * _swing(step / 60)) for step in range(61)]
        draw.polygon(_points(*swell, (1, 1), (0, 1)), fill=colour)
    return _finished(picture)


def _swing(x: float) -> float:
    """One and a half parabolic waves across, from -1 to 1."""
    part = (x * 3) % 2
    return 4 * part * (1 - part) if part < 1 else -4 * (part - 1) * (2 - part)


def mesa() -> Image.Image:
    """A mesa before a low sun, and the road to it."""
    picture, draw = _sheet("#8a4b12")
    draw.ellipse(_points((0.5, 0.16), (0.84, 0.5)), fill="#ffc56b")
    draw.polygon(
        _points((0, 0.66), (0.14, 0.62), (0.22, 0.36), (0.62, 0.36), (0.72, 0.62), (1, 0.68), (1, 1), (0, 1)),
        fill="#fff4e3",
    )
    draw.polygon(_points((0.46, 0.66), (0.54, 0.66), (0.74, 1), (0.26, 1)), fill="#8a4b12")
    return _finished(picture)


def _finished(picture: Image.Image) -> Image.Image:
    return picture.resize((EDGE, EDGE), Image.Resampling.LANCZOS)


MARKS: dict[str, Callable[[], Image.Image]] = {"mark-of-the-bay": bay, "mark-of-the-mesa": mesa}
