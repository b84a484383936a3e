"""People under the Milky Way, between yuccas."""

import math

from painting.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, both, hexa, levels, mix
from painting.things import Pose, curve, down_to, figure, height_at, ribbon, ridge_line


def stars_over_candelilla(canvas: Canvas) -> None:
    land = 880
    canvas.ground(
        [
            (0, hexa("#050a22")),
            (360, hexa("#11244f")),
            (620, hexa("#2b4d80")),
            (790, hexa("#7d90a5")),
            (land, hexa("#d9b48c")),
            (HEIGHT, hexa("#0b0c14")),
        ]
    )
    _milky_way(canvas)
    canvas.paint((20, 10, 6), slant=-0.62, relief=0.8)
    for base, height, shade in ((836, 24, "#40507a"), (862, 16, "#2a3556")):
        canvas.fill(down_to(ridge_line(canvas.rng, base, height, 0.5), HEIGHT), hexa(shade))
    _night_flat(canvas, land)
    canvas.paint((5, 3), slant=-0.62, relief=0.4)
    _stars(canvas, 790)
    canvas.glow(hexa("#dff0ff"), canvas.shape(ribbon([(1010, 96), (1250, 190)], 0.4, 3), 1.5), 0.95)
    canvas.glow(hexa("#ff5a3a"), canvas.disc((872, 962), 60, 1.8), 0.85)


BAND = [(-100.0, 880.0), (420, 570), (900, 280), (1500, -110)]


def _milky_way(canvas: Canvas) -> None:
    """A band of light from lower left to upper right, with dark lanes in it."""
    broad = canvas.shape(ribbon(BAND, 210, 170), 100)
    core = canvas.shape(ribbon(BAND, 70, 56), 50)
    canvas.glow(hexa("#6f86d6"), both(broad, levels(canvas.noise(5, 4, 5, 0.45), 20, 230)), 0.75)
    canvas.glow(hexa("#f0d6cc"), both(core, levels(canvas.noise(8, 6, 5, 0.5), 40, 220)), 0.8)
    lane = canvas.shape(ribbon([(x + 10, y + 12) for x, y in BAND], 46, 34), 40)
    canvas.wash(hexa("#1c2b58"), both(lane, levels(canvas.noise(16, 11, 6, 0.6), 100, 180)), 0.6)


def _stars(canvas: Canvas, floor: float) -> None:
    """Thousands of small ones, crowded along the band, and a few dozen with a glow."""
    rng = canvas.rng
    for _ in range(2600):
        x = rng.uniform(0, WIDTH)
        y = rng.gauss(height_at(BAND, x), 120) if rng.random() < 0.55 else rng.uniform(0, floor)
        if not 0 <= y < floor + 20:
            continue
        if y > 420 and canvas.brightness((min(x, WIDTH - 1), y)) < 45:
            continue  # a star does not shine through a yucca
        faint = max(0.0, (y - 560) / 300)
        canvas.dot(
            (x, y),
            0.55 + 0.9 * rng.random() ** 2,
            mix(hexa("#8ea4d8"), hexa("#ffffff"), rng.random() * (1 - faint)),
        )
    for _ in range(70):
        at = (rng.uniform(0, WIDTH), rng.uniform(0, floor - 330))
        size = 1.0 + 1.9 * rng.random() ** 2
        tint = rng.choice((hexa("#cfe0ff"), hexa("#ffffff"), hexa("#ffe6c4")))
        canvas.glow(tint, canvas.disc(at, size * 8, 2.4), 0.6)
        canvas.dot(at, size, tint)


def _night_flat(canvas: Canvas, land: float) -> None:
    rng = canvas.rng
    ground = hexa("#0f1424")
    canvas.fill(down_to(ridge_line(rng, land + 22, 7, 0.5)), ground)
    canvas.wash(hexa("#05070f"), canvas.fade([(land + 20, 0), (HEIGHT, 220)]))
    for x, foot, size in (
        (190, 985, 1.35),
        (1352, 950, 1.0),
        (1496, 1020, 1.55),
        (470, 925, 0.55),
        (1190, 922, 0.5),
    ):
        _yucca(canvas, (x, foot), size)
    for x, foot, size in ((330, 968, 0.95), (46, 985, 1.25), (1262, 972, 0.8)):
        _prickly_pear(canvas, (x, foot), size)
    _stargazers(canvas)


def _stargazers(canvas: Canvas) -> None:
    """A telescope, somebody bent to it, and a family looking up."""
    dark = hexa("#0a0e1b")
    dress = (dark, dark, dark)
    tube = [(690.0, 862.0), (806.0, 778.0)]
    canvas.fill(ribbon(tube, 13, 19), dark)
    canvas.fill(ribbon([(x - 8, y - 12) for x, y in tube], 2, 2), hexa("#8fa0bd"))
    for foot in (708, 748, 786):
        canvas.line([(746, 822), (foot, 985)], dark, 6)
    figure(canvas, (636, 988), 196, dress, Pose(0.42, (-0.05, -0.05), (0.2, -0.1), (0.4, 1.2), (0.6, 1.5)))
    figure(canvas, (862, 992), 150, dress, Pose(-0.05, left_arm=(-0.4, -0.9), right_arm=(0.5, 1.1)))
    figure(canvas, (930, 992), 200, dress, Pose(0.04, left_arm=(-0.3, -0.7), right_arm=(2.3, 2.6)))
    figure(canvas, (1010, 990), 188, dress, Pose(-0.06, right_arm=(0.3, -0.5)))


def _yucca(canvas: Canvas, foot: Point, size: float) -> None:
    """A soaptree yucca: shaggy trunk, a ball of blades, last summer's flower stalk."""
    rng = canvas.rng
    dark = hexa("#0c101c")
    top = (foot[0] + 8 * size, foot[1] - 130 * size)
    canvas.fill(
        ribbon(curve(foot, (foot[0] - 6 * size, foot[1] - 70 * size), top), 14 * size, 17 * size), dark
    )
    for _ in range(70):
        angle = rng.uniform(0, 2 * math.pi)
        reach = size * rng.uniform(56, 88) * (1.0 if math.sin(angle) < 0.3 else 0.75)
        tip = (top[0] + math.cos(angle) * reach, top[1] + math.sin(angle) * reach)
        shade = mix(dark, hexa("#3e567f"), 0.6 * rng.random() if math.sin(angle) < 0 else 0.0)
        canvas.fill(ribbon([top, tip], 3.4 * size, 0.4), shade)
    stalk = curve(top, (top[0] + 6 * size, top[1] - 120 * size), (top[0] + 18 * size, top[1] - 210 * size))
    canvas.line(stalk, dark, 4 * size)
    for x, y in stalk[14:]:
        for side in (-1, 1):
            pod = (x + side * rng.uniform(8, 20) * size, y - rng.uniform(-4, 8) * size)
            canvas.line([(x, y + 4 * size), pod], dark, 2 * size)
            canvas.dot(pod, 5 * size, dark, 1.3)


def _prickly_pear(canvas: Canvas, foot: Point, size: float) -> None:
    pads = (
        (0, -26, 30),
        (-34, -58, 26),
        (30, -64, 27),
        (-10, -88, 25),
        (-58, -96, 20),
        (54, -104, 21),
        (12, -132, 19),
    )
    for dx, dy, radius in pads:
        at = (foot[0] + dx * size, foot[1] + dy * size)
        canvas.dot((at[0] - 1, at[1] - 2), radius * size, hexa("#25324f"), 1.2)
        canvas.dot(at, radius * size, _pad_shade(canvas), 1.2)


def _pad_shade(canvas: Canvas) -> Colour:
    return mix(hexa("#090d17"), hexa("#0f1626"), canvas.rng.random())
