"""Words on a window: a text, a sentence that breaks, a line that ends in an ellipsis, a state."""

import tkinter as tk
from tkinter import font as tkfont
from tkinter import ttk
from typing import Any

from restaurant.desktop.look.theme import FontName, Theme
from restaurant.desktop.look.tokens import Tone


def ground_of(widget: tk.Misc) -> str:
    """The colour that a widget's children stand on."""
    if isinstance(widget, ttk.Widget):
        style = widget.cget("style") or widget.winfo_class()
        return str(ttk.Style(widget).lookup(style, "background"))
    return str(widget.cget("background"))


def prefix_of(theme: Theme, master: tk.Misc) -> str:
    """What stands before a style's name on this ground."""
    return "Ground." if ground_of(master) == theme.colour("background") else ""


def words(
    master: tk.Misc,
    theme: Theme,
    text: str = "",
    *,
    font: FontName = "body",
    tone: Tone = "ink",
    **options: Any,
) -> ttk.Label:
    """A text on the ground of its parent."""
    return ttk.Label(
        master, text=text, font=theme.font(font), foreground=theme.colour(tone),
        background=ground_of(master), **options,
    )  # fmt: skip


def sentence(master: tk.Misc, theme: Theme, text: str = "", **options: Any) -> ttk.Label:
    """A text that breaks into lines where its room ends."""
    label = words(master, theme, text, **options)

    def wrap(event: "tk.Event[tk.Misc]") -> None:
        if event.width > 1 and int(str(label.cget("wraplength") or 0)) != event.width:
            label.configure(wraplength=event.width)

    label.bind("<Configure>", wrap)
    return label


class Elided(ttk.Label):
    """A text of one line that ends in an ellipsis where its room ends."""

    def __init__(
        self,
        master: tk.Misc,
        theme: Theme,
        text: str = "",
        *,
        font: FontName = "body",
        tone: Tone = "ink",
        **options: Any,
    ) -> None:
        super().__init__(
            master, font=theme.font(font), foreground=theme.colour(tone),
            background=ground_of(master), width=1, **options,
        )  # fmt: skip
        self._font = theme.font(font)
        self.full = text
        self.bind("<Configure>", lambda _event: self._fit())
        self._fit()

    def show(self, text: str) -> None:
        """Another text."""
        if text != self.full:
            self.full = text
            self._fit()

    def _fit(self) -> None:
        room = self.winfo_width()
        shown = self.full if room <= 1 else elide(self._font, self.full, room)
        if self.cget("text") != shown:
            self.configure(text=shown)


def elide(font: tkfont.Font, text: str, room: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if font.measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if font.measure(text[:middle] + "…") <= room else (low, middle - 1)
        )
    return text[:low].rstrip() + "…"


def printable(text: str) -> str:
    """A text of one line: what people did not mean to be seen becomes a space."""
    return "".join(c if c.isprintable() else " " for c in text)


class Pill(ttk.Label):
    """A state: a dot and a word in its colour."""

    def __init__(self, master: tk.Misc, theme: Theme, *, large: bool = False) -> None:
        self._theme = theme
        self._size = "Large." if large else ""
        self._prefix = prefix_of(theme, master)
        super().__init__(master, style=f"{self._prefix}{self._size}muted.Pill.TLabel")
        self.tone: Tone = "muted"

    def show(self, text: str, tone: Tone) -> None:
        """Another state."""
        self.tone = tone
        style = f"{self._prefix}{self._size}{tone}.Pill.TLabel"
        if (str(self.cget("text")), str(self.cget("style"))) != (text, style):
            self.configure(text=text, style=style)
