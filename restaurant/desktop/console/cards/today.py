"""Today's business in three figures that can be read from two metres."""

import tkinter as tk

from restaurant.common.language.writing import UNKNOWN, money, number
from restaurant.desktop.console.cards.fitted import Fitted
from restaurant.desktop.console.lists.drawn import HEAD
from restaurant.desktop.parts.frames import card, row
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.documents import FiguresDocument

WIDTHS = {"orders": 112, "open_orders": 96, "takings": 216}
"""Of each figure: pixels of the look."""


class TodayCard:
    """Orders, open orders, takings."""

    def __init__(self, master: tk.Misc, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        self.frame = card(master, theme)
        self.captions: dict[str, tk.Misc] = {}
        self.figures: dict[str, Fitted] = {}
        for place, (name, width) in enumerate(WIDTHS.items()):
            if place:
                line = tk.Frame(self.frame, background=theme.colour("line"), width=1)
                line.pack(side="left", fill="y", padx=theme.px(16))
            self._add(name, theme.px(width))

    def _add(self, name: str, width: int) -> None:
        theme = self._shell.theme
        column = row(self.frame)
        column.pack(side="left", fill="y")
        head = tk.Frame(
            column, background=theme.colour("surface"), width=width, height=theme.px(HEAD)
        )
        head.pack(fill="x")
        head.pack_propagate(False)
        caption = words(head, theme, self._shell.text(f"console.{name}"), tone="muted")
        caption.pack(side="left")
        figure = Fitted(column, theme, ("far", "title", "section"))
        figure.pack(fill="both", expand=True)
        self.figures[name] = figure
        self.captions[name] = caption

    def show(self, figures: FiguresDocument | None, *, serving: bool) -> None:
        """Today's figures, or those that were seen last."""
        strings, values = self._shell.strings, dict.fromkeys(WIDTHS, UNKNOWN)
        if figures is not None:
            values["orders"] = number(strings, figures.orders)
            values["open_orders"] = number(strings, figures.open_orders)
            values["takings"] = money(strings, figures.takings, figures.currency)
        for name, value in values.items():
            self.figures[name].show(value, "ink" if serving and figures is not None else "muted")
