"""Pictures of what becomes of an order and of what a dish is, drawn once for a window."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.look import shapes
from restaurant.desktop.look.icons import SIDE, Pen
from restaurant.desktop.look.shapes import Shape
from restaurant.desktop.look.theme import Theme
from restaurant.desktop.look.tokens import Tone, mix


def picture(
    theme: Theme,
    name: str,
    size: int,
    tone: Tone,
    *,
    ground: str | None = None,
    ink: float = 1.0,
) -> tk.PhotoImage:
    """A picture of so many pixels of the look, with as much `ink` (0 to 1) of its colour.

    `ground` is the colour behind it, that of a card if nothing is said.
    """
    behind = ground or theme.colour("surface")

    def make() -> tk.PhotoImage:
        side = theme.px(size)
        colour = mix(theme.colour(tone), behind, ink)
        layers = [(colour, shape) for shape in DRAWINGS[name](Pen(side / SIDE))]
        return shapes.drawing(theme.root, side, layers, ground=behind)

    return theme.once((name, size, tone, behind, ink), make)


def _received(pen: Pen) -> list[Shape]:
    """The slip with the order on it."""
    slip = [(28, 16), (68, 16), (68, 78), (58, 70), (48, 78), (38, 70), (28, 78), (28, 16)]
    lines = [pen.line((39, y), (57, y), width=4.5) for y in (32, 44, 56)]
    return [pen.line(*slip), *lines]


def _preparing(pen: Pen) -> list[Shape]:
    """A pot that steams."""
    pot = [(24, 46), (24, 68), (31, 76), (65, 76), (72, 68), (72, 46)]
    steam = [pen.line((x, 18), (x, 32), width=4.5) for x in (36, 48, 60)]
    return [
        pen.line(*pot),
        pen.line((16, 46), (80, 46)),
        *steam,
    ]


def _ready(pen: Pen) -> list[Shape]:
    """The bell at the pass, ringing."""
    return [
        pen.arc(48, 64, 25, 180, 360),
        pen.line((17, 64), (79, 64)),
        pen.line((28, 76), (68, 76)),
        pen.line((48, 39), (48, 32)),
        pen.dot(48, 28, 4.5),
        pen.line((22, 30), (15, 22), width=4.5),
        pen.line((74, 30), (81, 22), width=4.5),
    ]


def _completed(pen: Pen) -> list[Shape]:
    """A plate between fork and knife."""
    tines = [pen.line((x, 22), (x, 36), width=4) for x in (9, 16, 23)]
    return [
        pen.arc(51, 48, 21, 0, 360),
        pen.arc(51, 48, 10, 0, 360),
        *tines,
        pen.line((9, 36), (23, 36), width=4),
        pen.line((16, 36), (16, 76)),
        pen.line((84, 76), (84, 22), (79, 32), (79, 50), (84, 50)),
    ]


def _cancelled(pen: Pen) -> list[Shape]:
    """Crossed out."""
    return [
        pen.arc(48, 48, 30, 0, 360),
        pen.line((37, 37), (59, 59)),
        pen.line((59, 37), (37, 59)),
    ]


def _waiting(pen: Pen) -> list[Shape]:
    """A clock: it will be sent."""
    return [pen.arc(48, 48, 30, 0, 360), pen.line((48, 30), (48, 48), (60, 56))]


def _leaf(pen: Pen) -> list[Shape]:
    """A leaf with its stem."""
    one, other = pen.dot(22, 38, 58), pen.dot(66, 70, 58)

    def distance(x: float, y: float) -> float:
        return max(one.distance(x, y), other.distance(x, y))

    whole = pen.dot(48, 48, 46)
    blade = Shape(distance, whole.left, whole.top, whole.right, whole.bottom)
    return [blade, pen.line((10, 90), (30, 70), width=9)]


DRAWINGS: dict[str, Callable[[Pen], list[Shape]]] = {
    "received": _received,
    "preparing": _preparing,
    "ready": _ready,
    "completed": _completed,
    "cancelled": _cancelled,
    "waiting": _waiting,
    "leaf": _leaf,
}
