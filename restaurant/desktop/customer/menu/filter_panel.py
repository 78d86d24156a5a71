"""The filter: which allergens a guest must not have and which diets to keep to, as the menu names them."""

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from restaurant.desktop.customer.menu.wishes import Wishes
from restaurant.desktop.parts.frames import Flow
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import sentence, words
from restaurant.desktop.window.shell import Shell

WIDTH = 600


class FilterPanel:
    """A popup with a chip for each; `changed` is told with every tap, for the menu shows it at once."""

    def __init__(
        self,
        shell: Shell,
        used: tuple[Sequence[str], Sequence[str]],
        wishes: Wishes,
        *,
        changed: Callable[[Wishes], object],
    ) -> None:
        self._shell, self._changed = shell, changed
        theme, text = shell.theme, shell.text
        allergens, diets = used
        self.popup = popup = Popup(shell.root, theme, text("customer.filter"), width=WIDTH)
        words(popup.content, theme, text("customer.filter"), font="section").pack(anchor="w")
        self.without = self._chips("customer.filter_without", allergens, wishes.without)
        self.diets = self._chips("customer.filter_diet", diets, wishes.diets)
        sentence(popup.content, theme, text("customer.filter_traces"), tone="muted").pack(
            fill="x", pady=(theme.px(16), 0)
        )
        popup.add(Choice(text("customer.filter_clear"), lambda: changed(Wishes())))
        popup.add(Choice(text("customer.filter_show"), kind="Main"))
        popup.show()

    def _chips(
        self, key: str, names: Sequence[str], chosen: frozenset[str]
    ) -> dict[str, tuple[ttk.Checkbutton, tk.BooleanVar]]:
        theme, content = self._shell.theme, self.popup.content
        made: dict[str, tuple[ttk.Checkbutton, tk.BooleanVar]] = {}
        if not names:
            return made
        words(content, theme, self._shell.text(key), font="list_bold").pack(
            anchor="w", pady=(theme.px(16), theme.px(8))
        )
        flow = Flow(content, gap=theme.gap)
        flow.pack(fill="x")
        for name in names:
            value = tk.BooleanVar(flow, value=name in chosen)
            chip = ttk.Checkbutton(
                flow, text=name, variable=value, style="Chip.TCheckbutton",
                command=self._toggled,
            )  # fmt: skip
            made[name] = chip, value
        return made

    def _toggled(self) -> None:
        self._changed(Wishes(_ticked(self.without), _ticked(self.diets)))


def _ticked(chips: dict[str, tuple[ttk.Checkbutton, tk.BooleanVar]]) -> frozenset[str]:
    return frozenset(name for name, (_chip, value) in chips.items() if value.get())
