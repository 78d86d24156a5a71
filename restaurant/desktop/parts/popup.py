"""Popups: a question or a sentence over a window, closed by a tap, Return or Escape."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import NamedTuple

from restaurant.desktop.look import shapes
from restaurant.desktop.look.theme import Theme
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.buttons import Kind, button
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.words import words

WIDTH, SIDE, MARK = 520, 24, 40
"""Of the popup, beside its content, of its mark: pixels of the look."""


class Choice(NamedTuple):
    """A button of a popup; `act` is called after the popup has gone."""

    text: str
    act: Callable[[], object] = lambda: None
    kind: Kind = "Plain"


class Popup:
    """A card over a window with `content`, and buttons at its foot; the window below waits."""

    def __init__(self, root: tk.Misc, theme: Theme, title: str, *, width: int = WIDTH) -> None:
        self.theme = theme
        self._root = root
        self.top = tk.Toplevel(root, background=theme.colour("muted"))
        self.top.withdraw()
        self.top.title(title)
        self.top.resizable(False, False)
        self.top.transient(root.winfo_toplevel())
        self.top.protocol("WM_DELETE_WINDOW", self.close)
        self.top.bind("<Escape>", lambda _event: self.close())
        # Where no window manager keeps it above, a tap on the window that waits brings it back.
        self.top.bind("<Button>", lambda _event: self.top.lift())
        edge = max(1, theme.px(1))
        paper = tk.Frame(self.top, background=theme.colour("surface"))
        paper.pack(fill="both", expand=True, padx=edge, pady=edge)
        pad = theme.px(SIDE)
        tk.Frame(paper, background=theme.colour("surface"), width=theme.px(width)).pack()
        self.content = row(paper)
        self.content.pack(fill="both", expand=True, padx=pad, pady=(pad, theme.px(16)))
        self.foot = row(paper)
        self.foot.pack(fill="x", padx=pad, pady=(0, pad))
        self.buttons: list[ttk.Button] = []
        self.closed: Callable[[], object] = lambda: None
        """Called when the popup went without a choice."""

    def add(self, choice: Choice) -> None:
        """A button at the foot, the last one at the right."""
        made = button(
            self.foot, self.theme, choice.text, lambda: self._choose(choice), kind=choice.kind
        )
        made.pack(
            side="left", fill="x", expand=True, padx=(self.theme.gap if self.buttons else 0, 0)
        )
        self.buttons.append(made)

    def show(self, *, focus: tk.Misc | None = None) -> None:
        """Shows it in the middle of the window."""
        self.top.update_idletasks()
        window = self._root.winfo_toplevel()
        wide, high = self.top.winfo_reqwidth(), self.top.winfo_reqheight()
        x = window.winfo_rootx() + (window.winfo_width() - wide) // 2
        y = window.winfo_rooty() + (window.winfo_height() - high) // 3
        self.top.geometry(f"+{max(0, x)}+{max(0, y)}")
        self.top.bind("<Map>", lambda _event: self._take(focus))
        self.top.deiconify()

    def close(self) -> None:
        """Takes it away without a choice."""
        self._go()
        self.closed()

    @property
    def open(self) -> bool:
        """Whether it is still there."""
        return bool(self.top.winfo_exists())

    def _take(self, focus: tk.Misc | None) -> None:
        self.top.unbind("<Map>")
        self.top.lift()
        self.top.grab_set()
        (focus or (self.buttons[-1] if self.buttons else self.top)).focus_force()

    def _choose(self, choice: Choice) -> None:
        self._go()
        choice.act()

    def _go(self) -> None:
        if self.open:
            self.top.grab_release()
            self.top.destroy()


def tell(
    root: tk.Misc,
    theme: Theme,
    *,
    title: str,
    text: str,
    tone: Tone,
    choices: Sequence[Choice],
) -> Popup:
    """Says a sentence, or asks a question; the mark beside it is a tick or an exclamation mark."""
    popup = Popup(root, theme, title)
    picture = mark(popup.top, theme, tone)
    label = tk.Label(popup.content, image=picture, background=theme.colour("surface"))
    label.image = picture  # type: ignore[attr-defined]
    label.pack(side="left", anchor="n", padx=(0, theme.px(16)))
    texts = row(popup.content)
    texts.pack(side="left", fill="x", expand=True)
    room = theme.px(WIDTH - 2 * SIDE - MARK - 16)
    words(texts, theme, title, font="section", wraplength=room).pack(anchor="w")
    words(texts, theme, text, font="list", tone="muted", wraplength=room).pack(
        anchor="w", pady=(theme.px(8), theme.px(8))
    )
    for choice in choices:
        popup.add(choice)
    popup.show()
    return popup


def mark(master: tk.Misc, theme: Theme, tone: Tone) -> tk.PhotoImage:
    """A tick where all is well, an exclamation mark where it is not, on a disc of its colour."""
    size = theme.px(MARK)
    unit = size / 40
    inside = theme.colour("on_fill")

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * unit, y * unit) for x, y in points]

    layers = [(theme.colour(tone), shapes.disc((size / 2, size / 2), size / 2 - 0.5))]
    if tone in ("ready", "received"):
        layers.append((inside, shapes.line(at((12, 21), (18, 27), (29, 14)), 3.5 * unit)))
    else:
        layers.append((inside, shapes.line(at((20, 11), (20, 22)), 4 * unit)))
        layers.append((inside, shapes.disc(at((20, 29))[0], 2.4 * unit)))
    return shapes.drawing(master, size, layers, ground=theme.colour("surface"))
