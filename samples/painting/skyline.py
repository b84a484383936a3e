"""A skyline at night, lit below and dark above, and the birds that pass over it."""

import math

from painting.canvas import HEIGHT, WIDTH, Canvas, Colour, both, hexa, levels, mix
from painting.things import bird, curve, ribbon


def skyline_for_birds(canvas: Canvas) -> None:
    horizon = 735
    canvas.ground(
        [
            (0, hexa("#122147")),
            (280, hexa("#284b82")),
            (470, hexa("#6d8dbf")),
            (600, hexa("#c9a9b8")),
            (horizon, hexa("#f0c0a0")),
            (HEIGHT, hexa("#0a1428")),
        ]
    )
    veil = both(levels(canvas.noise(3, 8, 5), 120, 210), canvas.fade([(40, 90), (520, 190), (horizon, 60)]))
    canvas.wash(hexa("#6f86b4"), veil, 0.6)
    canvas.glow(hexa("#dfe7f5"), canvas.disc((1180, 210), 360, 2.4), 0.55)
    for _ in range(170):
        at = (canvas.rng.uniform(0, WIDTH), canvas.rng.uniform(0, 430))
        canvas.dot(
            at, canvas.rng.uniform(0.7, 1.7), mix(hexa("#5f7cae"), hexa("#f0f2ff"), canvas.rng.random())
        )
    canvas.dot((1180, 210), 62, hexa("#f2f1e2"))
    canvas.dot((1160, 196), 13, hexa("#d9d9cd"))
    canvas.dot((1198, 232), 18, hexa("#dcdcd0"))
    canvas.dot((1206, 190), 8, hexa("#dedfd3"))
    canvas.paint((24, 12, 6))
    _towers(canvas, horizon, far=True)
    _towers(canvas, horizon, far=False)
    canvas.mirror(horizon, hexa("#10224a"), 0.3, 9)
    canvas.wash(hexa("#060d1c"), canvas.fade([(horizon, 0), (HEIGHT, 200)]), 0.7)
    canvas.box(0, horizon - 3, WIDTH, horizon + 3, hexa("#0a1220"))
    _moon_path(canvas, horizon)
    canvas.paint((8, 5), relief=0.7)
    _migration(canvas)
    canvas.paint((5, 3), relief=0.3)


def _moon_path(canvas: Canvas, horizon: float) -> None:
    rng = canvas.rng
    for _ in range(240):
        depth = rng.random()
        y = horizon + 8 + depth * (HEIGHT - horizon)
        x = rng.gauss(1180, 16 + 46 * depth)
        length = 5 + 24 * depth * rng.random()
        shade = mix(hexa("#5d78a8"), hexa("#f4f2e4"), rng.random())
        canvas.fill(ribbon([(x - length, y), (x, y + 1), (x + length, y)], 0.5, 0.8 + 1.6 * depth), shade)


def _towers(canvas: Canvas, horizon: float, far: bool) -> None:
    """Buildings that are lit below the tenth floor and dark above it."""
    rng = canvas.rng
    x = -30.0
    while x < WIDTH:
        wide = rng.uniform(46, 84) if far else rng.uniform(70, 132)
        middle = math.exp(-(((x - 620) / 420) ** 2))
        tall = (
            (rng.uniform(120, 210) + 250 * middle * rng.uniform(0.5, 1))
            if far
            else rng.uniform(70, 150) + 240 * middle * rng.random()
        )
        wall = (
            mix(hexa("#1c2f5e"), hexa("#2e437a"), rng.random())
            if far
            else mix(hexa("#0a1227"), hexa("#141f3d"), rng.random())
        )
        top = horizon - tall
        canvas.box(x, top, x + wide, horizon, wall)
        canvas.box(x + wide * 0.82, top, x + wide, horizon, mix(wall, hexa("#9fb0d4"), 0.28))
        _roof(canvas, x, wide, top, wall)
        _windows(canvas, x, wide, top, horizon, wall, far)
        x += wide + rng.uniform(-10, 26 if far else 60)


def _roof(canvas: Canvas, x: float, wide: float, top: float, wall: Colour) -> None:
    kind = canvas.rng.randrange(4)
    if kind == 0:
        canvas.fill([(x + wide * 0.2, top), (x + wide * 0.5, top - wide * 0.5), (x + wide * 0.8, top)], wall)
        canvas.line([(x + wide * 0.5, top - wide * 0.4), (x + wide * 0.5, top - wide * 0.9)], wall, 2)
    elif kind == 1:
        canvas.box(x + wide * 0.18, top - 18, x + wide * 0.8, top, wall)
        canvas.box(x + wide * 0.3, top - 32, x + wide * 0.68, top, wall)
    elif kind == 2:
        canvas.fill([(x, top), (x + wide, top - 26), (x + wide, top)], wall)


def _windows(
    canvas: Canvas, x: float, wide: float, top: float, horizon: float, wall: Colour, far: bool
) -> None:
    rng = canvas.rng
    step_x, step_y = (9, 11) if far else (13, 15)
    dark_above = horizon - (60 if far else 105)
    y = horizon - step_y
    while y > top + 8:
        share = 0.5 if y > dark_above else 0.035
        at = x + 7
        while at < x + wide - 12:
            if rng.random() < share:
                warm = mix(hexa("#ffc76b"), hexa("#fff0c8"), rng.random())
                canvas.box(
                    at, y, at + step_x * 0.55, y + step_y * 0.5, mix(warm, wall, 0.35 if far else 0.08)
                )
            else:
                canvas.box(at, y, at + step_x * 0.55, y + step_y * 0.5, mix(wall, hexa("#8fa3cc"), 0.14))
            at += step_x
        y -= step_y


def _migration(canvas: Canvas) -> None:
    """A loose stream of small birds from the left edge across the moon."""
    rng = canvas.rng
    path = curve((-40, 500), (560, 90), (1420, 190), 80)
    for number in range(90):
        x, y = path[min(80, round(number * 0.9))]
        near = rng.random()
        at = (x + rng.gauss(0, 22), y + rng.gauss(0, 40))
        if math.hypot(at[0] - 1180, at[1] - 210) < 90:
            continue
        colour = mix(hexa("#8fa4cc"), hexa("#f4f6fb"), near)
        bird(canvas, at, 10 + 11 * near, rng.choice((-0.25, 0.35, 0.6, 0.8)), colour)
    bird(canvas, (1166, 222), 26, 0.5, hexa("#1a2747"))
