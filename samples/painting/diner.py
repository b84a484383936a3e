"""A diner on a highway, at dusk after rain."""

import math

from painting.canvas import HEIGHT, WIDTH, Canvas, Point, both, hexa, levels, mix
from painting.things import down_to, figure, ribbon, ridge_line


def roadside_diner(canvas: Canvas) -> None:
    ground = 790
    canvas.ground(
        [
            (0, hexa("#1d2a5c")),
            (260, hexa("#4d4f8e")),
            (470, hexa("#b5708a")),
            (600, hexa("#f2a071")),
            (700, hexa("#fbd08f")),
            (ground, hexa("#4a3a44")),
            (HEIGHT, hexa("#231f2e")),
        ]
    )
    cloud = both(levels(canvas.noise(2, 12, 6), 118, 195), canvas.fade([(40, 120), (420, 230), (640, 40)]))
    canvas.wash(hexa("#f08f78"), cloud, 0.6)
    for base, height, shade in ((690, 50, "#7d6488"), (735, 34, "#4d4466")):
        canvas.fill(down_to(ridge_line(canvas.rng, base, height), ground + 10), hexa(shade))
    canvas.box(0, ground - 22, WIDTH, HEIGHT, hexa("#3c3340"))
    canvas.paint((24, 12, 6))
    _diner(canvas, ground)
    canvas.mirror(ground + 24, hexa("#2b2532"), 0.72, 5)
    canvas.wash(hexa("#1c1824"), canvas.fade([(ground + 24, 60), (HEIGHT, 230)]), 0.6)
    _pickup(canvas, 1120, ground + 118)
    canvas.glow(hexa("#ffcf85"), canvas.disc((640, ground + 60), 700, 1.8, 0.22), 0.45)
    canvas.paint((5, 3), relief=0.5)
    _neon(canvas, 1230, 330)


def _diner(canvas: Canvas, ground: float) -> None:
    steel, dark = hexa("#8b93a8"), hexa("#2c2f44")
    floor = ground + 24
    canvas.box(230, 560, 1060, floor, hexa("#5c6379"))
    canvas.fill([(200, 560), (1090, 560), (1064, 512), (226, 512)], hexa("#39405c"))
    canvas.box(196, 556, 1094, 574, hexa("#e86f4f"))
    canvas.box(196, 574, 1094, 580, hexa("#ffd9a0"))
    canvas.box(246, 598, 880, 716, dark)
    for number in range(7):
        left = 254 + number * 89.4
        canvas.fill([(left, 604), (left + 80, 604), (left + 80, 710), (left, 710)], hexa("#ffc870"))
        canvas.box(left, 604, left + 80, 636, hexa("#ffe2a4"))
        canvas.dot((left + 40, 626), 12, hexa("#fff6d8"), 0.6)
        canvas.box(left, 690, left + 80, 710, hexa("#b2613c"))
    for x, tall in ((300, 130), (390, 120), (478, 136), (655, 126), (752, 132)):
        figure(canvas, (x, 778), tall, (hexa("#5a3226"), hexa("#5b2f33"), hexa("#4a2a2a")))
    canvas.box(246, 710, 880, floor, hexa("#6d7590"))
    for y in (726, 744, 762, 780, 798):
        canvas.box(246, y, 880, y + 5, steel)
    canvas.box(910, 600, 1010, floor, dark)
    canvas.box(918, 610, 1002, floor, hexa("#ffd082"))
    canvas.box(956, 610, 962, floor, dark)
    canvas.box(930, 700, 990, 706, dark)
    canvas.box(900, floor - 8, 1022, floor, hexa("#a7a3a8"))
    canvas.box(1140, 160, 1390, 480, hexa("#1a1c33"))
    canvas.box(1147, 167, 1383, 473, hexa("#262a4a"))
    canvas.fill([(1140, 160), (1265, 122), (1390, 160)], hexa("#e86f4f"))
    canvas.box(1216, 470, 1234, floor, dark)
    canvas.box(1292, 470, 1310, floor, dark)


def _neon(canvas: Canvas, x: float, y: float) -> None:
    """The sign: a yucca in blue tubes over an arrow of bulbs."""
    foot = (x + 35, y + 84)
    blades: list[list[Point]] = []
    for number in range(11):
        angle = -math.pi / 2 + (number - 5) * 0.27
        blades.append([foot, (foot[0] + math.cos(angle) * 96, foot[1] + math.sin(angle) * 96)])
    stalk = [foot, (foot[0], y - 110)]
    blooms = [(foot[0] + side * (10 + row * 4), y - 128 + row * 22) for row in range(4) for side in (-1, 1)]
    for tube in [*blades, stalk]:
        canvas.glow(hexa("#3aa0ff"), canvas.shape(ribbon(tube, 8, 8), 9), 0.9)
    for tube in blades:
        canvas.line(tube, hexa("#a8e2ff"), 4)
    canvas.line(stalk, hexa("#b8f5c8"), 4)
    for at in [*blooms, (foot[0], y - 140)]:
        canvas.glow(hexa("#ff8ac0"), canvas.disc(at, 30, 1.8), 0.8)
        canvas.dot(at, 6, hexa("#ffe3f0"))
    for number in range(9):
        at = (x - 62 + number * 24.0, y + 120)
        canvas.glow(hexa("#ffc45e"), canvas.disc(at, 24, 1.8), 0.8)
        canvas.dot(at, 5.5, hexa("#fff2c8"))
    canvas.glow(hexa("#4a8cff"), canvas.disc((x + 35, y), 420, 2.2), 0.3)


def _pickup(canvas: Canvas, x: float, ground: float) -> None:
    body, shade, glass = hexa("#2f7f86"), hexa("#1b4a54"), hexa("#ffcf8a")
    canvas.poly(
        [(x - 20, ground - 6), (x + 400, ground - 6), (x + 430, ground + 14), (x - 50, ground + 14)],
        hexa("#0f0d16"),
        6,
        0.85,
    )
    canvas.fill(
        [
            (x, ground - 92),
            (x + 150, ground - 92),
            (x + 172, ground - 152),
            (x + 262, ground - 152),
            (x + 296, ground - 92),
            (x + 384, ground - 84),
            (x + 396, ground - 26),
            (x, ground - 26),
        ],
        body,
    )
    canvas.fill([(x, ground - 52), (x + 395, ground - 52), (x + 396, ground - 26), (x, ground - 26)], shade)
    canvas.fill(
        [(x + 180, ground - 144), (x + 218, ground - 144), (x + 218, ground - 96), (x + 164, ground - 96)],
        mix(glass, shade, 0.35),
    )
    canvas.fill(
        [(x + 226, ground - 144), (x + 257, ground - 144), (x + 283, ground - 96), (x + 226, ground - 96)],
        mix(glass, shade, 0.2),
    )
    canvas.line([(x, ground - 92), (x + 150, ground - 92)], mix(body, hexa("#ffd9a0"), 0.6), 3)
    canvas.line([(x + 172, ground - 152), (x + 262, ground - 152)], mix(body, hexa("#ffd9a0"), 0.7), 3)
    canvas.line([(x + 222, ground - 92), (x + 222, ground - 30)], shade, 2)
    for wheel in (x + 78, x + 318):
        canvas.dot((wheel, ground - 26), 36, hexa("#14131c"))
        canvas.dot((wheel, ground - 26), 17, hexa("#8f95a5"))
        canvas.dot((wheel, ground - 26), 6, hexa("#3a3d4c"))
    canvas.dot((x + 390, ground - 66), 8, hexa("#fff3cf"))
    canvas.box(x - 4, ground - 80, x + 6, ground - 60, hexa("#d8442e"))
