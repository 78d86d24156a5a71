"""What every ttk style of the look is built of: boxes, elements, layouts."""

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from restaurant.desktop.look import shapes
from restaurant.desktop.look.shapes import Paint

if TYPE_CHECKING:
    from restaurant.desktop.look.theme import Theme

HOVER, PRESSED, TINT = 0.06, 0.14, 0.10
"""How much ink lies over a thing under the mouse or the finger, and of its colour over one chosen."""


def layout(style: ttk.Style, name: str, spec: Any) -> None:
    """A layout; Tk's nested lists are more than the types of `ttk` can say."""
    style.layout(name, spec)


def box(theme: "Theme", fill: str, edge: str, width: float, ground: str) -> tk.PhotoImage:
    """The image of a box; the edge's width in pixels of the look."""
    return theme.box(Paint(fill, edge, theme.px(width) if width else 0, ground))


def element(
    style: ttk.Style,
    theme: "Theme",
    name: str,
    rest: tk.PhotoImage,
    states: Sequence[tuple[str, tk.PhotoImage]] = (),
) -> None:
    """An element that stretches one of these boxes, by the first state that fits."""
    border = shapes.border_of(theme.px(theme.look.corner))
    specs: list[Any] = [(*state.split(), image) for state, image in states]
    style.element_create(
        name, "image", rest, *specs,
        border=border, width=2 * border, height=2 * border, padding=0, sticky="nswe",
    )  # fmt: skip


def lift(theme: "Theme") -> int:
    """Space over and under a text that makes a target of it."""
    return max(2, (theme.target - theme.font("list").metrics("linespace")) // 2)


def content(style: ttk.Style, name: str, box: str, kind: str) -> None:
    """The layout of a widget that is a box around its label."""
    inside = [(f"{kind}.label", {"sticky": "nswe"})]
    padding = [(f"{kind}.padding", {"sticky": "nswe", "children": inside})]
    layout(style, name, [(box, {"sticky": "nswe", "children": padding})])
