"""A question of a dish, answered by chips: radio buttons where one answer is wanted, else check buttons."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import Flow, row, words
from restaurant.domain.money import write_money
from restaurant.domain.values import Modifier


class ModifierChoice:
    """One modifier of the dish; `changed` is called with every tap."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        modifier: Modifier,
        currency: str,
        changed: Callable[[], object],
    ) -> None:
        self.modifier, self._changed, self._currency = modifier, changed, currency
        self._shell = shell
        self._order: list[str] = []
        theme = shell.theme
        least, most = modifier.choose
        how = shell.text(_how_many(least, most), least=least, most=most)
        self.label = row(master)
        self._name = words(self.label, theme, modifier.name, font="body_bold")
        self._name.pack(anchor="w")
        self._how = words(self.label, theme, how, font="small", tone="muted")
        self._how.pack(anchor="w")
        self._flow = Flow(master, gap=theme.gap)
        self.chips: dict[str, ttk.Checkbutton | ttk.Radiobutton] = {}
        self._one = tk.StringVar(master)
        self._many = {
            option.name: tk.BooleanVar(master, value=False) for option in modifier.options
        }
        for option in modifier.options:
            self.chips[option.name] = self._chip(option.name, option.price)

    @property
    def chosen(self) -> list[str]:
        """Names of the options, in the menu's order."""
        if self._exactly_one:
            return [name for name in self.chips if name == self._one.get()]
        return [name for name, value in self._many.items() if value.get()]

    @property
    def enough(self) -> bool:
        """Whether as many are chosen as the dish asks for."""
        return self.modifier.choose[0] <= len(self.chosen) <= self.modifier.choose[1]

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

    @property
    def _exactly_one(self) -> bool:
        return self.modifier.choose == (1, 1)

    def _chip(self, name: str, price: int) -> ttk.Checkbutton | ttk.Radiobutton:
        text = f"{name}  +{write_money(price, self._currency)}" if price else name
        if self._exactly_one:
            return ttk.Radiobutton(
                self._flow, text=text, value=name, variable=self._one,
                style="Chip.TRadiobutton", command=self._changed,
            )  # fmt: skip
        return ttk.Checkbutton(
            self._flow, text=text, variable=self._many[name], style="Chip.TCheckbutton",
            command=partial(self._toggled, name),
        )  # fmt: skip

    def _toggled(self, name: str) -> None:
        if self._many[name].get():
            self._order.append(name)
            if len(self._order) > max(1, self.modifier.choose[1]):
                # The oldest choice gives way: one tap changes one's mind.
                self._many[self._order.pop(0)].set(False)
        else:
            self._order.remove(name)
        self._changed()


def _how_many(least: int, most: int) -> str:
    if least == most:
        return "customer.choose_exactly"
    return "customer.choose_between" if least else "customer.choose_up_to"
