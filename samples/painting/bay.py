"""Two pictures from the bay: a ferry at dawn, a storm."""

import math
import random

from PIL import Image, ImageChops

from painting.canvas import HEIGHT, WIDTH, Canvas, Point, both, hexa, levels, lowered, mix
from painting.things import bird, curve, down_to, palm, ribbon


def ferry_at_dawn(canvas: Canvas) -> None:
    horizon = 610
    canvas.ground(
        [
            (0, hexa("#24466b")),
            (200, hexa("#4d7291")),
            (380, hexa("#c49a9b")),
            (500, hexa("#f0b487")),
            (horizon, hexa("#fbd798")),
            (HEIGHT, hexa("#2a5a70")),
        ]
    )
    clouds = levels(canvas.noise(3, 16, 6), 120, 200)
    canvas.wash(hexa("#d98878"), both(clouds, canvas.fade([(60, 0), (260, 200), (480, 220), (570, 0)])), 0.75)
    high = levels(canvas.noise(4, 14, 5), 130, 210)
    canvas.wash(hexa("#f6c9a0"), both(high, canvas.fade([(30, 130), (330, 160), (440, 0)])), 0.6)
    canvas.glow(hexa("#ffdf9e"), canvas.disc((1090, horizon - 40), 520, 2.0, 0.7), 0.75)
    canvas.glow(hexa("#fff3cf"), canvas.disc((1090, horizon - 42), 90, 1.3), 1.0)
    canvas.dot((1090, horizon - 44), 34, hexa("#fff4d2"))
    _far_city(canvas, horizon, 4)
    canvas.mirror(horizon, hexa("#1e5368"), 0.42, 16)
    canvas.wash(hexa("#123c50"), canvas.fade([(horizon, 0), (HEIGHT, 190)]), 0.8)
    _glitter(canvas, 1090, horizon)
    canvas.paint((24, 12, 6))
    _far_city(canvas, horizon, 4)
    _ferry(canvas, 560, horizon + 66, 560)
    _pilings(canvas)
    for x, y, size in ((360, 250, 34), (455, 212, 24), (290, 310, 20), (1330, 330, 18)):
        bird(canvas, (x, y), size, 0.5, hexa("#24364a"))
    canvas.paint((6, 4), relief=0.6)


def _far_city(canvas: Canvas, horizon: float, seed: int) -> None:
    """Towers in the haze; drawn twice from the same seed, as the brush softens the first."""
    rng = random.Random(seed)  # noqa: S311
    x = -20.0
    while x < 640:
        wide = rng.uniform(16, 44)
        tall = rng.uniform(16, 50) + 150 * math.exp(-(((x - 250) / 150) ** 2)) * rng.uniform(0.35, 1)
        shade = mix(hexa("#5f7590"), hexa("#b98f97"), min(1.0, 0.1 + x / 900))
        canvas.box(x, horizon - tall, x + wide, horizon, shade)
        canvas.box(x + wide * 0.72, horizon - tall, x + wide, horizon, mix(shade, hexa("#ffd9a8"), 0.5))
        for _ in range(int(tall / 14)):
            wx, wy = x + rng.uniform(2, wide * 0.6), horizon - rng.uniform(6, tall - 4)
            canvas.box(wx, wy, wx + 3, wy + 3, hexa("#ffdf9c"))
        x += wide + rng.uniform(-6, 5)
    shore = [(0.0, horizon - 10.0), (500, horizon - 7), (900, horizon - 5), (1600, horizon - 8)]
    canvas.fill(down_to(shore, horizon + 2), hexa("#8d8394"))


def _glitter(canvas: Canvas, centre: float, horizon: float) -> None:
    rng = canvas.rng
    for _ in range(900):
        depth = rng.random() ** 1.3
        y = horizon + 4 + depth * (HEIGHT - horizon)
        spread = 26 + 190 * depth
        x = rng.gauss(centre, spread)
        length = 6 + 50 * depth * rng.random()
        near = math.exp(-(((x - centre) / (spread * 1.4)) ** 2))
        colour = mix(hexa("#d69a6f"), hexa("#fff0c4"), near * rng.uniform(0.5, 1))
        canvas.fill(ribbon([(x - length, y), (x, y + 1), (x + length, y)], 0.6, 1 + 2.2 * depth), colour)


def _ferry(canvas: Canvas, x: float, water: float, length: float) -> None:
    dark, lit = hexa("#16283a"), hexa("#f3e3cd")
    unit = length / 100

    def placed(outline: list[Point]) -> list[Point]:
        """From hundredths of the ship's length to the picture."""
        return [(x + across * unit, water + up * unit) for across, up in outline]

    hull: list[Point] = [(0, -13), (4, 0), (92, 0), (101, -15), (74, -13)]
    canvas.poly(
        [(x - 60, water + 3), (x + length * 0.9, water + 3), (x + length, water + 16), (x - 150, water + 20)],
        hexa("#0d2b3b"),
        5,
        0.75,
    )
    canvas.fill(placed(hull), dark)
    canvas.fill(
        placed([(1.2, -8), (96.5, -8), (95, -5.6), (2, -5.6)]),
        hexa("#c96f4a"),
    )
    canvas.fill(
        placed([(5, -13), (5, -20.5), (80, -20.5), (85, -13)]),
        mix(dark, lit, 0.62),
    )
    canvas.fill(
        placed([(10, -21.5), (10, -28), (68, -28), (72, -21.5)]),
        mix(dark, lit, 0.5),
    )
    canvas.fill(
        placed([(56, -29), (57, -34.5), (67, -34.5), (70, -29)]),
        mix(dark, lit, 0.68),
    )
    for deck, top, first, last in ((-20.5, 1.2, 3, 82), (-28, 1.2, 8, 70.5), (-34.5, 1.0, 54.5, 69)):
        canvas.box(x + first * unit, water + (deck - top) * unit, x + last * unit, water + deck * unit, dark)
    _cabin_lights(canvas, x, water, unit)
    canvas.fill(placed([(24, -29.2), (25, -37), (33, -37), (35, -29.2)]), dark)
    canvas.fill(
        placed([(24.6, -34), (24.8, -36), (33.3, -36), (33.8, -34)]),
        hexa("#c96f4a"),
    )
    canvas.line([(x + 62 * unit, water - 35 * unit), (x + 62 * unit, water - 46 * unit)], dark, 3)
    canvas.line([(x + 59 * unit, water - 42 * unit), (x + 65 * unit, water - 42 * unit)], dark, 2)
    _wake(canvas, x, water, length)


def _cabin_lights(canvas: Canvas, x: float, water: float, unit: float) -> None:
    dark, lit, glass = hexa("#16283a"), hexa("#f3e3cd"), hexa("#ffcf7a")
    for number in range(17):
        left = x + (8 + number * 4.3) * unit
        canvas.box(left, water - 18.6 * unit, left + 2.7 * unit, water - 15.2 * unit, glass)
    for number in range(12):
        left = x + (13 + number * 4.5) * unit
        canvas.box(left, water - 26.4 * unit, left + 2.9 * unit, water - 23.4 * unit, mix(glass, dark, 0.2))
    for number in range(4):
        left = x + (58.5 + number * 2.5) * unit
        canvas.box(left, water - 33.4 * unit, left + 1.8 * unit, water - 31 * unit, mix(glass, lit, 0.4))


def _wake(canvas: Canvas, x: float, water: float, length: float) -> None:
    unit = length / 100
    for number in range(4):
        wake = curve(
            (x + 30, water + number * 2),
            (x - 90, water + 4 + number * 5),
            (x - 300 - number * 30, water + 8 + number * 16),
        )
        canvas.fill(ribbon(wake, 4.5, 1), mix(hexa("#f7d8ac"), hexa("#7e97a0"), number * 0.22))
    bow = curve((x + 93 * unit, water - 2), (x + 99 * unit, water + 7), (x + 78 * unit, water + 12))
    canvas.fill(ribbon(bow, 3, 0.8), hexa("#f7e2bd"))
    for _ in range(60):
        at = canvas.rng.uniform(x + 30, x + length * 0.8)
        y = water + canvas.rng.uniform(14, 84)
        canvas.line(
            [(at - 11, y), (at + 11, y)], mix(hexa("#e9b877"), hexa("#1d4558"), (y - water) / 95), 1.5
        )


def _pilings(canvas: Canvas) -> None:
    dark = hexa("#122330")
    canvas.fill([(0, 812), (300, 828), (300, 852), (0, 842)], mix(dark, hexa("#c58b66"), 0.22))
    canvas.fill([(0, 842), (300, 852), (300, 858), (0, 850)], dark)
    for x, top, wide in ((36, 742, 20), (150, 762, 18), (262, 770, 17)):
        canvas.fill([(x, top), (x + wide, top - 4), (x + wide + 1, HEIGHT), (x - 1, HEIGHT)], dark)
        canvas.fill(
            [
                (x + wide * 0.72, top - 3),
                (x + wide, top - 4),
                (x + wide + 1, HEIGHT),
                (x + wide * 0.72, HEIGHT),
            ],
            hexa("#8c6350"),
        )
        canvas.dot((x + wide / 2, top - 2), wide / 2, hexa("#3a4650"), 0.35)
    canvas.line(curve((46, 764), (100, 812), (160, 780)), hexa("#3b3a3c"), 4)
    canvas.line(curve((160, 780), (215, 824), (270, 788)), hexa("#3b3a3c"), 4)


def storm_over_palms(canvas: Canvas) -> None:
    horizon = 690
    canvas.ground(
        [
            (0, hexa("#3a4a58")),
            (250, hexa("#617481")),
            (450, hexa("#9fb0ab")),
            (600, hexa("#e6dfb4")),
            (horizon, hexa("#f3e6b6")),
            (horizon + 2, hexa("#6d9590")),
            (HEIGHT, hexa("#2f5a5e")),
        ]
    )
    _thunderheads(canvas)
    _rain(canvas, horizon)
    canvas.glow(hexa("#fdf0bd"), canvas.disc((330, horizon - 20), 560, 1.8, 0.36), 0.6)
    _breakers(canvas, horizon)
    canvas.paint((30, 14, 7), slant=0.15)
    _seawall(canvas)
    dark, lit = hexa("#121c1e"), hexa("#6f8a58")
    palm(canvas, (1120, 1090), (980, 560), 250, -0.75, (mix(dark, lit, 0.15), lit))
    palm(canvas, (1262, 1100), (1135, 400), 330, -0.7, (dark, lit))
    palm(canvas, (1462, 1110), (1385, 270), 390, -0.7, (dark, lit))
    for x, y, size in ((520, 400, 26), (610, 442, 20), (440, 470, 16)):
        bird(canvas, (x, y), size, 0.75, hexa("#f4f3e6"))
    canvas.paint((4, 3), slant=0.15, relief=0.5)


def _thunderheads(canvas: Canvas) -> None:
    """Cloud in three layers; each throws its lit edge down and to the left, toward the gap in the weather."""
    layers = (
        (3, 4, 112, 165, "#43525f", "#b9c1bd", 520),
        (4, 5, 122, 160, "#2f3b48", "#9fa9a9", 440),
        (5, 6, 138, 170, "#222c38", "#8b979c", 330),
    )
    for across, down, low, high, dark, light, floor in layers:
        cloud = levels(canvas.noise(across, down, 7, 0.55), low, high)
        cloud = both(cloud, canvas.fade([(0, 255), (floor * 0.7, 235), (floor + 90, 0)]))
        edge = ImageChops.subtract(lowered(cloud, 22, -14), cloud)
        canvas.wash(hexa(dark), cloud, 0.85)
        canvas.wash(hexa(light), edge, 0.7)


def _rain(canvas: Canvas, horizon: float) -> None:
    for left, wide, strength in ((700, 190, 0.55), (1010, 420, 0.7), (1440, 240, 0.55)):
        sheet = [
            (left + 170, 300),
            (left + 170 + wide, 300),
            (left + wide - 60, horizon + 4),
            (left - 60, horizon + 4),
        ]
        canvas.poly(sheet, hexa("#5b6c75"), 36, strength)
    rng = canvas.rng
    for _ in range(240):
        x, y = rng.uniform(640, WIDTH), rng.uniform(340, horizon - 120)
        canvas.line([(x, y), (x - 30, y + 105)], mix(hexa("#5f7077"), hexa("#a9b4b0"), rng.random()), 1)


def _breakers(canvas: Canvas, horizon: float) -> None:
    """Swell in rows, wider apart and whiter the nearer it comes."""
    rng = canvas.rng
    y = horizon + 5.0
    while y < HEIGHT:
        depth = (y - horizon) / (HEIGHT - horizon)
        for _ in range(int(30 - 18 * depth)):
            x = rng.uniform(-60, WIDTH)
            length = 26 + 190 * depth * rng.uniform(0.4, 1)
            swell = 2 + 15 * depth
            crest = curve((x, y), (x + length * 0.5, y - swell), (x + length, y))
            shade = mix(hexa("#365a5c"), hexa("#16302f"), rng.random())
            canvas.fill(
                ribbon([(px, py + swell * 0.55) for px, py in crest], swell * 0.4, swell * 0.2), shade
            )
            if rng.random() < 0.5:
                canvas.fill(
                    ribbon(crest, 0.6, 0.8 + 3.6 * depth),
                    mix(hexa("#e9ead2"), hexa("#7e9b97"), rng.random() * 0.8),
                )
            elif x < 760:
                canvas.fill(ribbon(crest, 0.5, 1.5 * depth + 0.5), hexa("#cfcba0"))
        y += 5 + 22 * depth


def _seawall(canvas: Canvas) -> None:
    canvas.fill([(0, 1010), (WIDTH, 930), (WIDTH, HEIGHT), (0, HEIGHT)], hexa("#5c625c"))
    canvas.fill([(0, 1010), (WIDTH, 930), (WIDTH, 944), (0, 1022)], hexa("#a7a88f"))
    canvas.poly([(0, 1030), (WIDTH, 956), (WIDTH, HEIGHT), (0, HEIGHT)], hexa("#333b3b"), 3, 0.8)
    _spray(canvas)


def _spray(canvas: Canvas) -> None:
    """A wave breaking on the wall: torn white, highest where the wall turns its face to it."""
    foam = Image.new("L", canvas.size)
    for x, tall, wide in ((60, 60, 190), (330, 150, 230), (640, 70, 200), (860, 40, 160)):
        foot = 1016 - x * 0.05
        cloud = both(canvas.disc((x, foot), wide, 0.9, tall / wide * 1.6), canvas.noise(26, 20, 5, 0.62))
        foam = ImageChops.lighter(foam, levels(cloud, 52, 118))
    above_wall = canvas.shape([(0, 0), (WIDTH, 0), (WIDTH, 932), (0, 1012)])
    canvas.wash(hexa("#f3f3e4"), both(foam, above_wall), 0.95)
