"""What stands in more than one picture: ridges, palms, birds, people."""

import math
import random
from dataclasses import dataclass

from painting.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix


def ridge_line(rng: random.Random, base: float, height: float, rough: float = 0.55) -> list[Point]:
    """A skyline of hills from edge to edge, by halving: each half strays less than the whole."""
    heights = [rng.uniform(-1, 1), rng.uniform(-1, 1)]
    reach = 1.0
    while len(heights) < 200:
        reach *= rough
        between = [
            (a + b) / 2 + rng.uniform(-reach, reach) for a, b in zip(heights, heights[1:], strict=False)
        ]
        heights = [v for pair in zip(heights, [*between, 0.0], strict=True) for v in pair][:-1]
    step = WIDTH / (len(heights) - 1)
    return [(i * step, base - height * value) for i, value in enumerate(heights)]


def down_to(points: list[Point], bottom: float = HEIGHT) -> list[Point]:
    """Close a line of hills to a shape."""
    return [*points, (points[-1][0], bottom), (points[0][0], bottom)]


def height_at(path: list[Point], x: float) -> float:
    """How high the path stands over x; level beyond its ends."""
    ordered = sorted(path)
    for (ax, ay), (bx, by) in zip(ordered, ordered[1:], strict=False):
        if ax <= x <= bx:
            return ay + (by - ay) * (x - ax) / (bx - ax)
    return ordered[0][1] if x < ordered[0][0] else ordered[-1][1]


def curve(start: Point, bend: Point, end: Point, count: int = 24) -> list[Point]:
    """Points along a quadratic curve."""
    points = []
    for i in range(count + 1):
        t = i / count
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]))
    return points


def ribbon(path: list[Point], first: float, last: float) -> list[Point]:
    """The outline of a stroke along the path whose half-width runs from `first` to `last`."""
    left, right = [], []
    for i, (x, y) in enumerate(path):
        ax, ay = path[max(0, i - 1)]
        bx, by = path[min(len(path) - 1, i + 1)]
        length = math.hypot(bx - ax, by - ay) or 1.0
        half = first + (last - first) * i / (len(path) - 1)
        across = (-(by - ay) / length * half, (bx - ax) / length * half)
        left.append((x + across[0], y + across[1]))
        right.append((x - across[0], y - across[1]))
    return left + right[::-1]


def palm(
    canvas: Canvas, foot: Point, top: Point, size: float, wind: float, colours: tuple[Colour, Colour]
) -> None:
    """A coconut palm. `wind` from -1 to 1 blows the fronds to the left or right; colours: dark, lit."""
    dark, lit = colours
    rng = canvas.rng
    bend = (foot[0] * 0.45 + top[0] * 0.55 + (foot[0] - top[0]) * 0.35, (foot[1] + top[1]) / 2)
    trunk = curve(foot, bend, top)
    canvas.fill(ribbon(trunk, size * 0.05, size * 0.026), dark)
    canvas.line([(x - size * 0.015, y) for x, y in trunk[3:-1]], mix(dark, lit, 0.7), size * 0.012)
    canvas.dot(top, size * 0.05, dark)
    for number in range(13):
        angle = -math.pi / 2 + (number - 6) * 0.4 + rng.uniform(-0.1, 0.1)
        reach = size * rng.uniform(0.8, 1.0)
        sway = wind * size * rng.uniform(0.55, 0.8)
        calm = 1 - abs(wind) * 0.5
        bend = (top[0] + math.cos(angle) * reach * 0.55 + sway * 0.35, top[1] + math.sin(angle) * reach * 0.6)
        drop = size * rng.uniform(0.2, 0.4) * calm
        end = (top[0] + math.cos(angle) * reach * 0.8 + sway, top[1] + math.sin(angle) * reach * 0.45 + drop)
        _frond(canvas, curve(top, bend, end, 34), size, wind, mix(dark, lit, rng.random() ** 1.5))


def _frond(canvas: Canvas, spine: list[Point], size: float, wind: float, colour: Colour) -> None:
    """A rib with thin leaflets on both sides; those on the windward side are pressed against it."""
    canvas.fill(ribbon(spine, size * 0.012, size * 0.003), colour)
    for i, (x, y) in enumerate(spine[3:], 3):
        share = i / len(spine)
        length = size * 0.24 * math.sin(math.pi * min(1.0, share * 0.7 + 0.22))
        bx, by = spine[i - 1]
        ahead = math.atan2(y - by, x - bx)
        for side in (-1, 1):
            angle = ahead + side * canvas.rng.uniform(0.45, 0.85)
            tip = (
                x + math.cos(angle) * length + wind * length * 0.35,
                y + math.sin(angle) * length + length * 0.4 * (1 - abs(wind) * 0.5),
            )
            middle = ((x + tip[0]) / 2, (y + tip[1]) / 2 - length * 0.06)
            canvas.fill(ribbon([(x, y), middle, tip], size * 0.011, 0.3), colour)


def bird(canvas: Canvas, at: Point, size: float, lift: float, colour: Colour) -> None:
    """A bird far off: two wings, raised by `lift`."""
    x, y = at
    for side in (-1, 1):
        wing = curve((x, y), (x + side * size * 0.45, y - size * lift), (x + side * size, y - size * 0.1))
        canvas.fill(ribbon(wing, size * 0.11, 0.3), colour)


@dataclass(frozen=True)
class Pose:
    """Angles in radians from straight down, to the right; of each limb, its upper and its lower half."""

    lean: float = 0.0
    left_leg: tuple[float, float] = (-0.07, -0.03)
    right_leg: tuple[float, float] = (0.07, 0.03)
    left_arm: tuple[float, float] = (-0.18, -0.05)
    right_arm: tuple[float, float] = (0.18, 0.05)


STANDING = Pose()


def figure(
    canvas: Canvas, feet: Point, tall: float, dress: tuple[Colour, Colour, Colour], pose: Pose = STANDING
) -> None:
    """A person of simple limbs; `dress` is what the head, the upper and the lower body show."""
    head, upper, lower = dress
    hip = (feet[0], feet[1] - tall * 0.48)
    neck = (hip[0] + math.sin(pose.lean) * tall * 0.34, hip[1] - math.cos(pose.lean) * tall * 0.34)
    for side, leg in ((-1, pose.left_leg), (1, pose.right_leg)):
        start = (hip[0] + side * tall * 0.045, hip[1])
        _limb(canvas, start, leg, tall * 0.25, (tall * 0.06, tall * 0.034), lower)
    _limb(
        canvas,
        (neck[0] - tall * 0.105, neck[1] + tall * 0.035),
        pose.left_arm,
        tall * 0.17,
        (tall * 0.036, tall * 0.026),
        upper,
    )
    _limb(
        canvas,
        (neck[0] + tall * 0.105, neck[1] + tall * 0.035),
        pose.right_arm,
        tall * 0.17,
        (tall * 0.036, tall * 0.026),
        upper,
    )
    torso = [
        (neck[0] - tall * 0.12, neck[1] + tall * 0.03),
        (neck[0] - tall * 0.05, neck[1] - tall * 0.01),
        (neck[0] + tall * 0.05, neck[1] - tall * 0.01),
        (neck[0] + tall * 0.12, neck[1] + tall * 0.03),
        (hip[0] + tall * 0.1, hip[1] + tall * 0.03),
        (hip[0] - tall * 0.1, hip[1] + tall * 0.03),
    ]
    canvas.fill(torso, upper)
    canvas.fill(ribbon([neck, (neck[0], neck[1] - tall * 0.05)], tall * 0.03, tall * 0.03), head)
    canvas.dot((neck[0] + math.sin(pose.lean) * tall * 0.06, neck[1] - tall * 0.09), tall * 0.058, head, 1.22)


def _limb(
    canvas: Canvas,
    start: Point,
    bend: tuple[float, float],
    half: float,
    wide: tuple[float, float],
    colour: Colour,
) -> None:
    middle = (start[0] + math.sin(bend[0]) * half, start[1] + math.cos(bend[0]) * half)
    end = (middle[0] + math.sin(bend[1]) * half, middle[1] + math.cos(bend[1]) * half)
    canvas.fill(ribbon([start, middle, end], wide[0], wide[1]), colour)
    canvas.dot(start, wide[0], colour)
    canvas.dot(end, wide[1], colour)
