"""A frame that scrolls: by wheel, by bar, by a finger that drags, and to what has the focus."""

import tkinter as tk
from tkinter import ttk
from typing import Any

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.words import ground_of, prefix_of

DRAG_FROM = 8
"""Pixels of the look that a finger moves before it is a drag and no longer a tap."""
WHEEL_STEP = 64
"""Pixels of the look that one notch of a wheel moves."""


class Scrolled(tk.Frame):
    """A frame with more in `content` than there is room for."""

    def __init__(self, master: tk.Misc, theme: Theme, *, gutter: bool = False) -> None:
        """`gutter` keeps room for the bar where it would make the content jump."""
        ground = ground_of(master)
        super().__init__(master, background=ground)
        self._theme = theme
        self.view = tk.Canvas(
            self, background=ground, highlightthickness=0, borderwidth=0, takefocus=0, height=1, width=1,
            yscrollincrement=1,
        )  # fmt: skip
        self.content = tk.Frame(self.view, background=ground)
        self._window = self.view.create_window(0, 0, anchor="nw", window=self.content)
        self.view.configure(yscrollcommand=self._scrolled)
        width = theme.px(8)
        self._side = tk.Frame(self, background=ground, width=width if gutter else 1)
        self._side.pack(side="right", fill="y")
        self._side.pack_propagate(False)
        self.bar = ttk.Scrollbar(
            self._side, orient="vertical", command=self.view.yview,
            style=f"{prefix_of(theme, master)}Vertical.TScrollbar",
        )  # fmt: skip
        self._widths = (width if gutter else 2 * width), (width if gutter else 1)
        self.view.pack(side="left", fill="both", expand=True)
        self.content.bind("<Configure>", lambda _event: self._resize())
        self.view.bind("<Configure>", self._widen)

    @property
    def hidden(self) -> int:
        """How many pixels of the content there is no room for."""
        return max(0, self.content.winfo_reqheight() - self.view.winfo_height())

    def move(self, pixels: int) -> None:
        """Scrolls down, or up where negative."""
        if self.hidden:
            self.view.yview_scroll(pixels, "units")

    def to_top(self) -> None:
        """Shows the beginning."""
        self.view.yview_moveto(0)

    def to_end(self) -> None:
        """Shows the end."""
        self.update_idletasks()
        self.view.yview_moveto(1)

    def see(self, widget: tk.Misc) -> None:
        """Scrolls until the widget is in sight."""
        top = widget.winfo_rooty() - self.view.winfo_rooty()
        below = top + widget.winfo_height() - self.view.winfo_height()
        if top < 0:
            self.move(top - self._theme.gap)
        elif below > 0:
            self.move(min(below + self._theme.gap, top))

    def _resize(self) -> None:
        height = max(self.content.winfo_reqheight(), self.view.winfo_height())
        self.view.configure(scrollregion=(0, 0, 1, height))
        if self.hidden:
            self._side.configure(width=self._widths[0])
            self.bar.pack(side="right", fill="y")
        else:
            self._side.configure(width=self._widths[1])
            self.bar.pack_forget()
            self.view.yview_moveto(0)

    def _widen(self, event: "tk.Event[tk.Canvas]") -> None:
        self.view.itemconfigure(self._window, width=event.width)
        self._resize()

    def _scrolled(self, first: float, last: float) -> None:
        self.bar.set(float(first), float(last))


class Touch:
    """What a finger, a wheel and the focus do to the scrolled frames of a program."""

    def __init__(self, root: tk.Misc, theme: Theme) -> None:
        self._theme = theme
        self._target: Scrolled | None = None
        self._start = self._last = 0
        self.dragged = False
        """Whether the press that is going on became a drag; what it ends on is not tapped."""
        for event, handler in {
            "<ButtonPress-1>": self._press,
            "<B1-Motion>": self._drag,
            "<MouseWheel>": self._wheel,
            "<Button-4>": lambda event: self._notch(event, -1),
            "<Button-5>": lambda event: self._notch(event, 1),
            "<FocusIn>": self._focus,
        }.items():
            root.bind_all(event, handler, add="+")

    def _press(self, event: "tk.Event[Any]") -> None:
        self._target = scrolled_around(event.widget)
        self._start = self._last = event.y_root
        self.dragged = False

    def _drag(self, event: "tk.Event[Any]") -> None:
        if self._target is None or isinstance(event.widget, ttk.Scrollbar | ttk.Entry):
            return
        if not self.dragged and abs(event.y_root - self._start) < self._theme.px(DRAG_FROM):
            return
        self.dragged = True
        if isinstance(event.widget, ttk.Widget):
            event.widget.state(["!pressed"])
        self._target.move(self._last - event.y_root)
        self._last = event.y_root

    def _wheel(self, event: "tk.Event[Any]") -> None:
        self._notch(event, -1 if event.delta > 0 else 1)

    def _notch(self, event: "tk.Event[Any]", direction: int) -> None:
        target = scrolled_around(event.widget)
        if target is not None:
            target.move(direction * self._theme.px(WHEEL_STEP))

    def _focus(self, event: "tk.Event[Any]") -> None:
        target = scrolled_around(event.widget)
        if target is not None and event.widget is not target:
            target.see(event.widget)


def scrolled_around(widget: Any) -> Scrolled | None:
    """The nearest scrolled frame that a widget is in; Tk names some widgets by a string."""
    while isinstance(widget, tk.Misc):
        if isinstance(widget, Scrolled):
            return widget
        widget = widget.master
    return None
