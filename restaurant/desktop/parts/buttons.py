"""What is pressed: buttons, and a number between two of them."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any, Literal

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.words import ground_of, prefix_of, words

SIGN = 20
"""About the width of a sign of a square button."""

Kind = Literal["Main", "Plain", "Danger", "Quiet"]


def button(
    master: tk.Misc,
    theme: Theme,
    text: str,
    command: Callable[[], object],
    *,
    kind: Kind = "Plain",
    size: Literal["", "Small.", "Big."] = "",
    **options: Any,
) -> ttk.Button:
    """A button; Return presses it as the space bar does."""
    style = f"{prefix_of(theme, master)}{size}{kind}.TButton"
    made = ttk.Button(master, text=text, command=command, style=style, **options)
    made.bind("<Return>", lambda _event: made.invoke())
    return made


def on_disabled_tap(made: ttk.Button, explain: Callable[[], object]) -> None:
    """What a tap on the button does while it is greyed: it should say why."""

    def tapped(event: "tk.Event[tk.Misc]") -> None:
        inside = 0 <= event.x < made.winfo_width() and 0 <= event.y < made.winfo_height()
        if inside and made.instate(["disabled"]):
            explain()

    made.bind("<ButtonRelease-1>", tapped, add="+")


def square_button(
    master: tk.Misc, theme: Theme, sign: str, command: Callable[[], object], **options: Any
) -> ttk.Button:
    """A button with one sign, as wide as it is high."""
    side = theme.px((theme.look.target - SIGN) / 2)
    made = button(master, theme, sign, command, width=2, **options)
    made.configure(padding=(side, side))
    return made


class Stepper(tk.Frame):
    """A number between two large buttons."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        *,
        least: int,
        most: int,
        changed: Callable[[int], object],
        none: str = "0",
    ) -> None:
        """`none` is shown for a zero."""
        super().__init__(master, background=ground_of(master))
        self._none = none
        self._least, self._most, self._changed = least, most, changed
        self.value = least
        self.fewer = square_button(self, theme, "−", lambda: self.step(-1))
        self.label = words(self, theme, font="section", anchor="center", width=3)
        self.more = square_button(self, theme, "+", lambda: self.step(1))
        for widget in (self.fewer, self.label, self.more):
            widget.pack(side="left", fill="y")
        self.show(least)

    def show(self, value: int) -> None:
        """Another number, without telling."""
        self.value = value
        self.label.configure(text=str(value) if value else self._none)
        self.fewer.state(["disabled" if value <= self._least else "!disabled"])
        self.more.state(["disabled" if value >= self._most else "!disabled"])

    def step(self, by: int) -> None:
        """As many more or fewer, and tells."""
        self.show(min(self._most, max(self._least, self.value + by)))
        self._changed(self.value)
