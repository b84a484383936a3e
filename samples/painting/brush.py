"""Brush strokes: a picture painted over in its own colours, along its own contours."""

import math
import random
from collections.abc import Iterator, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

# Strokes of a finer brush go only where the coarser ones left more than this much of a difference.
TOLERANCE = 9
STEPS = 5


def repaint(
    image: Image.Image, scale: int, rng: random.Random, sizes: Sequence[int], slant: float, relief: float
) -> Image.Image:
    """The picture in strokes. `slant` is the hand's angle, in radians, where nothing else gives one."""
    width, height = image.width // scale, image.height // scale
    plain = image.resize((width, height), Image.Resampling.BOX)
    painted = image.filter(ImageFilter.GaussianBlur(sizes[0] * scale / 2))
    thickness = Image.new("L", image.size, 128)
    for number, size in enumerate(sizes):
        wanted = plain.filter(ImageFilter.GaussianBlur(size * 0.4))
        missing = _difference(painted, wanted, size)
        stroke = _Strokes(wanted, plain, size, slant)
        brush, ridge = ImageDraw.Draw(painted), ImageDraw.Draw(thickness)
        spots = missing.tobytes()
        for x, y in _spots(rng, width, height, size):
            if number and spots[y * width + x] < TOLERANCE:
                continue
            path = [(px * scale, py * scale) for px, py in stroke.path(x, y, rng)]
            colour = _varied(stroke.colour(x, y), rng)
            _lay(brush, ridge, path, colour, size * scale, rng)
    return _relief(painted, thickness, relief)


class _Strokes:
    """Where a stroke goes: across the slope of the light, while its colour still fits."""

    def __init__(self, wanted: Image.Image, plain: Image.Image, size: int, slant: float) -> None:
        self.colours = wanted.tobytes()
        self.width, self.height = wanted.size
        grey = plain.convert("L").filter(ImageFilter.GaussianBlur(size * 0.8 + 3))
        self.light = grey.tobytes()
        self.size, self.slant = size, slant

    def colour(self, x: int, y: int) -> Colour:
        at = 3 * (y * self.width + x)
        return self.colours[at], self.colours[at + 1], self.colours[at + 2]

    def path(self, x: float, y: float, rng: random.Random) -> list[tuple[float, float]]:
        start = self.colour(int(x), int(y))
        points = [(x, y)]
        angle = self.slant + rng.uniform(-0.25, 0.25)
        for _ in range(STEPS):
            angle = self._turn(int(x), int(y), angle)
            x += math.cos(angle) * self.size * 0.9
            y += math.sin(angle) * self.size * 0.9
            if not (0 <= x < self.width and 0 <= y < self.height):
                break
            here = self.colour(int(x), int(y))
            if sum(abs(a - b) for a, b in zip(start, here, strict=True)) > 36:
                break
            points.append((x, y))
        return points

    def _turn(self, x: int, y: int, angle: float) -> float:
        """The next angle: along the contour where there is one, else the hand's own."""
        row = y * self.width
        left, right = self.light[row + max(0, x - 2)], self.light[row + min(self.width - 1, x + 2)]
        above = self.light[max(0, y - 2) * self.width + x]
        below = self.light[min(self.height - 1, y + 2) * self.width + x]
        slope_x, slope_y = right - left, below - above
        if abs(slope_x) + abs(slope_y) < 5:
            return angle
        along = math.atan2(slope_x, -slope_y)
        if math.cos(along - angle) < 0:
            along += math.pi
        return along


def _spots(rng: random.Random, width: int, height: int, size: int) -> Iterator[tuple[int, int]]:
    """Starting points on a shaken grid, in no order."""
    step = max(3, round(size * 0.8))
    cells = [(x, y) for y in range(0, height, step) for x in range(0, width, step)]
    rng.shuffle(cells)
    for x, y in cells:
        yield min(width - 1, x + rng.randrange(step)), min(height - 1, y + rng.randrange(step))


def _difference(painted: Image.Image, wanted: Image.Image, size: int) -> Image.Image:
    seen = painted.resize(wanted.size, Image.Resampling.BOX)
    return ImageChops.difference(seen, wanted).convert("L").filter(ImageFilter.BoxBlur(size / 3))


def _varied(colour: Colour, rng: random.Random) -> Colour:
    """The colour with a little light and warmth more or less, as from a palette."""
    light, warmth = rng.gauss(0, 4.5), rng.gauss(0, 2.5)
    red, green, blue = colour
    return round(red + light + warmth), round(green + light), round(blue + light - warmth)


def _lay(
    brush: ImageDraw.ImageDraw,
    ridge: ImageDraw.ImageDraw,
    path: list[tuple[float, float]],
    colour: Colour,
    width: int,
    rng: random.Random,
) -> None:
    """One stroke: its colour, and the height of its paint with two bristle marks."""
    body = rng.randint(112, 144)
    for drawing, ink in ((brush, colour), (ridge, body)):
        if len(path) > 1:
            drawing.line(path, fill=ink, width=width, joint="curve")
        for x, y in (path[0], path[-1]):
            drawing.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=ink)
    if len(path) > 1:
        for _ in range(2):
            off = rng.uniform(-0.35, 0.35) * width
            mark = [(x + off, y + off) for x, y in path]
            ridge.line(mark, fill=body + rng.choice((-14, 14)), width=max(1, width // 7))


def _relief(painted: Image.Image, thickness: Image.Image, strength: float) -> Image.Image:
    """Light from the upper left on the thickness of the paint."""
    if not strength:
        return painted
    smooth = thickness.filter(ImageFilter.GaussianBlur(1.6))
    slope = ImageChops.subtract(smooth, ImageChops.offset(smooth, -2, -2), scale=1 / strength, offset=128)
    return ImageChops.soft_light(painted, Image.merge("RGB", (slope, slope, slope)))
