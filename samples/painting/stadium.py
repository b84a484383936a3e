"""A high-school game, seen from the stand behind the end zone."""

from painting.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, both, hexa, levels, mix
from painting.things import Pose, figure, ribbon


def friday_night_lights(canvas: Canvas) -> None:
    field = 610
    canvas.ground(
        [(0, hexa("#0b1430")), (330, hexa("#1f3566")), (field, hexa("#5d6a96")), (HEIGHT, hexa("#1c5a35"))]
    )
    haze = both(levels(canvas.noise(3, 7, 5), 100, 210), canvas.fade([(120, 60), (field, 220)]))
    canvas.wash(hexa("#7a83ad"), haze, 0.5)
    _grandstand(canvas, field)
    _turf(canvas, field)
    masts = ((128, 150, 0.95), (476, 262, 0.58), (1124, 262, 0.58), (1472, 150, 0.95))
    for x, y, size in masts:
        canvas.glow(hexa("#cfdcff"), canvas.disc((x, y), 520 * size, 2.4), 0.6)
        cone = [
            (x - 60 * size, y),
            (x + 60 * size, y),
            (800 + (x - 800) * 0.4 + 300, 900),
            (800 + (x - 800) * 0.4 - 300, 900),
        ]
        canvas.glow(hexa("#b9c9f2"), both(canvas.shape(cone, 40), canvas.fade([(y, 200), (820, 0)])), 0.22)
    canvas.paint((22, 11, 6))
    for x, y, size in masts:
        _floodlights(canvas, x, y, size, field)
    _goal_posts(canvas)
    _teams(canvas)
    _front_rows(canvas)
    canvas.paint((5, 3), relief=0.5)
    for x, y, size in masts:
        canvas.glow(hexa("#f2f6ff"), canvas.disc((x, y), 190 * size, 1.8), 0.8)


def _grandstand(canvas: Canvas, field: float) -> None:
    rng = canvas.rng
    canvas.fill(
        [
            (0, field - 150),
            (420, field - 96),
            (1180, field - 96),
            (WIDTH, field - 150),
            (WIDTH, field + 6),
            (0, field + 6),
        ],
        hexa("#1b2440"),
    )
    shirts = [
        hexa(code) for code in ("#e9b44c", "#e9b44c", "#1f9aa0", "#1f9aa0", "#e8e4d8", "#c7cbd9", "#b9563f")
    ]
    for _ in range(5200):
        x = rng.uniform(0, WIDTH)
        edge = max(0.0, abs(x - 800) - 380) / 420
        top = field - 92 - 54 * edge
        y = rng.uniform(top, field - 8)
        size = 2.2 + 2.4 * edge
        shade = mix(rng.choice(shirts), hexa("#222c4c"), rng.uniform(0.15, 0.8))
        canvas.dot((x, y), size, shade, 1.2)
        canvas.dot(
            (x, y - size * 1.6), size * 0.55, mix(hexa("#c99a78"), hexa("#222c4c"), rng.uniform(0.1, 0.6))
        )
    canvas.box(0, field - 8, WIDTH, field + 4, hexa("#0f1830"))


def _turf(canvas: Canvas, field: float) -> None:
    """A field seen from behind the end zone: stripes and lines that run to one point."""
    canvas.fill([(0, field), (WIDTH, field), (WIDTH, HEIGHT), (0, HEIGHT)], hexa("#2c7a45"))
    rows = [field + (HEIGHT - field) * (k / 11) ** 1.7 for k in range(13)]
    for number, (top, bottom) in enumerate(zip(rows, rows[1:], strict=False)):
        shade = hexa("#37904f") if number % 2 else hexa("#287243")
        canvas.box(0, top, WIDTH, bottom, shade)
        canvas.box(0, top, WIDTH, top + 1 + number * 0.45, hexa("#dfe9dc"))
    for side in (-1, 1):
        for mark in (0.33, 1.0):
            near, far = 800 + side * 1150 * mark, 800 + side * 520 * mark
            wide = 5 if mark == 1.0 else 2
            canvas.fill(
                ribbon([(far, field + 2), (near, HEIGHT)], 1, wide),
                mix(hexa("#dfe9dc"), hexa("#37904f"), 0 if mark == 1.0 else 0.5),
            )
    canvas.wash(hexa("#0d3b26"), canvas.fade([(field, 0), (HEIGHT, 170)]), 0.6)
    canvas.glow(hexa("#c8e8b8"), canvas.disc((800, 760), 700, 1.8, 0.36), 0.32)


def _floodlights(canvas: Canvas, x: float, y: float, size: float, field: float) -> None:
    dark = hexa("#141b36")
    canvas.fill([(x - 4 * size, y), (x + 4 * size, y), (x + 8 * size, field), (x - 8 * size, field)], dark)
    for row in range(3):
        canvas.box(
            x - 84 * size, y + (row - 1) * 30 * size - 2, x + 84 * size, y + (row - 1) * 30 * size + 3, dark
        )
        for column in range(6):
            at = (x + (column - 2.5) * 29 * size, y + (row - 1) * 30 * size - 2)
            canvas.dot(at, 13 * size, hexa("#b9c9f4"))
            canvas.dot(at, 10.5 * size, hexa("#ffffff"))


def _goal_posts(canvas: Canvas) -> None:
    yellow, shade = hexa("#f0c33c"), hexa("#a77a1c")
    canvas.box(795, 470, 806, 640, shade)
    canvas.box(796, 470, 802, 640, yellow)
    canvas.box(646, 464, 956, 474, yellow)
    canvas.box(646, 472, 956, 475, shade)
    for x in (646, 947):
        canvas.box(x, 196, x + 9, 470, yellow)
        canvas.box(x + 6, 196, x + 9, 470, shade)
        canvas.fill([(x + 5, 196), (x + 34, 202), (x + 34, 210), (x + 6, 208)], hexa("#e2703a"))
    ball = [(822, 322), (831, 309), (848, 303), (866, 307), (876, 316), (868, 329), (850, 336), (832, 332)]
    canvas.fill(ball, hexa("#9a5228"))
    canvas.fill([(831, 309), (848, 303), (866, 307), (850, 312)], hexa("#d78a55"))
    canvas.line([(840, 322), (858, 317)], hexa("#fff4e0"), 3)


POSES = (
    Pose(0.3, (-0.6, -0.1), (0.3, 0.3), (-0.3, 1.2), (0.9, 1.9)),
    Pose(-0.35, (-0.3, -0.3), (0.7, 0.0), (-1.1, -1.8), (0.2, -1.0)),
    Pose(0.05, (-0.55, -0.15), (0.5, 0.2), (-0.9, -2.0), (0.8, 2.0)),
    Pose(0.0, (-0.3, -0.1), (0.3, 0.0), (-2.7, -3.0), (2.7, 3.0)),
)


def _teams(canvas: Canvas) -> None:
    """Both lines far off, at the moment after the kick, and the kicker alone before them."""
    home = (hexa("#f2b632"), hexa("#e3a01f"), hexa("#ded8c8"))
    away = (hexa("#e7edf2"), hexa("#1c6a80"), hexa("#16394f"))
    rng = canvas.rng
    for dress, base in ((away, 728), (home, 742)):
        x = 560.0
        while x < 1040:
            y = base + rng.uniform(-12, 8)
            canvas.dot((x, y), 20, hexa("#174d30"), 0.25)
            figure(canvas, (x, y), rng.uniform(54, 62), dress, rng.choice(POSES))
            x += rng.uniform(22, 72)
    canvas.dot((800, 806), 30, hexa("#174d30"), 0.22)
    figure(canvas, (800, 804), 78, home, Pose(-0.24, (-0.08, 0.02), (0.9, 1.3), (-1.2, -1.0), (1.1, 0.5)))


def _front_rows(canvas: Canvas) -> None:
    """The near crowd against the light, some of it with its arms up."""
    rng = canvas.rng
    for base, size, dark, cheer in ((970, 25, "#1c3544", 0.3), (1046, 36, "#0c1825", 0.42)):
        x = rng.uniform(-30, 0)
        while x < WIDTH + 40:
            head = (x, base + rng.uniform(-16, 12))
            colour = mix(hexa(dark), hexa("#3a3f56"), rng.random() * 0.3)
            _fan(canvas, head, size * rng.uniform(0.9, 1.08), colour, rng.random() < cheer)
            x += size * rng.uniform(2.3, 3.3)


def _fan(canvas: Canvas, head: Point, size: float, colour: Colour, cheering: bool) -> None:
    x, y = head
    rng = canvas.rng
    rim = mix(colour, hexa("#dfe8ff"), 0.55)
    if cheering:
        for side in (-1, 1):
            elbow = (x + side * size * rng.uniform(1.5, 1.9), y + size * rng.uniform(-0.5, 0.1))
            hand = (elbow[0] + side * size * rng.uniform(-0.7, 0.35), elbow[1] - size * rng.uniform(1.9, 2.6))
            arm = [(x + side * size * 1.15, y + size * 1.7), elbow, hand]
            canvas.fill(ribbon(arm, size * 0.5, size * 0.22), colour)
            canvas.dot(elbow, size * 0.32, colour)
            canvas.dot(hand, size * 0.36, colour, 1.25)
    canvas.dot((x, y - size * 0.08), size * 0.98, rim, 1.15)
    canvas.dot((x, y), size, colour, 1.16)
    canvas.dot((x, y + size * 2.3), size * 1.62, mix(colour, rim, 0.5), 0.78)
    canvas.dot((x, y + size * 2.38), size * 1.6, colour, 0.78)
    canvas.box(x - size * 1.6, y + size * 2.35, x + size * 1.6, HEIGHT, colour)
    canvas.box(x - size * 0.4, y + size * 0.6, x + size * 0.4, y + size * 1.5, colour)
