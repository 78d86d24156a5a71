"""The chosen dish: how many, with which options, a note, and the button that adds it."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from restaurant.desktop.customer.cart import MOST, Line
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import (
    Elided,
    Flow,
    Stepper,
    button,
    card,
    clear,
    field,
    placeholder,
    row,
    words,
)
from restaurant.domain.modifiers import unit_price
from restaurant.domain.money import write_money
from restaurant.domain.values import MenuItem, Modifier

NOTE_LENGTH = 500
"""The longest note that the wire takes (`values.Text`)."""


class DishPanel:
    """A card under the menu; `add` gets the line."""

    def __init__(self, master: tk.Misc, shell: Shell, *, add: Callable[[Line], object]) -> None:
        self._shell, self._add = shell, add
        theme = shell.theme
        self._dish: MenuItem | None = None
        self._currency = ""
        self.frame = card(master, theme)
        top = row(self.frame)
        top.pack(fill="x")
        self._name = words(top, theme, font="section")
        self._name.pack(side="left")
        self._about = Elided(top, theme, tone="muted")
        self._about.pack(side="left", fill="x", expand=True, padx=(theme.px(12), 0))
        self._modifiers = row(self.frame)
        self._modifiers.pack(fill="x")
        self._modifiers.columnconfigure(1, weight=1)
        self.choices: list[ModifierChoice] = []
        self._foot()

    def show(self, dish: MenuItem | None, currency: str) -> None:
        """Another dish, or none; the same one as it is now on the menu keeps what was chosen."""
        same = dish is not None and self._dish is not None and dish.id == self._dish.id
        renew = not same or dish.modifiers != self._dish.modifiers  # type: ignore[union-attr]
        self._dish, self._currency = dish, currency
        if renew:
            self._reset(dish)
        text = self._shell.text
        self._name.configure(text=dish.name if dish else text("customer.choose_dish"))
        self._about.show(dish.description if dish else text("customer.choose_dish_hint"))
        self._update()

    def _foot(self) -> None:
        theme, text = self._shell.theme, self._shell.text
        foot = row(self.frame)
        foot.pack(fill="x", pady=(theme.px(12), 0))
        self.quantity = Stepper(foot, theme, least=1, most=MOST, changed=lambda _n: self._update())
        self.quantity.pack(side="left", fill="y")
        self.add_button = button(foot, theme, "", self.add, kind="Main", width=14)
        self.add_button.pack(side="right")
        self.note = tk.StringVar(foot)
        self.note_field = field(foot, theme, self.note)
        self.note_field.pack(side="left", fill="x", expand=True, padx=theme.px(12))
        self.note_field.bind("<Return>", lambda _event: self.add_button.invoke())
        placeholder(self.note_field, theme, self.note, text("customer.note"))

    def add(self) -> None:
        """Puts the dish into the cart."""
        dish = self._dish
        if dish is None:
            return
        options = tuple(name for choice in self.choices for name in choice.chosen)
        self._add(
            Line(
                item_id=dish.id, name=dish.name, unit_price=unit_price(dish, options),
                quantity=self.quantity.value, note=self.note.get().strip()[:NOTE_LENGTH], options=options,
            )
        )  # fmt: skip

    def _reset(self, dish: MenuItem | None) -> None:
        self.quantity.show(1)
        self.note.set("")
        clear(self._modifiers)
        self.choices = []
        for line, modifier in enumerate(dish.modifiers if dish else ()):
            choice = ModifierChoice(
                self._modifiers, self._shell, modifier, self._currency, self._update
            )
            choice.place(line)
            self.choices.append(choice)
        if not self.choices:
            tk.Frame(
                self._modifiers, height=1, background=self._shell.theme.colour("surface")
            ).grid()

    def _update(self) -> None:
        dish, text = self._dish, self._shell.text
        ready = dish is not None and not dish.sold_out and all(c.enough for c in self.choices)
        for widget in (self.add_button, self.note_field):
            widget.state(
                ["!disabled" if dish and (ready or widget is self.note_field) else "disabled"]
            )
        if dish is None:
            self.add_button.configure(text=text("customer.add"))
            self.quantity.fewer.state(["disabled"])
            self.quantity.more.state(["disabled"])
            return
        self.quantity.show(self.quantity.value)
        options = tuple(name for choice in self.choices for name in choice.chosen)
        price = unit_price(dish, options) * self.quantity.value
        self.add_button.configure(
            text=text("customer.add_for", price=write_money(price, self._currency))
        )


class ModifierChoice:
    """A question of a dish, answered by chips that stay down."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        modifier: Modifier,
        currency: str,
        changed: Callable[[], object],
    ) -> None:
        self._modifier, self._changed = modifier, changed
        self._order: list[str] = []
        theme = shell.theme
        least, most = modifier.choose
        how = shell.text(_how_many(least, most), least=least, most=most)
        self._label = row(master)
        words(self._label, theme, modifier.name, font="body_bold").pack(anchor="w")
        words(self._label, theme, how, font="small", tone="muted").pack(anchor="w")
        self._flow = Flow(master, gap=theme.gap)
        self._gap = theme.px(12)
        self.chips: dict[str, tuple[ttk.Checkbutton, tk.BooleanVar]] = {}
        for option in modifier.options:
            value = tk.BooleanVar(master, value=False)
            price = f"  +{write_money(option.price, currency)}" if option.price else ""
            chip = ttk.Checkbutton(
                self._flow, text=option.name + price, variable=value, style="Chip.TCheckbutton",
                command=partial(self._toggled, option.name),
            )  # fmt: skip
            self.chips[option.name] = (chip, value)

    @property
    def chosen(self) -> list[str]:
        """Names of the options, in the menu's order."""
        return [name for name, (_chip, value) in self.chips.items() if value.get()]

    @property
    def enough(self) -> bool:
        """Whether as many are chosen as the dish asks for."""
        return self._modifier.choose[0] <= len(self.chosen) <= self._modifier.choose[1]

    def place(self, line: int) -> None:
        """Puts it into its row."""
        self._label.grid(row=line, column=0, sticky="w", pady=(self._gap, 0), padx=(0, self._gap))
        self._flow.grid(row=line, column=1, sticky="ew", pady=(self._gap, 0))

    def _toggled(self, name: str) -> None:
        if self.chips[name][1].get():
            self._order.append(name)
            if len(self._order) > max(1, self._modifier.choose[1]):
                # The oldest choice gives way: one tap changes one's mind.
                self.chips[self._order.pop(0)][1].set(False)
        else:
            self._order.remove(name)
        self._changed()


def _how_many(least: int, most: int) -> str:
    if least == most:
        return "customer.choose_exactly"
    return "customer.choose_between" if least else "customer.choose_up_to"
