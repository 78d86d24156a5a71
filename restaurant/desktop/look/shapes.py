"""Smooth shapes for Tk, which draws jagged ones: rounded boxes, marks and lines as images."""

import math
import tkinter as tk
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from restaurant.desktop.look.tokens import mix

Point = tuple[float, float]
MIDDLE = 48
"""The middle of a box that stretches: large enough to fill a card in few strokes."""


class Paint(NamedTuple):
    """How a box looks: what fills it, its edge and the edge's width, and what is behind its corners."""

    fill: str
    edge: str
    width: int
    ground: str


def box(master: tk.Misc, radius: int, paint: Paint, *, middle: int = MIDDLE) -> tk.PhotoImage:
    """A box with round corners, to be stretched by its middle; its border is `border_of(radius)`."""
    corner = border_of(radius)
    size = 2 * corner + middle
    image = tk.PhotoImage(master=master, width=size, height=size)
    image.put(paint.fill, to=(0, 0, size, size))
    if paint.width:
        _edges(image, size, paint)
    _corners(
        image, size, [[_shade(x, y, radius, paint) for x in range(corner)] for y in range(corner)]
    )
    return image


def border_of(radius: int) -> int:
    """Pixels at each side of a box that must not be stretched."""
    return radius + 2


def _edges(image: tk.PhotoImage, size: int, paint: Paint) -> None:
    width = paint.width
    for area in (
        (0, 0, size, width),
        (0, size - width, size, size),
        (0, 0, width, size),
        (size - width, 0, size, size),
    ):
        image.put(paint.edge, to=area)


def _corners(image: tk.PhotoImage, size: int, shades: list[list[str]]) -> None:
    far = size - len(shades)
    for top, rows in ((0, shades), (far, shades[::-1])):
        image.put(_rows(rows), to=(0, top))
        image.put(_rows([row[::-1] for row in rows]), to=(far, top))


def _rows(shades: list[list[str]]) -> str:
    return " ".join("{" + " ".join(row) + "}" for row in shades)


def _shade(x: int, y: int, radius: int, paint: Paint) -> str:
    """The colour of a pixel near the top left corner."""
    filled, covered = _covers(x, y, radius, paint.width)
    inner = mix(paint.fill, paint.edge, filled) if paint.width else paint.fill
    return mix(inner, paint.ground, covered)


@cache
def _covers(x: int, y: int, radius: int, width: int) -> tuple[float, float]:
    """How much of that pixel is inside of the edge, and how much inside of the box."""
    across, down = radius - (x + 0.5), radius - (y + 0.5)
    outside = (math.hypot(across, down) if min(across, down) > 0 else max(across, down)) - radius
    return round(_cover(outside + width), 2), round(_cover(outside), 2)


def _cover(distance: float) -> float:
    """How much of a pixel a shape covers whose edge is that far away."""
    return min(1.0, max(0.0, 0.5 - distance))


# ------------------------------------------------------------------------------ drawings


class Shape(NamedTuple):
    """How far a point is outside (negative inside), and the box that the shape lies in.

    `distance` changes by no more than the way between two points.
    """

    distance: Callable[[float, float], float]
    left: float
    top: float
    right: float
    bottom: float


def line(points: Sequence[Point], width: float) -> Shape:
    """A line through the points with round ends."""
    legs = list(pairwise(points))
    across, down = [x for x, _ in points], [y for _, y in points]
    half = width / 2
    return Shape(
        lambda x, y: min(_from_leg(x, y, *leg) for leg in legs) - half,
        min(across) - half, min(down) - half, max(across) + half, max(down) + half,
    )  # fmt: skip


def disc(centre: Point, radius: float) -> Shape:
    """A filled circle."""
    x0, y0 = centre
    return Shape(
        lambda x, y: math.hypot(x - x0, y - y0) - radius,
        x0 - radius, y0 - radius, x0 + radius, y0 + radius,
    )  # fmt: skip


def arc(centre: Point, radius: float, width: float, *, start: float, end: float) -> Shape:
    """Part of a circle with round ends, in degrees clockwise from the right."""
    x0, y0 = centre
    half, reach = width / 2, radius + width / 2
    tips = [
        (x0 + radius * math.cos(math.radians(turn)), y0 + radius * math.sin(math.radians(turn)))
        for turn in (start, end)
    ]

    def distance(x: float, y: float) -> float:
        if (math.degrees(math.atan2(y - y0, x - x0)) - start) % 360 <= end - start:
            return abs(math.hypot(x - x0, y - y0) - radius) - half
        return min(math.hypot(x - tip[0], y - tip[1]) for tip in tips) - half

    return Shape(distance, x0 - reach, y0 - reach, x0 + reach, y0 + reach)


def rounded(size: float, radius: float, *, inset: float = 0) -> Shape:
    """A square with round corners that fills a picture, but for the inset."""
    half = size / 2 - inset
    corner = max(0.0, radius - inset)

    def distance(x: float, y: float) -> float:
        across, down = abs(x - size / 2) - half + corner, abs(y - size / 2) - half + corner
        return math.hypot(max(across, 0), max(down, 0)) + min(max(across, down), 0) - corner

    return Shape(distance, inset, inset, size - inset, size - inset)


def drawing(
    master: tk.Misc, size: int, layers: Sequence[tuple[str, Shape]], *, ground: str
) -> tk.PhotoImage:
    """A square picture of shapes, later ones over earlier ones."""
    pixels = [[ground] * size for _ in range(size)]
    for ink, shape in layers:
        _draw(pixels, size, ink, shape)
    image = tk.PhotoImage(master=master, width=size, height=size)
    image.put(_rows(pixels), to=(0, 0))
    return image


def _draw(pixels: list[list[str]], size: int, ink: str, shape: Shape) -> None:
    """Goes along each row in strides: as far as the edge is away, all pixels are like this one."""
    left, right = max(0, int(shape.left) - 1), min(size, int(shape.right) + 2)
    for y in range(max(0, int(shape.top) - 1), min(size, int(shape.bottom) + 2)):
        pixel_row = pixels[y]
        x = left
        while x < right:
            distance = shape.distance(x + 0.5, y + 0.5)
            stride = min(int(abs(distance) - 0.5) + 1, right - x)
            share = _cover(distance)
            if share == 1:
                pixel_row[x : x + stride] = [ink] * stride
            elif share:
                pixel_row[x] = mix(ink, pixel_row[x], round(share, 2))
            x += stride


def _from_leg(x: float, y: float, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
