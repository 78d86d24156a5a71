"""The categories of the menu as tabs side by side, in as many rows as it takes."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from restaurant.desktop.look.theme import Theme
from restaurant.desktop.parts.frames import Flow
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.domain.values.menu import Category

MOST_ROWS = 3.5
"""So many rows are shown; more scroll, as half a row says."""


class CategoryTabs(Scrolled):
    """One of them is chosen, in `chosen`; `turn` is called when somebody chose it."""

    def __init__(
        self, master: tk.Misc, theme: Theme, *, chosen: tk.StringVar, turn: Callable[[], object]
    ) -> None:
        super().__init__(master, theme)
        self._chosen, self._turn = chosen, turn
        self._gap = theme.gap
        self.tabs: dict[str, ttk.Radiobutton] = {}
        self._flow = Flow(self.content, gap=self._gap)
        self._flow.pack(fill="x")
        self._flow.bind("<Configure>", lambda _event: self._fit(), add="+")

    def show(self, categories: Sequence[Category]) -> None:
        """These, in this order."""
        for tab in self.tabs.values():
            tab.destroy()
        self.tabs = {
            category.id: ttk.Radiobutton(
                self._flow, text=category.name, value=category.id, variable=self._chosen,
                style="Tab.TRadiobutton", command=self._turn,
            )
            for category in categories
        }  # fmt: skip
        self._flow.after_idle(self._flow.arrange)

    def _fit(self) -> None:
        """As high as its rows, or as some of them."""
        row = max((tab.winfo_reqheight() for tab in self.tabs.values()), default=0) + self._gap
        self.view.configure(height=min(self._flow.winfo_reqheight(), int(MOST_ROWS * row)))
