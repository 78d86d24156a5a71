"""A question of a dish, answered by chips: radio buttons where one answer is wanted, else check buttons."""

import tkinter as tk
from collections.abc import Callable, Collection, Sequence
from functools import partial
from tkinter import ttk

from restaurant.desktop.parts.frames import Flow, row
from restaurant.desktop.parts.words import words
from restaurant.desktop.terminal.question import chip_style, how_many, option_text, wants_one
from restaurant.desktop.window.shell import Shell
from restaurant.domain.modifiers import Offer
from restaurant.domain.values.menu import Modifier


class ModifierChoice:
    """One modifier of the dish and what it offers; `tapped` gets the option of every tap."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        modifier: Modifier,
        offered: Sequence[Offer],
        *,
        currency: str,
        tapped: Callable[[Offer], object],
    ) -> None:
        self.modifier, self._tapped, self._currency = modifier, tapped, currency
        self._shell = shell
        theme = shell.theme
        self.label = row(master)
        self._name = words(self.label, theme, modifier.name, font="body_bold")
        self._name.pack(anchor="w")
        self._how = words(
            self.label, theme, how_many(shell.strings, modifier), font="small", tone="muted"
        )
        self._how.pack(anchor="w")
        self._flow = Flow(master, gap=theme.gap)
        self.chips: dict[str, ttk.Checkbutton | ttk.Radiobutton] = {}
        self._one = tk.StringVar(master)
        self._many = {offer.label: tk.BooleanVar(master, value=False) for offer in offered}
        for offer in offered:
            self.chips[offer.label] = self._chip(offer)

    def show(self, chosen: Collection[str]) -> None:
        """Marks the options that are chosen, by their labels."""
        mine = [label for label in self.chips if label in chosen]
        self._one.set(mine[0] if mine else "")
        for label, value in self._many.items():
            value.set(label in mine)

    def place(self, line: int) -> None:
        """Puts it into its row."""
        gap = self._shell.theme.px(12)
        self.label.grid(row=line, column=0, sticky="w", pady=(gap, 0), padx=(0, gap))
        self._flow.grid(row=line, column=1, sticky="ew", pady=(gap, 0))

    def mark(self, *, missing: bool) -> None:
        """Shows whether the guest has overlooked it."""
        theme = self._shell.theme
        self._name.configure(foreground=theme.colour("late" if missing else "ink"))
        self._how.configure(foreground=theme.colour("late" if missing else "muted"))

    def _chip(self, offer: Offer) -> ttk.Checkbutton | ttk.Radiobutton:
        text = option_text(self._shell.strings, offer.option, self._currency)
        style, tapped = chip_style(self.modifier), partial(self._tapped, offer)
        if wants_one(self.modifier):
            return ttk.Radiobutton(
                self._flow, text=text, value=offer.label, variable=self._one, style=style,
                command=tapped,
            )  # fmt: skip
        return ttk.Checkbutton(
            self._flow, text=text, variable=self._many[offer.label], style=style, command=tapped
        )
