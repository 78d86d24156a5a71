"""Pictures of the roles, drawn smooth in any size and colour."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

from restaurant.desktop.look import shapes
from restaurant.desktop.look.shapes import Shape

SIDE = 96
"""The square that the pictures are drawn in."""


def picture(
    master: tk.Misc, name: str, size: int, colour: str, *, ground: str, plate: str | None = None
) -> tk.PhotoImage:
    """The picture of a role, on a round plate if it has a colour."""
    layers = [(colour, shape) for shape in DRAWINGS[name](Pen(size / SIDE))]
    if plate is not None:
        layers.insert(0, (plate, shapes.disc((size / 2, size / 2), size / 2 - 0.5)))
    return shapes.drawing(master, size, layers, ground=ground)


@dataclass(frozen=True)
class Pen:
    """Draws in a square of `SIDE`, whatever its real size."""

    unit: float

    def line(self, *points: tuple[float, float], width: float = 5) -> Shape:
        unit = self.unit
        return shapes.line([(x * unit, y * unit) for x, y in points], width * unit)

    def arc(self, x: float, y: float, radius: float, start: float, end: float) -> Shape:
        unit = self.unit
        return shapes.arc((x * unit, y * unit), radius * unit, 5 * unit, start=start, end=end)

    def dot(self, x: float, y: float, radius: float) -> Shape:
        return shapes.disc((x * self.unit, y * self.unit), radius * self.unit)

    def box(self, left: float, top: float, right: float, bottom: float) -> Shape:
        return self.line((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def _server_icon(pen: Pen) -> list[Shape]:
    """A house that the orders come to: two drawers with a lamp each."""
    drawers: list[Shape] = []
    for top in (26, 52):
        drawers += [
            pen.box(26, top, 70, top + 18),
            pen.dot(36, top + 9, 3.4),
            pen.line((48, top + 9), (60, top + 9), width=4),
        ]
    return drawers


def _customer_icon(pen: Pen) -> list[Shape]:
    """Fork and knife."""
    tines = [pen.line((x, 24), (x, 38), width=4) for x in (29, 37, 45)]
    return [
        *tines,
        pen.arc(37, 38, 8, 0, 180),
        pen.line((37, 46), (37, 72)),
        pen.line((62, 72), (62, 24), (56, 34), (56, 50), (62, 50)),
    ]


def _waiter_icon(pen: Pen) -> list[Shape]:
    """The cover of a dish on its tray."""
    return [
        pen.arc(48, 60, 23, 180, 360),
        pen.line((20, 60), (76, 60)),
        pen.line((30, 70), (66, 70)),
        pen.dot(48, 31, 4.5),
        pen.arc(48, 60, 13, 190, 250),
    ]


DRAWINGS: dict[str, Callable[[Pen], list[Shape]]] = {
    "server": _server_icon,
    "customer": _customer_icon,
    "waiter": _waiter_icon,
}
