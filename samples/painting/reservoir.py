"""A reservoir far below its old water line."""

from PIL import ImageChops

from painting.canvas import HEIGHT, WIDTH, Canvas, Point, both, hexa, levels, lowered
from painting.things import curve, down_to, height_at, ribbon, ridge_line


def low_reservoir(canvas: Canvas) -> None:
    water = 700
    canvas.ground(
        [
            (0, hexa("#3a78b0")),
            (240, hexa("#7fb0d2")),
            (430, hexa("#d3e3e2")),
            (560, hexa("#f3e6c8")),
            (water, hexa("#efe0bd")),
            (HEIGHT, hexa("#1c5a6b")),
        ]
    )
    cloud = both(levels(canvas.noise(3, 5, 7, 0.52), 128, 178), canvas.fade([(0, 150), (200, 240), (470, 0)]))
    canvas.wash(hexa("#fff9ec"), cloud, 0.92)
    canvas.wash(hexa("#b4bcc9"), ImageChops.subtract(cloud, lowered(cloud, -30)), 0.5)
    for base, height, shade in ((500, 60, "#a9b6c4"), (545, 44, "#b79c93")):
        canvas.fill(down_to(ridge_line(canvas.rng, base, height, 0.52), water), hexa(shade))
    _dam(canvas, water)
    _canyon_wall(canvas, water, lit=False)
    _canyon_wall(canvas, water, lit=True)
    _tower(canvas, water)
    canvas.mirror(water, hexa("#2a7f8c"), 0.3, 9)
    canvas.wash(hexa("#0f4a5a"), canvas.fade([(water, 20), (HEIGHT, 190)]), 0.6)
    canvas.paint((22, 11, 5))
    _tower(canvas, water)
    _dry_shore(canvas)
    canvas.paint((5, 3), relief=0.5)


def _dam(canvas: Canvas, water: float) -> None:
    """A wall of concrete between the cliffs, bleached as far up as the water used to stand."""
    rng = canvas.rng
    crest = curve((480, 500), (820, 528), (1180, 500), 40)
    canvas.fill([*crest, (1180, water), (480, water)], hexa("#b7a98f"))
    canvas.fill([*[(x, y + 72) for x, y in crest], (1180, water), (480, water)], hexa("#efe7d3"))
    for number in range(1, 18):
        x = 480.0 + number * 40
        top = height_at(crest, x)
        canvas.line([(x, top + 10), (x, water)], hexa("#9f937c"), 2.4)
        for _ in range(4):
            at = x + rng.uniform(-18, 18)
            start = top + rng.uniform(66, 90)
            canvas.fill(ribbon([(at, start), (at, start + rng.uniform(20, 80))], 3, 0.5), hexa("#c9bb9d"))
    canvas.poly([(900, 490), (1200, 490), (1200, water), (1010, water)], hexa("#6d6670"), 40, 0.55)
    canvas.fill(ribbon(crest, 9, 9), hexa("#6f6656"))
    canvas.fill(ribbon([(x, y - 9) for x, y in crest], 4, 4), hexa("#fbf3de"))
    for x, y in crest[2:-2:3]:
        canvas.line([(x, y - 10), (x, y - 34)], hexa("#6f675a"), 2)
        canvas.dot((x, y - 36), 3, hexa("#6f675a"))


def _canyon_wall(canvas: Canvas, water: float, lit: bool) -> None:
    """One cliff in steps: in the sun on the left, in shade on the right; pale below the old water line."""
    rng = canvas.rng
    steps = [
        (0, 196),
        (150, 182),
        (236, 206),
        (262, 296),
        (330, 306),
        (388, 322),
        (412, 430),
        (470, 440),
        (540, 462),
        (562, 590),
        (590, water + 2),
    ]
    edge = (
        [(float(x), float(y)) for x, y in steps]
        if lit
        else [(1600 - x * 0.93, y - 26.0) for x, y in steps[:-1]] + [(1062.0, water + 2)]
    )
    outer = -10.0 if lit else WIDTH + 10.0
    rock = canvas.shape([(outer, edge[0][1]), *edge, (outer, water + 2)])
    base, bright, deep = ("#c4713f", "#f3b06a", "#7d3c33") if lit else ("#8d4b3d", "#b9694a", "#4d2a35")
    canvas.wash(hexa(base), rock)
    canvas.wash(hexa(deep), both(rock, levels(canvas.noise(26, 5, 4), 128, 190)), 0.75)
    canvas.wash(hexa(bright), both(rock, levels(canvas.noise(30, 4, 4), 132, 190)), 0.8)
    canvas.wash(hexa(deep), both(rock, levels(canvas.noise(3, 44, 3), 140, 185)), 0.6)
    for (ax, ay), (bx, by) in zip(edge, edge[1:], strict=False):
        if abs(by - ay) < abs(bx - ax):
            canvas.fill(ribbon([(ax, ay), (bx, by)], 7, 7), hexa(bright))
            for _ in range(9):
                x = rng.uniform(min(ax, bx), max(ax, bx))
                _shrub(canvas, (x, ay + (by - ay) * (x - ax) / (bx - ax)), rng.uniform(9, 17), lit)
    old_line = canvas.shape([(0, 588), (WIDTH, 588), (WIDTH, water + 4), (0, water + 4)])
    canvas.wash(hexa("#f3e8d0") if lit else hexa("#c0aca0"), both(rock, old_line), 0.86)
    canvas.wash(
        hexa("#cdb290") if lit else hexa("#8f7a78"),
        both(both(rock, old_line), levels(canvas.noise(5, 60, 3), 120, 175)),
        0.75,
    )


def _shrub(canvas: Canvas, at: Point, size: float, lit: bool) -> None:
    dark, light = (hexa("#34492f"), hexa("#8c9a52")) if lit else (hexa("#233327"), hexa("#4f6040"))
    canvas.dot((at[0], at[1] - size * 0.4), size, dark, 0.75)
    canvas.dot((at[0] - size * 0.3, at[1] - size * 0.65), size * 0.55, light, 0.7)


def _tower(canvas: Canvas, water: float) -> None:
    """The intake tower, its old water marks high above the lake."""
    canvas.fill([(698, 500), (766, 500), (772, water), (692, water)], hexa("#cbbc9f"))
    canvas.box(697, 590, 767, water, hexa("#f4ecd8"))
    canvas.fill([(742, 500), (766, 500), (772, water), (748, water)], hexa("#8b7f74"))
    canvas.box(684, 474, 780, 504, hexa("#a39377"))
    canvas.box(684, 474, 780, 481, hexa("#fbf1da"))
    canvas.fill([(694, 474), (732, 446), (770, 474)], hexa("#a04a35"))
    for y in (530, 574, 618, 660):
        canvas.box(720, y, 736, y + 22, hexa("#4c4540"))
    canvas.line([(778, 482), (900, 508)], hexa("#4f483f"), 6)


def _dry_shore(canvas: Canvas) -> None:
    """Cracked mud where the lake used to be, and a dock that no longer reaches it."""
    rng = canvas.rng
    shore = [(0.0, 930.0), (180, 918), (390, 950), (640, 1000), (820, 1034), (940, HEIGHT), (0, HEIGHT)]
    canvas.fill([(x, y - 14) for x, y in shore[:-1]] + [(0, HEIGHT)], hexa("#8a7a5e"))
    mud = canvas.shape(shore)
    canvas.wash(hexa("#d9bf95"), mud)
    canvas.wash(hexa("#b8986c"), both(mud, levels(canvas.noise(9, 12, 5), 110, 190)), 0.7)
    for _ in range(120):
        x, y = rng.uniform(0, 900), rng.uniform(925, HEIGHT)
        if mud.getpixel((round(x * 2), min(round(y * 2), mud.height - 1))):
            crack = [
                (x, y),
                (x + rng.uniform(-30, 30), y + rng.uniform(-5, 9)),
                (x + rng.uniform(-52, 52), y + rng.uniform(-8, 16)),
            ]
            canvas.line(crack, hexa("#8a6b48"), 2.2)
    plank, shade = hexa("#9a8468"), hexa("#5d4c3c")
    canvas.fill([(150, 1000), (420, 948), (440, 962), (176, 1020)], plank)
    canvas.fill([(176, 1020), (440, 962), (440, 970), (176, 1030)], shade)
    for number in range(12):
        share = number / 12
        canvas.line(
            [(150 + 270 * share, 1000 - 52 * share), (176 + 264 * share, 1020 - 58 * share)], shade, 1.8
        )
    for x, y in ((196, 1024), (304, 998), (420, 972)):
        canvas.box(x, y - 40, x + 9, y + 16, shade)
