"""Paint the demo's pictures: `python samples/make_pictures.py [NAME ...]`. The same every time."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from painting import bay, bus, diner, market, mesa, reservoir, skyline, stadium, stars
from painting.canvas import Canvas
from painting.marks import MARKS
from PIL import Image

FOLDER = Path(__file__).parent / "pictures"
LARGEST = 250_000
SCENES: dict[str, tuple[int, Callable[[Canvas], None]]] = {
    "ferry-at-dawn": (11, bay.ferry_at_dawn),
    "storm-over-palms": (12, bay.storm_over_palms),
    "skyline-for-birds": (13, skyline.skyline_for_birds),
    "friday-night-lights": (14, stadium.friday_night_lights),
    "night-market": (15, market.night_market),
    "roadside-diner": (16, diner.roadside_diner),
    "mesa-at-dusk": (21, mesa.mesa_at_dusk),
    "low-reservoir": (22, reservoir.low_reservoir),
    "morning-bus": (23, bus.morning_bus),
    "stars-over-candelilla": (24, stars.stars_over_candelilla),
}


def encoded(picture: Image.Image) -> bytes:
    """The picture as a JPEG, a little plainer where it would be larger than a page should carry."""
    for quality in range(82, 60, -2):
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
        if target.tell() < LARGEST:
            return target.getvalue()
    raise ValueError("This picture does not fit: it is too busy.")


def main(names: list[str]) -> None:
    for name in names or (*SCENES, *MARKS):
        file, content = painted(name)
        (FOLDER / file).write_bytes(content)
        sys.stdout.write(f"{file}, {len(content) // 1000} kB\n")


def painted(name: str) -> tuple[str, bytes]:
    if name in MARKS:
        target = io.BytesIO()
        MARKS[name]().quantize(32).save(target, "PNG", optimize=True)
        return f"{name}.png", target.getvalue()
    seed, scene = SCENES[name]
    canvas = Canvas(seed)
    scene(canvas)
    return f"{name}.jpg", encoded(canvas.finished())


if __name__ == "__main__":
    main(sys.argv[1:])
