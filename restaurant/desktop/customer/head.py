"""The middle of the head: the restaurant's name, or for how long something is wrong."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.words import Elided
from restaurant.desktop.window.shell import Shell

HOLD_MS = 3000
"""So long a finger rests on the name where staff want to leave the kiosk; no guest does that."""
WIDE = 560
"""From so many pixels of the look on a sentence is written large."""


class HeadNotice:
    """Takes the place of the name, so that nothing else on the window moves when it comes or goes."""

    def __init__(self, shell: Shell) -> None:
        theme = self._theme = shell.theme
        self.frame = tk.Frame(shell.head, background=theme.colour("surface"), height=1, width=1)
        self.frame.pack(side="left", fill="both", expand=True, padx=theme.px(8), pady=theme.px(6))
        self.frame.pack_propagate(False)
        self._name = Elided(self.frame, theme, font="section", tone="muted", anchor="center")
        self._name.pack(fill="both", expand=True)
        self._label = tk.Label(
            self.frame, foreground=theme.colour("on_fill"), justify="left", padx=theme.px(12),
            font=theme.font("body_bold"),
        )  # fmt: skip
        self.held: Callable[[], object] = lambda: None
        """Called when a finger rested on the name."""
        self._timer: str | None = None
        for widget in (self._name, self._label):
            widget.bind("<ButtonPress-1>", lambda _event: self._press())
            widget.bind("<ButtonRelease-1>", lambda _event: self._let_go())
        self.frame.bind("<Configure>", lambda event: self._fit(event.width))

    @property
    def text(self) -> str:
        """What it says now; empty if it says nothing."""
        return str(self._label.cget("text")) if self._label.winfo_manager() else ""

    def name(self, text: str) -> None:
        """The restaurant's name."""
        self._name.show(text)

    def show(self, text: str, tone: Tone) -> None:
        """Says a sentence."""
        self._label.configure(text=text, background=self._theme.colour(tone))
        self._label.place(relwidth=1.0, relheight=1.0)

    def hide(self) -> None:
        """Says nothing."""
        self._label.place_forget()

    def _fit(self, width: int) -> None:
        theme = self._theme
        font = theme.font("body_bold" if width >= theme.px(WIDE) else "small")
        self._label.configure(wraplength=max(1, width - 2 * theme.px(12)), font=font)

    def _press(self) -> None:
        self._let_go()
        self._timer = self.frame.after(HOLD_MS, self._rested)

    def _let_go(self) -> None:
        if self._timer is not None:
            self.frame.after_cancel(self._timer)
            self._timer = None

    def _rested(self) -> None:
        self._timer = None
        self.held()
