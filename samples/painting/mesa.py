"""A mesa in the last light, behind an open ranch gate."""

import math

from PIL import ImageChops

from painting.canvas import HEIGHT, WIDTH, Canvas, Point, both, hexa, levels, lowered, mix
from painting.things import bird, curve, down_to, height_at, ribbon, ridge_line


def mesa_at_dusk(canvas: Canvas) -> None:
    plain = 720
    canvas.ground(
        [
            (0, hexa("#32417d")),
            (190, hexa("#7a6aa6")),
            (350, hexa("#dd8f8e")),
            (500, hexa("#f8bd86")),
            (640, hexa("#fde0a6")),
            (plain, hexa("#c98a5c")),
            (HEIGHT, hexa("#5b3a33")),
        ]
    )
    streaks = both(
        levels(canvas.noise(2, 14, 7, 0.55), 122, 186), canvas.fade([(30, 200), (330, 230), (520, 0)])
    )
    canvas.wash(hexa("#f0766a"), streaks, 0.62)
    canvas.wash(hexa("#ffd0a0"), ImageChops.subtract(lowered(streaks, 12), streaks), 0.6)
    for base, height, shade in ((622, 34, "#b98ca6"), (662, 26, "#95698a")):
        canvas.fill(down_to(ridge_line(canvas.rng, base, height, 0.5), plain + 30), hexa(shade))
    _mesa(canvas, plain)
    _sage_flat(canvas, plain)
    canvas.paint((26, 12, 6))
    _fence(canvas)
    for x, y, size in ((420, 220, 30), (500, 190, 20)):
        bird(canvas, (x, y), size, 0.35, hexa("#2b2a4a"))
    canvas.paint((5, 3), relief=0.5)


def _mesa(canvas: Canvas, plain: float) -> None:
    """A table mountain: cliff above, apron of rubble below, the last light from the left."""
    rng = canvas.rng
    rim = [
        (470.0, 420.0),
        (560, 396),
        (700, 404),
        (880, 388),
        (1050, 398),
        (1210, 392),
        (1330, 412),
        (1396, 440),
    ]
    foot = [(1430.0, 566.0), (1250, 590), (1010, 574), (820, 596), (640, 580), (440, 572)]
    canvas.fill([(150, plain + 14), *foot[::-1], (1660, plain - 30), (1660, plain + 20)], hexa("#9a5248"))
    canvas.poly([(150, plain + 14), (440, 566), (700, 588), (620, plain + 20)], hexa("#d98254"), 26, 0.8)
    canvas.fill([*rim, *foot], hexa("#a4483c"))
    for _ in range(170):
        x = rng.uniform(450, 1420)
        top = height_at(rim, x) + rng.uniform(0, 40)
        lit = mix(
            hexa("#f79a5a"),
            hexa("#7c3445"),
            min(1.0, max(0.0, (x - 480) / 900) * 0.8 + rng.uniform(-0.25, 0.4)),
        )
        wide = rng.uniform(3, 13)
        low = height_at(foot[::-1], x) + rng.uniform(-30, 8)
        canvas.fill(
            ribbon(
                [(x, top), (x + rng.uniform(-6, 6), (top + low) / 2), (x + rng.uniform(-8, 8), low)],
                wide,
                wide * 0.5,
            ),
            lit,
        )
    for x in (565, 690, 842, 985, 1120, 1262):
        low = height_at(foot[::-1], x)
        canvas.poly(
            [(x, height_at(rim, x)), (x + 34, height_at(rim, x)), (x + 22, low), (x - 6, low)],
            hexa("#57263c"),
            5,
            0.75,
        )
    for level in (0.28, 0.55, 0.78):
        band = [
            (x, height_at(rim, x) + level * (580 - height_at(rim, x)) + rng.uniform(-3, 3))
            for x in range(480, 1400, 40)
        ]
        canvas.line(band, hexa("#7a3440"), 3)
    canvas.fill(ribbon(rim, 5, 5), hexa("#ffc07a"))
    for _ in range(700):
        x = rng.uniform(180, 1600)
        y = rng.uniform(585, plain + 8)
        if y < 585 + abs(x - 900) * 0.11:
            continue
        tone = mix(
            hexa("#e08f5c"), hexa("#6d3744"), min(1.0, max(0.0, (x - 250) / 1000) + rng.uniform(-0.25, 0.25))
        )
        canvas.fill(ribbon([(x, y), (x + rng.uniform(-26, 26), y + 26)], 1, 4), tone)


def _sage_flat(canvas: Canvas, plain: float) -> None:
    rng = canvas.rng
    canvas.fill([(0, plain), (WIDTH, plain - 12), (WIDTH, HEIGHT), (0, HEIGHT)], hexa("#b57a50"))
    canvas.wash(hexa("#4a2f38"), canvas.fade([(plain, 0), (HEIGHT, 235)]), 0.85)
    track = curve((1010, plain), (820, 850), (930, HEIGHT + 30))
    canvas.fill(ribbon(track, 5, 90), hexa("#d69a66"))
    canvas.fill(ribbon(track, 2, 34), hexa("#94664a"))
    y = plain + 2.0
    while y < HEIGHT + 30:
        depth = (y - plain) / (HEIGHT - plain)
        for _ in range(int(60 - 30 * depth)):
            x = rng.uniform(-20, WIDTH + 20)
            if abs(x - (1010 - 110 * math.sin(depth * 2))) < 12 + 120 * depth:
                continue
            _bush(canvas, (x, y), 5 + 34 * depth * rng.uniform(0.6, 1.2))
        y += 6 + 26 * depth


def _bush(canvas: Canvas, at: Point, size: float) -> None:
    rng = canvas.rng
    x, y = at
    canvas.dot((x + size * 0.5, y + size * 0.1), size * 1.3, hexa("#4b2d35"), 0.28)
    dark = mix(hexa("#3d3f3f"), hexa("#54503f"), rng.random())
    for _ in range(9):
        angle = rng.uniform(-2.9, -0.25)
        reach = size * rng.uniform(0.6, 1.1)
        tip = (x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.8)
        lit = mix(
            dark, hexa("#f2b77a"), 0.75 * rng.random() if math.cos(angle) < 0.2 else 0.15 * rng.random()
        )
        canvas.fill(ribbon([(x, y), tip], size * 0.12, size * 0.2), lit)


def _fence(canvas: Canvas) -> None:
    """The ranch gate, open, with a loop of wire on its post."""
    dark, lit = hexa("#2a1d22"), hexa("#d9925e")
    posts = (
        (40, 770, 1050, 15),
        (300, 800, 1010, 13),
        (560, 822, 985, 12),
        (706, 808, 1020, 19),
        (1216, 808, 1020, 19),
        (1420, 806, 1010, 13),
    )
    for x, top, low, wide in posts:
        canvas.fill([(x, top), (x + wide, top - 5), (x + wide + 2, low), (x - 1, low)], dark)
        canvas.fill([(x, top), (x + wide * 0.32, top - 2), (x + wide * 0.32, low), (x, low)], lit)
    for offset in (26, 74, 122):
        canvas.line(
            [(0, 776 + offset), (300, 806 + offset), (560, 826 + offset * 0.9), (712, 816 + offset)],
            dark,
            2.4,
        )
        canvas.line([(1222, 814 + offset), (1420, 812 + offset), (WIDTH, 800 + offset)], dark, 2.4)
    upper, lower = (1120, 790), (1120, 872)
    for share in (0.0, 0.33, 0.66, 1.0):
        left = (upper[0], upper[1] + (lower[1] - upper[1]) * share)
        canvas.line([left, (1222, 824 + 130 * share)], hexa("#4a3a3a"), 4)
    canvas.line([upper, lower], hexa("#4a3a3a"), 5)
    canvas.line([upper, (1222, 954)], hexa("#4a3a3a"), 3)
    canvas.line(curve((704, 850), (680, 880), (716, 886), 10), hexa("#e8c59a"), 2.6)
    canvas.line(curve((726, 848), (742, 872), (716, 886), 10), hexa("#e8c59a"), 2.6)
