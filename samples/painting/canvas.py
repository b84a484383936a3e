"""A canvas of layered washes, soft shapes and noise, measured in the finished picture's pixels."""

import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from painting.brush import Colour as Colour
from painting.brush import repaint

WIDTH, HEIGHT = 1600, 1067
# Shapes are drawn at twice the size, so that reducing the picture smooths their edges.
SCALE = 2

Point = tuple[float, float]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """The colour `share` of the way from the first to the second; 0 is the first."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def hexa(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def levels(mask: Image.Image, low: int, high: int, strength: float = 1.0) -> Image.Image:
    """Grey below `low` to none and above `high` to all, with a smooth step between."""

    def curve(value: int) -> int:
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return round(255 * strength * share * share * (3 - 2 * share))

    return mask.point([curve(value) for value in range(256)])


def both(first: Image.Image, second: Image.Image) -> Image.Image:
    """The mask of what lies in both."""
    return ImageChops.multiply(first, second)


def lowered(mask: Image.Image, down: int, right: int = 0) -> Image.Image:
    """The mask moved; what comes in at the border is empty."""
    moved = Image.new("L", mask.size)
    moved.paste(mask, (right, down))
    return moved


class Canvas:
    """One picture in the making. The same seed paints the same picture."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.size = (WIDTH * SCALE, HEIGHT * SCALE)
        self.image = Image.new("RGB", self.size)

    # Masks: pictures in grey, of the whole canvas.

    def noise(self, across: int, down: int, octaves: int = 5, gain: float = 0.5) -> Image.Image:
        """Cloudy grey from `across` by `down` soft cells, each octave twice as fine."""
        total = self._grain(across, down)
        for octave in range(1, octaves):
            weight = gain**octave
            total = Image.blend(total, self._grain(across << octave, down << octave), weight / (1 + weight))
        return ImageOps.autocontrast(total).resize(self.size, Image.Resampling.BICUBIC)

    def _grain(self, across: int, down: int) -> Image.Image:
        grain = Image.frombytes("L", (across, down), self.rng.randbytes(across * down))
        return grain.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)

    def fade(self, stops: Sequence[tuple[float, int]]) -> Image.Image:
        """Grey that changes from top to bottom; each stop is a height and a grey."""
        column = Image.new("L", (1, HEIGHT))
        for y in range(HEIGHT):
            column.putpixel((0, y), round(_between(stops, y)))
        return column.resize(self.size)

    def disc(self, centre: Point, radius: float, power: float = 1.6, flat: float = 1.0) -> Image.Image:
        """A soft light that falls off from its centre; `flat` below 1 presses it into an ellipse."""
        ball = Image.radial_gradient("L").resize((512, 512))
        ball = ball.point([round(255 * max(0.0, 1 - v / 180) ** power) for v in range(256)])
        wide, high = round(radius * 2 * SCALE), round(radius * 2 * SCALE * flat)
        mask = Image.new("L", self.size)
        corner = (round(centre[0] * SCALE - wide / 2), round(centre[1] * SCALE - high / 2))
        mask.paste(ball.resize((wide, high), Image.Resampling.BICUBIC), corner)
        return mask

    def shape(self, points: Iterable[Point], blur: float = 0) -> Image.Image:
        mask = Image.new("L", self.size)
        ImageDraw.Draw(mask).polygon(_scaled(points), fill=255)
        return mask.filter(ImageFilter.GaussianBlur(blur * SCALE)) if blur else mask

    def brightness(self, at: Point) -> int:
        """0 to 255 at a point of the finished picture."""
        x, y = round(at[0] * SCALE), round(at[1] * SCALE)
        pixel = self.image.crop((x, y, x + 1, y + 1))
        return pixel.convert("L").tobytes()[0]

    # Paint.

    def ground(self, stops: Sequence[tuple[float, Colour]]) -> None:
        """Cover everything with bands of colour that run into each other from top to bottom."""
        column = Image.new("RGB", (1, HEIGHT))
        bands = [[(y, colour[channel]) for y, colour in stops] for channel in range(3)]
        for y in range(HEIGHT):
            red, green, blue = (round(_between(band, y)) for band in bands)
            column.putpixel((0, y), (red, green, blue))
        self.image = column.resize(self.size, Image.Resampling.BICUBIC)

    def wash(self, colour: Colour, mask: Image.Image, strength: float = 1.0) -> None:
        if strength < 1:
            mask = mask.point([round(v * strength) for v in range(256)])
        self.image.paste(colour, (0, 0), mask)

    def glow(self, colour: Colour, mask: Image.Image, strength: float = 1.0) -> None:
        """Add light rather than paint: dark stays dark outside the mask, bright grows brighter."""
        light = Image.new("RGB", self.size)
        light.paste(mix((0, 0, 0), colour, strength), (0, 0), mask)
        self.image = ImageChops.screen(self.image, light)

    def poly(self, points: Iterable[Point], colour: Colour, blur: float = 0, strength: float = 1.0) -> None:
        self.wash(colour, self.shape(points, blur), strength)

    def fill(self, points: Iterable[Point], colour: Colour) -> None:
        """A hard-edged shape, quick enough for thousands."""
        ImageDraw.Draw(self.image).polygon(_scaled(points), fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.fill([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def dot(self, centre: Point, radius: float, colour: Colour, flat: float = 1.0) -> None:
        x, y, wide, high = centre[0], centre[1], radius, radius * flat
        edges = [(x - wide) * SCALE, (y - high) * SCALE, (x + wide) * SCALE, (y + high) * SCALE]
        ImageDraw.Draw(self.image).ellipse(edges, fill=colour)

    def line(self, points: Iterable[Point], colour: Colour, width: float = 1.0) -> None:
        wide = max(1, round(width * SCALE))
        ImageDraw.Draw(self.image).line(_scaled(points), fill=colour, width=wide, joint="curve")

    def mirror(self, horizon: float, shade: Colour, strength: float, ripple: float) -> None:
        """Turn what stands above the horizon over into the water below it, broken by ripples."""
        top = round(horizon * SCALE)
        depth = self.size[1] - top
        above = self.image.crop((0, max(0, top - depth), self.size[0], top))
        water = ImageOps.flip(above).resize((self.size[0], depth)).filter(ImageFilter.GaussianBlur(3))
        water = Image.blend(water, Image.new("RGB", water.size, shade), strength)
        strip = 3 * SCALE
        for y in range(0, depth, strip):
            reach = ripple * SCALE * (0.2 + y / depth)
            shift = round(math.sin(y * 0.045) * reach * 0.4 + self.rng.uniform(-reach, reach))
            row = water.crop((0, y, self.size[0], y + strip))
            self.image.paste(ImageChops.offset(row, shift, 0), (0, top + y))

    # Brush work.

    def paint(self, sizes: Sequence[int] = (26, 13, 6), slant: float = 0.0, relief: float = 1.0) -> None:
        """Go over everything drawn so far with brushes, the broadest first."""
        self.image = repaint(self.image, SCALE, self.rng, sizes, slant, relief)

    def grade(self, contrast: float, colour: float) -> None:
        """The last look before it leaves the easel: 1 and 1 change nothing."""
        self.image = ImageEnhance.Contrast(ImageEnhance.Color(self.image).enhance(colour)).enhance(contrast)

    def finished(self) -> Image.Image:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        edge = ImageOps.invert(Image.radial_gradient("L").resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))
        corners = edge.point([round(255 - 34 * max(0.0, 1 - v / 110)) for v in range(256)])
        return ImageChops.multiply(small, Image.merge("RGB", (corners, corners, corners)))


def _scaled(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _between(stops: Sequence[tuple[float, int]], y: float) -> float:
    """The value at height y on the line through the stops, level before the first and after the last."""
    if y <= stops[0][0]:
        return stops[0][1]
    for (start, first), (end, second) in zip(stops, stops[1:], strict=False):
        if y <= end:
            return first + (second - first) * (y - start) / (end - start)
    return stops[-1][1]
