"""A text of one line in the largest of some sizes that its room allows."""

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk
from typing import Any

from restaurant.desktop.look.theme import FontName, Theme
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.words import elide, ground_of


class Fitted(ttk.Label):
    """For addresses and figures: those must not be cut while a smaller size would show all."""

    def __init__(
        self, master: tk.Misc, theme: Theme, fonts: Sequence[FontName], **options: Any
    ) -> None:
        self._theme = theme
        self._fonts = [theme.font(name) for name in fonts]
        self.full = ""
        super().__init__(
            master, font=self._fonts[0], background=ground_of(master), width=1, **options
        )
        self.bind("<Configure>", lambda _event: self._fit())

    def show(self, text: str, tone: Tone = "ink") -> None:
        """Another text."""
        self.full = text
        self.configure(foreground=self._theme.colour(tone))
        self._fit()

    def allow(self, fonts: Sequence[FontName]) -> None:
        """Other sizes, the largest first."""
        wanted = [self._theme.font(name) for name in fonts]
        if wanted != self._fonts:
            self._fonts = wanted
            self._fit()

    def _fit(self) -> None:
        room = self.winfo_width()
        if room <= 1:
            return
        font = next((f for f in self._fonts if f.measure(self.full) <= room), self._fonts[-1])
        shown = elide(font, self.full, room)
        if (str(self.cget("font")), self.cget("text")) != (str(font), shown):
            self.configure(font=font, text=shown)
