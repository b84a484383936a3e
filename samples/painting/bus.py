"""A school bus on a straight road in the morning."""

import math

from PIL import ImageChops

from painting.canvas import HEIGHT, WIDTH, Canvas, both, hexa, levels, lowered, mix
from painting.things import curve, down_to, ribbon, ridge_line


def morning_bus(canvas: Canvas) -> None:
    road = 770
    canvas.ground(
        [
            (0, hexa("#5b8fc0")),
            (260, hexa("#a9c8d8")),
            (470, hexa("#f6dcae")),
            (600, hexa("#fbe6b4")),
            (road, hexa("#d3a867")),
            (HEIGHT, hexa("#8a6a3c")),
        ]
    )
    cloud = both(levels(canvas.noise(2, 9, 7, 0.55), 120, 190), canvas.fade([(0, 160), (330, 230), (520, 0)]))
    canvas.wash(hexa("#fff4dc"), cloud, 0.8)
    canvas.wash(hexa("#dfa58c"), ImageChops.subtract(cloud, lowered(cloud, -18)), 0.5)
    canvas.glow(hexa("#ffe9a8"), canvas.disc((250, 560), 520, 1.9, 0.75), 0.6)
    for base, height, shade in ((560, 62, "#8fa1bd"), (604, 46, "#8a83a0"), (640, 26, "#97806f")):
        canvas.fill(down_to(ridge_line(canvas.rng, base, height, 0.52), road), hexa(shade))
    _grassland(canvas, road)
    canvas.paint((24, 12, 6))
    _power_line(canvas, road)
    _bus(canvas, 610, road + 96)
    _verge(canvas)
    canvas.paint((5, 3), relief=0.5)


def _grassland(canvas: Canvas, road: float) -> None:
    rng = canvas.rng
    canvas.fill([(0, 652), (WIDTH, 646), (WIDTH, HEIGHT), (0, HEIGHT)], hexa("#dcb56f"))
    for _ in range(2600):
        y = 655 + (HEIGHT - 655) * rng.random() ** 1.5
        depth = (y - 655) / (HEIGHT - 655)
        x = rng.uniform(-20, WIDTH)
        tone = mix(hexa("#f2d68d"), hexa("#8f7a43"), rng.random())
        canvas.fill(ribbon([(x, y), (x + 4 + 10 * depth, y - 4 - 20 * depth)], 1 + 2 * depth, 0.3), tone)
    canvas.fill([(0, road + 42), (WIDTH, road + 30), (WIDTH, road + 128), (0, road + 150)], hexa("#6f6a6c"))
    canvas.fill([(0, road + 42), (WIDTH, road + 30), (WIDTH, road + 36), (0, road + 49)], hexa("#d9cdb2"))
    canvas.fill([(0, road + 140), (WIDTH, road + 119), (WIDTH, road + 128), (0, road + 150)], hexa("#d9cdb2"))
    for number in range(9):
        x = number * 190 + 20
        y = road + 92 - number * 1.8
        canvas.fill([(x, y), (x + 92, y - 1.4), (x + 92, y + 4), (x, y + 5.4)], hexa("#f1c84a"))


def _power_line(canvas: Canvas, road: float) -> None:
    wood = hexa("#5b463c")
    poles = ((96, 300, 13), (430, 400, 9), (640, 462, 7), (790, 506, 5), (900, 538, 4), (985, 560, 3))
    ends = []
    for x, top, wide in poles:
        low = 655 + (road - 655) * (wide / 13) * 0.8
        canvas.fill([(x, top), (x + wide, top), (x + wide, low), (x, low)], wood)
        canvas.box(x - wide * 3.2, top + wide * 1.6, x + wide * 4.2, top + wide * 2.5, wood)
        ends.append([(x - wide * 2.8, top + wide * 1.4), (x + wide * 3.8, top + wide * 1.4)])
    for (a, b), (c, d) in zip(ends, ends[1:], strict=False):
        for start, end in ((a, c), (b, d)):
            canvas.line(
                curve(
                    start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + (end[0] - start[0]) * 0.1), end
                ),
                wood,
                1.4,
            )
    for side in ends[0]:
        canvas.line(curve((-60, side[1] - 70), (10, side[1] - 6), side), wood, 1.4)


def _bus(canvas: Canvas, x: float, ground: float) -> None:
    """A school bus on its way to the right, the sun low behind it."""
    yellow, shade, black = hexa("#f6b21b"), hexa("#c47d12"), hexa("#25211f")
    canvas.poly(
        [(x - 10, ground), (x + 700, ground), (x + 830, ground + 32), (x + 60, ground + 36)],
        hexa("#332f36"),
        7,
        0.8,
    )
    body = [
        (x, ground - 34),
        (x, ground - 226),
        (x + 10, ground - 244),
        (x + 30, ground - 250),
        (x + 540, ground - 250),
        (x + 560, ground - 240),
        (x + 574, ground - 140),
        (x + 668, ground - 128),
        (x + 688, ground - 110),
        (x + 692, ground - 34),
    ]
    canvas.fill(body, yellow)
    canvas.fill(
        [(x + 6, ground - 240), (x + 30, ground - 250), (x + 540, ground - 250), (x + 556, ground - 241)],
        hexa("#fff0bd"),
    )
    canvas.fill([(x, ground - 74), (x + 691, ground - 74), (x + 692, ground - 34), (x, ground - 34)], shade)
    for y in (ground - 132, ground - 96, ground - 74):
        canvas.box(x, y, x + (566 if y < ground - 120 else 690), y + 6, black)
    _bus_windows(canvas, x, ground)
    canvas.box(x + 648, ground - 98, x + 686, ground - 88, shade)
    canvas.dot((x + 682, ground - 92), 10, hexa("#fff6d2"))
    canvas.box(x + 676, ground - 46, x + 706, ground - 34, black)
    canvas.box(x - 8, ground - 48, x + 6, ground - 34, black)
    canvas.dot((x + 22, ground - 238), 6, hexa("#d8402c"))
    for wheel in (x + 132, x + 604):
        canvas.dot((wheel, ground - 36), 50, shade)
        canvas.dot((wheel, ground - 31), 43, black)
        canvas.dot((wheel, ground - 31), 22, hexa("#a9a29a"))
        canvas.dot((wheel, ground - 31), 9, hexa("#5c5550"))
    arm = [(x + 562, ground - 206), (x + 590, ground - 200), (x + 592, ground - 176)]
    canvas.line(arm, black, 4)
    for _ in range(26):
        at = (x - canvas.rng.uniform(6, 210), ground - canvas.rng.uniform(0, 34))
        canvas.wash(hexa("#e9cf9c"), canvas.disc(at, canvas.rng.uniform(24, 60), 1.8, 0.5), 0.3)


def _bus_windows(canvas: Canvas, x: float, ground: float) -> None:
    """Windows with the children behind them, the door, the windshield."""
    black, glass = hexa("#25211f"), hexa("#4f6473")
    for number in range(8):
        left = x + 20 + number * 57
        canvas.box(left, ground - 220, left + 47, ground - 150, black)
        canvas.box(left + 4, ground - 216, left + 43, ground - 154, glass)
        canvas.fill(
            [
                (left + 4, ground - 216),
                (left + 26, ground - 216),
                (left + 8, ground - 154),
                (left + 4, ground - 154),
            ],
            hexa("#f3d9a0"),
        )
        canvas.box(left + 4, ground - 187, left + 43, ground - 184, black)
        if number in (0, 2, 3, 5, 6):
            canvas.dot((left + 27, ground - 168), 9.5, hexa("#3a2a26"), 1.15)
            canvas.box(
                left + 16,
                ground - 160,
                left + 39,
                ground - 154,
                hexa(("#a8433a", "#2e6b70", "#6b4a7a", "#3f6b3a")[number % 4]),
            )
    canvas.box(x + 482, ground - 222, x + 522, ground - 46, black)
    canvas.box(x + 486, ground - 218, x + 502, ground - 60, glass)
    canvas.box(x + 505, ground - 218, x + 519, ground - 60, mix(glass, hexa("#f3d9a0"), 0.5))
    canvas.fill(
        [(x + 530, ground - 222), (x + 549, ground - 222), (x + 560, ground - 148), (x + 530, ground - 148)],
        glass,
    )


def _verge(canvas: Canvas) -> None:
    """Tall grass close by, with the sun in it, and a mailbox."""
    rng = canvas.rng
    post = hexa("#4a3627")
    canvas.fill([(246, 812), (262, 812), (264, 1040), (244, 1040)], post)
    canvas.fill([(196, 786), (206, 770), (296, 770), (306, 786), (306, 822), (196, 822)], hexa("#8c99a3"))
    canvas.fill([(196, 786), (206, 770), (296, 770), (306, 786)], hexa("#dfe3df"))
    canvas.box(292, 746, 297, 792, hexa("#c23b2b"))
    canvas.box(292, 746, 318, 762, hexa("#c23b2b"))
    for _ in range(1500):
        x = rng.uniform(-20, WIDTH + 20)
        y = HEIGHT + rng.uniform(-50, 30)
        tall = rng.uniform(50, 130) * (1.1 - 0.5 * abs(math.sin(x / 190)))
        lean = rng.uniform(-10, 34)
        tone = mix(hexa("#fbe3a0"), hexa("#7b6334"), rng.random() ** 0.7)
        canvas.fill(
            ribbon(curve((x, y), (x + lean * 0.2, y - tall * 0.6), (x + lean, y - tall), 5), 2.6, 0.5), tone
        )
