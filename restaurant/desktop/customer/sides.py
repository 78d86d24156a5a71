"""The two sides of the customer's window: the menu at the left, the order at the right."""

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from restaurant.desktop.parts.frames import row
from restaurant.desktop.window.shell import Shell

CART_SHARE, CART_WIDTHS = 0.27, (312, 420)
"""The order's part of the window's width, and between which widths in pixels of the look."""
CART_LEAST = 300
"""What the cart needs of the height, before orders on their way get any."""


class Sides:
    """Where the parts stand, and that some come and go; `resized` tells that there is other room."""

    def __init__(self, shell: Shell, *, resized: Callable[[], object]) -> None:
        theme = self._theme = shell.theme
        body = row(shell.body)
        body.pack(fill="both", expand=True, padx=theme.px(16), pady=theme.px(16))
        self.right = tk.Frame(body, background=theme.colour("background"))
        self.right.pack(side="right", fill="y")
        self.right.pack_propagate(False)
        self.left = row(body)
        self.left.pack(side="left", fill="both", expand=True, padx=(0, theme.px(8)))
        body.bind("<Configure>", lambda event: self._share(event.width))
        self.right.bind("<Configure>", lambda _event: resized())

    @property
    def room(self) -> int:
        """Pixels of the right side's height that the cart can spare."""
        return self.right.winfo_height() - self._theme.px(CART_LEAST)

    def put_dish(self, frame: ttk.Frame, *, over: tk.Misc, there: bool) -> None:
        """The chosen dish under the menu, or nothing."""
        px = self._theme.px
        _put(frame, over, there=there, padx=(0, px(16)), pady=(px(4), 0))

    def put_progress(self, frame: ttk.Frame, *, over: tk.Misc, there: bool) -> None:
        """The orders on their way under the cart, or nothing."""
        _put(frame, over, there=there, pady=(self._theme.gap, 0))

    def _share(self, width: int) -> None:
        least, most = map(self._theme.px, CART_WIDTHS)
        wanted = min(most, max(least, int(width * CART_SHARE)))
        if int(self.right.cget("width")) != wanted:
            self.right.configure(width=wanted)


def _put(frame: ttk.Frame, over: tk.Misc, *, there: bool, **room: tuple[int, int]) -> None:
    if not there:
        frame.pack_forget()
    elif not frame.winfo_manager():
        frame.pack(side="bottom", fill="x", before=over, **room)  # type: ignore[arg-type]
