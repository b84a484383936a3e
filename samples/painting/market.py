"""A street market after sunset."""

from painting.canvas import HEIGHT, WIDTH, Canvas, Colour, both, hexa, levels, mix
from painting.things import Pose, curve, figure, palm


def night_market(canvas: Canvas) -> None:
    street = 800
    canvas.ground(
        [
            (0, hexa("#1a2350")),
            (300, hexa("#4a4a86")),
            (520, hexa("#b06e86")),
            (640, hexa("#f0a06c")),
            (street, hexa("#5a3b44")),
            (HEIGHT, hexa("#241d30")),
        ]
    )
    cloud = both(levels(canvas.noise(3, 10, 6), 120, 200), canvas.fade([(60, 80), (420, 220), (620, 0)]))
    canvas.wash(hexa("#e58d84"), cloud, 0.6)
    _houses(canvas, street)
    canvas.glow(hexa("#ffcf86"), canvas.disc((800, 690), 820, 1.7, 0.42), 0.5)
    canvas.paint((22, 11, 6))
    palm(canvas, (250, 640), (232, 300), 190, 0.05, (hexa("#151a33"), hexa("#3a3f5c")))
    palm(canvas, (1395, 640), (1420, 250), 215, -0.05, (hexa("#151a33"), hexa("#3a3f5c")))
    stalls = (
        (-90, "#c8432f", "#fbeedb"),
        (320, "#1e8a86", "#fbeedb"),
        (735, "#e5a72f", "#fdf3e0"),
        (1150, "#a83b63", "#fbeedb"),
    )
    for left, first, second in stalls:
        _stall(canvas, left, 560, (hexa(first), hexa(second)), street + 20)
    canvas.mirror(street + 22, hexa("#33263a"), 0.36, 9)
    canvas.wash(hexa("#171322"), canvas.fade([(street + 22, 40), (HEIGHT, 200)]), 0.55)
    _lamp_strings(canvas)
    canvas.paint((6, 4), relief=0.6)
    _shoppers(canvas, street)
    canvas.paint((4, 3), relief=0.3)
    canvas.glow(hexa("#ffd28a"), canvas.disc((800, 650), 950, 1.7, 0.36), 0.4)
    canvas.grade(1.2, 1.12)


def _houses(canvas: Canvas, street: float) -> None:
    rng = canvas.rng
    x = -20.0
    while x < WIDTH:
        wide, tall = rng.uniform(120, 230), rng.uniform(250, 400)
        wall = mix(hexa("#2b2b57"), hexa("#5a3f66"), rng.random())
        canvas.box(x, street - tall, x + wide, street, wall)
        canvas.box(x - 4, street - tall - 10, x + wide + 4, street - tall, mix(wall, hexa("#f0a06c"), 0.3))
        for column in range(int(wide // 42)):
            for row in range(2):
                lit = rng.random() < 0.45
                left, top = x + 16 + column * 42, street - tall + 26 + row * 62
                canvas.box(
                    left,
                    top,
                    left + 20,
                    top + 34,
                    hexa("#ffd07d") if lit else mix(wall, hexa("#10142c"), 0.5),
                )
        x += wide + rng.uniform(0, 14)


def _stall(canvas: Canvas, left: float, top: float, stripes: tuple[Colour, Colour], floor: float) -> None:
    wide, wood = 370.0, hexa("#4b2f2a")
    canvas.box(left + 16, top, left + wide - 16, floor, hexa("#8d5228"))
    inside = canvas.disc((left + wide / 2, top + 90), 250, 1.2, 0.7)
    canvas.glow(
        hexa("#ffc46b"),
        both(
            inside,
            canvas.shape(
                [(left + 16, top), (left + wide - 16, top), (left + wide - 16, floor), (left + 16, floor)]
            ),
        ),
        0.95,
    )
    for x in (left + 14, left + wide - 24):
        canvas.box(x, top, x + 10, floor, wood)
    for shelf in (top + 92,):
        canvas.box(left + 40, shelf, left + wide - 40, shelf + 6, wood)
        for number in range(15):
            jar = left + 50 + number * 18.5
            tone = canvas.rng.choice(("#b5532c", "#7d8f3a", "#e0a63c", "#8c3346", "#3f6f6a"))
            canvas.box(jar, shelf - canvas.rng.uniform(18, 30), jar + 12, shelf, hexa(tone))
    _vendor(canvas, left + canvas.rng.uniform(120, 250), top + 190)
    _produce(canvas, left, top + 150, wide)
    canvas.box(left + 4, top + 166, left + wide - 4, floor, hexa("#7b4a30"))
    for x in range(0, int(wide) - 20, 30):
        canvas.box(left + 10 + x, top + 172, left + 12 + x, floor, hexa("#563222"))
    canvas.box(left - 4, top + 160, left + wide + 4, top + 172, hexa("#a8693c"))
    _awning(canvas, left, top, wide, stripes)


def _vendor(canvas: Canvas, x: float, counter: float) -> None:
    dress = (hexa("#8a5638"), hexa("#e9dcc2"), hexa("#e9dcc2"))
    figure(canvas, (x, counter + 96), 214, dress, Pose(0.02, left_arm=(-0.5, 0.7), right_arm=(0.5, -0.6)))
    canvas.dot((x, counter - 105), 15, hexa("#3a211c"), 0.6)


def _produce(canvas: Canvas, left: float, top: float, wide: float) -> None:
    """Four heaps on the counter, one colour each."""
    rng = canvas.rng
    heaps = rng.sample(["#e2572b", "#f0b429", "#7fa83a", "#c62f45", "#f4e3b0", "#8d4a8f", "#f28a30"], 4)
    for number, code in enumerate(heaps):
        middle = left + wide * (0.15 + number * 0.235)
        for row in range(4):
            for place in range(6 - row):
                at = (middle + (place - (5 - row) / 2) * 13, top + 6 - row * 10)
                canvas.dot(at, 7.5, mix(hexa(code), hexa("#5a2a1c"), rng.uniform(0, 0.35)))
                canvas.dot((at[0] - 2, at[1] - 3), 2.2, mix(hexa(code), (255, 246, 220), 0.6))


def _awning(canvas: Canvas, left: float, top: float, wide: float, stripes: tuple[Colour, Colour]) -> None:
    count, over = 10, 22
    high, low = top - 74, top + 26
    for number in range(count):
        a, b = number / count, (number + 1) / count
        upper = (left + 26 + (wide - 52) * a, left + 26 + (wide - 52) * b)
        lower = (left - over + (wide + 2 * over) * a, left - over + (wide + 2 * over) * b)
        shade = mix(stripes[number % 2], hexa("#2a2348"), 0.12)
        canvas.fill([(upper[0], high), (upper[1], high), (lower[1], low), (lower[0], low)], shade)
        half = (lower[1] - lower[0]) / 2
        canvas.dot((lower[0] + half, low), half, mix(stripes[number % 2], hexa("#ffce80"), 0.12), 0.85)
        canvas.fill(
            [(lower[0], low - 1), (lower[1], low - 1), (lower[1], low + 3), (lower[0], low + 3)],
            mix(shade, hexa("#2a2348"), 0.3),
        )
    canvas.box(left + 20, high - 6, left + wide - 20, high + 3, hexa("#3a2740"))


def _lamp_strings(canvas: Canvas) -> None:
    for start, end, sag in (
        ((-30, 250), (830, 300), 130),
        ((780, 300), (1640, 225), 140),
        ((-40, 400), (620, 420), 70),
        ((980, 420), (1640, 395), 75),
    ):
        wire = curve(start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag), end, 30)
        canvas.line(wire, hexa("#191a33"), 2)
        for x, y in wire[1:-1:2]:
            canvas.glow(hexa("#ffcb74"), canvas.disc((x, y + 9), 34, 2.2), 0.7)
            canvas.dot((x, y + 9), 6.5, hexa("#fff0c2"))


def _shoppers(canvas: Canvas, street: float) -> None:
    rng = canvas.rng
    coats = ["#3f2c52", "#22465c", "#6b2f3a", "#2f4a3e", "#59432c"]
    spots = (
        (92, 232),
        (178, 214),
        (520, 236),
        (590, 206),
        (640, 132),
        (905, 240),
        (1066, 226),
        (1132, 214),
        (1404, 240),
        (1470, 138),
    )
    for number, (x, tall) in enumerate(spots):
        feet = street + 74 + rng.uniform(-10, 26)
        coat = mix(hexa(coats[number % 5]), hexa("#171428"), 0.25)
        dress = (
            mix(hexa("#4a2c22"), hexa("#171428"), rng.uniform(0.1, 0.6)),
            coat,
            mix(coat, hexa("#11101f"), 0.6),
        )
        canvas.poly(
            [(x - 50, feet - 3), (x + 50, feet - 3), (x + 34, feet + 46), (x - 34, feet + 46)],
            hexa("#120e1c"),
            9,
            0.65,
        )
        turn = rng.choice((-1, 1))
        pose = Pose(
            0.05 * turn, (-0.12, -0.02), (0.12, 0.04), (-0.2, 0.25 + 0.5 * turn), (0.24, -0.1 + 0.6 * turn)
        )
        figure(canvas, (x, feet), tall, dress, pose)
        if number % 2:
            skirt = [
                (x - tall * 0.1, feet - tall * 0.52),
                (x + tall * 0.1, feet - tall * 0.52),
                (x + tall * 0.16, feet - tall * 0.16),
                (x - tall * 0.16, feet - tall * 0.16),
            ]
            canvas.fill(skirt, coat)
        rim = curve(
            (x - tall * 0.14, feet - tall * 0.78),
            (x, feet - tall * 0.87),
            (x + tall * 0.14, feet - tall * 0.78),
            8,
        )
        canvas.line(rim, mix(coat, hexa("#ffc47a"), 0.6), 3)
        if tall > 230:
            bag = [
                (x + tall * 0.16, feet - tall * 0.4),
                (x + tall * 0.3, feet - tall * 0.4),
                (x + tall * 0.28, feet - tall * 0.22),
                (x + tall * 0.18, feet - tall * 0.22),
            ]
            canvas.fill(bag, hexa("#c2935a"))
